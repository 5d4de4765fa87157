"""The law that decisions name: a table that the privacy officer edits (GLO-09)."""

from collections.abc import Mapping

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import NOT_PERSONAL, not_personal


class LegalReferenceQuerySet(models.QuerySet["LegalReference"]):
    """Questions about the law."""

    def titles(self) -> Mapping[str, str]:
        """What each citation is about, in the language of the reader; one query."""
        return {reference.citation: reference.title for reference in self}


class LegalReference(models.Model):
    """An article that we decide by: how it is cited, what it is about, and where it can be read.

    National law counts with the GDPR (GLO-09); plans, answers and registers show the title beside the citation.
    """

    personal_data = NOT_PERSONAL

    citation = not_personal(models.CharField(_("citation"), max_length=100, unique=True))
    country = not_personal(models.CharField(_("country"), max_length=2, help_text=_("EU for law of the Union.")))
    title_nl = not_personal(models.CharField(_("about, in Dutch"), max_length=200))
    title_en = not_personal(models.CharField(_("about, in English"), max_length=200))
    address = not_personal(
        models.CharField(_("where it can be read"), max_length=200, blank=True, validators=[URLValidator(["https"])])
    )
    history = HistoricalRecords()

    objects = LegalReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal reference")
        verbose_name_plural = _("legal references")
        ordering = ["citation"]

    def __str__(self) -> str:
        return self.citation

    @property
    def title(self) -> str:
        """What the article is about, in the language of the reader."""
        return self.title_nl if (get_language() or "").startswith("nl") else self.title_en


def explain(source: str, titles: Mapping[str, str]) -> str:
    """Return the citations of a source with what each is about; one that nobody explained stands by itself."""
    citations = (citation.strip() for citation in source.split(";"))
    return "; ".join(f"{citation}: {titles[citation]}" if citation in titles else citation for citation in citations)
