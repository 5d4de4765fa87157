"""Holding a person in a role: what the one way in asks and leaves behind."""

from datetime import date

import pytest

from privacy.actions.roles import Origin, register_role
from privacy.actions.suppression import suppress
from privacy.exceptions import AlreadyHeld, NotInCatalogue, SourceNotAllowed
from privacy.models import CatalogueEntry, NoticeTask, RetentionClock, SubjectRole, SuppressionEntry
from privacy.sources import SOURCES_OF
from privacy.vocabulary import Category, Identifier, Source, SubjectKind

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 31)
REFEREE = SubjectKind.REFEREE
NAMED = Origin(Source.VIA_CANDIDATE, "", DAY)


@pytest.mark.requirement("GEN-01", "SRC-02", "RET-01", "LAW-08")
def test_role_has_its_source_its_clock_and_the_notice_that_is_owed():
    registered = register_role(REFEREE, origin=NAMED, holds=[Category.NAME])

    person = registered.role.data_subject_id
    clock = RetentionClock.objects.get(data_subject_id=person, subject_kind=REFEREE)
    notice = NoticeTask.objects.get(data_subject_id=person, subject_kind=REFEREE)
    assert (registered.role.source, clock.retain_until, notice.due_on) == (
        Source.VIA_CANDIDATE,
        date(2028, 1, 31),
        date(2026, 2, 28),
    )


@pytest.mark.requirement("GEN-09")
def test_role_is_refused_where_the_catalogue_does_not_allow_what_is_held():
    CatalogueEntry.objects.filter(subject_kind=REFEREE, category=Category.POSITION).update(is_active=False)

    with pytest.raises(NotInCatalogue):
        register_role(REFEREE, origin=NAMED, holds=[Category.NAME, Category.POSITION])

    assert not SubjectRole.objects.filter(subject_kind=REFEREE).exists()


@pytest.mark.requirement("SRC-01", "SRC-02", "SRC-04", "SRC-05", "SRC-06", "SRC-07", "SRC-08")
@pytest.mark.parametrize("kind", SubjectKind)
def test_each_role_takes_its_own_sources_alone(kind):
    for source in Source:
        origin = Origin(source, "", DAY)
        if source in SOURCES_OF[kind]:
            assert register_role(kind, origin=origin, holds=[]).role.source == source
        else:
            with pytest.raises(SourceNotAllowed):
                register_role(kind, origin=origin, holds=[])


def test_role_is_refused_to_somebody_who_has_it_already():
    subject = register_role(REFEREE, origin=NAMED, holds=[]).role.data_subject

    with pytest.raises(AlreadyHeld):
        register_role(REFEREE, origin=NAMED, holds=[], data_subject=subject)


@pytest.mark.requirement("GEN-01")
def test_one_human_has_one_number_and_several_roles():
    subject = register_role(REFEREE, origin=NAMED, holds=[]).role.data_subject

    register_role(SubjectKind.CANDIDATE, origin=Origin(Source.APPLICATION, "", DAY), holds=[], data_subject=subject)

    assert set(subject.roles.values_list("subject_kind", flat=True)) == {"referee", "candidate"}


@pytest.mark.requirement("MKT-07")
def test_suppressed_address_is_told_of_and_does_not_stop_the_registration():
    suppress(Identifier.EMAIL, "sara@example.org", reason=SuppressionEntry.Reason.OBJECTION)

    registered = register_role(
        REFEREE, origin=NAMED, holds=[Category.CONTACT], addresses=[(Identifier.EMAIL, "Sara@example.org")]
    )

    assert registered.is_suppressed
