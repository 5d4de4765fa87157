"""The queue of messages that wait for a person: who wrote, about what; the words on opening; and what to do with it."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.admin import site
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cluster_crm.mail.actions.known import who_has
from cluster_crm.mail.actions.take_in import SOURCES
from cluster_crm.mail.actions.waiting import open_waiting, put_on_timeline, throw_away
from cluster_crm.mail.actions.whose import Direction
from cluster_crm.mail.admin.drop import drop_view
from cluster_crm.mail.exceptions import NoLongerWaiting
from cluster_crm.mail.forms import WhoseForm
from cluster_crm.mail.models import WaitingMail
from cluster_crm.people.admin.prefilled import with_known
from cluster_crm.people.admin.requests import user_of
from cluster_crm.people.admin.search_page import Group, groups_of
from cluster_crm.people.exceptions import PeopleRefusal
from cluster_crm.people.names import split_name
from cluster_crm.people.search.terms import read_term
from cluster_crm.web.admin import POSTED_SEARCH, WorkDue
from privacy.admin.pages import UNPROCESSABLE, DeedPageAdmin
from privacy.admin.records import PersonalAdmin
from privacy.admin.shown_persons import ShownPerson, person_admin_name, persons_shown
from privacy.exceptions import PrivacyRefusal
from privacy.models import Restriction
from privacy.registry import person_model
from privacy.vocabulary import SubjectKind

SETTLE: Final = "mail.settle_waiting"
REGISTERED_HERE: Final = (SubjectKind.CANDIDATE, SubjectKind.CLIENT_CONTACT, SubjectKind.SUPPLIER_CONTACT)


@admin.register(WaitingMail)
class WaitingMailAdmin(DeedPageAdmin[WaitingMail], PersonalAdmin[WaitingMail]):
    """Messages that wait, those that go first on top."""

    icon = "mail"
    admin_order = 33
    list_display = ("subject", "name", "address", "happened_at", "why", "expires_on")
    list_filter = ("why", "direction")
    ordering = ("expires_on",)
    change_list_template = "mail/waiting_list.html"
    page_template = "mail/waiting_page.html"
    deeds: ClassVar[Mapping[str, str]] = {
        "read": "mail.read_waiting",
        "find": SETTLE,
        "put": SETTLE,
        "register": SETTLE,
        "throw_away": SETTLE,
    }
    built_from: ClassVar[Any] = {"subject": ("subject_line",)}

    @staticmethod
    def work_due() -> WorkDue:
        """Return what waits."""
        return WorkDue(_("E-mails that wait for a person"), WaitingMail.objects.filter(data_subject__isnull=True))

    def get_queryset(self, request: HttpRequest) -> QuerySet[WaitingMail]:
        """Return the rows with the colleague of each."""
        rows: QuerySet[WaitingMail] = super().get_queryset(request)
        return rows.select_related("owner")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Ask the matrix: dropping a message is a deed."""
        return bool(request.user.has_perm("mail.add_waitingmail"))

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",  # noqa: ARG002 - Django's signature
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Ask for messages, and take them in."""
        shared = {**self.admin_site.each_context(request), "opts": self.opts, **(extra_context or {})}
        return drop_view(request, shared)

    def page_context(self, request: HttpRequest, row: WaitingMail) -> dict[str, Any]:
        """Return who may have written it, its files, and the form that asks whose it is."""
        return {
            "why": WaitingMail.Why(row.why).label,
            "direction": Direction(row.direction).label,
            "likely": self._likely(request, row),
            "files": list(row.files.order_by("pk")),
            "kinds": [(kind.value, kind.label) for kind in REGISTERED_HERE if self._may_register(request, kind)],
            "form": WhoseForm(initial={"direction": row.direction}),
        }

    def read(self, request: HttpRequest, row: WaitingMail) -> HttpResponse:
        """Show the words; that a colleague's are read is logged."""
        return self.page(request, row, is_open=True, text=open_waiting(row, by=user_of(request)))

    def find(self, request: HttpRequest, row: WaitingMail) -> HttpResponse:
        """Show the people whom a posted search finds, each with a button."""
        typed = request.POST.get(POSTED_SEARCH, "").strip()
        term = read_term(typed)
        found: list[Group] = groups_of(request, term, "") if term.text else []
        opened: dict[str, Any] = {}
        if "is_open" in request.POST:
            opened = {"is_open": True, "text": open_waiting(row, by=user_of(request))}
        return self.page(request, row, sought=typed, found=found, has_searched=True, **opened)

    def put(self, request: HttpRequest, row: WaitingMail) -> HttpResponse:
        """Put the message on the timeline of the person of a reference."""
        form = WhoseForm(request.POST)
        if form.is_valid() and self._is_put(request, row, form):
            messages.success(request, gettext("The message stands on the timeline of this person."))
            shown = persons_shown(request, [(form.chosen[0], form.chosen[1].value)])
            address = next((person.address for person in shown.values()), "")
            return HttpResponseRedirect(address) if address else self._to_list()
        return self.page(request, row, status=UNPROCESSABLE, form=form, error_form=form)

    def register(self, request: HttpRequest, row: WaitingMail) -> HttpResponse:
        """Lead to the page that registers somebody, with what the message says of him; the address holds it sealed."""
        kind = next((kind for kind in REGISTERED_HERE if kind.value == request.POST.get("kind")), None)
        if kind is None or not self._may_register(request, kind):
            raise Http404
        name = split_name(row.name)
        known = {
            "given_name": name.given_name,
            "infix": name.infix,
            "family_name": name.family_name,
            "email": row.address,
            "source": SOURCES[kind][row.direction == Direction.OUTBOUND].value,
        }
        return HttpResponseRedirect(with_known(request, _add_address(kind), known))

    def throw_away(self, request: HttpRequest, row: WaitingMail) -> HttpResponse:
        """Forget the message."""
        try:
            throw_away(row, by=user_of(request))
        except NoLongerWaiting:
            messages.warning(request, gettext("Somebody else dealt with this message meanwhile."))
        else:
            messages.success(request, gettext("The message was thrown away."))
        return self._to_list()

    def _is_put(self, request: HttpRequest, row: WaitingMail, form: WhoseForm) -> bool:
        try:
            put_on_timeline(
                row,
                form.chosen,
                direction=Direction(form.cleaned_data["direction"]),
                by=user_of(request),
                reason=form.cleaned_data["reason"],
            )
        except NoLongerWaiting:
            form.add_error(None, gettext("Somebody else dealt with this message meanwhile."))
        except (PeopleRefusal, PrivacyRefusal):
            form.add_error("person", gettext("This contact is not allowed now."))
        return not form.errors

    def _likely(self, request: HttpRequest, row: WaitingMail) -> list[ShownPerson]:
        """The people who have the address by now, but those whose data may only be stored."""
        keys = [
            (person, kind.value)
            for person, kind in who_has([row.address] if row.address else []).get(row.address, ())
            if not _is_restricted(person, kind)
        ]
        return sorted(persons_shown(request, keys).values(), key=lambda shown: shown.reference)

    @staticmethod
    def _may_register(request: HttpRequest, kind: SubjectKind) -> bool:
        model = person_model(kind)
        return (
            model is not None and site.is_registered(model) and site.get_model_admin(model).has_add_permission(request)
        )

    def _to_list(self) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:mail_waitingmail_changelist"))

    @admin.display(description=_("subject"))
    def subject(self, row: WaitingMail) -> str:
        """Return what it is about."""
        return row.subject_line or gettext("no subject")


def _add_address(kind: SubjectKind) -> str:
    model = person_model(kind)
    assert model is not None  # noqa: S101 - `_may_register` asked
    return reverse(person_admin_name(model, "add"))


def _is_restricted(person: UUID, kind: SubjectKind) -> bool:
    return Restriction.objects.active().of(person, kind).exists()
