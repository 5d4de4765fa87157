"""The list of clients, and one client with the people there and its vacancies."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Exists, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clients.actions.organisations import register_client, register_sole_trader
from clients.admin.filters import MineFilter
from clients.admin.names import client_name
from clients.admin.vacancies import status_badge
from clients.forms import ClientForm, NewClientForm
from clients.models import Client, ClientMembership, Vacancy
from cluster_crm.people.admin.requests import user_of
from privacy import permissions
from privacy.admin.masked import HIDDEN
from privacy.admin.records import PersonalInline, TrackedAdmin, TypedInline, restrictions_of_rows

ORGANISATION = ("name", "seat", "sector")
PERSON = (("given_name", "infix", "family_name"), ("email", "phone"), ("source", "source_detail", "collected_on"))
CHOICE = (_("Sole trader"), {"fields": ("is_sole_trader", *PERSON, "controller")})
WORK = (_("Our work"), {"fields": (("owner", "is_active"),)})
PANEL = ("reference", "country", "trades_as")


class CurrentContactInline(PersonalInline[ClientMembership, Client]):
    """Who works for the client now; each leads to his own page."""

    model = ClientMembership
    verbose_name_plural = _("contacts")
    fields = ("contact_name", "function", "email", "phone")
    readonly_fields = ("contact_name", "function", "email", "phone")
    ordering = ("contact__sort_name",)
    built_from: ClassVar[Mapping[str, Sequence[str]]] = {
        "contact_name": ("contact__full_name",),
        "email": ("contact__email",),
        "phone": ("contact__phone",),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[ClientMembership]:
        """Return those who have not left, without restricted ones (Article 18)."""
        rows: Any = super().get_queryset(request)
        current: QuerySet[ClientMembership] = (
            rows.current().exclude(Exists(restrictions_of_rows(ClientMembership))).select_related("contact")
        )
        return current

    def has_add_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """Refuse: people are registered on a page of their own."""
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """Refuse: periods are changed on the contact's page."""
        return False

    @admin.display(description=_("name"))
    def contact_name(self, period: ClientMembership) -> SafeString:
        """Return the name, as a link to the contact's page."""
        address = reverse("admin:clients_clientcontact_change", args=[period.contact_id])
        return format_html('<a href="{}">{}</a>', address, period.contact.full_name)

    @admin.display(description=_("e-mail"))
    def email(self, period: ClientMembership) -> str:
        """Return the contact's e-mail address."""
        return str(period.contact.email)

    @admin.display(description=_("telephone"))
    def phone(self, period: ClientMembership) -> str:
        """Return the contact's telephone number."""
        return str(period.contact.phone)


class VacancyInline(TypedInline[Vacancy, Client]):
    """The client's vacancies, the newest first; each leads to its own page."""

    model = Vacancy
    extra = 0
    fields = ("vacancy", "where_it_stands", "opened_on", "city")
    readonly_fields = fields
    ordering = ("-opened_on", "-pk")

    def has_add_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """Refuse: vacancies are registered on a page of their own."""
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """Refuse: vacancies are changed on their own page."""
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """Refuse: a vacancy is closed, never deleted."""
        return False

    @admin.display(description=_("vacancy"))
    def vacancy(self, vacancy: Vacancy) -> SafeString:
        """Return the title, as a link to the vacancy."""
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:clients_vacancy_change", args=[vacancy.pk]), vacancy.title
        )

    @admin.display(description=_("status"))
    def where_it_stands(self, vacancy: Vacancy) -> SafeString:
        """Return the status."""
        return status_badge(vacancy)


@admin.register(Client)
class ClientAdmin(TrackedAdmin[Client]):
    """Clients, the newest first; the name stands on the recipient."""

    icon = "building"
    admin_order = 21
    form = ClientForm
    change_form_template = "clients/client_change_form.html"
    list_filter: ClassVar[Any] = (MineFilter, "is_active")
    list_select_related = ("recipient", "owner")
    search_fields = ("recipient__name",)
    search_help_text = _("Name of the organisation")
    ordering = ("-pk",)
    readonly_fields = PANEL
    inlines = (CurrentContactInline, VacancyInline)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Return the columns; the name of a sole trader shows to whom may see names."""
        return [client_name(request), "country", "sector", "owner_name", "is_active"]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form; that of a new client asks whether it is a person."""
        return super().get_form(request, obj, change, **kwargs if obj else kwargs | {"form": NewClientForm})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Return the groups of lines: facts of our work, and what stands on the recipient beside them."""
        if obj is None:
            return [(_("Organisation"), {"fields": (*ORGANISATION, "owner")}), CHOICE]
        panel = (client_name(request), *PANEL)
        return [
            (_("Organisation"), {"fields": panel, "classes": ("panel",)}),
            (_("What it does"), {"fields": ("sector",)}),
            WORK,
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Return the lines without a control, the name among them."""
        return [client_name(request), *super().get_readonly_fields(request, obj)] if obj else []

    def get_queryset(self, request: HttpRequest) -> QuerySet[Client]:
        """Return the clients with their organisations."""
        rows: QuerySet[Client] = super().get_queryset(request)
        return rows.select_related("recipient")

    def get_inlines(self, _request: HttpRequest, obj: Any) -> Any:
        """Show people and vacancies once the client is there."""
        return self.inlines if obj else ()

    def save_model(self, request: HttpRequest, obj: Client, form: Any, change: Any) -> None:
        """Take a new client on by its deed; save another."""
        if change:
            super().save_model(request, obj, form, change)
            return
        asked, by = form.cleaned_data, user_of(request)
        given = {"name": asked["name"], "country": asked["seat"], "sector": obj.sector, "owner": obj.owner, "by": by}
        if asked["is_sole_trader"]:
            origin = form.origin
            made = register_sole_trader(
                form.draft,
                source=origin.source,
                source_detail=origin.source_detail,
                collected_on=origin.collected_on,
                controller=asked["controller"],
                **given,
            )
        else:
            made = register_client(**given)
        obj.__dict__.update(made.__dict__)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Show the page under the client's name, with what may be added there."""
        client = context.get("original")
        if client is not None:
            name = client_name(request)(client)
            context["full_name"] = "" if name == str(HIDDEN) else name
            context["facts"] = [fact for fact in (client.sector, client.recipient.country) if fact]
            context["add_links"] = [
                (f"{reverse(f'admin:clients_{model}_add')}?{urlencode({'client': client.pk})}", icon, words)
                for model, icon, words in (
                    ("clientcontact", "user-plus", gettext("Add contact")),
                    ("vacancy", "plus", gettext("Open vacancy")),
                )
                if permissions.allows(request.user, "add", f"clients.{model}")
            ]
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("reference"))
    def reference(self, client: Client) -> str:
        """Return how the client is called in logs."""
        return str(client)

    @admin.display(description=_("country"))
    def country(self, client: Client) -> str:
        """Return the country that stands on the recipient."""
        return str(client.recipient.country)

    @admin.display(description=_("trades as"))
    def trades_as(self, client: Client) -> str:
        """Return whether the client is a person (GLO-04)."""
        if client.is_sole_trader:
            return gettext("Sole trader: a person, with a person's rights")
        return gettext("Organisation")

    @admin.display(description=_("owner"), empty_value="")
    def owner_name(self, client: Client) -> str | None:
        """Return who looks after the client."""
        return client.owner.display_name if client.owner else None
