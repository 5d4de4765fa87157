"""E-mail by SMTP, or by whatever EMAIL_URL names."""

from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from privacy.exceptions import MessageNotDelivered, NoMailServer
from privacy.models import Message

SECONDS = 20  # well within the lease of a job
PERMANENT = 500


def send(message: Message) -> None:
    """Hand a message to the mail server, or raise MessageNotDelivered, which says neither address nor text.

    Without a mail server it is NoMailServer.

    Its number is its Message-ID: should a worker die between the server's answer and the commit, the copy that is
    sent again is known as one.
    """
    if not settings.EMAIL_URL:
        raise NoMailServer
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    mail = EmailMessage(
        message.subject_line,
        message.body,
        to=[message.to_address],
        headers={"Message-ID": f"<{message.pk}@{domain}>", "Content-Language": message.language},
        connection=get_connection(timeout=SECONDS),
    )
    try:
        mail.send()
    except (SMTPException, OSError, ValueError) as error:
        raise MessageNotDelivered(type(error).__name__, is_final=_is_final(error)) from None


def _is_final(error: Exception) -> bool:
    """Whether trying again is of no use: the server refuses for good, or the address cannot be one."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _text in error.recipients.values())
    if isinstance(error, SMTPResponseException):
        return error.smtp_code >= PERMANENT
    return isinstance(error, ValueError)
