"""Files about a candidate: kept under a random key, with their text beside them."""

import hashlib
from datetime import date

from django.core.files.base import ContentFile
from django.utils import timezone

from candidates.models import Candidate, Document
from candidates.readers.cv_text import CvText, DocumentUnreadable, read_cv
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.actions.findings import review_new
from cluster_crm.people.national_id import find_bsns, without_bsn
from privacy.vocabulary import Source

REASON = "candidates.document"
LONGEST_NAME = 255
TYPE_OF_OTHERS = "application/octet-stream"


def add_document(
    candidate: Candidate,
    content: bytes,
    *,
    source: Source,
    by: User | None,
    kind: Document.Kind = Document.Kind.CV,
    original_name: str = "",
    title: str = "",
    source_detail: str = "",
    collected_on: date | None = None,
    text: CvText | None = None,
) -> Document:
    """Keep a file with its text; pass `text` where it was read already. A file that cannot be read is kept too.

    What its text says that may not stand there becomes a finding that somebody decides about (CAND-DATA-09).

    The file is written before the row is committed; where that fails, the sweeper finds a file without a row.
    """
    document = Document(
        candidate=candidate,
        kind=kind,
        title=title,
        source=source,
        source_detail=source_detail,
        collected_on=collected_on or timezone.localdate(),
    )
    keep_content(document, content, original_name=original_name, text=text)
    with acting(by.pk if by else None, REASON):
        document.save()
        review_new([document])
    return document


def keep_content(document: Document, content: bytes, *, original_name: str = "", text: CvText | None = None) -> None:
    """Write the file and set what follows from it: size, fingerprint, type, text; the caller saves the row."""
    document.original_name = without_bsn(original_name)[-LONGEST_NAME:]
    document.file.save("", ContentFile(content), save=False)
    document.size, document.sha256 = len(content), hashlib.sha256(content).hexdigest()
    try:
        read = text or read_cv(content)
    except DocumentUnreadable as error:
        document.content_type, document.text = TYPE_OF_OTHERS, ""
        document.text_state = Document.TextState.FAILED
        document.unreadable_code = error.reason
        return
    document.content_type, document.text = read.mime_type, read.text
    document.text_state, document.unreadable_code = Document.TextState.READ, ""
    document.has_bsn = bool(find_bsns(read.text))
