"""The files of rows, handed over to the people whom the rows became."""

from collections.abc import Iterable
from uuid import UUID

from candidates.actions.documents import keep_content
from candidates.actions.imports.assessing import Assessed, Rules
from candidates.models import Document, ImportRow
from candidates.readers.cv_text import CvText
from cluster_crm.people.actions.findings import review_new
from privacy.models import FileTombstone


def keep_documents(assessed: Iterable[Assessed], rules: Rules) -> dict[UUID, UUID]:
    """Keep the CVs of rows that became people in their dossiers; the rows' own copies are buried.

    Returns the documents' numbers by those of the rows.
    """
    rows = [one.row for one in assessed if one.row.data_subject_id and one.row.file]
    kept = Document.objects.bulk_create([document_of(row, rules) for row in rows])
    review_new(kept)
    bury_files(rows)
    return {row.pk: document.pk for row, document in zip(rows, kept, strict=True)}


def bury_files(rows: Iterable[ImportRow]) -> None:
    """Write a tombstone for each file of rows that are dealt with; the caller empties the rows."""
    FileTombstone.objects.bulk_create(FileTombstone(storage_key=str(row.file.name)) for row in rows if row.file)


def document_of(row: ImportRow, rules: Rules) -> Document:
    """The document that a row's file becomes; the file is written, the document not saved."""
    document = Document(
        candidate_id=row.data_subject_id,
        kind=Document.Kind.CV,
        source=rules.origin.source,
        source_detail=rules.origin.source_detail,
        collected_on=rules.origin.collected_on,
    )
    text = CvText(row.content_type, row.text) if row.content_type else None
    with row.file.open("rb") as stored:
        keep_content(document, stored.read(), original_name=row.file_name, text=text)
    return document
