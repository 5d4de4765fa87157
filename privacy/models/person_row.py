"""What every table of this app about a person begins with."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import not_personal
from privacy.models.subjects import DataSubject
from privacy.vocabulary import SubjectKind


class PersonRow(models.Model):
    """A row about one person in one role: found by both, also when all other rows are gone."""

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    data_subject = not_personal(
        models.ForeignKey(DataSubject, models.PROTECT, related_name="+", verbose_name=_("person"))
    )
    subject_kind = not_personal(models.CharField(_("role of the person"), max_length=20, choices=SubjectKind.choices))

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(subject_kind__in=SubjectKind.values), name="%(app_label)s_%(class)s_known_kind"
            ),
        ]
