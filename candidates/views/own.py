"""A candidate's own pages, in his visit by link: answers for monitoring, and his story (EO-02, STORY-01)."""

from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.actions.own import (
    agree_to_own_story,
    answer_diversity,
    is_monitored,
    take_answers_back,
    take_story_back,
)
from candidates.consent_texts import DIVERSITY, STORY
from candidates.exceptions import StoryChanged
from candidates.models import Candidate, DiversityLink, SuccessStory
from candidates.own_forms import AgreeForm, DiversityForm
from cluster_crm.web.limits import Limit, limited
from privacy.actions.texts import current_text
from privacy.actions.texts import render as words_of
from privacy.exceptions import PrivacyRefusal
from privacy.models import PersonLink
from privacy.views.visits import visited

SAVES: Final = Limit("candidates.own", 60, 900)
WRONG: Final = HTTPStatus.UNPROCESSABLE_ENTITY


@require_http_methods(["GET", "HEAD", "POST"])
@limited(SAVES)
@visited
def diversity(request: HttpRequest, visit: PersonLink) -> HttpResponse:
    """Ask the questions of monitoring; what was answered is never shown again, to nobody (EO-05)."""
    candidate = _candidate(visit)
    if not is_monitored(candidate.pk):
        raise Http404
    text = current_text(DIVERSITY, _language())
    form = DiversityForm(request.POST if request.method == "POST" else None, text=text)
    if form.is_valid():
        try:
            answer_diversity(candidate, form.answers, text=text)
        except PrivacyRefusal:
            form.add_error(None, _not_now())
        else:
            return HttpResponseRedirect(reverse("candidates:own_diversity"))
    context = {
        "form": form,
        "text": text,
        "words": words_of(text, {}),
        "link": DiversityLink.objects.filter(candidate=candidate).first(),
    }
    status = WRONG if form.errors else HTTPStatus.OK
    return render(request, "candidates/public/own_diversity.html", context, status=status)


@require_POST
@limited(SAVES)
@visited
def withdraw_own_diversity(request: HttpRequest, visit: PersonLink) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Take the answers back by one click; a second click changes nothing more."""
    candidate = _candidate(visit)
    if DiversityLink.objects.filter(candidate=candidate).exists():
        take_answers_back(candidate, language=_language())
    return HttpResponseRedirect(reverse("candidates:own_diversity"))


@require_safe
@visited
def own_stories(request: HttpRequest, visit: PersonLink) -> HttpResponse:
    """Show the stories that are written down, with the question about each."""
    return _stories_page(request, visit)


@require_POST
@limited(SAVES)
@visited
def agree(request: HttpRequest, visit: PersonLink, slug: str) -> HttpResponse:
    """Agree to one story, as it was shown."""
    story, text = _story(visit, slug), current_text(STORY, _language())
    form = AgreeForm(request.POST, text=text)
    if form.is_valid():
        try:
            agree_to_own_story(story, seen=form.cleaned_data["seen"], text=text)
        except StoryChanged as refusal:
            form.add_error(None, refusal)
        except PrivacyRefusal:
            form.add_error(None, _not_now())
    if form.errors:
        return _stories_page(request, visit, wrong=(slug, form))
    return HttpResponseRedirect(reverse("candidates:own_stories"))


@require_POST
@limited(SAVES)
@visited
def withdraw_own_story(request: HttpRequest, visit: PersonLink, slug: str) -> HttpResponse:
    """Take one story back by one click; it is gone before the answer."""
    take_story_back(_story(visit, slug), language=_language())
    return render(request, "candidates/public/own_story_gone.html")


@require_safe
@visited
def own_picture(request: HttpRequest, visit: PersonLink, slug: str) -> FileResponse:  # noqa: ARG001 - Django's signature
    """Send the picture of a story to the person himself."""
    story = _story(visit, slug)
    if not story.picture:
        raise Http404
    return FileResponse(
        story.picture.open("rb"), content_type=story.picture_type, headers={"X-Content-Type-Options": "nosniff"}
    )


def _stories_page(
    request: HttpRequest, visit: PersonLink, *, wrong: tuple[str, AgreeForm] | None = None
) -> HttpResponse:
    text = current_text(STORY, _language())
    stories = SuccessStory.objects.filter(candidate=_candidate(visit)).order_by("-written_at", "pk")
    public = set(SuccessStory.objects.public().filter(candidate=visit.data_subject_id).values_list("slug", flat=True))
    asked = [
        (
            story,
            wrong[1] if wrong and wrong[0] == story.slug else AgreeForm(initial={"seen": story.fingerprint}, text=text),
            story.slug in public,
        )
        for story in stories
    ]
    context = {
        "asked": asked,
        "text": text,
        "words": words_of(text, {}),
        "form": wrong[1] if wrong else None,
    }
    return render(request, "candidates/public/own_stories.html", context, status=WRONG if wrong else HTTPStatus.OK)


def _candidate(visit: PersonLink) -> Candidate:
    """The person as a candidate; whoever is none has no such page."""
    return get_object_or_404(Candidate, pk=visit.data_subject_id)


def _story(visit: PersonLink, slug: str) -> SuccessStory:
    """One of the person's own stories."""
    return get_object_or_404(SuccessStory, candidate=visit.data_subject_id, slug=slug)


def _not_now() -> str:
    return gettext("This cannot be recorded now. The privacy officer can say why.")


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
