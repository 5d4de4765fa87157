"""A candidate's photo: looked at as a picture, freed of what a camera adds, kept on his consent (CAND-DATA-05)."""

from contextlib import suppress
from datetime import date
from io import BytesIO
from typing import Final

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageOps

from candidates.actions.guarded import record
from candidates.exceptions import NotAPhoto
from candidates.models import Candidate, Photo
from cluster_crm.accounts.models import User
from privacy.models import FileTombstone
from privacy.vocabulary import Source

MAX_BYTES: Final = 5 * 1024 * 1024
MAX_PIXELS: Final = 25_000_000
TYPES: Final = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


@transaction.atomic
def keep_photo(
    candidate: Candidate, content: bytes, *, source: Source, by: User | None, collected_on: date | None = None
) -> Photo:
    """Keep the picture in the place of an earlier one; refused without the candidate's living consent."""
    photo = Photo.objects.select_for_update().filter(candidate=candidate).first() or Photo(candidate=candidate)
    before = str(photo.file.name or "")
    photo.source, photo.collected_on = source, collected_on or timezone.localdate()
    photo.clean()
    picture, photo.content_type = plain_picture(content)
    photo.size = len(picture)
    photo.file.save("", ContentFile(picture), save=False)
    if before:
        FileTombstone.objects.bulk_create([FileTombstone(storage_key=before)], ignore_conflicts=True)
    return record(photo, by=by)


def plain_picture(content: bytes) -> tuple[bytes, str]:
    """Return the picture without place, camera and texts, upright, and its type; refuse what is none or too large."""
    if len(content) <= MAX_BYTES:
        with suppress(OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            return _rewritten(content)
    raise NotAPhoto


def _rewritten(content: bytes) -> tuple[bytes, str]:
    with Image.open(BytesIO(content), formats=list(TYPES)) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise NotAPhoto
        kind = str(picture.format)
        upright = ImageOps.exif_transpose(picture)
        plain = Image.new(upright.mode, upright.size)
        plain.paste(upright)
        if upright.mode == "P" and (palette := upright.getpalette()):
            plain.putpalette(palette)
        target = BytesIO()
        plain.save(target, kind, quality=90)
    return target.getvalue(), TYPES[kind]
