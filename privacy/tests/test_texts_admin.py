"""The pages on which legal staff write, compare and publish texts."""

import pytest
from django.urls import reverse

from cluster_crm.accounts.testing import make_user
from privacy import texts
from privacy.actions.text_versions import drop_draft, publish_draft, save_draft, start_draft
from privacy.actions.texts import current_text, load_texts
from privacy.exceptions import NoDraft, WrongWording
from privacy.models import LegalText
from privacy.texts import Wording, all_declared
from privacy.vocabulary import Channel, Purpose, Role, TextKind

from .test_texts import make_declaration

pytestmark = pytest.mark.django_db
CODE = "test.hello"


@pytest.fixture
def officer():
    return make_user(Role.PRIVACY_OFFICER, language="en")


@pytest.fixture(autouse=True)
def hello(monkeypatch):
    monkeypatch.setattr(texts, "_declared", dict(all_declared()))
    consent = {"kind": TextKind.CONSENT, "purpose": Purpose.DM_OTHER, "channels": (Channel.EMAIL,), "valid_months": 24}
    texts.declare(make_declaration(), make_declaration("test.yes", **consent))
    load_texts()


def address(text, deed="change"):
    return reverse(f"admin:privacy_legaltext_{deed}", args=[text.pk])


def answers(**changed):
    return {
        "subject_line_nl": "Voor {name}",
        "body_nl": "Hallo {name},\r\n\r\nHier is uw link: {link}.",
        "subject_line_en": "For {name}",
        "body_en": "Hello {name},\n\nHere is your link: {link}.",
    } | changed


@pytest.mark.requirement("GEN-05")
def test_new_version_is_written_compared_and_published_in_both_languages(client, officer):
    client.force_login(officer)
    old = current_text(CODE, "nl")

    started = client.post(address(old, "start"))
    draft = LegalText.objects.drafts().get(code=CODE, language="nl")
    saved = client.post(address(draft, "save"), answers())
    page = client.get(saved.url).text
    before = current_text(CODE, "nl").version
    client.post(address(draft, "publish"))
    published = client.get(address(draft)).text

    assert (started.url, before) == (address(draft), 1)
    assert "Hier is uw link: https://example.org/." in page
    assert "Hello Sanne de Vries," in page
    assert '<ins><span class="visually-hidden">new: </span>Hier is uw link: {link}.</ins>' in page
    assert '<del><span class="visually-hidden">gone: </span>Klik op {link}.</del>' in page
    assert [current_text(CODE, language).version for language in ("nl", "en")] == [2, 2]
    assert current_text(CODE, "nl").body == "Hallo {name},\n\nHier is uw link: {link}."
    assert "in force" in published
    assert "no longer in force" in client.get(address(old)).text
    assert draft.history.count() == 3


def test_wrong_draft_comes_back_with_what_was_typed(client, officer):
    client.force_login(officer)
    draft = start_draft(CODE)["nl"]

    answer = client.post(address(draft, "save"), answers(body_en="Hello {password}", subject_line_nl=""))

    assert answer.status_code == 422
    assert "Nobody fills in {password} here." in answer.text
    assert "Hello {password}" in answer.text
    assert "<title>Error:" in answer.text
    assert start_draft(CODE)["en"].body == current_text(CODE, "en").body


def test_consent_says_how_long_it_is_valid(client, officer):
    client.force_login(officer)
    draft = start_draft("test.yes")["nl"]

    client.post(address(draft, "save"), answers(valid_months="12"))
    client.post(address(draft, "publish"))

    text = current_text("test.yes", "en")
    assert (text.valid_months, text.purpose, text.channels) == (12, "dm_other", ["email"])
    assert "Valid for months" in client.get(address(text)).text


@pytest.mark.requirement("SEC-01")
def test_publishing_is_the_privacy_officers(client):
    draft = start_draft(CODE)["nl"]
    statuses = {}
    for role in (Role.ADMINISTRATOR, Role.RECRUITER):
        client.force_login(make_user(role))
        assert client.get(address(draft)).status_code == 200
        statuses[role] = [
            client.post(address(draft, deed), answers()).status_code for deed in ("publish", "save", "drop")
        ]
        draft = start_draft(CODE)["nl"]

    assert statuses == {Role.ADMINISTRATOR: [403, 302, 302], Role.RECRUITER: [403, 403, 403]}


def test_dropped_draft_leaves_what_is_in_force(client, officer):
    client.force_login(officer)
    draft = start_draft(CODE)["nl"]

    gone = client.post(address(draft, "drop"))

    assert gone.url == address(current_text(CODE, "nl"))
    assert not LegalText.objects.drafts().exists()
    for deed in (publish_draft, drop_draft, lambda code: save_draft(code, {})):
        with pytest.raises(NoDraft):
            deed(CODE)


def test_draft_that_lost_a_language_is_not_published():
    start_draft(CODE)["en"].delete()

    with pytest.raises(NoDraft):
        publish_draft(CODE)


def test_wording_that_the_code_cannot_fill_is_refused_by_the_deeds_too():
    drafts = start_draft(CODE)

    with pytest.raises(WrongWording):
        save_draft(CODE, {"nl": Wording("{password}", "x")})
    LegalText.objects.filter(pk=drafts["nl"].pk).update(body="{password}")
    with pytest.raises(WrongWording):
        publish_draft(CODE)


def test_list_shows_what_is_in_force_and_what_is_in_draft(client, officer, django_assert_max_num_queries):
    client.force_login(officer)
    start_draft(CODE)
    publish_draft(CODE)
    start_draft(CODE)

    with django_assert_max_num_queries(12):
        page = client.get(reverse("admin:privacy_legaltext_changelist"))

    rows = [(text.version, bool(text.published_at)) for text in page.context["cl"].result_list if text.code == CODE]
    assert rows == [(3, False), (2, True)]


def test_text_that_no_code_uses_any_more_is_still_shown(client, officer):
    client.force_login(officer)
    text = current_text(CODE, "nl")
    del texts._declared[CODE]

    page = client.get(address(text)).text

    assert "No page or message uses this text any more." in page
    assert "Write the next version" not in page


def test_begin_twice_is_one_draft():
    assert start_draft(CODE)["nl"].pk == start_draft(CODE)["nl"].pk
