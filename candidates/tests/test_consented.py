"""Photo, inferred interests and current pay: what stands on consent goes with it, and what may not be asked is off."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from PIL import Image

from candidates.actions import photos
from candidates.actions.consents import withdraw_consent
from candidates.actions.guarded import record
from candidates.actions.photos import keep_photo, plain_picture
from candidates.exceptions import NoConsent, NotAPhoto, NotFromCandidate
from candidates.models import CurrentRemuneration, InferredInterest, Photo
from candidates.testing import make_candidate
from candidates.testing_sensitive import give_consent, picture
from privacy.actions.files import stored_files, sweep_files
from privacy.models import CatalogueEntry, ConsentEvent, Message, PolicyVersion
from privacy.registry import personal_model
from privacy.vocabulary import Purpose, Source

pytestmark = pytest.mark.django_db


def withdraw(candidate, purpose, **of) -> str:
    return withdraw_consent(
        candidate,
        purpose,
        method=ConsentEvent.Method.WRITTEN,
        language="nl",
        policy_version=PolicyVersion.objects.get(),
        by=None,
        **of,
    ).effect


def with_photo(candidate=None) -> Photo:
    candidate = candidate or make_candidate()
    give_consent(candidate, Purpose.PHOTO, is_explicit=False)
    return keep_photo(candidate, picture(), source=Source.SITE_FORM, by=None)


@pytest.mark.requirement("CAND-DATA-05")
def test_photo_is_refused_without_consent():
    candidate = make_candidate()

    with pytest.raises(NoConsent):
        keep_photo(candidate, picture(), source=Source.SITE_FORM, by=None)

    assert not Photo.objects.exists()
    assert list(stored_files()) == []


@pytest.mark.requirement("CAND-DATA-05")
def test_photo_from_somebody_else_is_refused_by_deed_and_database():
    photo = with_photo()

    with pytest.raises(NotFromCandidate):
        keep_photo(photo.candidate, picture(), source=Source.LINKEDIN, by=None)
    with pytest.raises(IntegrityError, match="photo_from_candidate"), transaction.atomic():
        Photo.objects.update(source=Source.LINKEDIN)


@pytest.mark.requirement("CAND-DATA-05", "SENS-02", "ACC-18")
def test_withdrawal_takes_photo_history_and_file_at_once():
    photo = with_photo()
    keep_photo(photo.candidate, picture(kind="PNG"), source=Source.SITE_FORM, by=None)
    before = Photo.history.count()

    effect = withdraw(photo.candidate, Purpose.PHOTO)
    sweep_files()

    assert before == 2
    assert "foto" in effect.lower() or "photo" in effect.lower()
    assert (Photo.objects.count(), Photo.history.count(), list(stored_files())) == (0, 0, [])
    assert ConsentEvent.objects.last_word(Purpose.PHOTO).action == ConsentEvent.Action.WITHDRAWN
    with pytest.raises(NoConsent):
        keep_photo(photo.candidate, picture(), source=Source.SITE_FORM, by=None)


@pytest.mark.requirement("SENS-02")
def test_candidate_is_told_the_effect_of_his_withdrawal():
    photo = with_photo()

    effect = withdraw(photo.candidate, Purpose.PHOTO)

    message = Message.objects.get()
    assert (message.to_address, message.body, message.purpose) == (photo.candidate.email, effect, Purpose.SERVICE)


@pytest.mark.requirement("CAND-DATA-05")
def test_new_photo_takes_the_place_of_the_old_file():
    first = with_photo()

    second = keep_photo(first.candidate, picture(kind="WEBP"), source=Source.SITE_FORM, by=None)
    sweep_files()

    assert (second.pk, second.content_type) == (first.pk, "image/webp")
    assert list(stored_files()) == [second.file.name]


@pytest.mark.requirement("CAND-DATA-05")
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_picture_loses_what_a_camera_wrote_into_it(kind):
    content = picture(kind=kind, made_by="Zonnevlek")

    plain, content_type = plain_picture(content)

    assert b"Zonnevlek" in content
    assert b"Zonnevlek" not in plain
    assert content_type == f"image/{kind.lower()}"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\xff\xd8\xff", picture()[:200], picture(kind="GIF")])
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(NotAPhoto):
        plain_picture(content)


def test_picture_that_unfolds_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(photos, "MAX_PIXELS", 10)

    with pytest.raises(NotAPhoto):
        plain_picture(picture())


@pytest.mark.requirement("CAND-DATA-05")
def test_stored_photo_is_a_picture():
    photo = with_photo()

    with default_storage.open(photo.file.name) as file, Image.open(file) as image:
        assert (image.format, image.size) == ("JPEG", (12, 8))


@pytest.mark.requirement("CAND-DATA-22", "PROF-04")
def test_inferred_interest_needs_consent_to_profiling_and_goes_with_it():
    candidate = make_candidate()
    fields = {"candidate": candidate, "source": Source.AUTO, "interest": "bakery", "inferred_from": "articles read"}

    with pytest.raises(NoConsent):
        record(InferredInterest(**fields), by=None)
    give_consent(candidate, Purpose.PROFILING)
    stored = record(InferredInterest(**fields), by=None)
    withdraw(candidate, Purpose.PROFILING)

    assert stored.interest == "bakery"
    assert (InferredInterest.objects.count(), InferredInterest.history.count()) == (0, 0)


@pytest.mark.requirement("CAND-DATA-21", "LAW-26")
def test_current_pay_is_refused_until_the_officer_turns_its_row_on():
    row = CurrentRemuneration(candidate=make_candidate(), source=Source.INTERVIEW, salary="4000")

    with pytest.raises(ValidationError, match="cata"):
        record(row, by=None)
    CatalogueEntry.objects.filter(category="current_remuneration").update(is_active=True)

    assert record(row, by=None).collected_on <= date.max


@pytest.mark.parametrize("label", ["candidates.photo", "candidates.inferredinterest", "candidates.currentremuneration"])
def test_nothing_of_it_outlives_the_dossier(label):
    assert personal_model(label).record.keep is None
