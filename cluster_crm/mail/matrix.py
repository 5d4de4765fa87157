"""Which role may do what with messages that come in: rows of the permission matrix."""

from privacy.vocabulary import Role

MODELS = {
    "mail.waitingmail": {Role.RECRUITER: "view add", Role.CONSULTANT: "add"},
    "mail.mailboxstate": dict.fromkeys((Role.RECRUITER, Role.ADMINISTRATOR), "view"),
    "mail.mailfile": dict.fromkeys((Role.RECRUITER, Role.CONSULTANT), "view"),
    "mail.undeliverableaddress": dict.fromkeys((Role.RECRUITER, Role.CONSULTANT), "view"),
}

DEEDS = {
    "mail.take_file": {Role.RECRUITER, Role.CONSULTANT},
    "mail.trust_address": {Role.RECRUITER},
    "mail.read_waiting": {Role.RECRUITER},
    "mail.settle_waiting": {Role.RECRUITER},
}
