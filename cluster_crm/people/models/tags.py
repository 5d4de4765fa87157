"""Words by which the agency sorts people: of a list of its own, and on a person."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import NotPersonal, PersonalRecord, not_personal, personal
from privacy.models.person_row import PersonRow
from privacy.vocabulary import Category


class Tag(models.Model):
    """A word of the agency's list; nothing of Article 9 is one, since a tag stands on many people (CAND-DATA-31)."""

    personal_data = NotPersonal("A word that the agency sorts by; who carries it is declared on PersonTag.")

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    name = not_personal(models.CharField(_("tag"), max_length=50, unique=True))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="people_tag_once"),
            models.CheckConstraint(condition=~Q(name=""), name="people_tag_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class PersonTag(PersonRow):
    """That a person carries a tag in a role; the word itself stands in the row, as his access answer shows it."""

    personal_data = PersonalRecord()

    tag = personal(
        models.ForeignKey(
            Tag, models.PROTECT, to_field="name", db_column="tag", related_name="+", verbose_name=_("tag")
        ),
        Category.DEALINGS,
    )
    history = HistoricalRecords()

    class Meta(PersonRow.Meta):
        verbose_name = _("tag of a person")
        verbose_name_plural = _("tags of persons")
        constraints = [
            *PersonRow.Meta.constraints,
            models.UniqueConstraint(fields=["data_subject", "subject_kind", "tag"], name="people_persontag_once"),
        ]

    def __str__(self) -> str:
        return f"PT-{str(self.pk)[-8:]}"
