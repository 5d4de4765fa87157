"""People who were named: each role sees those of whom it may know, by who named them (REF-DATA-04, SEC-01)."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidates.actions.named_people import confirm_naming, name_emergency_contact, name_referee, remove_naming
from candidates.admin.emergencies import emergency_page
from candidates.exceptions import LastNaming
from candidates.models import EmergencyContact, EmergencyNaming, Referee, RefereeNaming
from candidates.models.named_people import PRINCIPAL_SEEN_BY, NamedPerson, Naming
from candidates.named_forms import EmergencyContactForm, RefereeForm
from cluster_crm.people.admin.person_pages import ORIGIN, PersonPageAdmin
from cluster_crm.people.admin.requests import user_of
from cluster_crm.people.admin.sections import Section, groups_of
from privacy import permissions
from privacy.admin.masked import masks_of
from privacy.admin.shown_persons import persons_shown
from privacy.models import SubjectRole
from privacy.vocabulary import Category

NamedType = TypeVar("NamedType", bound=NamedPerson)
ANSWER = "_is_shown_to"


class NamedPersonAdmin(PersonPageAdmin[NamedType]):
    """Persons of whom a role may open some: the list has those whose name it may know, a page hides the others' data.

    Next of kin stand in no list; their page says that they are there, and no more.
    """

    change_form_template = "candidates/named_person_change_form.html"
    naming_model: ClassVar[type[Naming]]
    deeds: ClassVar[Mapping[str, str]] = {"confirm": "change", "remove": "delete"}
    origin_fields: ClassVar[tuple[Any, ...]] = ("principal", "relation", *ORIGIN)
    asks_who_it_is = False  # whom another named before gets a second row of naming by the deed itself

    def get_queryset(self, request: HttpRequest) -> QuerySet[NamedType]:
        """Return those whom the role may open, and for lists those of whom it may know."""
        rows: Any = super().get_queryset(request)
        role = permissions.role_of(request.user)
        page = str(request.resolver_match.url_name if request.resolver_match else "")
        is_list = page.endswith(("_changelist", "_export"))
        found: QuerySet[NamedType] = rows.shown_to(role) if is_list else rows.open_to(role)
        return found

    def hidden_names(self, request: HttpRequest, row: Any = None) -> frozenset[str]:
        """Return what the catalogue hides, and everything of a person of whom the role may not know."""
        hidden = super().hidden_names(request, row)
        if not isinstance(row, self.model) or row._state.adding or self._is_shown(request, row):
            return hidden
        return hidden | {"name", *self.model.derived_names, "family_name", *self.model.own_fields}

    def _is_shown(self, request: HttpRequest, row: NamedType) -> bool:
        if ANSWER not in row.__dict__:
            shown = self.model._default_manager.shown_to(permissions.role_of(request.user))
            row.__dict__[ANSWER] = shown.filter(pk=row.pk).exists()
        return bool(row.__dict__[ANSWER])

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the changes of somebody whom the role may open."""
        self._refuse_closed(request, object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show an earlier state of somebody whom the role may open."""
        self._refuse_closed(request, object_id)
        return super().history_form_view(request, object_id, version_id, extra_context)

    def _refuse_closed(self, request: HttpRequest, object_id: str) -> None:
        if self.has_view_permission(request) and self.get_object(request, object_id) is None:
            raise Http404

    def get_urls(self) -> list[URLPattern]:
        """Add the deeds on who named the person."""
        name = self._name("naming").partition(":")[2]
        view = self.admin_site.admin_view(self.naming_view)
        return [path("<uuid:number>/naming/<uuid:naming>/", view, name=name), *super().get_urls()]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Fill in the reference of whoever names the person, where a page led here from him."""
        return {**super().get_changeform_initial_data(request), "principal": request.GET.get("principal", "")}

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Show who named the person, by those whom the role knows."""
        person = context.get("original")
        if person is not None:
            context["namings"] = self._namings(request, person)
        return super().render_change_form(request, context, *args, **kwargs)

    def _namings(self, request: HttpRequest, person: NamedType) -> list[dict[str, Any]]:
        rows = list(self._namings_of(request, person.pk).order_by("pk"))
        shown = persons_shown(request, ((row.data_subject_id, row.subject_kind) for row in rows))
        may = {deed: self._may(request, deed) for deed in self.deeds}
        return [
            {
                "row": row,
                "principal": shown[row.data_subject_id, row.subject_kind],
                "relation": "" if "relation" in masks_of(request).hidden(self.naming_model, row) else row.relation,
                "address": reverse(self._name("naming"), args=[person.pk, row.pk]),
                "reveal": self.reveal_address(request, row),
                "may": may,
            }
            for row in rows
        ]

    def reveal_address(self, _request: HttpRequest, _naming: Naming) -> str:
        """Return where somebody is shown on a reason; empty where that is not needed."""
        return ""

    def _namings_of(self, request: HttpRequest, person: UUID) -> QuerySet[Any]:
        role = permissions.role_of(request.user)
        kind = PRINCIPAL_SEEN_BY.get(role) if role else None
        return self.naming_model._default_manager.of(person).filter(subject_kind=kind)

    def _may(self, request: HttpRequest, deed: str) -> bool:
        return permissions.allows(user_of(request), self.deeds[deed], self.naming_model._meta.label_lower)

    def naming_view(self, request: HttpRequest, number: UUID, naming: UUID) -> HttpResponse:
        """Confirm or remove that somebody named the person."""
        person = get_object_or_404(self.get_queryset(request), pk=number)
        row = get_object_or_404(self._namings_of(request, person.pk), pk=naming)
        deed = request.POST.get("deed", "")
        if not self.has_change_permission(request, person) or deed not in self.deeds or not self._may(request, deed):
            raise PermissionDenied
        try:
            if deed == "confirm":
                confirm_naming(row, on=timezone.localdate(), by=user_of(request))
            else:
                remove_naming(row, by=user_of(request))
        except LastNaming:
            text = gettext("Nobody else named this person. Open an erasure of %(reference)s instead.")
            messages.error(request, text % {"reference": person})
        return HttpResponseRedirect(reverse(self._name("change"), args=[person.pk]))

    def groups(self, person: NamedType | None) -> list[Any]:
        """Return the groups of lines; a new person begins with who named him."""
        if person:
            return super().groups(person)
        return [(_("Named by"), {"fields": self.origin_fields}), *groups_of(self._kind, self.sections)]

    def principal_of(self, request: HttpRequest, form: Any) -> SubjectRole:
        """Return who names the person, if the role may know whom he names."""
        principal: SubjectRole = form.cleaned_data["principal"]
        role = permissions.role_of(request.user)
        if role is None or PRINCIPAL_SEEN_BY.get(role) != principal.subject_kind:
            raise PermissionDenied
        return principal


@admin.register(Referee)
class RefereeAdmin(NamedPersonAdmin[Referee]):
    """Referees, with the least that is needed to reach them (REF-DATA-01)."""

    icon = "file-check"
    admin_order = 13
    add_form = RefereeForm
    naming_model = RefereeNaming
    columns = ("employer",)
    facts = ("employer",)
    sections: ClassVar[Sequence[Section]] = (
        Section(_("Name"), Category.NAME, (("given_name", "infix", "family_name"),)),
        Section(_("Contact"), Category.CONTACT, (("email", "phone"),)),
        Section(_("Employer"), Category.POSITION, ("employer",)),
    )

    def register(self, request: HttpRequest, person: Referee, form: Any) -> Referee:
        """Have the principal name the referee."""
        naming = name_referee(
            self.principal_of(request, form),
            person,
            relation=form.cleaned_data["relation"],
            origin=form.origin,
            by=user_of(request),
        )
        return Referee.objects.get(pk=naming.named_id)


@admin.register(EmergencyContact)
class EmergencyContactAdmin(NamedPersonAdmin[EmergencyContact]):
    """Whom to call: shown to those who look after the principal, to others and of next of kin on a reason alone."""

    icon = "bell"
    add_form = EmergencyContactForm
    naming_model = EmergencyNaming
    origin_fields = ("principal", ("relation_kind", "relation"), *ORIGIN)
    sections: ClassVar[Sequence[Section]] = (
        Section(_("Name"), Category.NAME, (("given_name", "infix", "family_name"),)),
        Section(_("Contact"), Category.CONTACT, (("phone", "other_phone"), "email")),
    )

    def register(self, request: HttpRequest, person: EmergencyContact, form: Any) -> EmergencyContact:
        """Have the principal name whom to call."""
        naming = name_emergency_contact(
            self.principal_of(request, form),
            person,
            relation=form.cleaned_data["relation"],
            relation_kind=EmergencyNaming.RelationKind(form.cleaned_data["relation_kind"]),
            origin=form.origin,
            by=user_of(request),
        )
        return EmergencyContact.objects.get(pk=naming.named_id)

    def get_urls(self) -> list[URLPattern]:
        """Add the page that shows somebody on a reason."""
        view = self.admin_site.admin_view(self.reveal_view)
        return [
            path("<uuid:number>/reveal/<uuid:naming>/", view, name="candidates_emergencycontact_reveal"),
            *super().get_urls(),
        ]

    def reveal_address(self, request: HttpRequest, naming: Naming) -> str:
        """Return where the contact is shown on a reason."""
        if not permissions.allows_deed(request.user, "candidates.reveal_emergency_contact"):
            return ""
        return reverse("admin:candidates_emergencycontact_reveal", args=[naming.named_id, naming.pk])

    def reveal_view(self, request: HttpRequest, number: UUID, naming: UUID) -> HttpResponse:
        """Ask for the reason, and show the contact once."""
        contact = get_object_or_404(self.get_queryset(request), pk=number)
        row = get_object_or_404(self._namings_of(request, contact.pk), pk=naming)
        return emergency_page(request, contact, row, {**self.admin_site.each_context(request), "opts": self.opts})
