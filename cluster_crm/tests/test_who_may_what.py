"""The promises about roles, written down a second time, so that a slip of the matrix shows."""

import pytest

from privacy.permissions import allows, allows_deed
from privacy.vocabulary import Role

REC, CON, PO, FIN, ADM = Role.RECRUITER, Role.CONSULTANT, Role.PRIVACY_OFFICER, Role.FINANCE, Role.ADMINISTRATOR
EVERYBODY = {REC, CON, PO, FIN, ADM}


class Somebody:
    is_active = True

    def __init__(self, role):
        self.role = role


def roles_that(allowed):
    return {role for role in Role if allowed(Somebody(role))}


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize(
    ("label", "act", "roles"),
    [
        ("candidates.candidate", "view", {REC, CON, PO, FIN}),
        ("candidates.candidate", "add", {REC}),
        ("candidates.candidate", "change", {REC}),
        ("candidates.candidate", "delete", set()),
        ("candidates.education", "view", {REC, CON}),
        ("candidates.education", "delete", {REC}),
        ("candidates.note", "add", {REC, CON}),
        ("candidates.employment", "view", {FIN}),
        ("candidates.nationalidentifier", "view", {FIN}),
        ("candidates.diversitycount", "view", {PO}),
        ("candidates.diversitycount", "change", set()),
        ("candidates.diversitylink", "view", set()),
        ("candidates.diversityanswer", "view", set()),
        ("candidates.importbatch", "add", {REC}),
        ("people.interaction", "add", {REC, CON, PO, ADM}),
        ("people.task", "view", {REC, CON, PO, ADM}),
        ("people.task", "change", set()),
        ("people.toldnote", "add", {REC, CON}),
        ("people.textfinding", "view", {REC, CON, PO}),
        ("people.textfinding", "change", set()),
        ("website.websitecontact", "view", {REC, CON, PO}),
        ("website.websitecontact", "add", set()),
        ("website.websitemessage", "view", {REC, CON}),
        ("website.accessevent", "view", {PO}),
        ("website.registeredcookie", "view", {PO, ADM}),
        ("website.registeredcookie", "change", {PO}),
        ("website.cookiechoice", "view", {PO}),
        ("website.policycomment", "view", {PO}),
        ("website.policycomment", "delete", {PO}),
        ("website.cookiechoice", "change", set()),
        ("privacy.catalogueentry", "view", EVERYBODY),
        ("privacy.catalogueentry", "change", {PO}),
        ("privacy.catalogueentry", "delete", set()),
        ("privacy.legaltext", "view", EVERYBODY),
        ("privacy.legaltext", "change", set()),
        ("privacy.message", "view", {REC, CON, PO, ADM}),
        ("privacy.message", "change", set()),
        ("privacy.restriction", "add", {PO}),
        ("privacy.legalhold", "add", {PO}),
        ("privacy.readlogentry", "view", {PO}),
        ("privacy.readlogentry", "change", set()),
        ("privacy.erasureledgerentry", "view", {PO, ADM}),
        ("privacy.erasureledgerentry", "delete", set()),
        ("privacy.controller", "change", {PO, ADM}),
        ("privacy.listexport", "view", {REC, PO}),
        ("privacy.listexport", "change", set()),
        ("accounts.user", "view", {PO, ADM}),
        ("accounts.user", "change", {ADM}),
        ("accounts.user", "delete", set()),
        ("jobs.job", "view", {PO, ADM}),
    ],
)
def test_model_is_open_to(label, act, roles):
    assert roles_that(lambda actor: allows(actor, act, label)) == roles


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize(
    ("deed", "roles"),
    [
        ("privacy.open_access", {REC, PO}),
        ("privacy.open_erasure", {REC, PO}),
        ("privacy.approve_erasure", {PO, ADM}),
        ("privacy.edit_texts", {PO, ADM}),
        ("privacy.publish_texts", {PO}),
        ("privacy.handle_messages", {REC, PO}),
        ("mail.trust_address", {REC}),
        ("privacy.reveal_national_id", {FIN}),
        ("candidates.import", {REC}),
        ("people.export_list", {REC, PO}),
        ("people.settle_finding", {REC, CON, PO}),
        ("people.withhold_finding", {PO}),
        ("people.finish_task", {REC, CON, PO, ADM}),
        ("people.postpone_task", {REC, CON, PO, ADM}),
    ],
)
def test_deed_is_open_to(deed, roles):
    assert roles_that(lambda actor: allows_deed(actor, deed)) == roles


def test_second_person_of_an_erasure_is_a_choice_of_the_agency(settings):
    settings.CRM_ERASURE_APPROVERS = ["consultant"]

    assert roles_that(lambda actor: allows_deed(actor, "privacy.approve_erasure")) == {CON}
