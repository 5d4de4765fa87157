"""Each way in which an address comes to us, or is used, meets the suppression list (MKT-07, AMB-09)."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from candidates.models import Candidate, ImportBatch
from candidates.testing import make_candidate
from candidates.testing_imports import import_all, table
from candidates.testing_named import make_emergency_contact, make_referee
from clients.testing import make_client_contact
from cluster_crm.people.testing import make_staff_member
from cluster_crm.tests.test_merge import merge
from cluster_crm.website.testing import make_website_contact
from privacy.actions.erasure import propose_erasure
from privacy.actions.erasure_run import erase_part
from privacy.actions.messages import queue_message
from privacy.actions.objections import object_to_marketing
from privacy.actions.sending import may_send
from privacy.actions.subjects import ensure_controller
from privacy.actions.suppression import suppress
from privacy.models import RetentionClock, SuppressionEntry
from privacy.sending import SendCode, SendingRefused
from privacy.vocabulary import Channel, ErasureGround, Identifier, Purpose, Source, SubjectKind
from suppliers.testing import make_supplier_contact

CANDIDATE, EMAIL, DM = SubjectKind.CANDIDATE, Channel.EMAIL, Purpose.DM_RECRUIT
WIM = "wim@example.org"
OnSure, OnSuppressed = ImportBatch.OnSure, ImportBatch.OnSuppressed

pytestmark = pytest.mark.django_db


def applicant(**fields) -> Candidate:
    return make_candidate(opt_out_offered=[EMAIL], **fields)


def bar() -> SuppressionEntry:
    return suppress(Identifier.EMAIL, "Wim+old@Example.org", reason=SuppressionEntry.Reason.ERASED)


def import_update() -> None:
    held = make_candidate(given_name="Wim", infix="", family_name="Wever", email="", phone="+31612345678")
    file = table("Naam,E-mail,Telefoon", f"{held.full_name},{WIM},+31612345678")
    import_all(file, on_sure=OnSure.FILL, on_suppressed=OnSuppressed.REGISTER)
    held.refresh_from_db()
    assert held.email == WIM


WAYS_IN = {
    "candidate": lambda: make_candidate(email=WIM, source=Source.JOBBOARD),
    "client contact": lambda: make_client_contact(email=WIM),
    "supplier contact": lambda: make_supplier_contact(email=WIM),
    "referee": lambda: make_referee(email=WIM),
    "emergency contact": lambda: make_emergency_contact(email=WIM),
    "staff": lambda: make_staff_member(email=WIM),
    "website": lambda: make_website_contact(email=WIM),
    "import of new people": lambda: import_all(
        table("Naam,E-mail", f"Wim Wever,{WIM}"), on_suppressed=OnSuppressed.REGISTER
    ),
    "import that leaves them out": lambda: import_all(table("Naam,E-mail", f"Wim Wever,{WIM}")),
    "import that changes people": import_update,
}


@pytest.mark.requirement("MKT-07")
@pytest.mark.parametrize("way", WAYS_IN)
def test_every_way_in_counts_a_hit_on_the_list(way):
    entry = bar()
    ensure_controller()

    WAYS_IN[way]()

    entry.refresh_from_db()
    assert (entry.hit_count, entry.last_hit_at is not None) == (1, True)


@pytest.mark.requirement("MKT-07")
def test_nobody_is_held_in_a_role_without_that_question():
    creates, asks = re.compile(r"\bregister_role\("), re.compile(r"\baddresses=")
    calls = [
        (path.name, text[found.end() : found.end() + 400])
        for app in ("candidates", "clients", "suppliers", "cluster_crm")
        for path in sorted(Path(settings.BASE_DIR, app).rglob("*.py"))
        if "tests" not in path.parts
        for text in [path.read_text()]
        for found in creates.finditer(text)
    ]

    assert len(calls) >= 6
    assert [name for name, call in calls if not asks.search(call)] == []


@pytest.mark.requirement("MKT-07")
def test_sending_meets_the_list_and_is_counted():
    candidate, entry = applicant(email=WIM), bar()

    with pytest.raises(SendingRefused) as refused:
        queue_message(candidate.pk, CANDIDATE, to_address=WIM, subject_line="x", body="y", purpose=DM, language="nl")

    entry.refresh_from_db()
    assert (refused.value.decision.code, entry.hit_count) == (SendCode.SUPPRESSED, 1)


@pytest.mark.requirement("MKT-07", "AMB-09")
def test_address_that_a_person_got_after_his_objection_is_barred_with_his_erasure():
    candidate = applicant(email="first@example.org")
    object_to_marketing(candidate.pk, channel=EMAIL, method="written", language="nl")
    Candidate.objects.filter(pk=candidate.pk).update(email=WIM)

    run = propose_erasure([(candidate.pk, CANDIDATE)], ground=ErasureGround.NO_LONGER_NEEDED, by=None)
    erase_part(run, 0)
    again = applicant(email=WIM)

    assert may_send(again.pk, CANDIDATE, DM, EMAIL).code == SendCode.SUPPRESSED
    assert not SuppressionEntry.objects.filter(purpose="", channel="").exists()


@pytest.mark.requirement("MKT-07")
def test_merge_bars_all_addresses_of_both_since_the_day_of_the_objection():
    kept = applicant(email="kept@example.org")
    gone = applicant(email=WIM)
    object_to_marketing(gone.pk, method="written", language="nl")
    since = SuppressionEntry.objects.get(identifier="email").created_at

    merge(kept, gone)

    entries = SuppressionEntry.objects.filter(identifier="email")
    assert (entries.count(), set(entries.values_list("created_at", flat=True))) == (2, {since})
    assert may_send(kept.pk, CANDIDATE, DM, EMAIL).code == SendCode.OBJECTED


@pytest.mark.requirement("AMB-05")
def test_an_objection_lengthens_no_term():
    candidate = make_candidate(collected_on=date(2025, 3, 1))
    before = RetentionClock.objects.get(data_subject=candidate.pk).retain_until
    object_to_marketing(candidate.pk, method="written", language="nl")

    assert RetentionClock.objects.get(data_subject=candidate.pk).retain_until == before
