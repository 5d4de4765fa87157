"""Who is supplied by whom until when, and what a supplier says before we propose anybody (GLO-02, GLO-03, RET-05)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cluster_crm.accounts.testing import make_user
from cluster_crm.people.exceptions import EndsBeforeItBegan, InFuture
from privacy.actions.policy import publish_policy
from privacy.actions.restriction import restrict
from privacy.exceptions import PersonErased, ProcessingRestricted
from privacy.models import Restriction
from privacy.testing import make_policy, make_subject
from privacy.vocabulary import SubjectKind
from suppliers.actions.attestations import is_attested, lacks_attestation, record_attestation
from suppliers.actions.contacts import leave_supplier
from suppliers.actions.supply import report_end, start_supply
from suppliers.exceptions import NotPublished, NotTheirContact, SupplierNotAttested, SupplyEnded, SupplyRuns
from suppliers.models import Supplier, SupplierAttestation, SupplyRelation
from suppliers.testing import make_supplier, make_supplier_contact, make_supply

JANUARY = date(2026, 1, 5)


def published_policy():
    policy = make_policy()
    publish_policy(policy)
    policy.refresh_from_db()
    return policy


def attest(supplier, **given):
    defaults = {"on": JANUARY, "by": make_user()}
    if "attested_by" not in given:
        defaults["attested_by"] = make_supplier_contact(supplier)
    if "policy_version" not in given:
        defaults["policy_version"] = published_policy()
    return record_attestation(supplier, **defaults | given)


@pytest.mark.requirement("GLO-02")
def test_candidate_is_supplied_by_a_supplier_with_a_trace_of_who_said_so():
    candidate, supplier, user = make_subject(), make_supplier(), make_user()

    relation = start_supply(candidate.pk, supplier, on=JANUARY, by=user)

    assert (relation.data_subject, relation.supplier, relation.started_on) == (candidate, supplier, JANUARY)
    assert list(SupplyRelation.objects.running()) == [relation]
    assert relation.history.get().history_user_id == user.pk


@pytest.mark.requirement("GLO-02")
def test_bare_supplier_contact_is_supplied_to_nobody():
    contact = make_supplier_contact()

    with pytest.raises(PersonErased):
        make_supply(contact.pk)

    assert not SupplyRelation.objects.exists()


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_candidate_is_not_supplied():
    candidate = make_subject()
    restrict(candidate.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.UNLAWFUL, by=None)

    with pytest.raises(ProcessingRestricted):
        make_supply(candidate.pk)


def test_supply_runs_once_at_a_time():
    candidate, supplier = make_subject(), make_supplier()
    make_supply(candidate.pk, supplier)

    with pytest.raises(SupplyRuns):
        make_supply(candidate.pk, supplier)
    with pytest.raises(IntegrityError), transaction.atomic():
        SupplyRelation.objects.create(data_subject=candidate, supplier=supplier, started_on=JANUARY)

    make_supply(candidate.pk)
    assert SupplyRelation.objects.running().count() == 2


@pytest.mark.requirement("RET-05")
def test_reported_end_stands_and_a_new_relation_may_start_later():
    candidate, supplier = make_subject(), make_supplier()
    first = make_supply(candidate.pk, supplier, on=JANUARY)

    ended = report_end(first, notice_on=date(2026, 2, 1), by=None)
    second = start_supply(candidate.pk, supplier, on=date(2026, 3, 1), by=None)

    assert ended.ended_notice_on == date(2026, 2, 1)
    assert list(SupplyRelation.objects.running()) == [second]
    assert first.history.count() == 2
    with pytest.raises(SupplyEnded):
        report_end(first, notice_on=date(2026, 2, 2), by=None)


@pytest.mark.requirement("RET-05")
def test_end_is_reported_neither_before_the_start_nor_in_the_future():
    relation = make_supply(make_subject().pk, on=JANUARY)

    with pytest.raises(EndsBeforeItBegan):
        report_end(relation, notice_on=JANUARY - timedelta(days=1), by=None)
    with pytest.raises(InFuture):
        report_end(relation, notice_on=timezone.localdate() + timedelta(days=1), by=None)


@pytest.mark.requirement("GLO-03")
def test_attestation_says_when_of_which_policy_and_by_whom():
    supplier, user = make_supplier(), make_user()
    contact, policy = make_supplier_contact(supplier), published_policy()

    row = attest(supplier, attested_by=contact, policy_version=policy, by=user)

    assert (row.attested_on, row.policy_version, row.attested_by_id, row.recorded_by) == (
        JANUARY,
        policy,
        contact.pk,
        user,
    )
    assert is_attested(supplier)
    assert list(Supplier.objects.attested()) == [supplier]


@pytest.mark.requirement("GLO-03")
def test_only_who_works_there_on_that_day_attests():
    supplier = make_supplier()
    gone = make_supplier_contact(supplier, started_on=date(2020, 1, 1))
    leave_supplier(gone, on=JANUARY - timedelta(days=1), by=None)

    for somebody in (gone, make_supplier_contact(), make_supplier_contact(supplier, started_on=date(2026, 2, 1))):
        with pytest.raises(NotTheirContact):
            attest(supplier, attested_by=somebody)

    assert not SupplierAttestation.objects.exists()


@pytest.mark.requirement("GLO-03")
def test_attestation_is_of_a_published_policy_and_not_of_the_future():
    supplier = make_supplier()

    with pytest.raises(NotPublished):
        attest(supplier, policy_version=make_policy())
    with pytest.raises(InFuture):
        attest(supplier, on=timezone.localdate() + timedelta(days=1))

    assert not is_attested(supplier)


@pytest.mark.requirement("GLO-03")
def test_proposal_of_a_supplied_candidate_waits_for_the_attestation():
    candidate, supplier, direct = make_subject(), make_supplier(), make_subject()
    make_supply(candidate.pk, supplier)

    with pytest.raises(SupplierNotAttested):
        lacks_attestation(candidate.pk)
    attest(supplier)

    assert not lacks_attestation(candidate.pk)
    assert not lacks_attestation(direct.pk)


@pytest.mark.requirement("GLO-03")
def test_agency_may_choose_to_be_warned_instead(settings):
    settings.CRM_SUPPLIER_ATTESTATION = "flag"
    candidate = make_subject()
    relation = make_supply(candidate.pk)

    warned = lacks_attestation(candidate.pk)
    report_end(relation, notice_on=JANUARY, by=None)

    assert warned
    assert not lacks_attestation(candidate.pk)
