import pytest

from cluster_crm.history.tests import shelves


@pytest.fixture
def tables(db):
    """Tables of the sample models; they go with the test's transaction."""
    shelves.create_tables()


@pytest.fixture
def shelf(tables):
    return shelves.Shelf.objects.create(name="Poetry")
