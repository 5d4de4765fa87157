"""Files that came with messages: kept under a random key until somebody takes one, a month at most."""

from collections.abc import Iterable
from typing import Final

from django.core.files.base import ContentFile

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.mail.actions.whose import PersonKey
from cluster_crm.mail.models import MailFile, WaitingMail
from cluster_crm.mail.readers import message
from cluster_crm.people.national_id import without_bsn
from privacy.models.catalogue_view import Catalogue
from privacy.stores.forget import forget
from privacy.vocabulary import Category

TAKEN: Final = "mail.file_taken"


def keep_files(
    files: Iterable[message.MailFile], *, person: PersonKey | None = None, waiting: WaitingMail | None = None
) -> list[MailFile]:
    """Keep the files of a message with its person, or with the message that waits for one."""
    if person and files:
        Catalogue.load(person[1]).require([Category.CORRESPONDENCE])
    owner = person or ((waiting.data_subject_id, waiting.subject_kind) if waiting else (None, ""))
    kept = []
    for file in files:
        row = MailFile(
            mail=waiting,
            data_subject_id=owner[0],
            subject_kind=owner[1],
            address=waiting.address if waiting else "",
            original_name=without_bsn(file.name),
            content_type=file.content_type,
            size=len(file.content),
            sha256=file.sha256,
        )
        row.file.save("", ContentFile(file.content), save=False)
        row.save()
        kept.append(row)
    return kept


def drop_file(file: MailFile, *, by: User) -> None:
    """Forget a file with its history: it was taken into a dossier, or nobody wants it."""
    with acting(by.pk, TAKEN):
        forget(MailFile.objects.filter(pk=file.pk))
