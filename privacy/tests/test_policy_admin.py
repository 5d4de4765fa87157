import csv
import io
import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cluster_crm.accounts.testing import make_user
from cluster_crm.jobs.actions import run
from privacy.actions.policy import publish_policy
from privacy.actions.policy_notifications import notify_of
from privacy.admin.change_words import in_words
from privacy.dpv import IRI
from privacy.exceptions import PurposeNotAllowed
from privacy.models import CatalogueEntry, LegitimateInterestsAssessment, Message, PolicyNotification, PolicyVersion
from privacy.models.catalogue_view import Catalogue
from privacy.policy_changes import Change
from privacy.testing import ensure_profile, make_policy, make_subject
from privacy.vocabulary import Category, Purpose, RetentionClass, Role, SubjectKind

pytestmark = pytest.mark.django_db
NOW, REGISTER = "/admin/privacy/policyversion/now/", "/admin/privacy/policyversion/register"


@pytest.fixture
def officer(client):
    user = make_user(Role.PRIVACY_OFFICER, language="en")
    client.force_login(user)
    return user


@pytest.fixture
def published():
    ensure_profile()
    make_subject()
    return publish_policy(make_policy())


def skills():
    return CatalogueEntry.objects.active().filter(subject_kind="candidate", category="skills").first()


@pytest.mark.requirement("GEN-10")
def test_officer_is_told_on_the_overview_and_sees_what_differs(client, officer, published):
    quiet = client.get("/admin/").text
    CatalogueEntry.objects.filter(pk=skills().pk).update(retention_class=RetentionClass.CONSENT)

    overview, page = client.get("/admin/").text, client.get(NOW).text

    assert "no longer says what we do" not in quiet
    assert "no longer says what we do" in overview
    assert 'href="/admin/privacy/policyversion/now/"' in overview
    assert "1 change is not in the published notice yet" in page
    assert "until consent is withdrawn" in page
    assert "About: candidate." in page


@pytest.mark.requirement("LAW-18")
def test_register_is_a_page_a_csv_and_json_ld(client, officer, published):
    page, sheet = client.get(f"{REGISTER}/").text, client.get(f"{REGISTER}.csv")
    said = json.loads(client.get(f"{REGISTER}.jsonld").content)

    rows = list(csv.reader(io.StringIO(sheet.content.decode())))
    processes = [thing for thing in said["@graph"] if thing["@type"] == "dpv:Process"]
    assert "Voorbeeld Werving B.V." in page
    assert len(rows) - 1 == len(processes) > 50
    assert {thing["hasPurpose"] for thing in processes} <= set(IRI[Purpose].values())
    named = {thing["@id"] for thing in said["@graph"]}
    for process in processes:
        assert {process["hasDataController"], *process["hasStorageCondition"], *process["hasDataProcessor"]} <= named
        assert set(process["hasPersonalData"]) <= set(IRI[Category].values())
        assert process["hasLegalBasis"]
        assert set(process) - {"@id", "@type"} <= set(said["@context"])
    assert len({process["@id"] for process in processes}) == len(processes)


def test_register_is_shown_to_who_sees_versions_alone(client, published):
    answer = client.get(f"{REGISTER}.csv")

    assert answer.status_code == 302


@pytest.mark.requirement("GEN-06")
def test_material_change_writes_once_to_everybody_whom_it_is_about(published):
    people = [make_subject() for _ in range(3)]
    objector, contact = people[0], make_subject(SubjectKind.CLIENT_CONTACT)
    version = publish_policy(
        PolicyVersion(
            version="2.0", effective_from=timezone.localdate(), is_material=True, summary_nl="Korter bewaren."
        )
    )

    job = notify_of(version, [SubjectKind.CANDIDATE], by=None)
    again = notify_of(version, [SubjectKind.CANDIDATE], by=None)
    run(job.pk)

    told = PolicyNotification.objects.filter(policy_version=version)
    assert again is None
    assert {*told.values_list("data_subject", flat=True)} >= {each.pk for each in people}
    assert not told.filter(data_subject=contact).exists()
    assert told.get(data_subject=objector).state == PolicyNotification.State.UNREACHABLE
    assert not Message.objects.exists()


@pytest.mark.requirement("GEN-06")
def test_publishing_a_material_version_starts_the_messages(client, officer, published):
    CatalogueEntry.objects.filter(pk=skills().pk).update(retention_class=RetentionClass.CONSENT)
    draft = PolicyVersion.objects.create(version="2.0", effective_from=timezone.localdate(), is_material=True)

    answer = client.post(
        "/admin/privacy/policyversion/", {"action": "publish", "_selected_action": [str(draft.pk)]}, follow=True
    )

    assert "are written to now" in answer.text
    assert PolicyNotification.objects.filter(policy_version=draft).exists()


@pytest.mark.requirement("LB-01")
def test_purpose_on_interests_that_nobody_weighed_is_refused_in_use():
    ensure_profile()
    Catalogue.load("candidate").require_purpose(Purpose.SURVEY, Category.CONTACT)
    LegitimateInterestsAssessment.objects.filter(purpose=Purpose.SURVEY).delete()

    catalogue = Catalogue.load("candidate")

    on_interests = {key: row for key, row in catalogue.rows.items() if row.basis == "f" and "survey" in row.purposes}
    assert on_interests
    assert [row for row in on_interests.values() if "survey" in row.standing_purposes] == []
    for category, stage in on_interests:
        with pytest.raises(PurposeNotAllowed):
            catalogue.require_purpose(Purpose.SURVEY, category, stage)
        catalogue.require([category], stage)


@pytest.mark.requirement("LB-01")
def test_catalogue_is_read_in_one_statement(django_assert_num_queries):
    ensure_profile()

    with django_assert_num_queries(1):
        Catalogue.load("candidate")


def change(client, row, **changes):
    url = reverse("admin:privacy_catalogueentry_change", args=[row.pk])
    form = client.get(url).context["adminform"].form
    data = {name: form.initial.get(name, "") for name in form.fields}
    data = {name: value for name, value in data.items() if value not in (None, False, "")}
    return client.post(url, {**data, "assessment": row.assessment_id or "", **changes})


@pytest.mark.requirement("LAW-02", "USE-CA-13")
def test_purpose_that_is_added_needs_a_note_and_a_reason_that_the_history_keeps(client, officer):
    ensure_profile()
    row = skills()
    purposes = [*row.purposes, Purpose.ROLE_CONTACT.value]

    bare = change(client, row, purposes=purposes, reason="New way of asking")
    silent = change(client, row, purposes=purposes, compatibility="Same aim: work that suits him.")
    done = change(
        client, row, purposes=purposes, compatibility="Same aim: work that suits him.", reason="New way of asking"
    )

    row.refresh_from_db()
    assert "Article 6(4)" in bare.text
    assert "reason" in silent.context["adminform"].form.errors
    assert done.status_code == 302, done.context["adminform"].form.errors
    assert Purpose.ROLE_CONTACT in row.purposes
    last = row.history.first()
    assert (last.history_change_reason, last.history_user_id) == ("New way of asking", officer.pk)


@pytest.mark.requirement("LB-01")
def test_review_that_is_past_due_is_flagged(client, officer):
    ensure_profile()
    LegitimateInterestsAssessment.objects.filter(purpose="survey").update(
        assessed_on=date(2020, 1, 1), review_on=timezone.localdate() - timedelta(days=1)
    )

    assert "Assessments of interests to review" in client.get("/admin/").text
    assert "survey" in client.get("/admin/privacy/legitimateinterestsassessment/?review=past").text


def test_change_of_a_list_says_what_went_and_what_came_each_once():
    before, after = ["recruitment", "survey"], ["recruitment", "dm_recruit", "dm_recruit"]

    said = in_words(Change("categories", "candidate", "name/any", "purposes", before, after))

    assert (said.before, said.after) == (str(Purpose.SURVEY.label), str(Purpose.DM_RECRUIT.label))
