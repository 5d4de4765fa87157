"""Pages of messages that come in."""

from cluster_crm.mail.admin import bounces, files, mailbox, waiting

__all__ = ["bounces", "files", "mailbox", "waiting"]
