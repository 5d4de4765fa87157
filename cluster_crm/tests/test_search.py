"""The search over everybody: who is found by what, by whom, and what an address or a page says of it."""

import re

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.actions.documents import add_document
from candidates.models import Document, Skill
from candidates.readers.cv_text import CvText
from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.models import Person
from cluster_crm.people.models.trigrams import TrigramIndex
from cluster_crm.people.tests.test_search_terms import HOSTILE
from privacy.actions.restriction import restrict
from privacy.models import Restriction
from privacy.registry import personal_models
from privacy.vocabulary import Role, Source, SubjectKind

pytestmark = pytest.mark.django_db
SEARCH = "/admin/search/"
CANDIDATES = "/admin/candidates/candidate/"


@pytest.fixture
def as_role(client):
    """A visitor who signed in with a role."""

    def signed_in(role):
        client.force_login(make_user(role, language="en"))
        return client

    return signed_in


@pytest.fixture
def recruiter(as_role):
    return as_role(Role.RECRUITER)


def found(visitor, typed):
    """References and reasons of whoever is found, over all groups."""
    page = visitor.post(SEARCH, {"search": typed}, follow=True)
    assert page.status_code == 200
    return [(hit.reference, hit.why) for group in page.context["groups"] for hit in group.found]


def listed(visitor, typed):
    """The rows that the list of candidates shows."""
    page = visitor.post(CANDIDATES, {"search": typed}, follow=True)
    assert page.status_code == 200
    return [str(row) for row in page.context["cl"].result_list]


def make_noor(**fields):
    given = {"given_name": "Noor", "infix": "de", "family_name": "Vries", "phone": "+31612345678"}
    return make_candidate(**given | {"email": "n.devries@example.org"} | fields)


def keep_cv(candidate, text):
    add_document(
        candidate,
        text.encode(),
        source=Source.EMAIL_CV,
        by=None,
        kind=Document.Kind.CV,
        original_name="cv.txt",
        text=CvText("text/plain", text),
    )


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("Noor de Vries", "name"),
        ("vries, noor", "name"),
        ("noor vri", "name"),
        ("NOÖR VRIES", "name"),
        ("nor de vreis", "name alike"),
        ("vreis", "name alike"),
        ("Nor Vriess", "name alike"),
        ("n.devries@example.org", "e-mail"),
        ("n.devr", "e-mail"),
        ("devries@example", "e-mail"),
        ("06-12 34 56 78", "telephone"),
        ("0031612345", "telephone"),
        ("5678", "telephone"),
    ],
)
def test_person_is_found_by_what_somebody_remembers(recruiter, typed, why):
    noor = make_noor()
    make_candidate(given_name="Sem", infix="", family_name="Dijkstra", email="sem@example.com")

    assert found(recruiter, typed) == [(str(noor), why)]
    assert listed(recruiter, typed) == [str(noor)]


def test_person_is_found_by_reference(recruiter):
    noor = make_noor()
    make_candidate(given_name="Sem", infix="", family_name="Dijkstra")

    assert found(recruiter, str(noor)) == [(str(noor), "reference")]
    assert listed(recruiter, str(noor)) == [str(noor)]


@pytest.mark.parametrize("typed", ["lassers", "lasser rotterdam", '"ervaren lasser"', "projectleider", "Kubernetes"])
def test_person_is_found_by_words_of_his_texts(recruiter, typed):
    noor = make_noor(headline="Projectleider bouw")
    keep_cv(noor, "Ervaren lasser met tien jaar ervaring in Rotterdam.")
    Skill.objects.create(candidate=noor, name="Kubernetes", source=Source.INTERVIEW)
    make_candidate(given_name="Sem", infix="", family_name="Dijkstra")

    assert found(recruiter, typed) == [(str(noor), "text")]
    assert listed(recruiter, typed) == [str(noor)]


def test_snippet_marks_what_was_found_and_writes_all_else_as_text(recruiter):
    keep_cv(make_noor(), "Werkte als <b>lasser</b> & monteur <script>alert(1)</script>.")

    page = recruiter.post(SEARCH, {"search": "lasser"}, follow=True).content.decode()

    assert "<mark>lasser</mark>" in page
    assert "&amp; monteur" in page
    assert "<script>alert" not in page


def test_quotes_forgive_no_typing_errors(recruiter):
    make_noor()

    assert found(recruiter, '"noor vreis"') == []


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize("role", [Role.FINANCE, Role.PRIVACY_OFFICER])
def test_role_that_sees_no_names_finds_by_reference_only(as_role, role):
    noor = make_noor(headline="Lasser")
    visitor = as_role(role)

    by_value = [found(visitor, typed) for typed in ("Noor de Vries", "n.devries@example.org", "0612345678", "lasser")]
    page = visitor.post(SEARCH, {"search": str(noor)}, follow=True).content.decode()

    assert by_value == [[], [], [], []]
    assert str(noor) in page
    assert "Vries" not in page
    assert listed(visitor, str(noor)) == [str(noor)]
    assert listed(visitor, "vries") == []


@pytest.mark.requirement("SEC-01")
def test_administrator_finds_no_candidate(as_role):
    noor = make_noor()

    assert found(as_role(Role.ADMINISTRATOR), str(noor)) == []


@pytest.mark.requirement("RIGHT-RESTR-02", "ACC-15")
def test_restricted_person_is_not_found(recruiter):
    noor = make_noor(headline="Lasser")
    typed = ("Noor de Vries", "nor de vreis", "n.devries@example.org", str(noor), "lasser")
    before = [found(recruiter, each) for each in typed]
    restrict(noor.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    after = [found(recruiter, each) for each in typed]

    assert all(before)
    assert after == [[], [], [], [], []]


@pytest.mark.requirement("ACC-15")
@pytest.mark.parametrize("typed", [*HOSTILE, "x" * 10_000, "-python", "a <-> b:*", "or or or"])
def test_hostile_terms_find_nobody_and_break_nothing(recruiter, typed):
    make_candidate(given_name="Sem", infix="", family_name="Dijkstra", email="sem@example.com", headline="python")

    page = recruiter.post(SEARCH, {"search": typed}, follow=True)

    assert page.status_code == 200
    assert recruiter.post(CANDIDATES, {"search": typed}, follow=True).status_code == 200


def test_term_stands_in_no_address(recruiter):
    make_noor()

    answer = recruiter.post(SEARCH, {"search": "Noor Vries"})
    page = recruiter.get(answer.url)
    addresses = re.findall(r'(?:href|action)="([^"]*)"', page.content.decode())

    assert answer.url.startswith(f"{SEARCH}?q=")
    assert not any("oor" in address or "ries" in address for address in [answer.url, *addresses])


def test_term_of_another_session_has_expired(recruiter, client):
    address = recruiter.post(SEARCH, {"search": "Noor"}).url
    client.force_login(make_user(language="en"))

    answer = client.get(address, follow=True)

    assert answer.redirect_chain == [(SEARCH, 302)]
    assert "This search has expired" in answer.content.decode()


def test_visitor_is_asked_to_sign_in(client):
    assert client.get(SEARCH).url.startswith(reverse("admin:login"))


@pytest.mark.parametrize(("language", "words"), [("nl", 'lang="nl"'), ("en", "Nobody was found")])
def test_page_without_results_says_what_to_do(client, language, words):
    client.force_login(make_user(language=language))

    assert words in client.post(SEARCH, {"search": "zzzz"}, follow=True).content.decode()


def test_eight_are_shown_and_the_list_has_more(recruiter):
    for _ in range(10):
        make_noor(email="", phone="")

    page = recruiter.post(SEARCH, {"search": "noor vries"}, follow=True)
    (group,) = page.context["groups"]

    assert len(group.found) == 8
    assert len(recruiter.get(group.more).context["cl"].result_list) == 10


def test_search_costs_the_same_for_few_and_many(recruiter):
    costs = []
    found(recruiter, "lasser")  # the session gets its key
    for size in (2, 30):
        for _ in range(size):
            keep_cv(make_noor(email="", phone="", headline="Lasser"), "Ervaren lasser")
        with CaptureQueriesContext(connection) as queries:
            found(recruiter, "lasser")
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_every_model_of_persons_has_the_index_of_the_search():
    persons = [each.model for each in personal_models() if issubclass(each.model, Person)]

    without = []
    for model in persons:
        indexed = {name for index in model._meta.indexes if isinstance(index, TrigramIndex) for name in index.fields}
        without += [
            f"{model._meta.label}.{name}"
            for name in ("search_name", "email", "phone", "other_phone")
            if has_field(model, name) and name not in indexed
        ]

    assert len(persons) >= 7
    assert without == []


def has_field(model, name):
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def test_few_new_names_wait_outside_their_index(db):
    """Each search would read those one by one; the planner then reads the whole table instead."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, reloptions FROM pg_class WHERE relkind = 'i' AND relname LIKE %s", ["%\\_search"]
        )
        options = dict(cursor.fetchall())
    assert {"candidate_search", "referee_search"} <= options.keys()
    assert all("gin_pending_list_limit=64" in (given or []) for given in options.values()), options
