"""The law that decisions name: complete for what ships, editable, and shown beside the citation."""

import pytest
from django.utils.translation import override

from privacy.actions.catalogue import load_profile
from privacy.models import CatalogueEntry, LegalReference
from privacy.models.legal_references import explain
from privacy.registry import personal_models

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("GLO-09")
def test_every_source_of_a_plan_and_of_the_catalogue_is_explained():
    kept = {personal.record.keep.source for personal in personal_models() if personal.record.keep}
    catalogue = set(CatalogueEntry.objects.exclude(legal_source="").values_list("legal_source", flat=True))
    cited = {citation.strip() for source in kept | catalogue for citation in source.split(";")}
    of_our_own = {citation for citation in cited if citation.startswith("LAW-")}

    assert cited - of_our_own - set(LegalReference.objects.titles()) == set()


@pytest.mark.requirement("GLO-09")
def test_citation_is_explained_in_the_language_of_the_reader():
    with override("nl"):
        dutch = explain("AWR 52(4); X 1", LegalReference.objects.titles())
    with override("en"):
        english = explain("AWR 52(4); X 1", LegalReference.objects.titles())

    assert dutch == "AWR 52(4): bewaren van de administratie, 7 jaar; X 1"
    assert english == "AWR 52(4): keeping accounts, 7 years; X 1"


@pytest.mark.requirement("GLO-09")
def test_what_the_officer_wrote_stands_after_the_next_migrate():
    LegalReference.objects.filter(citation="AWR 52(4)").update(title_en="books and invoices")

    load_profile("nl")

    assert LegalReference.objects.get(citation="AWR 52(4)").title_en == "books and invoices"
