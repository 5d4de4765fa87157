"""Pages of messages that come in."""

from cluster_crm.mail.admin import bounces, files, waiting

__all__ = ["bounces", "files", "waiting"]
