"""Invented messages, for tests of any app."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from itertools import count
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils import timezone

from cluster_crm.mail.models import MailFile, MailLink, UndeliverableAddress, WaitingMail
from privacy.models import Message
from privacy.vocabulary import Purpose, SubjectKind

_numbers = count(1)


def make_mail(
    text: str = "When can I start?",
    *,
    sender: str = "noor@example.com",
    to: str = "recruiter@example.org",
    subject: str = "",
    sent_at: datetime | None = None,
    files: Iterable[tuple[str, bytes]] = (),
    **headers: str,
) -> bytes:
    """A message as it travels; `headers` are more of them, with "_" for "-"."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject or f"Vacancy {next(_numbers)}"
    mail["Date"] = format_datetime(sent_at or timezone.now() - timedelta(hours=1))
    mail["Message-ID"] = make_msgid(domain="example.com")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    for name, content in files:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def make_full_mail(data_subject_id: UUID | None, kind: SubjectKind | None, marker: str) -> WaitingMail:
    """A message that waits, its file and an address that came back, with the marker in each text.

    About a person in a role, or about an address of which nobody has said whose it is.
    """
    owner = {"data_subject_id": data_subject_id, "subject_kind": kind or ""}
    address = f"{marker.lower()}@example.org"
    waiting = WaitingMail.objects.create(
        address=address,
        name=f"{marker} name",
        subject_line=f"{marker} subject",
        text=f"{marker} text",
        why=WaitingMail.Why.NOT_NOW if data_subject_id else WaitingMail.Why.UNKNOWN,
        direction="inbound",
        happened_at=timezone.now() - timedelta(hours=1),
        digest=f"{next(_numbers):064x}",
        **owner,
    )
    file = MailFile(
        mail=waiting,
        address=address,
        original_name=f"{marker} file.pdf",
        content_type="application/pdf",
        size=len(marker),
        sha256=f"{next(_numbers):064x}",
        **owner,
    )
    file.file.save("", ContentFile(f"{marker} file".encode()), save=False)
    file.save()
    if data_subject_id:
        _make_clicked_link(marker, **owner)
        UndeliverableAddress.objects.create(address=address, code="5.1.1", bounced_at=timezone.now(), **owner)
    return waiting


def _make_clicked_link(marker: str, **owner: Any) -> None:
    message = Message.objects.create(
        purpose=Purpose.DM_OTHER,
        to_address=f"{marker.lower()}@example.org",
        subject_line=f"{marker} news",
        body=f"{marker} news",
        decision_code="OPTIN",
        language="nl",
        state=Message.State.SENT,
        sent_at=timezone.now(),
        **owner,
    )
    MailLink.objects.create(
        message=message,
        number=1,
        target=f"https://example.org/{marker}",
        clicked_at=timezone.now(),
        verdict=MailLink.Verdict.PERSON,
        **owner,
    )
