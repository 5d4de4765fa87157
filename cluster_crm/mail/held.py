"""Files from e-mails, in the panel on the page of the person who sent them."""

from typing import Any, Final
from uuid import UUID

from cluster_crm.mail.models import MailFile
from cluster_crm.people.held import Held
from privacy.vocabulary import Category, SubjectKind


def files(data_subject_id: UUID, kind: str) -> Any:
    """The files of a person that wait to be taken; those of messages that wait are nobody's yet."""
    return MailFile.objects.filter(data_subject_id=data_subject_id, subject_kind=kind, mail__isnull=True)


FILES: Final = Held(MailFile, frozenset(SubjectKind), files, "", Category.CORRESPONDENCE)
