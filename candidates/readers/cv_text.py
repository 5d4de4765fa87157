"""The text of a CV in PDF, DOCX or ODT, taken out in a limited child process (`extract`)."""

from dataclasses import dataclass
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.readers.unreadable import UnreadableCode
from cluster_crm.web.confined import SECONDS, Unanswered, read_confined

MAX_BYTES = 10 * 1024 * 1024
READER: Final = "candidates.readers.extract"


class Unreadable(models.TextChoices):
    """Why a CV wasn't read, said to people."""

    EMPTY = UnreadableCode.EMPTY, _("The file is empty.")
    WRONG_TYPE = UnreadableCode.WRONG_TYPE, _("The content is not that of a PDF, DOCX or ODT file.")
    OLD_WORD = UnreadableCode.OLD_WORD, _("This is an old Word file (.doc): save it as .docx or PDF and try again.")
    ENCRYPTED = UnreadableCode.ENCRYPTED, _("The file is protected by a password: ask for a copy without one.")
    NO_TEXT = UnreadableCode.NO_TEXT, _("The file holds no text, only pictures: ask for the original document.")
    CORRUPT = UnreadableCode.CORRUPT, _("The file is damaged.")
    TOO_LARGE = UnreadableCode.TOO_LARGE, _("The file is larger than 10 MB.")
    ZIP_BOMB = UnreadableCode.ZIP_BOMB, _("The file unpacks to far more than a CV can be, and was not opened.")
    UNSAFE = UnreadableCode.UNSAFE, _("The file holds constructions that no CV needs, and was not opened.")
    TOO_COSTLY = UnreadableCode.TOO_COSTLY, _("Reading the file took more time or memory than a CV is allowed.")


class DocumentUnreadable(Exception):
    """The file can't be read as a CV; the message is the reason and holds nothing of the content."""

    def __init__(self, reason: Unreadable) -> None:
        super().__init__(str(reason.label))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class CvText:
    """The text of a CV in reading order, the type that its content shows, and how prominent each line is set."""

    mime_type: str
    text: str
    looks: tuple[int, ...] = ()


def read_cv(content: bytes, *, seconds: float = SECONDS) -> CvText:
    """Take the text out of a CV, or say by name why that can't be done."""
    if len(content) > MAX_BYTES:
        raise DocumentUnreadable(Unreadable.TOO_LARGE)
    try:
        answer = read_confined(READER, content, seconds=seconds)
    except Unanswered as refusal:
        raise DocumentUnreadable(Unreadable(refusal.code)) from None
    return CvText(answer["mime_type"], answer["text"], tuple(answer["looks"]))
