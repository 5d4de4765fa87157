"""References: announced to the candidate, answered, and open to what he says about them (CAND-DATA-24, LAW-40)."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from candidates.actions.references import announce_reference, record_reference, record_response
from candidates.admin.guarded import GuardedAdmin
from candidates.models import ReferenceCheck
from candidates.reference_forms import AnnounceForm, AnswersForm
from cluster_crm.people.admin.requests import user_of
from privacy.models import SubjectRole
from privacy.vocabulary import SubjectKind

ANNOUNCED = ("person", "vacancy", "asked", "announced_on")


@admin.register(ReferenceCheck)
class ReferenceCheckAdmin(GuardedAdmin[ReferenceCheck]):
    """References by reference number: the candidate and the referee are named nowhere here."""

    icon = "file-check"
    add_form, change_form = AnnounceForm, AnswersForm
    list_display = ("__str__", "person", "vacancy", "asked", "announced_on", "given_on", "outcome")
    list_select_related = ("application__vacancy",)
    readonly_fields = ("person", "vacancy", "asked")
    built_from: ClassVar[Mapping[str, Sequence[str]]] = {"person": (), "vacancy": (), "asked": ()}

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReferenceCheck]:
        """Return the rows, each with the number of the referee's role too."""
        roles = SubjectRole.objects.filter(
            data_subject=OuterRef("referee_id"), subject_kind=SubjectKind.REFEREE
        ).newest_first()
        rows: Any = super().get_queryset(request).annotate(referee_number=Subquery(roles.values("number")[:1]))
        return rows  # type: ignore[no-any-return]  # annotations have no type of their own

    def get_fields(self, _request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Return the lines of an announcement, or of a reference."""
        if obj is None:
            return ("candidate", "vacancy", "referee", "announced_on")
        return (*ANNOUNCED, "given_on", *ReferenceCheck.QUESTIONS, "outcome", "text", "response")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Keep what was announced as it is; a new one chooses its vacancy."""
        names = super().get_readonly_fields(request, obj)
        return [*names, "announced_on"] if obj else [name for name in names if name != "vacancy"]

    def save_model(self, request: HttpRequest, obj: ReferenceCheck, form: Any, change: Any) -> None:
        """Announce the reference, or record what the referee and the candidate said."""
        user = user_of(request)
        if not change:
            made = announce_reference(obj.application, referee=obj.referee_id, announced_on=obj.announced_on, by=user)
            obj.__dict__.update(made.__dict__)
            return
        if form.has_answers and obj.given_on:
            record_reference(
                obj,
                given_on=obj.given_on,
                answers={name: getattr(obj, name) for name in ReferenceCheck.QUESTIONS},
                outcome=ReferenceCheck.Outcome(obj.outcome),
                text=obj.text,
                by=user,
            )
        if "response" in form.changed_data:
            record_response(obj, text=obj.response, by=user)

    @admin.display(description=_("vacancy"))
    def vacancy(self, check: ReferenceCheck) -> str:
        """Return for which vacancy the reference is asked."""
        return f"{check.application.vacancy.title} ({check.application.vacancy})"

    @admin.display(description=_("referee"))
    def asked(self, check: Any) -> str:
        """Return the reference of the referee."""
        return f"RE-{check.referee_number}"
