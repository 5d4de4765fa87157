"""Taking a file that came with a candidate's message into his dossier."""

from typing import Final

from django.utils import timezone

from candidates.actions.documents import add_document
from candidates.exceptions import NotACandidatesFile
from candidates.models import Candidate, Document
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.mail.actions.files import drop_file
from cluster_crm.mail.models import MailFile
from cluster_crm.people.actions.writing import lock_people
from privacy.actions.restriction import refuse_restricted
from privacy.vocabulary import Source, SubjectKind

REASON: Final = "candidates.mail_file"


def take_mail_file(file: MailFile, *, kind: Document.Kind, by: User) -> Document:
    """Make a document of a file that a candidate sent; it then waits with his message no more (SRC-01)."""
    with acting(by.pk, REASON):
        lock_people([file.data_subject_id] if file.data_subject_id else [])
        held = MailFile.objects.select_for_update(of=("self",)).filter(
            pk=file.pk, subject_kind=SubjectKind.CANDIDATE, mail__isnull=True
        )
        row = held.first()
        if row is None or row.data_subject_id is None:
            raise NotACandidatesFile
        refuse_restricted(row.data_subject_id, SubjectKind.CANDIDATE)
        document = add_document(
            Candidate.objects.get(pk=row.data_subject_id),
            row.file.read(),
            source=Source.EMAIL_CV,
            by=by,
            kind=kind,
            original_name=row.original_name,
            collected_on=timezone.localdate(row.created_at),
        )
        drop_file(row, by=by)
    return document
