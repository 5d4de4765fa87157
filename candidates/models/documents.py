"""Files about a candidate; the file lies in the store under a random key, its text in the row."""

import secrets

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.models.dossier import DossierRow
from cluster_crm.history.models import HistoricalRecords
from cluster_crm.people.models.words import word_column
from privacy.declarations import not_personal, personal
from privacy.vocabulary import Category


def random_key(_instance: models.Model, _original_name: str) -> str:
    """Where a new file is kept: a random key, so that a path says nothing about anybody."""
    key = secrets.token_hex(16)
    return f"documents/{key[:2]}/{key}"


class Document(DossierRow):
    """A file that the candidate, or somebody about him, handed in (CAND-DATA-09)."""

    class Kind(models.TextChoices):
        """What the file is."""

        CV = "cv", _("CV")
        DIPLOMA = "diploma", _("diploma")
        OTHER = "other", _("other document")

    class TextState(models.TextChoices):
        """Whether the text could be taken out of the file."""

        READ = "read", _("text read")
        FAILED = "failed", _("not readable")

    kind = not_personal(models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.CV))
    title = personal(models.CharField(_("title"), max_length=150, blank=True), Category.WORK_HISTORY)
    original_name = personal(models.CharField(_("name of the file"), max_length=255, blank=True), Category.NAME)
    file = personal(models.FileField(_("file"), upload_to=random_key, max_length=60), Category.WORK_HISTORY)
    content_type = not_personal(models.CharField(_("type"), max_length=100, editable=False))
    size = not_personal(models.BigIntegerField(_("size in bytes"), editable=False))
    sha256 = not_personal(models.CharField(_("fingerprint"), max_length=64, editable=False))
    text = personal(models.TextField(_("text"), blank=True, editable=False), Category.WORK_HISTORY)
    words = personal(word_column("text"), Category.WORK_HISTORY)
    text_state = not_personal(
        models.CharField(
            _("state of the text"), max_length=10, choices=TextState, default=TextState.FAILED, editable=False
        )
    )
    unreadable_code = not_personal(
        models.CharField(_("why it was not read"), max_length=20, blank=True, editable=False)
    )
    has_bsn = not_personal(
        models.BooleanField(
            _("holds a citizen service number"),
            default=False,
            editable=False,
            help_text=_("Ask for a copy without it, and remove this one."),
        )
    )
    uploaded_at = not_personal(models.DateTimeField(_("uploaded at"), auto_now_add=True))
    history = HistoricalRecords(excluded_fields=["words"])

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        indexes = [GinIndex(fields=["words"], name="candidates_document_words")]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__regex=r"^documents/[0-9a-f]{2}/[0-9a-f]{32}$"), name="candidates_document_random_key"
            ),
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="candidates_document_sha256"),
            models.CheckConstraint(
                condition=Q(text_state="read") | Q(text=""), name="candidates_document_text_only_when_read"
            ),
        ]
