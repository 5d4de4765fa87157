"""The list and page of persons in one role: the recruiter's daily place, the same for everybody we hold."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Field, Min, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cluster_crm.people.admin.account import account_page, may_see_account, receipt_json, receipt_page, statement_page
from cluster_crm.people.admin.alike import alike_page, may_compare
from cluster_crm.people.admin.badges import notice_chip, privacy_chip, term_chip
from cluster_crm.people.admin.daily import daily_context
from cluster_crm.people.admin.held import held_context
from cluster_crm.people.admin.known_people import TYPED, known_people
from cluster_crm.people.admin.list_exports import ExportedPersons
from cluster_crm.people.admin.merge_links import merge_link, survivor_of
from cluster_crm.people.admin.prefilled import known_before
from cluster_crm.people.admin.sections import OF_PRIVACY, PRIVACY, Section, groups_of
from cluster_crm.people.forms.known_people import Finder, KnownPeople
from cluster_crm.people.models import Person
from cluster_crm.people.person_tools import tools_for
from cluster_crm.people.search.terms import LARGEST_NUMBER
from cluster_crm.web.templatetags.house import badge
from privacy.admin.pages import UNPROCESSABLE
from privacy.admin.records import is_restricted
from privacy.models import NoticeTask, RetentionClock
from privacy.vocabulary import Source

PersonType = TypeVar("PersonType", bound=Person)
OF = "of"
ORIGIN = ("source", "source_detail", "collected_on", "controller")


class PersonPageAdmin(ExportedPersons[PersonType]):
    """Persons in one role: registered the one way in, found by a posted search, removed by an erasure only.

    A subclass says which `sections` its page has, which `facts` stand under the name, how a person is registered
    (`register`) and with which `add_form`; `columns` of its own stand between the name and the privacy chip. People
    whom we may hold already are looked for while a new one is filled in, unless `asks_who_it_is` says no.
    """

    icon = "users"
    change_form_template = "people/person_change_form.html"
    columns: ClassVar[tuple[str, ...]] = ()
    sections: ClassVar[Sequence[Section]] = ()
    facts: ClassVar[tuple[str, ...]] = ()
    origin_fields: ClassVar[tuple[str | tuple[str, ...], ...]] = ORIGIN
    add_form: ClassVar[Any]
    asks_who_it_is = True
    ordering = ("sort_name",)
    readonly_fields: ClassVar[Any] = OF_PRIVACY
    built_from: ClassVar[Mapping[str, Sequence[str]]] = {
        "name": ("full_name",),
        **dict.fromkeys(("privacy", "reference", "origin", "term", "notice"), ()),
        "origin_detail": ("data_subject__roles__source_detail",),
    }

    def register(self, request: HttpRequest, person: PersonType, form: Any) -> PersonType:
        """Register a new person the one way in; returns him as he was stored."""
        raise NotImplementedError

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Return the columns of the list, with masks in the place of hidden ones."""
        columns = ["name", *self.columns, "privacy", "updated_at"]
        return self.masked(request, columns, self.hidden_names(request))

    def get_queryset(self, request: HttpRequest) -> QuerySet[PersonType]:
        """Return the rows, each with its term and the day of a notice that is owed, in one statement."""
        of_the_row = {"data_subject": OuterRef("pk"), "subject_kind": self._kind}
        owed = NoticeTask.objects.owed().filter(**of_the_row).order_by().values("data_subject")
        clock = RetentionClock.objects.filter(**of_the_row)
        rows: QuerySet[PersonType] = super().get_queryset(request)
        shown: Any = rows.annotate(
            retain_until=Subquery(clock.values("retain_until")[:1]),
            notice_due_on=Subquery(owed.annotate(day=Min("due_on")).values("day")),
        )
        persons: QuerySet[PersonType] = shown
        return persons

    def get_urls(self) -> list[URLPattern]:
        """Add the addresses of people whom we may hold already: of a form that is filled in, and of a person's page."""
        known = self.admin_site.admin_view(require_POST(self.known_view))
        alike = self.admin_site.admin_view(self.alike_view)
        own = [
            path("add/known/", known, name=self._name("known").partition(":")[2]),
            path("<uuid:number>/alike/", alike, name=self._name("alike").partition(":")[2]),
            *self._account_urls(),
        ]
        return [*own, *super().get_urls()]

    def _account_urls(self) -> list[URLPattern]:
        """The addresses of what may be done with a person's data, and of receipts of what he said."""
        routes: dict[str, tuple[str, Any]] = {
            "account": ("<uuid:number>/account/", account_page),
            "statement": ("<uuid:number>/account/said/", statement_page),
            "receipt": ("<uuid:number>/account/<uuid:event>/", receipt_page),
            "receipt_json": ("<uuid:number>/account/<uuid:event>/json/", receipt_json),
        }
        views = {name: never_cache(partial(self.account_view, view)) for name, (_route, view) in routes.items()}
        return [
            path(route, self.admin_site.admin_view(views[name]), name=self._name(name).partition(":")[2])
            for name, (route, _view) in routes.items()
        ]

    def account_view(
        self, view: Callable[..., HttpResponse], request: HttpRequest, number: UUID, **of: UUID
    ) -> HttpResponse:
        """Answer with a page about what may be done with the data of one person."""
        return view(self, request, get_object_or_404(self.get_queryset(request), pk=number), **of)

    def alike_view(self, request: HttpRequest, number: UUID) -> HttpResponse:
        """Answer with people who may be the same as this one."""
        return alike_page(self, request, get_object_or_404(self.get_queryset(request), pk=number))

    def known_view(self, request: HttpRequest) -> HttpResponse:
        """Answer with people whom we may hold already, by what was typed so far."""
        if not self.has_add_permission(request) or not self.asks_who_it_is:
            raise PermissionDenied
        known = known_people(self, request, request.POST)
        return TemplateResponse(request, "people/_known_people.html", {"known": known, "opts": self.opts})

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form; that of a new person asks where the data come from, and whether we hold him already."""
        if obj:
            return super().get_form(request, obj, change, **kwargs)
        form: Any = super().get_form(request, obj, change, **kwargs | {"form": self.add_form})
        if self.asks_who_it_is:
            form.finder = Finder(partial(known_people, self, request))
        return form

    def formfield_for_dbfield(self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        """Say in the label of a field that it may be left open (GEN-08)."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and not field.required and db_field.get_internal_type() != "BooleanField":
            field.label = format_lazy("{} ({})", field.label, _("optional"))
        return field

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return what another page knew of a new person; its address carries that sealed for the session."""
        return {**super().get_changeform_initial_data(request), **known_before(request)}

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Return the groups of lines, with masks in the place of hidden ones."""
        hidden = self.hidden_names(request, obj)
        return [
            (title, {**options, "fields": self._masked_lines(request, options["fields"], hidden)})
            for title, options in self.groups(obj)
        ]

    def groups(self, person: PersonType | None) -> list[Any]:
        """Return the groups of lines before masks: of a new person the origin first, of others the privacy panel."""
        own = groups_of(self._kind, self.sections)
        return [PRIVACY, *own] if person else [(_("Origin"), {"fields": self.origin_fields}), *own]

    def get_inlines(self, _request: HttpRequest, obj: Any) -> Any:
        """Show what hangs on a person once he is there."""
        return self.inlines if obj else ()

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        """Allow the filters of the list alone: nobody is listed by age or by what he said (CAND-DATA-32)."""
        offered = self.get_list_filter(request)
        own = {getattr(each, "parameter_name", f"{each}__exact") for each in offered}
        return lookup in own

    def save_model(self, request: HttpRequest, obj: PersonType, form: Any, change: Any) -> None:
        """Register a new person by the one way in; save another."""
        if change:
            super().save_model(request, obj, form, change)
        else:
            obj.__dict__.update(self.register(request, obj, form).__dict__)
            self._name_likely(request, form.known_people)

    def _name_likely(self, request: HttpRequest, known: KnownPeople) -> None:
        """Name whom somebody may have overlooked: perhaps the same person, registered twice now."""
        likely = [match for match in known.matches if not match.is_sure and not known.chosen]
        if likely:
            links = format_html_join(
                ", ", '<a href="{}">{}</a>', ((match.address, match.reference) for match in likely)
            )
            text = gettext("Perhaps this person was registered before. Compare with:")
            messages.warning(request, format_html("{} {}.", text, links))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Show the page under the person's name, to whom may see it; addresses and logs have the reference."""
        person = context.get("original")
        if person is not None:
            hidden = self.hidden_names(request, person)
            context["full_name"] = "" if "full_name" in hidden else person.full_name
            if may_see_account(request):
                context["account_url"] = reverse(self._name("account"), args=[person.pk])
            context["merge_url"] = merge_link(request, person, self._kind)
            if may_compare(self, request, person):
                context["alike_url"] = reverse(self._name("alike"), args=[person.pk])
            context |= daily_context(request, person, self._kind) | held_context(request, person, self._kind)
            context["tools"] = [] if is_restricted(person) else tools_for(request.user, str(person))
            context["facts"] = [
                str(fact) for name in self.facts if name not in hidden and (fact := self._fact(person, name))
            ]
        elif self.asks_who_it_is:
            form = context["adminform"].form
            context |= {
                "known": form.known_people,
                "known_url": reverse(self._name("known")),
                "known_fields": _asked(form),
            }
        response = super().render_change_form(request, context, *args, **kwargs)
        if context.get("errors"):
            response.status_code = UNPROCESSABLE
        return response

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the person; the number of a record that was merged into his leads to him."""
        if request.method == "GET" and (survivor := survivor_of(object_id)):
            messages.info(request, _("This record was merged into the one that you see."))
            return HttpResponseRedirect(reverse(self._name("change"), args=[survivor]))
        return super().change_view(request, object_id, form_url, extra_context)

    def get_history_queryset(
        self, request: HttpRequest, history_manager: Any, pk_name: str, object_id: Any
    ) -> QuerySet[Any]:
        """Return the versions of the record itself, or those of one that was merged into it: `of` is its number."""
        versions: QuerySet[Any] = super().get_history_queryset(request, history_manager, pk_name, object_id)
        asked = request.GET.get(OF, "")
        if asked.isdecimal() and int(asked) <= LARGEST_NUMBER:
            return versions.filter(number=int(asked))
        live = self.model._base_manager.filter(pk=object_id).values_list("number", flat=True).first()
        return versions if live is None else versions.filter(number=live)

    def _fact(self, person: PersonType, name: str) -> Any:
        own = getattr(self, name, None)
        return own(person) if callable(own) else getattr(person, name)

    @admin.display(description=_("name"), ordering="sort_name")
    def name(self, person: PersonType) -> str:
        """Return the whole name; the list is sorted without the infix."""
        return person.full_name

    @admin.display(description=_("privacy"))
    def privacy(self, person: Any) -> SafeString:
        """Return the most pressing about the person: a notice that is owed, or his term."""
        return privacy_chip(person.retain_until, person.notice_due_on, timezone.localdate())

    @admin.display(description=_("reference"))
    def reference(self, person: PersonType) -> str:
        """Return how the person is called in letters, logs and on the telephone."""
        return str(person)

    @admin.display(description=_("term"))
    def term(self, person: Any) -> SafeString:
        """Return until when the person may stay."""
        return term_chip(person.retain_until, timezone.localdate())

    @admin.display(description=_("notice of Article 14"))
    def notice(self, person: Any) -> SafeString:
        """Return by when the person must know where we have his data from."""
        if person.notice_due_on is None:
            return badge(gettext("None is owed"), "green")
        return notice_chip(person.notice_due_on, timezone.localdate())

    @admin.display(description=_("origin"))
    def origin(self, person: PersonType) -> str:
        """Return where the data came from, when, and which organisation of ours registered them (CONTACT-04)."""
        role = person.role
        return f"{Source(role.source).label} · {date_format(role.collected_on)} · {role.controller}"

    @admin.display(description=_("details of the source"))
    def origin_detail(self, person: PersonType) -> str:
        """Return what staff wrote about the source."""
        return person.role.source_detail


def _asked(form: Any) -> list[str]:
    """The fields of a form by which people are looked for."""
    return [name for name in TYPED if name in form.fields]
