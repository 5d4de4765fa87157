import pytest

from candidates.actions.imports import Upload
from candidates.actions.imports.cvs import drop_cvs
from candidates.models import ImportRow
from candidates.testing_files import pdf_cv
from candidates.testing_imports import choices_of
from cluster_crm.accounts.testing import make_user
from privacy.actions.subjects import ensure_controller
from privacy.vocabulary import Role, Source


@pytest.fixture
def dropped(db):
    """Drops a CV as a recruiter does; the one of the tests where no other is given."""
    ensure_controller()
    by = make_user(Role.RECRUITER)

    def drop(content: bytes | None = None, *, source: Source = Source.EMAIL_CV, **how) -> ImportRow:
        (row,) = drop_cvs(
            [Upload("cv.pdf", lambda: pdf_cv() if content is None else content)],
            choices=choices_of(source=source),
            by=by,
            **how,
        )
        return row

    return drop


@pytest.fixture
def row(dropped) -> ImportRow:
    return dropped()
