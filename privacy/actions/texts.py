"""The texts of the agency: the wording that ships, and a message from it."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from privacy.actions.messages import queue_message
from privacy.actions.preferences import language_of
from privacy.actions.wording import controller_of, current_text, render
from privacy.models import LegalText, Message, Recipient
from privacy.texts import TextDeclaration, Wording, all_declared
from privacy.vocabulary import Purpose, SubjectKind, TextKind

__all__ = ["current_text", "load_texts", "queue_text", "render"]
FIRST: Final = 1


@transaction.atomic
def load_texts() -> int:
    """Add what ships and is not there yet; returns how many versions.

    A text that nobody edited follows the product: new wording becomes its next version. It is published at once but
    for consents, whose wording the privacy officer decides on. A text that legal staff edited stays theirs.
    """
    newest = {text.code: text for text in LegalText.objects.order_by("version", "-language")}
    in_draft = set(LegalText.objects.drafts().values_list("code", flat=True))
    known = {
        (text.code, text.version, text.language): text.wording for text in LegalText.objects.filter(is_shipped=True)
    }
    fresh = [
        text
        for code, text in all_declared().items()
        if code not in in_draft and (code not in newest or _is_outdated(text, newest[code], known))
    ]
    rows = [row for text in fresh for row in _shipped_rows(text, newest.get(text.code))]
    LegalText.objects.bulk_create(rows, ignore_conflicts=True)
    return len(fresh)


def _is_outdated(text: TextDeclaration, last: LegalText, known: Mapping[tuple[str, int, str], Wording]) -> bool:
    return last.is_shipped and any(
        known[text.code, last.version, language] != wording for language, wording in text.shipped.items()
    )


def _shipped_rows(text: TextDeclaration, last: LegalText | None) -> list[LegalText]:
    is_published = last is None or text.kind != TextKind.CONSENT
    return [
        LegalText(
            code=text.code,
            kind=text.kind,
            version=FIRST if last is None else last.version + 1,
            language=language,
            subject_line=wording.subject_line,
            body=wording.body,
            purpose=text.purpose or "",
            channels=list(text.channels),
            valid_months=text.valid_months,
            is_shipped=True,
            published_at=timezone.now() if is_published else None,
        )
        for language, wording in text.shipped.items()
    ]


@transaction.atomic
def queue_text(
    data_subject_id: UUID,
    kind: SubjectKind,
    code: str,
    *,
    to_address: str,
    values: Mapping[str, str],
    purpose: Purpose,
    language: str = "",
    recipient: Recipient | None = None,
    keep_until_delivered: bool = False,
    carries_notice: bool = False,
    is_secret: bool = False,
    by: AbstractBaseUser | None = None,
) -> Message:
    """Queue the e-mail `code` to a person, or about him to a recipient, in his language unless one is given.

    `is_secret` says that the text holds a link that opens something once: it is emptied when it was sent, and staff
    never read it. Refused as `queue_message` refuses.
    """
    text = current_text(code, language or language_of(data_subject_id))
    said = render(text, values, controller=controller_of(data_subject_id, kind))
    return queue_message(
        data_subject_id,
        kind,
        to_address=to_address,
        subject_line=said.subject_line,
        body=said.body,
        purpose=purpose,
        carries_notice=carries_notice,
        language=text.language,
        recipient=recipient,
        keep_until_delivered=keep_until_delivered,
        text=text,
        is_secret=is_secret,
        by=by,
    )
