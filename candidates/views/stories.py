"""Success stories as visitors see them; each visit asks anew whether the consent stands (STORY-01).

Nothing of these pages is kept by a cache, so that what is withdrawn is gone at the next visit.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from candidates.models import StoryCopy, SuccessStory

NEWEST = 50


def kept_nowhere(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let no cache keep what a view answers, and ask search engines for no copy and no picture among theirs."""

    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        response = view(request, **kwargs)
        patch_cache_control(response, no_store=True)
        response.headers["X-Robots-Tag"] = "noarchive, noimageindex"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return answer


@require_safe
@kept_nowhere
def stories(request: HttpRequest) -> HttpResponse:
    """List the stories, the newest first."""
    public = SuccessStory.objects.public().select_related("consent").order_by("-published_at", "pk")[:NEWEST]
    shown = [story for story in public if story.is_as_agreed]
    return render(request, "candidates/public/stories.html", {"stories": shown})


@require_safe
@kept_nowhere
def story(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one story; of one that may not be shown any more, say that it is gone, so that search engines drop it."""
    found = _public_story(slug)
    if found is not None:
        return render(request, "candidates/public/story.html", {"story": found})
    if not StoryCopy.objects.filter(slug=slug).exists():
        raise Http404
    return render(request, "candidates/public/story_gone.html", status=HTTPStatus.GONE)


@require_safe
@kept_nowhere
def picture(_request: HttpRequest, slug: str) -> FileResponse:
    """Send the picture of a story that is shown."""
    found = _public_story(slug)
    if found is None or not found.picture:
        raise Http404
    return FileResponse(found.picture.open("rb"), content_type=found.picture_type)


def _public_story(slug: str) -> SuccessStory | None:
    """The story of an address, where it is shown and reads as it was agreed to."""
    found = SuccessStory.objects.public().select_related("consent").filter(slug=slug).first()
    return found if found is not None and found.is_as_agreed else None
