"""Messages that came in: those that wait for a person, their files, and what was taken in already."""

from cluster_crm.mail.models.bounces import UndeliverableAddress
from cluster_crm.mail.models.files import MailFile
from cluster_crm.mail.models.links import MailLink
from cluster_crm.mail.models.mailbox import MailboxState
from cluster_crm.mail.models.taken import TakenMail
from cluster_crm.mail.models.waiting import WaitingMail

__all__ = ["MailFile", "MailLink", "MailboxState", "TakenMail", "UndeliverableAddress", "WaitingMail"]
