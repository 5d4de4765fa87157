"""The catalogue of texts: what ships, what is in force, what a placeholder may do."""

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from candidates.testing import make_candidate
from cluster_crm.history.testing import connected_as
from privacy import texts
from privacy.actions.messages import deliver
from privacy.actions.texts import current_text, load_texts, queue_text, render
from privacy.models import Controller, LegalText, Message, SubjectRole
from privacy.texts import Placeholder, TextDeclaration, Wording, all_declared, fill, problems
from privacy.vocabulary import Channel, Purpose, SubjectKind, TextKind

CANDIDATE = SubjectKind.CANDIDATE

pytestmark = pytest.mark.django_db


@pytest.fixture
def registered(monkeypatch):
    """Declarations of this test alone."""
    monkeypatch.setattr(texts, "_declared", dict(all_declared()))


def make_declaration(code="test.hello", kind=TextKind.MAIL, **fields):
    known = {"name": Placeholder("Sanne de Vries"), "link": Placeholder("https://example.org/", is_required=True)}
    wording = {
        "nl": Wording("Hallo {name},\n\nKlik op {link}.\n\n{controller}", "Voor {name}"),
        "en": Wording("Hello {name},\n\nClick on {link}.\n\n{controller}", "For {name}"),
    }
    return TextDeclaration(code, kind, "Says hello", **{**wording, "placeholders": known, **fields})


@pytest.fixture
def hello(registered):
    texts.declare(make_declaration())
    load_texts()


@pytest.mark.requirement("GEN-05")
def test_shipped_texts_are_loaded_once_in_both_languages():
    shipped = {(text.code, text.language) for text in LegalText.objects.published().filter(version=1)}

    assert shipped == {(code, language) for code in all_declared() for language in ("nl", "en")}
    assert load_texts() == 0


def test_text_that_nobody_edited_follows_the_product(hello):
    texts._declared["test.hello"] = make_declaration(nl=Wording("Dag {name}, zie {link}.", "Voor {name}"))

    assert (load_texts(), load_texts()) == (1, 0)
    assert current_text("test.hello", "nl").body == "Dag {name}, zie {link}."
    assert [current_text("test.hello", language).version for language in ("nl", "en")] == [2, 2]


def test_new_wording_of_a_consent_waits_for_the_privacy_officer(registered):
    consent = {"kind": TextKind.CONSENT, "purpose": Purpose.DM_OTHER, "channels": (Channel.EMAIL,), "valid_months": 24}
    texts.declare(make_declaration(**consent))
    load_texts()
    texts._declared["test.hello"] = make_declaration(**consent, nl=Wording("Ja, {link}."))

    load_texts()

    assert load_texts() == 0
    assert (current_text("test.hello", "nl").version, LegalText.objects.drafts().count()) == (1, 2)
    assert (current_text("test.hello", "nl").purpose, current_text("test.hello", "nl").valid_months) == ("dm_other", 24)


def test_text_that_was_edited_stays(hello):
    for language in ("nl", "en"):
        old = current_text("test.hello", language)
        LegalText.objects.create(
            code=old.code, kind=old.kind, version=2, language=language, body="{link}!", published_at=old.published_at
        )
    texts._declared["test.hello"] = make_declaration(nl=Wording("Dag {name}, zie {link}.", "Voor {name}"))

    assert (load_texts(), current_text("test.hello", "nl").body) == (0, "{link}!")


@pytest.mark.requirement("GEN-05")
def test_published_text_changes_by_no_login_at_all():
    table = LegalText._meta.db_table

    for statement in (f"UPDATE {table} SET body = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError, match="is published"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.requirement("GEN-05")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("login", ["crm_app", "crm_worker"])
def test_published_text_is_not_changed_from_the_web_or_the_worker(login):
    load_texts()

    with connected_as(login) as session:
        for statement in ("UPDATE {} SET published_at = NULL", "DELETE FROM {}"):
            with pytest.raises(psycopg.errors.RestrictViolation):
                session.execute(statement.format(LegalText._meta.db_table))


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        (Wording("Zie {link}."), "onderwerp"),
        (Wording(" ", "Hallo"), "leeg"),
        (Wording("Zie {link}.", "x" * 201), "200"),
        (Wording("Zie {link}.", "Hallo\nBcc: piet@example.org"), "één regel"),
        (Wording("Zie {link} {wachtwoord}.", "Hallo"), "{wachtwoord}"),
        (Wording("Zie {link} {name.__class__}.", "Hallo"), "accolade"),
        (Wording("Zie {link} {{name}}.", "Hallo"), "accolade"),
        (Wording("Zie niets.", "Hallo {link}"), "{link}"),
    ],
)
def test_what_is_wrong_with_a_wording_is_said(wording, said):
    [problem] = problems(make_declaration(), wording)

    assert said in problem


@pytest.mark.parametrize(
    "wrong",
    [
        {"nl": Wording("Zonder link", "Hallo")},
        {"valid_months": 12, "purpose": Purpose.DM_OTHER},
        {"kind": TextKind.CONSENT},
        {"code": "mail.marketing_footer"},
    ],
)
def test_wrong_declaration_is_a_mistake(registered, wrong):
    with pytest.raises(ValueError, match=r"test\.hello|mail\.marketing_footer"):
        texts.declare(make_declaration(**wrong))


def test_value_cannot_write_headers_paragraphs_or_placeholders():
    hostile = "Kees\r\nBcc: alle@example.org\n\n{link} \x00" + "x" * 600

    said = fill(make_declaration(), make_declaration().nl, {"name": hostile, "link": "L", "controller": "C"})

    assert "\n" not in said.subject_line
    assert "\r" not in said.body
    assert len(said.subject_line) <= 200
    assert said.subject_line.startswith("Voor Kees Bcc: alle@example.org {link} x")
    assert said.body.count("\n") == 4
    assert len(said.body) < 600


def test_block_keeps_its_lines():
    text = make_declaration(placeholders={"link": Placeholder("a\nb", is_block=True), "name": Placeholder("Sanne")})

    assert fill(text, Wording("{link}"), {"link": "1\r\n2\x07"}).body == "1\n2 "


def test_value_that_is_missing_is_a_mistake(hello):
    with pytest.raises(KeyError):
        render(current_text("test.hello", "nl"), {"name": "Kees"})


@pytest.mark.requirement("CONTACT-04")
def test_text_names_the_controller_of_the_person(hello):
    controller = Controller.objects.create(name="Zuster B.V.", address="Dorpsplein 2", mailbox="z@example.org")
    subject = make_candidate(email="kees@example.org")
    SubjectRole.objects.filter(data_subject=subject.pk).update(controller=controller)

    message = queue_text(
        subject.pk,
        CANDIDATE,
        "test.hello",
        to_address="kees@example.org",
        values={"name": "Kees", "link": "https://example.org/1"},
        purpose=Purpose.SERVICE,
        language="en",
    )

    assert message.body == "Hello Kees,\n\nClick on https://example.org/1.\n\nZuster B.V."
    assert (message.subject_line, message.language) == ("For Kees", "en")
    assert (message.text.code, message.text.version, message.text.language) == ("test.hello", 1, "en")


def test_secret_text_is_empty_once_it_was_sent(hello):
    values = {"name": "Kees", "link": "https://example.org/secret"}
    message = queue_text(
        make_candidate(email="kees@example.org").pk,
        CANDIDATE,
        "test.hello",
        to_address="kees@example.org",
        values=values,
        purpose=Purpose.SERVICE,
        is_secret=True,
    )
    bodies = []

    sent = deliver(message.pk, send=lambda waiting: bodies.append(waiting.body))

    assert "https://example.org/secret" in bodies[0]
    assert (sent.state, sent.body, sent.to_address) == ("sent", "", "kees@example.org")
    with pytest.raises(IntegrityError, match="secret_is_emptied"):
        Message.objects.filter(pk=message.pk).update(body="https://example.org/secret")
