"""Deeds on links in marketing mail: put ours in the place of others, note a click, and judge it (SRC-03, RET-07)."""

import re
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from cluster_crm.jobs.actions import enqueue
from cluster_crm.jobs.claims import Claim
from cluster_crm.mail.machines import are_at_once
from cluster_crm.mail.models import MailLink
from cluster_crm.people.actions.activity import record_activity
from cluster_crm.people.exceptions import PeopleRefusal
from cluster_crm.people.models import OnlineActivity
from privacy.actions.footers import has_way_out
from privacy.actions.sending import may_send
from privacy.exceptions import NotInCatalogue, PrivacyRefusal, Unreadable
from privacy.models import Message
from privacy.sealed_links import seal, unseal
from privacy.sending import SendCode
from privacy.vocabulary import Channel, Purpose, SubjectKind

AIM: Final = "click"
JUDGE: Final = "mail.judge_click"
LATER: Final = timedelta(minutes=1)
ON_A_YES: Final = frozenset({SendCode.OPTIN, SendCode.SOFT})
SIGNATURE: Final = "\n-- \n"
WEB: Final = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")
Verdict = MailLink.Verdict


def with_links(message: Message) -> str:
    """Return the text of a message as it is sent: with our links in the place of those to content, where we may know.

    That is where the setting allows it, in marketing to somebody who said yes or did not use the way out (soft
    opt-in). What stands below the signature, and our own pages of choices, is never followed.
    """
    if not (settings.CRM_COUNT_CLICKS and has_way_out(message) and message.decision_code in ON_A_YES):
        return message.body
    words, line, below = message.body.rpartition(SIGNATURE)
    return WEB.sub(lambda found: _ours(message, found[0]), words) + line + below


def _ours(message: Message, target: str) -> str:
    if target.startswith(f"{settings.CRM_ORIGIN}/") and "/privacy/" in target:
        return target
    number = MailLink.objects.filter(message=message).count() + 1
    link, _is_new = MailLink.objects.get_or_create(
        message=message,
        target=target,
        defaults={"number": number, "data_subject_id": message.data_subject_id, "subject_kind": message.subject_kind},
    )
    return settings.CRM_ORIGIN + reverse("mail:follow", args=[seal(AIM, link.pk.bytes)])


def find_link(token: str) -> MailLink | None:
    """Return the link of an address; None for whatever we did not make, and for those of people who are gone."""
    try:
        number = UUID(bytes=unseal(AIM, token))
    except (Unreadable, ValueError):
        return None
    return MailLink.objects.select_related("message").filter(pk=number).first()


@transaction.atomic
def note_click(link: MailLink, *, at: datetime, is_machine: bool) -> None:
    """Note a click, to be judged in a minute; of a machine only that there was one.

    Whoever objected or withdrew since is led on, and nothing is noted of it.
    """
    if is_machine:
        MailLink.objects.filter(pk=link.pk).update(machine_hits=F("machine_hits") + 1)
        return
    kind, purpose = SubjectKind(link.subject_kind), Purpose(link.message.purpose)
    if may_send(link.data_subject_id, kind, purpose, Channel.EMAIL).code not in ON_A_YES:
        return
    MailLink.objects.filter(pk=link.pk).exclude(verdict=Verdict.OPEN).update(clicked_at=at, verdict=Verdict.OPEN)
    enqueue(JUDGE, link.pk, not_before=timezone.now() + LATER)


def judge(claim: Claim) -> None:
    """Judge the click that a job names: a person's counts as contact, a machine's does not (4.2)."""
    claim.expect(1)
    with claim.step("judge") as is_due:
        link = MailLink.objects.select_for_update().filter(pk=claim.target_id, verdict=Verdict.OPEN).first()
        if is_due and link is not None and link.clicked_at is not None:
            _judge(link, link.clicked_at)


def _judge(link: MailLink, clicked_at: datetime) -> None:
    others = MailLink.objects.filter(message=link.message_id).exclude(pk=link.pk)
    is_machine = are_at_once(clicked_at, [at for at in others.values_list("clicked_at", flat=True) if at])
    link.verdict = Verdict.MACHINE if is_machine else Verdict.PERSON
    link.save(update_fields=["verdict"])
    if is_machine:
        return
    try:
        with transaction.atomic():
            record_activity(
                link.data_subject_id,
                SubjectKind(link.subject_kind),
                act=OnlineActivity.Act.CONTENT_CLICK,
                happened_at=clicked_at,
                about=link.pk,
            )
    except (PrivacyRefusal, PeopleRefusal, NotInCatalogue):
        return  # restricted or gone meanwhile, or nothing of the kind may be held about this role
