"""Staff and prospective staff: seen by the privacy officer and administrators alone (STAFF-01, GLO-08)."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.actions.staff import register_staff, staff_began, staff_left
from cluster_crm.people.admin.person_pages import ORIGIN, PersonPageAdmin
from cluster_crm.people.admin.requests import user_of
from cluster_crm.people.admin.sections import Section
from cluster_crm.people.forms.staff import NewStaffForm, StaffForm
from cluster_crm.people.models import StaffMember
from privacy.vocabulary import Category

WORK = (_("Our work"), {"fields": ("is_prospective", "last_day")})


@admin.register(StaffMember)
class StaffMemberAdmin(PersonPageAdmin[StaffMember]):
    """People who work for us, or will; their personnel file stands elsewhere."""

    icon = "user-shield"
    admin_order = 32
    form = StaffForm
    add_form = NewStaffForm
    columns = ("position", "is_prospective")
    facts = ("position",)
    list_filter: ClassVar[Any] = ("is_prospective",)
    origin_fields = (*ORIGIN, "known_as")
    sections: ClassVar[Sequence[Section]] = (
        Section(_("Name"), Category.NAME, (("given_name", "infix", "family_name"),)),
        Section(_("Contact"), Category.CONTACT, (("email", "phone"),)),
        Section(_("Position"), Category.POSITION, (("position", "hr_reference"),)),
    )

    def groups(self, person: StaffMember | None) -> list[Any]:
        """Return the groups of lines, and how long the person works for us."""
        work = WORK if person else (_("Our work"), {"fields": ("is_prospective",)})
        return [*super().groups(person), work]

    def register(self, request: HttpRequest, person: StaffMember, form: Any) -> StaffMember:
        """Register a member of staff, perhaps somebody whom we know in another role."""
        return register_staff(person, origin=form.origin, by=user_of(request), data_subject=form.data_subject)

    def save_model(self, request: HttpRequest, obj: StaffMember, form: Any, change: Any) -> None:
        """Register or save, and let the term follow who begins and who leaves."""
        super().save_model(request, obj, form, change)
        if not change:
            return
        if "is_prospective" in form.changed_data and not obj.is_prospective:
            staff_began(obj, by=user_of(request))
        if last_day := form.cleaned_data.get("last_day"):
            staff_left(obj, last_day=last_day, by=user_of(request))
