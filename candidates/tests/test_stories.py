"""Success stories: shown to visitors on an explicit consent to exactly this text, picture and place (STORY-01)."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from candidates.actions.stories import (
    agree_to_story,
    change_story,
    forget_stale_drafts,
    publish_story,
    remove_copy,
    take_down_story,
    withdraw_story,
    write_story,
)
from candidates.consent_texts import STORY
from candidates.exceptions import NotAgreedTo, NotAPhoto, StoryChanged
from candidates.models import CopyPlace, StoryCopy, StoryPlace, SuccessStory
from candidates.testing import make_candidate
from candidates.testing_sensitive import picture
from candidates.testing_stories import how_said, make_draft, make_story
from cluster_crm.accounts.testing import make_user
from privacy.actions.consents import record_consent, withdraw
from privacy.actions.erasure import propose_erasure
from privacy.actions.erasure_run import erase_part
from privacy.actions.files import stored_files, sweep_files
from privacy.actions.policy import publish_policy
from privacy.actions.restriction import restrict
from privacy.actions.texts import current_text
from privacy.exceptions import ConsentNotAffirmed, ProcessingRestricted, PurposeNotAllowed
from privacy.models import CatalogueEntry, ConsentEvent, Restriction
from privacy.testing import make_policy
from privacy.vocabulary import Category, ErasureGround, Purpose, Role, SubjectKind

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("STORY-01")]
CANDIDATE = SubjectKind.CANDIDATE
State = SuccessStory.State


def page_of(story, deed):
    return reverse(f"admin:candidates_successstory_{deed}", args=[story.pk])


def agree(story, **fields):
    defaults = {"seen": story.fingerprint, "how": how_said(), "text_version": "1", "is_affirmed": True, "by": None}
    return agree_to_story(story, **defaults | fields)


def shown() -> list[SuccessStory]:
    return list(SuccessStory.objects.public())


def test_story_is_shown_after_consent_and_publication_and_not_before():
    candidate = make_candidate()
    story = write_story(candidate, make_draft(), by=None)
    with pytest.raises(NotAgreedTo):
        publish_story(story, by=None)
    before = shown()

    agreed = agree(story)
    between = shown()
    published = publish_story(agreed, by=None)

    assert (before, between, shown()) == ([], [], [published])
    assert published.consent.about == published.fingerprint
    assert (published.consent.kind, published.consent.purpose) == ("explicit", "success_story")
    assert published.is_as_agreed


def test_consent_that_nobody_affirmed_or_that_was_to_something_else_shows_nothing():
    story = write_story(make_candidate(), make_draft(), by=None)

    with pytest.raises(ConsentNotAffirmed):
        agree(story, is_affirmed=False)
    with pytest.raises(StoryChanged):
        agree(story, seen="0" * 64)
    for kind, about in [("explicit", ""), ("opt_in", story.fingerprint), ("explicit", "0" * 64)]:
        record_consent(
            story.candidate_id,
            CANDIDATE,
            purpose=Purpose.SUCCESS_STORY,
            consent=ConsentEvent.Kind(kind),
            about=about,
            text_version="1",
            is_affirmed=True,
            **how_said()._asdict(),
        )
        with pytest.raises(NotAgreedTo):
            publish_story(story, by=None)

    assert shown() == []


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Ik begon ergens anders."},
        {"title": "Anders"},
        {"shown_name": "Noor de Vries"},
        {"picture": picture((20, 20))},
        {"picture_text": "Noor elders"},
        {"places": (StoryPlace.SITE, StoryPlace.PRINT)},
        {"language": "en"},
    ],
)
def test_change_of_what_was_agreed_to_takes_the_story_off_until_it_is_agreed_to_anew(change):
    story = make_story(make_candidate())
    draft = replace(make_draft(picture=None), **change)

    changed = change_story(story, draft, by=None)

    assert (changed.state, changed.consent, shown()) == (State.DRAFT, None, [])
    with pytest.raises(NotAgreedTo):
        publish_story(changed, by=None)
    assert shown() == []
    assert publish_story(agree(changed), by=None) in shown()


def test_text_that_was_changed_behind_the_deeds_is_not_as_agreed():
    story = make_story(make_candidate())

    SuccessStory.objects.update(text="Something else.")

    assert not SuccessStory.objects.select_related("consent").get(pk=story.pk).is_as_agreed


@pytest.mark.requirement("ACC-18")
def test_picture_is_written_anew_without_what_a_camera_adds():
    story = make_story(make_candidate(), picture=picture(made_by="Zonnevlek"))

    stored = default_storage.open(story.picture.name).read()

    assert b"Zonnevlek" not in stored
    assert dict(Image.open(BytesIO(stored)).getexif()) == {}
    with pytest.raises(NotAPhoto):
        write_story(story.candidate, make_draft(picture=b"<svg onload=alert(1)>"), by=None)


@pytest.mark.requirement("LAW-12")
def test_withdrawal_takes_text_picture_and_past_at_once_and_leaves_copies_to_remove():
    candidate = make_candidate()
    other = make_story(candidate, title="Een ander verhaal")
    story = change_story(make_story(candidate), make_draft(title="Nieuwer", picture=picture((9, 9))), by=None)
    story = publish_story(agree(story), by=None)
    assert set(shown()) == {story, other}

    event = withdraw_story(story, how=how_said(), by=None)
    sweep_files()

    assert shown() == [other]
    assert (event.action, event.about) == ("withdrawn", story.fingerprint)
    assert SuccessStory.history.filter(slug=story.slug).count() == 0
    assert list(stored_files()) == [other.picture.name]
    assert {(copy.slug, copy.place) for copy in StoryCopy.objects.to_remove()} == {
        (story.slug, CopyPlace.SEARCH),
        (story.slug, CopyPlace.NETWORKS),
    }


def test_withdrawal_noted_by_any_other_way_hides_the_story_from_the_next_visitor():
    candidate = make_candidate()
    stories = {make_story(candidate), make_story(candidate, title="Nog een")}
    assert set(shown()) == stories

    withdraw(candidate.pk, CANDIDATE, purpose=Purpose.SUCCESS_STORY, **how_said()._asdict())

    assert shown() == []
    assert StoryCopy.objects.to_remove().count() == 4
    for story in stories:
        with pytest.raises(SuccessStory.DoesNotExist):
            publish_story(story, by=None)


@pytest.mark.requirement("ERASE-04")
def test_erasure_removes_the_story_with_its_picture_and_leaves_copies_to_remove():
    story = make_story(make_candidate())
    run = propose_erasure([(story.candidate_id, CANDIDATE)], ground=ErasureGround.NO_LONGER_NEEDED, by=None)

    erase_part(run, 0)
    sweep_files()

    assert (shown(), SuccessStory.history.count(), list(stored_files())) == ([], 0, [])
    assert {copy.slug for copy in StoryCopy.objects.to_remove()} == {story.slug}


@pytest.mark.requirement("RIGHT-RESTRICT-01")
def test_restricted_person_is_shown_to_nobody_and_nothing_is_published():
    candidate = make_candidate()
    story, agreed = make_story(candidate), make_story(candidate, is_published=False, title="Later")
    restrict(candidate.pk, CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=make_user(Role.PRIVACY_OFFICER))

    for deed in (
        lambda: publish_story(agreed, by=None),
        lambda: agree(agreed),
        lambda: change_story(story, make_draft(), by=None),
        lambda: write_story(candidate, make_draft(), by=None),
    ):
        with pytest.raises(ProcessingRestricted):
            deed()

    assert shown() == []


def test_catalogue_without_the_purpose_publishes_nothing():
    story = make_story(make_candidate(), is_published=False)
    CatalogueEntry.objects.filter(category=Category.PHOTO).update(consent_purposes=[])

    with pytest.raises(PurposeNotAllowed):
        publish_story(story, by=None)


def test_story_taken_down_can_be_published_again_on_the_same_consent():
    story = make_story(make_candidate())

    down = take_down_story(story, by=None)
    hidden = shown()

    assert (down.state, hidden) == (State.CONSENTED, [])
    assert publish_story(down, by=None) in shown()


def test_copy_is_noted_as_removed_once_with_who_said_so():
    user = make_user(Role.PRIVACY_OFFICER)
    withdraw_story(make_story(make_candidate(), places=(StoryPlace.SITE,)), how=how_said(), by=None)
    copy = StoryCopy.objects.to_remove().get()

    first = remove_copy(copy, by=user)
    again = remove_copy(copy, by=make_user(Role.RECRUITER))

    assert (first.removed_by, again.removed_by, again.removed_at) == (user, user, first.removed_at)
    assert not StoryCopy.objects.to_remove().exists()


def test_draft_to_which_nobody_agreed_in_time_is_forgotten():
    candidate = make_candidate()
    drafts = [make_story(candidate, is_agreed=False) for _ in range(2)]
    agreed = make_story(candidate, is_published=False)
    SuccessStory.objects.exclude(pk=drafts[0].pk).update(written_at=timezone.now() - timedelta(days=40))

    forgotten = forget_stale_drafts(timezone.localdate())

    assert (forgotten, set(SuccessStory.objects.all())) == (1, {drafts[0], agreed})


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"consent": None}, "state"),
        ({"published_at": None}, "state"),
        ({"places": []}, "places"),
        ({"places": ["wall"]}, "places"),
        ({"picture_type": "text/html"}, "picture"),
        ({"picture": "noor.jpg"}, "picture"),
        ({"slug": "noor-de-vries"}, "slug"),
    ],
)
def test_database_refuses_a_published_story_that_breaks_a_rule(fields, constraint):
    make_story(make_candidate())

    with pytest.raises(IntegrityError, match=f"successstory_{constraint}"), transaction.atomic():
        SuccessStory.objects.update(**fields)


def test_pages_lead_from_a_draft_to_the_site_and_off_it(client):
    client.force_login(make_user(Role.RECRUITER))
    publish_policy(make_policy())
    candidate = make_candidate()
    text = {"language": "nl", "title": "Aan het werk", "text": "Het ging goed.", "places": ["site"]}
    added = client.post(
        reverse("admin:candidates_successstory_add"),
        {**text, "candidate": str(candidate), "upload": SimpleUploadedFile("noor.jpg", picture(), "image/jpeg")},
    )
    story = SuccessStory.objects.get()
    said = {"method": "signed_form", "evidence": "form 12", "seen": story.fingerprint}

    unticked = client.post(page_of(story, "consent"), said)
    too_early = client.post(page_of(story, "publish"))
    consented = client.post(page_of(story, "consent"), {**said, "is_affirmed": "on"})
    published = client.post(page_of(story, "publish"))
    on_site = shown()
    withdrawn = client.post(page_of(story, "withdraw"), {"method": "spoken", "evidence": ""})

    assert [answer.status_code for answer in (added, consented, published, withdrawn)] == [302] * 4
    assert (unticked.status_code, too_early.status_code) == (422, 403)
    assert (on_site, shown()) == ([story], [])
    assert list(ConsentEvent.objects.order_by("pk").values_list("action", "method", "evidence")) == [
        ("given", "signed_form", "form 12"),
        ("withdrawn", "spoken", ""),
    ]
    given = ConsentEvent.objects.earliest("pk")
    assert (given.text, given.text_version) == (current_text(STORY, "nl"), f"{STORY} 1")


def test_change_on_the_page_asks_for_a_new_consent_and_saving_nothing_does_not(client):
    client.force_login(make_user(Role.RECRUITER))
    story = make_story(make_candidate(), picture=None, picture_text="", shown_name="")
    page = reverse("admin:candidates_successstory_change", args=[story.pk])
    same = {"language": "nl", "title": story.title, "text": story.text, "places": ["networks", "site"]}

    client.post(page, same)
    kept = shown()
    client.post(page, same | {"text": "Iets anders."})

    assert (kept, shown()) == ([story], [])


def test_officer_sees_the_standing_and_may_withdraw_and_neither_reads_nor_publishes(client):
    client.force_login(make_user(Role.PRIVACY_OFFICER))
    story = make_story(make_candidate(), title="Zonnevlek", is_published=False)

    read = client.get(page_of(story, "change"))
    asked = client.get(page_of(story, "withdraw"))

    assert (read.status_code, asked.status_code) == (200, 200)
    assert "Zonnevlek" not in read.content.decode() + asked.content.decode()
    assert [client.get(page_of(story, deed)).status_code for deed in ("picture", "publish", "consent")] == [
        403,
        403,
        403,
    ]


def test_page_of_copies_notes_that_one_is_removed(client):
    client.force_login(make_user(Role.RECRUITER))
    withdraw_story(make_story(make_candidate(), places=(StoryPlace.SITE,)), how=how_said(), by=None)
    copy = StoryCopy.objects.get()
    page = reverse("admin:candidates_storycopy_changelist")

    listed = client.get(page, {"removed": "no"})
    client.post(page, {"action": "note_removed", "_selected_action": [str(copy.pk)]})

    assert copy.slug[:8] in listed.content.decode()
    assert not StoryCopy.objects.to_remove().exists()
