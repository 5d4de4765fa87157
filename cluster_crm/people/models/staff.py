"""Staff and prospective staff of the agency itself, with the least that is needed (STAFF-01, GLO-08)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.models import HistoricalRecords
from cluster_crm.people.models.person import Person
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.vocabulary import Category, SubjectKind


class StaffMember(Person):
    """Somebody who works for us, as an employee, intern or helper, or who accepted an offer to (Personeel).

    The personnel file stands elsewhere; `hr_reference` is its number there.
    """

    personal_data = PersonalRecord(kind=SubjectKind.STAFF)

    position = personal(models.CharField(_("position"), max_length=150, blank=True), Category.POSITION)
    is_prospective = not_personal(models.BooleanField(_("has not begun yet"), default=False))
    hr_reference = personal(
        models.CharField(_("number of the personnel file"), max_length=40, blank=True), Category.POSITION
    )
    history = HistoricalRecords()

    class Meta(Person.Meta):
        abstract = False
        verbose_name = _("staff member")
        verbose_name_plural = _("staff")
        indexes = [
            *Person.Meta.indexes,
            models.Index(fields=["sort_name", "data_subject"], name="people_staff_by_name"),
        ]

    def __str__(self) -> str:
        return f"ST-{self.number}"
