"""Somebody used all that we offer people on pages of their own, and is erased: no word of his is left anywhere."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from candidates.models import Candidate
from candidates.testing import FULL_ANSWERS, make_candidate, make_diversity_link
from candidates.testing_stories import make_story
from cluster_crm.jobs.testing import broker_contents
from cluster_crm.mail.actions.stop_mail import is_stopped
from cluster_crm.mail.readers.message import read_mail
from cluster_crm.mail.testing import make_mail
from cluster_crm.mail.tests.test_links import addresses, follow, judge_all, sent
from cluster_crm.tests.test_erasure import erase, work
from cluster_crm.website.actions.visits import join_page, settle_joining
from privacy.actions.files import stored_files
from privacy.actions.grounds import record_ground
from privacy.actions.messages import deliver
from privacy.actions.notice_sending import send_notice
from privacy.actions.policy import publish_policy
from privacy.actions.policy_notifications import notify_of
from privacy.actions.texts import current_text
from privacy.models import ConsentEvent, Message, NoticeTask, Objection, PersonPreference, PolicyNotification
from privacy.stores.scan import all_texts, files_containing
from privacy.testing import make_policy
from privacy.tests.test_own_details import change, link_to
from privacy.tests.test_stop import link_of
from privacy.tests.visiting import MINE, enter, save
from privacy.vocabulary import Channel, Ground, Purpose, Source, SubjectKind
from privacy.way_out import seal_way_out

pytestmark = pytest.mark.django_db
CANDIDATE, EMAIL = SubjectKind.CANDIDATE, Channel.EMAIL
WORDS = ["roerdomp", "velduil", "612349871", "kluutstraat", "grutto-verhaal"]


@pytest.fixture(autouse=True)
def counts_begin_anew(settings):
    settings.CRM_COUNT_CLICKS = True
    settings.CRM_MAIL_STOP_ADDRESS = "stop@example.org"
    cache.clear()


def places_with(words) -> set[tuple[str, str]]:
    """Every column, file and key of Redis that holds one of some words, whatever the case of the letters."""
    found = {(place, word) for place, _row, text in all_texts() for word in words if word in text.lower()}
    found |= {(key, word) for word in words for key, _hit in files_containing([word], stored_files())}
    return found | {("redis", word) for word in words if word in broker_contents().lower()}


def live_through(person, browser) -> None:
    """Everything that a person can do and that happens to him, by the pages where there is one."""
    notice = send_notice(person.pk, CANDIDATE, by=None)
    deliver(notice.pk, send=lambda _message: None)
    browser.post("/nl/privacy/choices/", {"email": person.email})
    work()
    enter(browser, person.pk)
    save(browser, candidate__dm_other__email="yes", candidate__job_alert__email="yes", optional="no")
    save(browser, paused_until=str(timezone.localdate()), group="no")
    save(browser, paused_until="")
    given = ConsentEvent.objects.filter(data_subject=person.pk, action="given").first()
    assert browser.get(f"{MINE}consents/{given.pk}/json/").status_code == 200
    change(browser, email="velduil@example.com", phone="+31 612349871", street="Kluutstraat 3")
    Client().post(link_to("velduil@example.com"))
    person.refresh_from_db()
    browser.post("/nl/comments/", {"text": "Wat bewaart u?"})
    make_diversity_link(person, *FULL_ANSWERS)
    make_story(person, title="Grutto-verhaal", text="Grutto-verhaal", shown_name="Roerdomp")
    settle_joining(person.pk, is_agreed=True, text=current_text("website.cookie_dialogue", "nl"), evidence="choice 1")
    join_page(person.pk, "website:start", at=timezone.now())


def leave(person) -> None:
    """A click on a link in a message, a stop by the link under it and one by a message; then a new policy."""
    _message, text = sent(person, purpose=Purpose.DM_OTHER)
    follow(Client(), addresses(text)[0])
    judge_all()
    Client().post(link_of(person, Purpose.JOB_ALERT, language="nl"), {"what": "this"})
    token = seal_way_out(person.pk, CANDIDATE, Purpose.DM_OTHER, person.email)
    assert is_stopped(read_mail(make_mail("", sender=person.email, to="stop@example.org", subject=f"stop {token}")))
    version = publish_policy(make_policy(is_material=True, effective_from=timezone.localdate()))
    notify_of(version, [CANDIDATE], by=None)
    work()


@pytest.mark.requirement("ERASE-01", "ERASE-03", "GLO-06")
def test_nothing_is_left_of_somebody_who_used_all_his_own_pages(client):
    publish_policy(make_policy())
    person = make_candidate(
        given_name="Roerdomp", family_name="Roerdomp", email="roerdomp@example.org", source=Source.JOBBOARD
    )
    record_ground(
        person.pk, CANDIDATE, ground=Ground.APPLICATION, channel=EMAIL, opt_out_offered=True, on=timezone.localdate(),
        evidence="roerdomp form",
    )  # fmt: skip
    live_through(person, client)
    leave(person)
    sang = places_with(WORDS)
    asked = (Objection, PersonPreference, PolicyNotification, NoticeTask, Message)
    missing = [model.__name__ for model in asked if not model.objects.filter(data_subject=person.pk).exists()]

    run = erase(person)
    client.get(f"{MINE}data/")

    assert missing == []
    assert {word for _place, word in sang} == set(WORDS)
    assert len(sang) > 12
    assert not Candidate.objects.exists()
    assert (run.state, places_with(WORDS)) == ("verified", set())
    assert not Message.objects.exists()
