from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from privacy.actions.policy import current_policy, publish_policy
from privacy.actions.subjects import register_subject
from privacy.exceptions import AlreadyPublished, NoPolicyPublished
from privacy.models import PolicyVersion, SubjectRole
from privacy.testing import make_actor, make_policy
from privacy.vocabulary import Source, SubjectKind

pytestmark = pytest.mark.django_db


def published(version, *, effective_from, **fields):
    return publish_policy(PolicyVersion(version=version, effective_from=effective_from, text_nl="Wij.", **fields))


@pytest.mark.requirement("GEN-04")
def test_version_in_force_is_the_latest_that_has_begun():
    today = timezone.localdate()
    make_policy(version="draft", effective_from=today)
    first = published("1.0", effective_from=date(2025, 1, 1))
    second = published("2.0", effective_from=today)
    later = published("3.0", effective_from=today + timedelta(days=30))

    found = [current_policy(), current_policy(date(2025, 6, 1)), current_policy(later.effective_from)]

    assert found == [second, first, later]


@pytest.mark.requirement("GEN-05")
def test_no_version_in_force_is_a_refusal():
    published("1.0", effective_from=timezone.localdate() + timedelta(days=1))

    with pytest.raises(NoPolicyPublished):
        current_policy()


@pytest.mark.requirement("GEN-04")
@pytest.mark.parametrize("change", [{"text_en": "We."}, {"is_material": True}, {"published_at": None}])
def test_published_version_is_changed_by_nobody(change):
    version = published("1.0", effective_from=date(2025, 1, 1))

    with pytest.raises(IntegrityError, match="neither changes nor goes"):
        PolicyVersion.objects.filter(pk=version.pk).update(**change)


@pytest.mark.requirement("GEN-04")
def test_published_version_is_deleted_by_nobody_and_a_draft_is():
    version, draft = published("1.0", effective_from=date(2025, 1, 1)), make_policy(version="draft")

    draft.delete()

    with pytest.raises(IntegrityError, match="neither changes nor goes"):
        version.delete()


@pytest.mark.requirement("GEN-04")
def test_publishing_twice_is_refused_and_hashes_both_languages():
    one = published("1.0", effective_from=date(2025, 1, 1), text_en="We.")
    two = published("2.0", effective_from=date(2025, 1, 2), text_en="We too.")

    with pytest.raises(AlreadyPublished):
        publish_policy(one, by=make_actor())
    assert len({one.text_hash, two.text_hash}) == 2


@pytest.mark.requirement("GEN-05")
@pytest.mark.parametrize(
    ("source", "is_shown"),
    [
        (source, source.shows_notice)
        for source in (Source.APPLICATION, Source.PAPER_CV, Source.EMAIL_CV, Source.LINKEDIN)
    ],
)
def test_collection_names_the_version_where_the_person_was_shown_one(source, is_shown):
    version = published("1.0", effective_from=date(2025, 1, 1))

    subject = register_subject(SubjectKind.CANDIDATE, source=source)

    role = SubjectRole.objects.get(data_subject=subject)
    assert role.policy_version == (version if is_shown else None)
