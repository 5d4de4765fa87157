import csv
import io
from dataclasses import astuple
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from privacy.actions.policy import facts_now, publish_policy, unpublished_changes
from privacy.models import CatalogueEntry, LegalText, LegitimateInterestsAssessment, PolicyVersion, Recipient
from privacy.policy_changes import Change, changes, kinds_of
from privacy.policy_document import document_of
from privacy.policy_register import activities, heads, write_sheet
from privacy.profiles.texts_notices import PROSE
from privacy.testing import ensure_profile, make_policy, make_recipient, make_subject
from privacy.vocabulary import Category, LawfulBasis, Purpose, RetentionClass, SubjectKind

pytestmark = pytest.mark.django_db
CANDIDATE = SubjectKind.CANDIDATE


@pytest.fixture
def published():
    ensure_profile()
    make_subject()
    return publish_policy(make_policy())


def row_of(category, kind=CANDIDATE):
    return CatalogueEntry.objects.active().filter(subject_kind=kind, category=category).first()


def categories_in(document, kind):
    (held,) = (held for held in document["kinds"] if held["kind"] == kind)
    return {category["name"].casefold() for category in held["categories"]}


@pytest.mark.requirement("LAW-07")
@pytest.mark.requirement("LB-06")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_notice_says_every_row_of_the_catalogue_in_both_languages(published, language):
    document = published.document[language]

    with override(language):
        told = {
            kind: {
                str(Category(category).label).casefold()
                for category in CatalogueEntry.objects.active().for_kind(kind).values_list("category", flat=True)
            }
            for kind in SubjectKind
        }
    assert {kind: categories_in(document, kind) for kind in SubjectKind} == told


@pytest.mark.requirement("LAW-07")
def test_notice_has_every_text_a_short_layer_and_who_is_responsible(published):
    for document in published.document.values():
        assert set(document["prose"]) == {code.partition(".")[2] for code in PROSE}
        assert len(document["short"]) == 5
        assert [each["name"] for each in document["controllers"]] == ["Voorbeeld Werving B.V."]
        assert document["authority"]["name"]
        assert not [
            line for text in document["prose"].values() for line in text["paragraphs"] if "{" in line or "}" in line
        ]


@pytest.mark.requirement("LB-03")
@pytest.mark.requirement("AMB-26")
def test_payroll_stands_on_contract_and_law_and_on_no_interest(published):
    (held,) = (kind for kind in published.document["en"]["kinds"] if kind["kind"] == CANDIDATE)
    (payroll,) = (purpose for purpose in held["purposes"] if purpose["name"] == "Payroll and invoicing")

    assert set(payroll["bases"]) <= {"contract", "legal obligation"}


@pytest.mark.requirement("AMB-10")
def test_claims_are_called_legal_claims(published):
    (held,) = (kind for kind in published.document["nl"]["kinds"] if kind["kind"] == CANDIDATE)

    assert "Rechtsvorderingen" in {purpose["name"] for purpose in held["purposes"]}


@pytest.mark.requirement("LAW-07")
def test_rights_follow_from_the_bases(published):
    rights = {kind["kind"]: kind["rights"] for kind in published.document["en"]["kinds"]}

    assert {"Portability", "Objection", "Objection to marketing", "Withdrawal of consent"} <= set(rights["candidate"])
    assert "Objection" in rights["emergency_contact"]
    assert {"Objection to marketing", "Withdrawal of consent"} & set(rights["emergency_contact"]) == set()


@pytest.mark.requirement("GEN-10")
def test_change_of_the_catalogue_is_told_until_it_is_published(published):
    assert unpublished_changes() == []
    row = row_of(Category.SKILLS)
    before = row.retention_class
    CatalogueEntry.objects.filter(pk=row.pk).update(retention_class=RetentionClass.CONSENT)

    told = unpublished_changes()
    publish_policy(make_policy())

    assert told == [
        Change("categories", CANDIDATE, f"skills/{row.stage}", "retention", before, RetentionClass.CONSENT.value)
    ]
    assert kinds_of(told) == [CANDIDATE]
    assert unpublished_changes() == []
    published.refresh_from_db()
    assert RetentionClass.CONSENT.value not in {
        row["retention"] for row in published.facts["kinds"]["candidate"]["categories"] if row["category"] == "skills"
    }


def new_text():
    text = LegalText.objects.filter(code="notice.rights").order_by("-version").first()
    LegalText.objects.create(
        code=text.code,
        kind=text.kind,
        version=text.version + 1,
        language="nl",
        body="Anders.",
        published_at=text.published_at,
    )


@pytest.mark.requirement("GEN-10")
@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("recipients", lambda: make_recipient(name="Hosting B.V.", recipient_role=Recipient.RecipientRole.PROCESSOR)),
        ("prose", new_text),
        ("interests", lambda: LegitimateInterestsAssessment.objects.filter(purpose="supply").update(interest="More")),
        ("categories", lambda: CatalogueEntry.objects.filter(category="photo").update(is_active=False)),
    ],
)
def test_whatever_the_notice_is_made_of_is_watched(published, part, change):
    change()

    assert {each.part for each in unpublished_changes()} == {part}


@pytest.mark.requirement("GEN-10")
def test_field_that_a_model_gains_is_a_change():
    ensure_profile()
    now, then = facts_now(), facts_now()
    row = next(row for row in then["kinds"]["candidate"]["categories"] if "candidates.candidate.email" in row["fields"])
    row["fields"].remove("candidates.candidate.email")

    (found,) = changes(then, now)

    assert (found.kind, found.aspect, set(found.after) - set(found.before)) == (
        CANDIDATE,
        "fields",
        {"candidates.candidate.email"},
    )


def test_clients_change_no_notice_and_one_abroad_does(published):
    make_recipient(name="Bakker B.V.")
    assert unpublished_changes() == []

    make_recipient(name="Baker Inc.", country="US", transfer_tool="DPF")

    (found,) = unpublished_changes()
    assert (found.part, found.after["name"], found.after["country"]) == ("recipients", "", "US")


@pytest.mark.requirement("LB-01")
def test_purpose_that_nobody_weighed_is_not_told_as_one():
    ensure_profile()
    LegitimateInterestsAssessment.objects.filter(purpose=Purpose.SURVEY).delete()

    (row, *_rest) = (row for row in facts_now()["kinds"]["candidate"]["categories"] if row["category"] == "name")

    assert row["basis"] == LawfulBasis.LEGITIMATE_INTERESTS
    assert "survey" not in row["purposes"]
    assert "recruitment" in row["purposes"]


def test_notice_is_made_again_from_its_own_facts(published):
    version = PolicyVersion.objects.get(pk=published.pk)

    assert {language: document_of(version.facts, language) for language in ("nl", "en")} == version.document


@pytest.mark.requirement("LAW-18")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_register_has_a_line_for_each_purpose_about_each_role_and_reads_back(published, language):
    target = io.BytesIO()

    write_sheet(published.facts, language, target)

    lines = activities(published.facts, language)
    delimiter = ";" if language == "nl" else ","
    head, *read = csv.reader(io.StringIO(target.getvalue().decode("utf-8-sig")), delimiter=delimiter)
    with override(language):
        assert tuple(head) == heads()
    assert [tuple(line) for line in read] == [astuple(line) for line in lines]
    assert len({(line.purpose, line.persons) for line in lines}) == len(lines)
    pairs = {
        (kind, purpose)
        for kind, held in published.facts["kinds"].items()
        for row in held["categories"]
        for purpose in (*row["purposes"], *row["consent_purposes"])
    }
    assert len(lines) == len(pairs)


@pytest.mark.requirement("GEN-03")
@pytest.mark.requirement("CONTACT-03")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_public_page_shows_the_version_in_force_and_the_others(client, published, settings, language):
    later = publish_policy(
        PolicyVersion(
            version="9.0",
            effective_from=timezone.localdate() + timedelta(days=9),
            summary_nl="Wij bewaren korter.",
            summary_en="We keep less long.",
        )
    )

    page = client.get(f"/{language}/privacy/").text
    other = client.get(f"/{language}/privacy/versions/{later.pk}/")
    draft = client.get(f"/{language}/privacy/versions/{make_policy().pk}/")

    assert f"{published.version}" in page
    assert settings.CRM_AUTHORITY_URL in page
    assert settings.CRM_AUTHORITY_PHONE in page
    assert "Voorbeeld Werving B.V." in page
    assert later.summary(language) in page
    assert {"nl": "Deze versie geldt nog niet.", "en": "This version is not in force yet."}[language] in other.text
    assert (other.status_code, draft.status_code) == (200, 404)
    assert published.document[language]["short"][0] in page


def test_public_page_says_whom_to_ask_where_nothing_is_published(client):
    page = client.get("/en/privacy/")

    assert page.status_code == 200
    assert "has not been published yet" in page.text


@pytest.mark.requirement("LAW-17")
@pytest.mark.requirement("LAW-23")
def test_register_names_processors_and_transfers():
    ensure_profile()
    make_subject()
    make_recipient(
        name="Hosting Inc.", recipient_role="processor", service="hosting", country="US", transfer_tool="SCC 2021/914"
    )

    line = activities(facts_now(), "en")[0]

    assert "Hosting Inc. (hosting)" in line.recipients
    assert line.transfers == "Hosting Inc., US: SCC 2021/914"
