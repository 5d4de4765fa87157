"""Requirements 4.2, written down a second time, row by row and role by role; and the examples of 4.4 that follow."""

from datetime import date

import pytest

from privacy.actions.retention import record_contact, start_retention
from privacy.contact_events import ContactEvent, is_meaningful
from privacy.models import RetentionClock
from privacy.testing import make_subject
from privacy.vocabulary import SubjectKind

KINDS = {
    "CA": SubjectKind.CANDIDATE,
    "CL": SubjectKind.CLIENT_CONTACT,
    "SU": SubjectKind.SUPPLIER_CONTACT,
    "RE": SubjectKind.REFEREE,
    "EM": SubjectKind.EMERGENCY_CONTACT,
    "WU": SubjectKind.WEBSITE_USER,
}
ROWS = {
    ContactEvent.CONVERSATION: "CA CL SU RE EM WU",
    ContactEvent.MESSAGE_FROM: "CA CL SU RE EM WU",
    ContactEvent.MESSAGE_TO: "",
    ContactEvent.CLICK_THROUGH: "CA CL SU WU",
    ContactEvent.CHOICE_CLICK: "",
    ContactEvent.MACHINE: "",
    ContactEvent.APPLICATION: "CA",
    ContactEvent.ONLINE_SERVICE: "CA CL WU",
    ContactEvent.VISIT: "",
    ContactEvent.ALERT_SET: "CA WU",
    ContactEvent.AGREEMENT: "CA CL SU",
    ContactEvent.UNANSWERED: "",
    ContactEvent.INTERNAL: "",
    ContactEvent.SUPPLIER_CONTACT: "CA",
    ContactEvent.COLLEAGUE_CONTACT: "CL SU",
    ContactEvent.SOCIAL: "",
    ContactEvent.RIGHTS_REQUEST: "",
    ContactEvent.KEEP_ME: "CA CL SU RE EM WU",
    ContactEvent.REFERENCE: "RE",
    ContactEvent.CONFIRMED: "RE EM",
}


def test_every_event_has_its_row():
    assert set(ROWS) == set(ContactEvent)


@pytest.mark.requirement("RET-06")
@pytest.mark.requirement("RET-07")
@pytest.mark.requirement("RET-08")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("event", ROWS)
def test_event_counts_as_the_table_says(event, kind):
    assert is_meaningful(event, KINDS[kind]) == (kind in ROWS[event].split())


@pytest.mark.requirement("RET-07")
@pytest.mark.parametrize(("kind", "counts"), [("CA", False), ("CL", True), ("RE", True), ("WU", True)])
def test_talk_about_something_else_counts_for_all_but_candidates(kind, counts):
    assert is_meaningful(ContactEvent.CONVERSATION, KINDS[kind], is_about_service=False) == counts


EXAMPLES = {
    "R01": ("CA", "2023-03-15", [(ContactEvent.APPLICATION, "2023-03-15")], "2025-03-15"),
    "R02": ("CA", "2023-09-01", [(ContactEvent.CONVERSATION, "2024-02-29")], "2026-02-28"),
    "R03": ("CA", "2023-01-10", [(ContactEvent.MESSAGE_TO, "2024-06-01")], "2025-01-10"),
    "R04": ("CA", "2023-01-10", [(ContactEvent.CLICK_THROUGH, "2024-06-01")], "2026-06-01"),
    "R05": ("CA", "2023-01-10", [(ContactEvent.CHOICE_CLICK, "2024-06-01")], "2025-01-10"),
    "R06": ("CA", "2023-01-10", [(ContactEvent.MESSAGE_FROM, "2024-11-05")], "2026-11-05"),
    "R07": ("CA", "2023-01-10", [(ContactEvent.APPLICATION, "2024-08-31")], "2026-08-31"),
    "R08": ("CA", "2023-01-10", [(ContactEvent.ONLINE_SERVICE, "2023-12-31")], "2025-12-31"),
    "R09": (
        "CA",
        "2022-10-01",
        [
            (ContactEvent.CONVERSATION, "2022-10-10"),
            (ContactEvent.UNANSWERED, "2024-05-05"),
            (ContactEvent.INTERNAL, "2024-06-06"),
        ],
        "2024-10-10",
    ),
    "R10": ("CA", "2024-01-20", [(ContactEvent.MESSAGE_TO, "2024-02-10")], "2026-01-20"),
    "R11": (
        "CA",
        "2023-02-01",
        [(ContactEvent.CONVERSATION, "2023-02-28"), (ContactEvent.SOCIAL, "2024-07-10")],
        "2025-02-28",
    ),
    "R20": ("WU", "2024-12-12", [(ContactEvent.MESSAGE_FROM, "2024-12-12")], "2026-12-12"),
}


@pytest.mark.django_db
@pytest.mark.requirement("RET-02")
@pytest.mark.parametrize("example", EXAMPLES)
def test_term_follows_the_events_of_the_example(example):
    kind, collected_on, events, last_day = EXAMPLES[example]
    person = make_subject(KINDS[kind])
    start_retention(person.pk, KINDS[kind], collected_on=date.fromisoformat(collected_on))

    for event, day in events:
        record_contact(person.pk, KINDS[kind], event, on=date.fromisoformat(day))

    assert RetentionClock.objects.get(data_subject=person).retain_until == date.fromisoformat(last_day)


@pytest.mark.django_db
def test_contact_that_is_reported_late_counts_on_its_own_day():
    person = make_subject()
    start_retention(person.pk, SubjectKind.CANDIDATE, collected_on=date(2024, 1, 1))
    record_contact(person.pk, SubjectKind.CANDIDATE, ContactEvent.CONVERSATION, on=date(2024, 9, 1))

    record_contact(person.pk, SubjectKind.CANDIDATE, ContactEvent.CONVERSATION, on=date(2024, 3, 1))

    assert RetentionClock.objects.get(data_subject=person).retain_until == date(2026, 9, 1)
