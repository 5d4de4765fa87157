"""The pages on which two records of one person are compared and merged, and the merge is undone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from candidates.models import Candidate, Note
from candidates.testing import make_candidate
from clients.testing import make_client_contact
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.admin.merge_links import merge_address
from cluster_crm.people.duplicates import Probe, find_duplicates
from cluster_crm.people.testing import make_staff_member
from cluster_crm.tests.test_erasure import work
from privacy.actions.restriction import restrict
from privacy.models import PersonMerge
from privacy.references import ReferenceField
from privacy.vocabulary import Role, Source, SubjectKind

pytestmark = pytest.mark.django_db
CANDIDATE = SubjectKind.CANDIDATE
YES = {"reason": "said_so", "is_one_person": "on"}


def sign_in(role: Role = Role.RECRUITER) -> Client:
    client = Client()
    client.force_login(make_user(role, language="en"))
    return client


def make_pair() -> tuple[Candidate, Candidate]:
    kept = make_candidate(given_name="Noor", family_name="Berg", email="noor@example.org", city="Delft")
    other = make_candidate(given_name="Noor", family_name="Bergh", email="noor.old@example.com", phone="+31612340011")
    return kept, other


def merged(client: Client, **chosen: str) -> tuple[Candidate, Candidate, PersonMerge]:
    kept, other = make_pair()
    client.post(merge_address(CANDIDATE, kept.pk, other.pk), YES | chosen)
    work()
    return kept, other, PersonMerge.objects.get()


def test_page_of_a_person_leads_to_those_who_may_be_the_same_and_to_both_side_by_side():
    client = sign_in()
    kept, other = make_pair()
    Candidate.objects.filter(pk=other.pk).update(email="noor@example.org")
    page = client.get(reverse("admin:candidates_candidate_change", args=[kept.pk])).text
    assert merge_address(CANDIDATE, kept.pk).replace("&", "&amp;") in page

    choose = client.get(merge_address(CANDIDATE, kept.pk)).text
    answer = client.post(merge_address(CANDIDATE, kept.pk), {"other": f"c-{other.number}"})

    assert merge_address(CANDIDATE, kept.pk, other.pk).replace("&", "&amp;") in choose
    assert answer.url == merge_address(CANDIDATE, kept.pk, other.pk)


def test_unknown_or_other_kind_of_reference_is_refused_with_what_was_typed():
    client = sign_in()
    kept, _other = make_pair()
    contact = make_client_contact()

    for typed in ("C-999999", f"CC-{contact.number}"):
        answer = client.post(merge_address(CANDIDATE, kept.pk), {"other": typed})

        assert answer.status_code == 422
        assert f'value="{typed}"' in answer.text


def test_records_become_one_with_what_was_chosen():
    client = sign_in()

    kept, other, merge = merged(client, email="absorbed", given_name="survivor")

    person = Candidate.objects.get()
    assert (person.pk, person.family_name, person.email) == (kept.pk, "Berg", "noor.old@example.com")
    assert (person.city, person.phone) == ("Delft", "+31612340011")
    assert merge.taken == ["candidates.candidate.email"]
    page = client.get(reverse("admin:privacy_personmerge_change", args=[merge.pk])).text
    assert f"C-{other.number}" in page
    assert "Undo the merge" in page


def test_without_a_reason_and_a_yes_nothing_happens_and_the_choice_is_kept():
    kept, other = make_pair()

    answer = sign_in().post(merge_address(CANDIDATE, kept.pk, other.pk), {"email": "absorbed"})

    assert answer.status_code == 422
    assert 'name="email" value="absorbed" checked' in answer.text
    assert "Look at both records" in answer.text
    assert not PersonMerge.objects.exists()


def test_consequences_are_said_before():
    kept = make_candidate(source=Source.APPLICATION)
    other = make_candidate(source=Source.LINKEDIN)
    Note.objects.create(candidate=other, text="x", source=Source.INTERVIEW)

    page = sign_in().get(merge_address(CANDIDATE, kept.pk, other.pk)).text

    assert "A notice of Article 14 is still owed" in page
    assert "Notes of what the candidate said: 1" in page
    assert "For 24 hours this can be undone" in page


@pytest.mark.requirement("RIGHT-ACCESS-01")
def test_old_number_reference_and_address_find_the_person():
    client = sign_in()
    kept, other, _merge = merged(client)
    change = reverse("admin:candidates_candidate_change", args=[kept.pk])

    moved = client.get(reverse("admin:candidates_candidate_change", args=[other.pk]))
    role = ReferenceField().clean(f"C-{other.number}")
    found = {
        typed: client.post(reverse("people:search"), {"search": typed}, follow=True).text
        for typed in (f"C-{other.number}", "noor.old@example.com", "06 1234 0011")
    }
    probe = Probe(key=1, given_name="Noor", family_name="Bergh", email="noor.old@example.com")

    assert moved.url == change
    assert role is not None
    assert role.data_subject_id == kept.pk
    assert {typed for typed, page in found.items() if change in page} == set(found)
    assert [match.data_subject_id for match in find_duplicates(CANDIDATE, [probe])[1]] == [kept.pk]


def test_undo_makes_two_records_again_and_says_what_changed_since():
    client = sign_in()
    kept, other, merge = merged(client, email="absorbed")
    Candidate.objects.filter(pk=kept.pk).update(email="newer@example.org")
    Note.objects.create(candidate_id=kept.pk, text="x", source=Source.INTERVIEW)

    client.post(reverse("admin:privacy_personmerge_undo", args=[merge.pk]))
    work()

    assert dict(Candidate.objects.values_list("pk", "email")) == {
        kept.pk: "newer@example.org",
        other.pk: "noor.old@example.com",
    }
    assert Note.objects.get().candidate_id == kept.pk
    page = client.get(reverse("admin:privacy_personmerge_change", args=[merge.pk])).text
    assert "Notes of what the candidate said: 1 came since" in page
    assert "Candidates: “email” was changed since and stays" in page
    assert client.get(reverse("admin:candidates_candidate_change", args=[other.pk])).status_code == 200


def test_after_a_day_the_undo_is_refused_in_words():
    client = sign_in()
    _kept, _other, merge = merged(client)
    PersonMerge.objects.filter(pk=merge.pk).update(merged_at=timezone.now() - timedelta(hours=24, minutes=1))

    answer = client.post(reverse("admin:privacy_personmerge_undo", args=[merge.pk]))

    assert answer.status_code == 422
    assert "The 24 hours are over" in answer.text
    assert Candidate.objects.count() == 1


@pytest.mark.requirement("ACC-15")
def test_restricted_person_is_neither_offered_nor_merged(caplog):
    client = sign_in()
    kept, other = make_pair()
    Candidate.objects.filter(pk=other.pk).update(email="noor@example.org")
    offered = merge_address(CANDIDATE, kept.pk, other.pk).replace("&", "&amp;")
    assert offered in client.get(merge_address(CANDIDATE, kept.pk)).text

    restrict(other.pk, CANDIDATE, ground="R1", by=None)
    answer = client.post(merge_address(CANDIDATE, kept.pk, other.pk), YES)

    assert offered not in client.get(merge_address(CANDIDATE, kept.pk)).text
    assert (answer.status_code, PersonMerge.objects.count()) == (422, 0)
    assert "Article 18" in answer.text
    assert "A merge of a restricted person was refused." in [record.message for record in caplog.records]


def test_who_may_not_merge_sees_no_button_and_no_page():
    kept, other = make_pair()
    for role in (Role.CONSULTANT, Role.FINANCE, Role.ADMINISTRATOR):
        client = sign_in(role)

        assert client.get(merge_address(CANDIDATE, kept.pk, other.pk)).status_code == 403
        assert "Merge with" not in client.get(reverse("admin:candidates_candidate_change", args=[kept.pk])).text


def test_staff_have_no_button_and_a_number_of_nobody_is_not_found():
    client = sign_in(Role.PRIVACY_OFFICER)
    member, kept = make_staff_member(), make_candidate()

    assert "Merge with" not in client.get(reverse("admin:people_staffmember_change", args=[member.pk])).text
    for address in (
        merge_address(CANDIDATE, member.pk),
        merge_address(CANDIDATE, kept.pk, member.pk),
        merge_address("nobody", kept.pk),
        f"{reverse('admin:people_merge')}?kind=candidate&person=x",
    ):
        assert client.get(address).status_code == 404


def test_officer_who_does_not_see_values_is_shown_none_and_chooses_none():
    kept, other = make_pair()

    page = sign_in(Role.PRIVACY_OFFICER).get(merge_address(CANDIDATE, kept.pk, other.pk)).text

    assert "Hidden for your role" in page
    assert "noor.old@example.com" not in page
    assert 'name="email"' not in page


def test_queries_do_not_grow_with_the_rows():
    client = sign_in()
    kept, other = make_pair()
    address = merge_address(CANDIDATE, kept.pk, other.pk)
    client.get(address)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(address)
        return len(captured)

    before = queries()
    Note.objects.bulk_create(Note(candidate=other, text="x", source=Source.INTERVIEW) for _number in range(50))

    assert queries() == before
    assert before < 60


def test_history_of_both_records_is_told_apart():
    client = sign_in()
    kept, other, merge = merged(client)
    history = reverse("admin:candidates_candidate_history", args=[kept.pk])

    own = client.get(history)
    page = client.get(reverse("admin:privacy_personmerge_change", args=[merge.pk])).text
    absorbed = client.get(f"{history}?of={other.number}")

    assert {record.number for record in own.context["page_obj"]} == {kept.number}
    assert {record.number for record in absorbed.context["page_obj"]} == {other.number}
    assert f"{history}?of={other.number}" in page
