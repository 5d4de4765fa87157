"""The list of vacancies, and one vacancy with those at the client who deal with it."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import admin
from django.db.models import Exists, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from clients.actions.vacancies import move_vacancy, name_contact, open_vacancy
from clients.admin.filters import MineFilter
from clients.admin.names import client_name
from clients.forms import NewVacancyForm, VacancyForm, contacts_at
from clients.models import Client, Vacancy, VacancyContact
from cluster_crm.people.admin.requests import user_of
from cluster_crm.web.templatetags.house import Tone, badge
from privacy.admin.records import PersonalInline, TrackedAdmin, restrictions_of_rows

ROLE = (_("Role"), {"fields": ("title", "description", ("city", "hours"), ("pay_from", "pay_to"))})
DEMANDS = (
    _("What the role demands of a person"),
    {
        "fields": ("needs_financial_integrity", "needs_conduct_certificate", "needs_religion", "needs_driving_licence"),
        "description": _("Without the mark, the check on a candidate is refused."),
    },
)
STANDS = (_("Where it stands"), {"fields": (("status", "opened_on", "closed_on"),)})
WORK = (_("Our work"), {"fields": ("owner",)})
TONES: Mapping[str, Tone] = {"open": "green", "on_hold": "amber", "filled": "violet"}


def status_badge(vacancy: Vacancy) -> SafeString:
    """Return where a vacancy stands."""
    return badge(str(Vacancy.Status(vacancy.status).label), TONES.get(vacancy.status, "grey"))


class NamedContactField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no brackets at run time
    """Somebody at the client, by name."""

    def label_from_instance(self, contact: Any) -> str:
        """Return what the contact is called."""
        return str(contact.full_name)


class VacancyContactInline(PersonalInline[VacancyContact, Vacancy]):
    """Who at the client deals with the vacancy; each leads to his own page."""

    model = VacancyContact
    verbose_name_plural = _("contacts")
    fields = ("contact", "name", "email", "phone")
    readonly_fields = ("name", "email", "phone")
    built_from: ClassVar[Mapping[str, Sequence[str]]] = {
        "name": ("contact__full_name",),
        "email": ("contact__email",),
        "phone": ("contact__phone",),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[VacancyContact]:
        """Return those who deal with it, without restricted ones (Article 18)."""
        rows: QuerySet[VacancyContact] = super().get_queryset(request)
        return rows.exclude(Exists(restrictions_of_rows(VacancyContact))).select_related("contact")

    def has_change_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """Refuse: a contact is added or taken away, never exchanged."""
        return False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer those who work for the client now, by name."""
        if db_field.name == "contact":
            number = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
            client = Client.objects.filter(vacancies=number).first()
            return NamedContactField(contacts_at(client), label=_("Client contact"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("name"))
    def name(self, named: VacancyContact) -> SafeString | str:
        """Return the name, as a link to the contact's page."""
        if named._state.adding:
            return ""
        address = reverse("admin:clients_clientcontact_change", args=[named.contact_id])
        return format_html('<a href="{}">{}</a>', address, named.contact.full_name)

    @admin.display(description=_("e-mail"))
    def email(self, named: VacancyContact) -> str:
        """Return the contact's e-mail address."""
        return "" if named._state.adding else named.contact.email

    @admin.display(description=_("telephone"))
    def phone(self, named: VacancyContact) -> str:
        """Return the contact's telephone number."""
        return "" if named._state.adding else named.contact.phone


@admin.register(Vacancy)
class VacancyAdmin(TrackedAdmin[Vacancy]):
    """Vacancies, the newest first; one is closed, never deleted."""

    icon = "briefcase"
    admin_order = 20
    form = VacancyForm
    change_form_template = "clients/vacancy_change_form.html"
    list_filter: ClassVar[Any] = (MineFilter, "status")
    list_select_related = ("client__recipient", "owner")
    search_fields = ("title", "client__recipient__name")
    search_help_text = _("Title or client")
    ordering = ("-opened_on",)
    inlines = (VacancyContactInline,)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Return the columns; the name of a sole trader shows to whom may see names."""
        client = client_name(request, "client.recipient", _("client"))
        return ["title", client, "stands", "city", "opened_on", "owner_name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Vacancy]:
        """Return the vacancies with their clients."""
        rows: QuerySet[Vacancy] = super().get_queryset(request)
        return rows.select_related("client__recipient")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form; that of a new vacancy knows the client from whose page one came."""
        if obj is None:
            made = type("NewVacancyForm", (NewVacancyForm,), {"of_client": _client_of(request)})
            kwargs["form"] = made
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Return the groups of lines; whose vacancy it is does not change."""
        if obj:
            client = client_name(request, "client.recipient", _("client"))
            return [(_("Client"), {"fields": (client,)}), ROLE, DEMANDS, STANDS, WORK]
        people = ("contacts",) if _client_of(request) else ()
        return [(_("Client"), {"fields": ("client", *people, "opened_on")}), ROLE, DEMANDS, WORK]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Return the lines without a control, the client among them."""
        return [client_name(request, "client.recipient", _("client"))] if obj else []

    def get_inlines(self, _request: HttpRequest, obj: Any) -> Any:
        """Show the contacts once the vacancy is there."""
        return self.inlines if obj else ()

    def save_model(self, request: HttpRequest, obj: Vacancy, form: Any, change: Any) -> None:
        """Register a new vacancy by its deed; of another, where it stands is changed by deeds too."""
        by = user_of(request)
        if not change:
            open_vacancy(obj, contacts=form.cleaned_data.get("contacts", ()), by=by)
            return
        status, closed_on = Vacancy.Status(obj.status), obj.closed_on
        is_moved = "status" in form.changed_data
        if is_moved:
            obj.status, obj.closed_on = form.initial["status"], form.initial["closed_on"]
        super().save_model(request, obj, form, change)
        if is_moved:
            obj.__dict__.update(move_vacancy(obj, status=status, on=closed_on, by=by).__dict__)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: Any) -> None:  # noqa: ARG002 - Django's signature
        """Name new contacts by their deed, which moves their terms too."""
        formset.save(commit=False)
        for gone in formset.deleted_objects:
            gone.delete()
        for named in formset.new_objects:
            name_contact(form.instance, named.contact, by=user_of(request))

    @admin.display(description=_("status"), ordering="status")
    def stands(self, vacancy: Vacancy) -> SafeString:
        """Return where the vacancy stands."""
        return status_badge(vacancy)

    @admin.display(description=_("owner"), empty_value="")
    def owner_name(self, vacancy: Vacancy) -> str | None:
        """Return who looks after the vacancy."""
        return vacancy.owner.display_name if vacancy.owner else None


def _client_of(request: HttpRequest) -> Client | None:
    try:
        number = UUID(request.GET.get("client", ""))
    except ValueError:
        return None
    return Client.objects.active().select_related("recipient").filter(pk=number).first()
