"""Taking in a message: onto the timelines of the people in it, or into the queue; once, whichever way it comes.

It never makes a person. Only a person's own words move a retention clock (requirements 4.2): what a machine wrote is
counted and forgotten, and a bounce is noted at the address that it is about.
"""

import hmac
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.mail.actions.bounces import note_bounce
from cluster_crm.mail.actions.files import keep_files
from cluster_crm.mail.actions.known import one_form, ours, who_has
from cluster_crm.mail.actions.whose import Direction, Facts, PersonKey, Whose, Why, decide_whose
from cluster_crm.mail.models import TakenMail, WaitingMail
from cluster_crm.mail.readers.codes import MailKind
from cluster_crm.mail.readers.message import ReadMail
from cluster_crm.people.actions.contacts import organisation_of
from cluster_crm.people.actions.interactions import Participant, log_interaction
from cluster_crm.people.exceptions import PeopleRefusal
from cluster_crm.people.models import Interaction
from cluster_crm.people.national_id import without_bsn
from cluster_crm.people.special_data import SpecialKind, find_special
from privacy.exceptions import PrivacyRefusal
from privacy.models import Restriction
from privacy.vocabulary import Source, SubjectKind

REASON: Final = "mail.take_in"
IN_PLACE_OF_BSN: Final = "[BSN]"
Outcome = TakenMail.Outcome

OF_MACHINES: Final = {
    MailKind.AUTOMATIC: Outcome.AUTOMATIC,
    MailKind.DELAY: Outcome.AUTOMATIC,
    MailKind.RECEIPT: Outcome.RECEIPT,
    MailKind.BOUNCE: Outcome.BOUNCE,
}
SOURCES: Final = {
    SubjectKind.CANDIDATE: (Source.EMAIL_CV, Source.EMAIL_CV),
    SubjectKind.CLIENT_CONTACT: (Source.CLIENT_INBOUND, Source.CLIENT_OUTBOUND),
    SubjectKind.SUPPLIER_CONTACT: (Source.COOPERATION, Source.COOPERATION),
    SubjectKind.WEBSITE_USER: (Source.SITE_FORM, Source.SITE_FORM),
}
"""Where the words come from, by the role of the person: in a message to us, and in one from us (SRC-01 to SRC-06)."""


class Remark(models.TextChoices):
    """What staff are told about a message that was taken in."""

    CUT = "cut", _("quoted history was left out")
    SHORTENED = "shortened", _("the text was long: only its beginning was kept")
    BSN = "bsn", _("a citizen service number in it was taken out")
    SPECIAL = "special", _("it speaks of something that may need special care, such as health: look at it")
    SEALED = "sealed", _("the message is encrypted: its text cannot be read")
    FILES_LEFT_OUT = "files_left_out", _("it had more than 20 files: the rest was left out")
    OTHERS_LEFT_OUT = "others_left_out", _("it was sent to several people: the text stands with the first of them")


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a message: the people on whose timelines it stands, or where it waits."""

    outcome: Outcome
    people: tuple[PersonKey, ...] = ()
    waiting: WaitingMail | None = None
    remarks: tuple[Remark, ...] = ()
    is_repeated: bool = False


@dataclass(slots=True)
class Words:
    """Subject and text as they may be kept: without a citizen service number (UAVG 46)."""

    subject: str
    text: str
    remarks: list[Remark] = field(default_factory=list)

    @property
    def note(self) -> str:
        """What stands on the timeline."""
        return "\n\n".join(filter(None, (self.subject, self.text)))


@transaction.atomic
def take_in(
    mail: ReadMail, *, by: User | None, about: PersonKey | None = None, why: Why | None = None, again: bool = False
) -> Taken:
    """Take in a message for a colleague; raises AboutSomebodyElse.

    `about` is the person on whose page staff dropped it. With `why` it waits whatever it says: its sender is not
    vouched for, or nobody of ours is in it. `again` takes in what was thrown away before.
    """
    with acting(by.pk if by else None, REASON):
        digest = digest_of(mail)
        if before := _taken_before(digest, again=again):
            return Taken(Outcome(before.outcome), is_repeated=True)
        if mail.kind in OF_MACHINES:
            taken = Taken(OF_MACHINES[mail.kind], people=note_bounce(mail.bounce) if mail.bounce else ())
        else:
            taken = _place(mail, by, about, why, digest)
        TakenMail.objects.filter(digest=digest).update(outcome=taken.outcome)
    return taken


def digest_of(mail: ReadMail) -> str:
    """A keyed hash of what makes a message this one: its number alone may be anybody's invention."""
    sender = mail.senders[0].address.lower() if mail.senders else ""
    parts = (mail.message_id or mail.content_hash, sender, mail.subject, mail.text)
    return hmac.digest(settings.CRM_HMAC_KEY, "\0".join(("mail", *parts)).encode(), "sha256").hex()


def _taken_before(digest: str, *, again: bool) -> TakenMail | None:
    """The row of the message where it came before; else a new one, for which others with the same message wait."""
    TakenMail.objects.bulk_create([TakenMail(digest=digest, outcome="")], ignore_conflicts=True)
    row = TakenMail.objects.select_for_update().get(digest=digest)
    is_new = not row.outcome or (again and row.outcome == Outcome.THROWN_AWAY)
    return None if is_new else row


def _place(mail: ReadMail, by: User | None, about: PersonKey | None, why: Why | None, digest: str) -> Taken:
    """Put a message onto timelines, or into the queue; of restricted people it is stored and nothing more."""
    words = words_of(mail)
    senders = one_form([party.address for party in mail.senders])
    recipients = one_form([party.address for party in mail.recipients])
    both = [*senders, *recipients]
    whose = decide_whose(Facts(senders, recipients, ours(both), who_has(both), about))
    allowed = _unrestricted(whose.people)
    is_free = bool(allowed) and why is None
    if is_free and by is not None and _is_recorded(mail, words, whose.direction, allowed, by):
        return Taken(Outcome.RECORDED, allowed, remarks=_remarks(words, allowed))
    if whose.people and (not allowed or (is_free and by is not None)):
        waiting = _wait(mail, words, whose, Why.NOT_NOW, by=by, digest=digest, person=whose.people[0])
    else:
        waiting = _wait(mail, words, whose, why or whose.why or Why.NO_COLLEAGUE, by=by, digest=digest)
    return Taken(Outcome.WAITING, waiting=waiting, remarks=tuple(words.remarks))


def words_of(mail: ReadMail) -> Words:
    """The words of a message as they may be kept, and what there is to say about them."""
    subject, text = _masked(mail.subject), _masked(mail.text)
    facts = {
        Remark.CUT: mail.has_cut,
        Remark.SHORTENED: mail.is_shortened,
        Remark.BSN: (subject, text) != (mail.subject, mail.text),
        Remark.SPECIAL: any(mention.kind is not SpecialKind.BSN for mention in find_special(f"{subject}\n{text}")),
        Remark.SEALED: mail.is_sealed,
        Remark.FILES_LEFT_OUT: mail.files_left_out > 0,
    }
    return Words(subject, text, [remark for remark, is_so in facts.items() if is_so])


def _masked(text: str) -> str:
    return without_bsn(text, mark=IN_PLACE_OF_BSN)


def _unrestricted(people: Collection[PersonKey]) -> tuple[PersonKey, ...]:
    """The people about whom something may be written now (Article 18)."""
    active = Restriction.objects.active().filter(data_subject__in={person for person, _kind in people})
    restricted = {(person, kind) for person, kind in active.values_list("data_subject_id", "subject_kind")}
    return tuple(key for key in people if (key[0], key[1].value) not in restricted)


def _is_recorded(mail: ReadMail, words: Words, direction: Direction, people: tuple[PersonKey, ...], by: User) -> bool:
    """Put a message on the timelines; False where a rule about one of the people forbids it now."""
    try:
        with transaction.atomic():
            record(words.note, direction, people, happened_at=mail.happened_at(timezone.now()), by=by)
            if direction is Direction.INBOUND:
                keep_files(mail.files, person=people[0])
    except (PeopleRefusal, PrivacyRefusal, ValidationError):
        return False
    return True


def record(
    note: str, direction: Direction, people: tuple[PersonKey, ...], *, happened_at: datetime, by: User, reason: str = ""
) -> Interaction:
    """Record a message as contact; its words stand with the first of the people alone: free text is of one person."""
    owner, *others = people
    participants = [
        Participant(*owner, note=note, reason=reason),
        *(Participant(*key) for key in others),
    ]
    sources = SOURCES.get(owner[1], (Source.AUTO, Source.AUTO))
    organisations = {organisation_of(participant) for participant in participants} - {None}
    return log_interaction(
        participants,
        kind=Interaction.Kind.EMAIL,
        direction=direction,
        happened_at=happened_at,
        by=by,
        recipient=organisations.pop() if len(organisations) == 1 else None,
        source=sources[direction is Direction.OUTBOUND],
    )


def _remarks(words: Words, people: tuple[PersonKey, ...]) -> tuple[Remark, ...]:
    are_several = len({person for person, _kind in people}) > 1
    return (*words.remarks, *((Remark.OTHERS_LEFT_OUT,) if are_several else ()))


def _wait(
    mail: ReadMail,
    words: Words,
    whose: Whose,
    why: Why,
    *,
    by: User | None,
    digest: str,
    person: PersonKey | None = None,
) -> WaitingMail:
    """Put a message into the queue, under the address of the one whom it would be contact with.

    What it passes on of others is shown to who settles it, and on no timeline by itself.
    """
    parties = mail.senders if whose.direction is Direction.INBOUND else mail.recipients
    name = next((party.name for party in parties if one_form([party.address]) == [whose.address]), "")
    waiting = WaitingMail.objects.create(
        data_subject_id=person[0] if person else None,
        subject_kind=person[1] if person else "",
        address=whose.address,
        why=why,
        direction=whose.direction,
        name=_masked(name)[:150],
        subject_line=words.subject,
        text=words.text or _masked(mail.forwarded),
        happened_at=mail.happened_at(timezone.now()),
        owner=by,
        digest=digest,
    )
    if whose.direction is Direction.INBOUND:
        keep_files(mail.files, waiting=waiting)
    return waiting
