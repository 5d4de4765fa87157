"""Free text at the moment of writing: what is found, why it may not stand there, and the ways out (CAND-DATA-23)."""

from uuid import uuid4

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from candidates.models import Candidate, Note
from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.forms.guarded_texts import SHOWN, WHY, GuardsTexts
from cluster_crm.people.models import InteractionNote, Task, TextFinding
from cluster_crm.people.special_data.guarded import guarded_fields, guarded_models
from privacy.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("CAND-DATA-23")]
LOG = "/admin/people/interaction/add/"
SAYS = "Gebeld. Ze heeft diabetes en wil dagdienst."


@pytest.fixture
def recruiter(client):
    user = make_user(Role.RECRUITER, language="en")
    client.force_login(user)
    return user


def answers(person, **fields):
    given = {"person": str(person), "kind": "call", "direction": "inbound", "text": SAYS}
    return given | {"is_about_service": "on", "key": str(uuid4())} | fields


def findings():
    return list(
        TextFinding.objects.order_by("pk").values_list("model_label", "field", "kind", "rule", "state", "reason")
    )


def shown_in(answer, name="text"):
    page = answer.content.decode()
    return page.partition(f'name="{name}{SHOWN}" value="')[2].partition('"')[0]


def test_text_comes_back_with_what_was_found_why_and_the_ways_out(client, recruiter):
    answer = client.post(LOG, answers(make_candidate()))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert InteractionNote.objects.count() == 0
    assert answer.context["form"].errors.as_data()["text"][0].code == "special_data"
    assert "<mark>heeft diabetes</mark>" in page
    assert "an employer may not ask for it" in page
    assert "Article 9 GDPR, Article 30 UAVG" in page
    assert "workplace adjustments" in page
    assert SAYS in page
    assert findings() == []


def test_changed_text_is_recorded_without_a_finding(client, recruiter):
    client.post(LOG, answers(make_candidate(), text="Gebeld. Ze wil dagdienst."))

    assert InteractionNote.objects.get().text == "Gebeld. Ze wil dagdienst."
    assert findings() == []


@pytest.mark.requirement("AMB-11")
def test_exception_is_recorded_with_its_reason_and_without_the_words(client, recruiter):
    candidate = make_candidate()
    first = client.post(LOG, answers(candidate))

    client.post(LOG, answers(candidate, **{f"text{WHY}": "meaning", f"text{SHOWN}": shown_in(first)}))

    note, finding = InteractionNote.objects.get(), TextFinding.objects.get()
    assert findings() == [("people.interactionnote", "text", "health", "health.has", "kept", "meaning")]
    assert (finding.row, finding.data_subject_id, finding.decided_by) == (note.pk, candidate.pk, recruiter)
    assert finding.written_by == recruiter
    assert "diabetes" not in repr(TextFinding.objects.values().get())


@pytest.mark.parametrize("reason", ["", "because", "meaning"])
def test_reason_counts_only_if_it_is_on_the_list_and_for_the_words_that_were_shown(client, recruiter, reason):
    candidate = make_candidate()
    first = client.post(LOG, answers(candidate))
    shown = shown_in(first)
    sent = {f"text{WHY}": reason, f"text{SHOWN}": shown}
    text = SAYS + " En is lid van de FNV." if reason == "meaning" else SAYS

    answer = client.post(LOG, answers(candidate, text=text) | sent)

    assert (answer.status_code, InteractionNote.objects.count()) == (422, 0)


def test_next_action_is_looked_at_too(client, recruiter):
    answer = client.post(
        LOG, answers(make_candidate(), text="Gebeld.", next_text="Vragen of ze zwanger is", next_on="2999-01-05")
    )

    assert list(answer.context["form"].errors) == ["next_text"]
    assert Task.objects.count() == 0


def page_of(candidate):
    return reverse("admin:candidates_candidate_change", args=[candidate.pk])


def sent_back(answer):
    """Everything that the page of a person would send if nobody changed anything."""
    form = answer.context["adminform"].form
    sets = [inline.formset for inline in answer.context["inline_admin_formsets"]]
    forms = [form, *(each.management_form for each in sets), *(row for each in sets for row in each.forms)]
    values = {field.html_name: field.value() for one in forms for field in one}
    return {name: "" if value is None else value for name, value in values.items() if value is not False}


def test_page_of_a_person_comes_back_and_keeps_what_was_typed(client, recruiter):
    candidate = make_candidate(summary="Wil in Delft werken.")
    sent = sent_back(client.get(page_of(candidate)))

    answer = client.post(page_of(candidate), sent | {"summary": "Is praktiserend moslim, wil in Delft werken."})

    candidate.refresh_from_db()
    assert answer.status_code == 422
    assert "<mark>Is praktiserend moslim</mark>" in answer.content.decode()
    assert candidate.summary == "Wil in Delft werken."


def test_exception_on_the_page_of_a_person_holds_until_the_words_change(client, recruiter):
    candidate = make_candidate(summary="Wil in Delft werken.")
    said = {"summary": "Schreef als hobby over reuma, en is praktiserend moslim."}
    first = client.post(page_of(candidate), sent_back(client.get(page_of(candidate))) | said)
    shown = {f"summary{WHY}": "work", f"summary{SHOWN}": shown_in(first, "summary")}

    kept = client.post(page_of(candidate), sent_back(client.get(page_of(candidate))) | said | shown)
    sent = sent_back(client.get(page_of(candidate)))
    again = client.post(page_of(candidate), sent | {"summary": said["summary"] + " Belt terug."})
    other = client.post(page_of(candidate), sent | {"summary": said["summary"] + " Heeft een strafblad."})
    gone = client.post(page_of(candidate), sent | {"summary": "Belt terug."})

    assert [answer.status_code for answer in (kept, again, other, gone)] == [302, 302, 422, 302]
    assert set(TextFinding.objects.values_list("state", "reason")) == {("gone", "")}
    assert Candidate.objects.get().summary == "Belt terug."


def test_text_that_was_there_before_does_not_stop_other_changes(client, recruiter):
    candidate = make_candidate()
    Candidate.objects.filter(pk=candidate.pk).update(summary="Heeft een strafblad.")

    answer = client.post(page_of(candidate), sent_back(client.get(page_of(candidate))) | {"city": "Gouda"})

    candidate.refresh_from_db()
    assert (answer.status_code, candidate.city) == (302, "Gouda")


def test_note_on_the_page_of_a_person_is_looked_at(client, recruiter):
    candidate = make_candidate()
    sent = sent_back(client.get(page_of(candidate)))
    prefix = next(name for name in sent if name.startswith("note") and name.endswith("TOTAL_FORMS")).removesuffix(
        "-TOTAL_FORMS"
    )
    note = {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-0-text": "Is zwanger.", f"{prefix}-0-source": "INTERVIEW"}
    today = {f"{prefix}-0-collected_on": "2026-01-05"}

    refused = client.post(page_of(candidate), sent | note | today)
    why = {f"{prefix}-0-text{WHY}": "nobody", f"{prefix}-0-text{SHOWN}": shown_in(refused, f"{prefix}-0-text")}
    kept = client.post(page_of(candidate), sent | note | today | why)

    assert (refused.status_code, kept.status_code) == (422, 302)
    assert findings() == [("candidates.note", "text", "pregnancy", "pregnancy.is", "kept", "nobody")]
    assert TextFinding.objects.get().row == Note.objects.get().pk


def test_guarded_columns_follow_from_the_declarations():
    labels = {
        f"{personal.label}.{name}" for personal in guarded_models().values() for name in guarded_fields(personal.model)
    }

    assert labels >= {
        "candidates.note.text",
        "candidates.reportednote.text",
        "candidates.candidate.summary",
        "candidates.candidate.headline",
        "candidates.document.text",
        "candidates.referencecheck.text",
        "candidates.referencecheck.response",
        "people.interactionnote.text",
        "people.toldnote.text",
        "people.task.text",
        "privacy.message.body",
        "website.websitemessage.text",
    }
    assert not {label for label in labels if label.startswith(("privacy.legalhold", "candidates.referee."))} - {
        "candidates.referee.employer"
    }
    assert not {label for label in labels if label.endswith(("family_name", "street"))}


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.PRIVACY_OFFICER])
def test_every_form_of_the_admin_that_takes_free_text_is_guarded(role):
    request = RequestFactory().get("/admin/")
    request.user = make_user(role)
    open_forms, seen = [], 0
    for model, page in admin.site._registry.items():
        forms = [page.get_form(request)] if guarded_fields(model) and page.has_add_permission(request) else []
        inlines = [inline(model, admin.site) for inline in page.inlines if guarded_fields(inline.model)]
        forms += [one.get_formset(request).form for one in inlines if one.has_add_permission(request, None)]
        open_forms += [(model.__name__, form) for form in forms if not issubclass(form, GuardsTexts)]
        seen += len(forms)

    assert (open_forms, seen > 0) == ([], True)
