"""Every list of the admin, walked by its registry: paged by keyset, never counted, never a DISTINCT over text."""

import pytest
from django.contrib.admin import site
from django.contrib.admin.utils import get_fields_from_path
from django.db import connection
from django.db.models import CharField, TextField
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.testing import make_candidate, make_full_candidate
from clients.testing import make_client_contact
from cluster_crm.accounts.models import User
from cluster_crm.accounts.testing import make_user
from cluster_crm.web import keyset
from cluster_crm.web.admin import KeysetChangeList, KeysetModelAdmin
from privacy.permissions import declared_models

PAGES = sorted(site._registry.values(), key=lambda page: page.model._meta.label_lower)
LABELS = [page.model._meta.label_lower for page in PAGES]


def is_free_text(model, name):
    """Whether Django would ask for all values of a column to offer them as choices."""
    field = get_fields_from_path(model, name)[-1]
    return isinstance(field, CharField | TextField) and not field.choices


def who_sees(label):
    """The first role that may open a list."""
    return next(role for role, acts in declared_models()[label].items() if acts & {"view", "change"})


def lists_of(client):
    """Statements of every list, by label, asked by somebody who may see it."""
    sent = {}
    for label in LABELS:
        role = who_sees(label)
        client.force_login(User.objects.filter(role=role).first() or make_user(role))
        address = reverse(f"admin:{label.replace('.', '_')}_changelist")
        assert client.get(address).status_code == 200  # what is cached is there
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        sent[label] = [query["sql"] for query in queries]
    return sent


@pytest.mark.parametrize("page", PAGES, ids=LABELS)
def test_list_is_paged_by_keyset(page):
    request = RequestFactory().get("/")

    assert isinstance(page, KeysetModelAdmin)
    assert issubclass(page.get_changelist(request), KeysetChangeList)


@pytest.mark.parametrize("page", PAGES, ids=LABELS)
def test_no_filter_asks_for_all_values_of_a_text(page):
    names = [item for item in page.list_filter if isinstance(item, str)]

    assert [name for name in names if is_free_text(page.model, name)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES, ids=LABELS)
def test_columns_that_sort_are_served_by_an_index(page):
    request = RequestFactory().get("/")
    request.user = make_user(who_sees(page.model._meta.label_lower))

    assert all(keyset.is_sortable(page.model, page.order_field(name)) for name in page.get_sortable_by(request))


@pytest.mark.django_db
def test_lists_count_nothing_and_cost_the_same_for_few_and_many(client):
    costs = []
    make_full_candidate("Zebra")
    for size in (2, 12):
        for _ in range(size):
            make_candidate()
            make_client_contact()
        sent = lists_of(client)
        costs.append({label: len(statements) for label, statements in sent.items()})

    unbounded = {sql for statements in sent.values() for sql in statements if "COUNT(" in sql and "LIMIT" not in sql}
    assert costs[0] == costs[1]
    assert unbounded == set()
    assert not any("SELECT DISTINCT" in sql for statements in sent.values() for sql in statements)
