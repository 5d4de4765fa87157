"""What stands on a candidate's consent: his photo, what was inferred about him, what he earns now."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from candidates.actions.photos import keep_photo
from candidates.admin.guarded import GuardedAdmin
from candidates.models import CurrentRemuneration, InferredInterest, Photo
from candidates.sensitive_forms import DossierForm, GuardedForm, PhotoForm
from cluster_crm.people.admin.requests import user_of
from privacy.admin.masked import masks_of
from privacy.vocabulary import Source

ORIGIN = ("source", "collected_on")


@admin.register(Photo)
class PhotoAdmin(GuardedAdmin[Photo]):
    """Photos by reference; a picture stands on its own page alone, and goes with the consent (CAND-DATA-05)."""

    add_form = PhotoForm
    readonly_fields = ("person", "picture")
    built_from: ClassVar[Mapping[str, Sequence[str]]] = {"person": (), "picture": ("file",)}

    def get_fields(self, _request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Return the lines."""
        return ("person", "picture", *ORIGIN) if obj else ("candidate", "upload", *ORIGIN)

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the picture."""
        view = self.admin_site.admin_view(never_cache(self.picture_view))
        return [path("<uuid:number>/picture/", view, name="candidates_photo_picture"), *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: Any) -> None:  # noqa: ARG002 - Django's
        """Keep the photo by its action."""
        kept = keep_photo(
            obj.candidate,
            form.content,
            source=Source(form.cleaned_data["source"]),
            collected_on=form.cleaned_data["collected_on"],
            by=user_of(request),
        )
        obj.__dict__.update(kept.__dict__)

    def picture_view(self, request: HttpRequest, number: UUID) -> FileResponse:
        """Send the picture as what it was found to be."""
        photo = get_object_or_404(self.get_queryset(request), pk=number)
        if not self.has_view_permission(request, photo) or "file" in masks_of(request).hidden(Photo, photo):
            raise PermissionDenied
        headers = {"X-Content-Type-Options": "nosniff"}
        return FileResponse(photo.file.open("rb"), content_type=photo.content_type, headers=headers)

    @admin.display(description=_("photo"))
    def picture(self, photo: Photo) -> SafeString:
        """Return the picture of a photo's own page."""
        address = reverse("admin:candidates_photo_picture", args=[photo.pk])
        return format_html('<img class="photo" src="{}" alt="{}">', address, gettext("Photo of the candidate"))


@admin.register(InferredInterest)
class InferredInterestAdmin(GuardedAdmin[InferredInterest]):
    """What was inferred about a candidate's interests."""

    add_form, change_form = DossierForm, GuardedForm
    lines = ("interest", "inferred_from", *ORIGIN)


@admin.register(CurrentRemuneration)
class CurrentRemunerationAdmin(GuardedAdmin[CurrentRemuneration]):
    """What a candidate earns now; refused while the catalogue has it off (LAW-26)."""

    add_form, change_form = DossierForm, GuardedForm
    lines = ("salary", "pension", "benefits", *ORIGIN)
