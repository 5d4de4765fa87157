import hashlib
import re
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from candidates.actions.documents import add_document
from candidates.models import Document
from candidates.testing import make_candidate
from candidates.testing_files import pdf_cv
from privacy.vocabulary import Source

pytestmark = pytest.mark.django_db


def test_document_is_kept_with_its_text_under_a_random_key(settings):
    candidate, content = make_candidate(), pdf_cv()

    document = add_document(candidate, content, source=Source.EMAIL_CV, by=None, original_name="CV Noor de Vries.pdf")

    document.refresh_from_db()
    assert re.fullmatch(r"documents/[0-9a-f]{2}/[0-9a-f]{32}", document.file.name)
    assert (Path(settings.MEDIA_ROOT) / document.file.name).read_bytes() == content
    assert (document.size, document.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert (document.content_type, document.text_state) == ("application/pdf", Document.TextState.READ)
    assert "geïntegreerde systemen" in document.text


def test_file_that_cannot_be_read_is_kept_with_the_reason():
    document = add_document(make_candidate(), b"no CV at all", source=Source.EMAIL_CV, by=None)

    assert (document.text_state, document.text, document.unreadable_code) == ("failed", "", "WRONG_TYPE")


@pytest.mark.requirement("CAND-DATA-31")
def test_document_with_a_service_number_is_marked():
    document = add_document(make_candidate(), pdf_cv(["Noor", "BSN: 111222333"]), source=Source.EMAIL_CV, by=None)

    assert document.has_bsn


@pytest.mark.requirement("CAND-DATA-31")
def test_name_of_a_document_holds_no_service_number():
    document = add_document(make_candidate(), b"-", source=Source.EMAIL_CV, by=None, original_name="CV 111222333.pdf")

    assert document.original_name == "CV *********.pdf"


def test_database_refuses_a_key_that_says_something():
    document = add_document(make_candidate(), b"-", source=Source.EMAIL_CV, by=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(file="documents/noor-de-vries.pdf")
