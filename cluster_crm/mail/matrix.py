"""Which role may do what with messages that come in: rows of the permission matrix."""

from privacy.vocabulary import Role

MODELS = {
    "mail.waitingmail": {Role.RECRUITER: "view add", Role.CONSULTANT: "add"},
    "mail.mailfile": dict.fromkeys((Role.RECRUITER, Role.CONSULTANT), "view"),
    "mail.undeliverableaddress": dict.fromkeys((Role.RECRUITER, Role.CONSULTANT), "view"),
}
