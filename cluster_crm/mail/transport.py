"""E-mail by SMTP, or by whatever EMAIL_URL names."""

from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from privacy.actions.footers import has_way_out, stop_address, stop_token
from privacy.exceptions import MessageNotDelivered, NoMailServer
from privacy.models import Message
from privacy.vocabulary import Purpose

SECONDS = 20  # well within the lease of a job
PERMANENT = 500


def send(message: Message, body: str) -> None:
    """Hand a message with these words to the mail server, or raise MessageNotDelivered, which says nothing of either.

    Without a mail server it is NoMailServer.

    Its number is its Message-ID: should a worker die between the server's answer and the commit, the copy that is
    sent again is known as one.
    """
    if not settings.EMAIL_URL:
        raise NoMailServer
    mail = EmailMessage(
        message.subject_line,
        body,
        to=[message.to_address],
        headers=headers_of(message),
        connection=get_connection(timeout=SECONDS),
    )
    try:
        mail.send()
    except (SMTPException, OSError, ValueError) as error:
        raise MessageNotDelivered(type(error).__name__, is_final=_is_final(error)) from None


def headers_of(message: Message) -> dict[str, str]:
    """Return the headers beside those of every e-mail; only an approach on a role is written by a person (RFC 3834).

    Marketing says by which address a mail program stops it in one click (RFC 2369, RFC 8058).
    """
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    headers = {"Message-ID": f"<{message.pk}@{domain}>", "Content-Language": message.language}
    if message.purpose != Purpose.ROLE_CONTACT:
        headers["Auto-Submitted"] = "auto-generated"
    if has_way_out(message):
        ways = [f"<{stop_address(message)}>"]
        if settings.IMAP_URL and settings.CRM_MAIL_STOP_ADDRESS:
            ways.append(f"<mailto:{settings.CRM_MAIL_STOP_ADDRESS}?subject=stop%20{stop_token(message)}>")
        headers["List-Unsubscribe"] = ", ".join(ways)
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _is_final(error: Exception) -> bool:
    """Whether trying again is of no use: the server refuses for good, or the address cannot be one."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _text in error.recipients.values())
    if isinstance(error, SMTPResponseException):
        return error.smtp_code >= PERMANENT
    return isinstance(error, ValueError)
