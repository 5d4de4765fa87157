"""Of a website contact nothing is left after his erasure."""

import pytest
from django.utils import timezone

from candidates.testing import phone_of
from cluster_crm.website.actions.access import record_access
from cluster_crm.website.models import AccessEvent, WebsiteContact, WebsiteMessage
from cluster_crm.website.testing import make_full_website_contact
from privacy.actions.erasure import propose_erasure
from privacy.actions.erasure_run import erase_part
from privacy.stores.scan import rows_containing, text_columns
from privacy.testing import make_subject
from privacy.vocabulary import ErasureGround, SubjectKind

MARK = "Duinroos"


def places(marks):
    return {place for place, _row, _mark in rows_containing(marks)}


@pytest.mark.django_db
@pytest.mark.requirement("ERASE-01")
@pytest.mark.requirement("ERASE-03")
def test_website_contact_is_erased_with_all_he_wrote_and_every_visit():
    contact, other = make_full_website_contact(MARK, phone=phone_of(MARK)), make_subject()
    record_access(other.pk, SubjectKind.CANDIDATE, ip="203.0.113.8", at=timezone.now())
    marks = [MARK, phone_of(MARK)]
    tables = [model._meta.db_table for model in (WebsiteContact, WebsiteMessage)]
    texts = {column.place for column in text_columns() if column.table in tables}
    sang = places(marks)

    run = propose_erasure([(contact.pk, SubjectKind.WEBSITE_USER)], ground=ErasureGround.NO_LONGER_NEEDED, by=None)
    erase_part(run, 0)

    assert texts - sang == {"website_websitecontact.infix"}
    assert places(marks) == set()
    assert list(AccessEvent.objects.values_list("data_subject", flat=True)) == [other.pk]
