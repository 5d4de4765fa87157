"""What stands on a supplier's page: the people there, its agreements, what it attested, and whom it supplies."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Exists, Model, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.admin.records import PersonalInline, TypedInline, restrictions_of_rows
from privacy.models import SubjectRole
from privacy.vocabulary import SubjectKind
from suppliers.models import Supplier, SupplierAttestation, SupplierMembership, SupplyAgreement, SupplyRelation


class OnlyShown:
    """Rows that are recorded by deeds of their own and only looked at here."""

    extra = 0
    can_delete = False

    def has_add_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """Refuse: a deed adds rows."""
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """Refuse: a deed changes rows."""
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """Refuse: rows stay as history."""
        return False


class ContactInline(OnlyShown, PersonalInline[SupplierMembership, Supplier]):
    """Who works for the supplier now; each leads to his own page."""

    model = SupplierMembership
    verbose_name_plural = _("contacts")
    fields = ("contact_name", "function", "email", "phone")
    readonly_fields = fields
    ordering = ("contact__sort_name",)
    built_from: ClassVar[Mapping[str, Sequence[str]]] = {
        "contact_name": ("contact__full_name",),
        "email": ("contact__email",),
        "phone": ("contact__phone",),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[SupplierMembership]:
        """Return those who have not left, without restricted ones (Article 18)."""
        rows: Any = super().get_queryset(request)
        current: QuerySet[SupplierMembership] = (
            rows.current().exclude(Exists(restrictions_of_rows(SupplierMembership))).select_related("contact")
        )
        return current

    @admin.display(description=_("name"))
    def contact_name(self, period: SupplierMembership) -> SafeString:
        """Return the name, as a link to the contact's page."""
        address = reverse("admin:suppliers_suppliercontact_change", args=[period.contact_id])
        return format_html('<a href="{}">{}</a>', address, period.contact.full_name)

    @admin.display(description=_("e-mail"))
    def email(self, period: SupplierMembership) -> str:
        """Return the contact's e-mail address."""
        return str(period.contact.email)

    @admin.display(description=_("telephone"))
    def phone(self, period: SupplierMembership) -> str:
        """Return the contact's telephone number."""
        return str(period.contact.phone)


class AgreementInline(OnlyShown, TypedInline[SupplyAgreement, Supplier]):
    """The contracts, the newest first."""

    model = SupplyAgreement
    fields = ("reference", "started_on", "ended_on", "end")
    readonly_fields = fields
    ordering = ("-started_on", "-pk")

    @admin.display(description=_("end"))
    def end(self, agreement: SupplyAgreement) -> SafeString | str:
        """Return the way to the end of one that runs."""
        return "" if agreement.ended_on else _link("end_agreement", agreement, gettext("End agreement"))


class AttestationInline(OnlyShown, TypedInline[SupplierAttestation, Supplier]):
    """What the supplier attested, the latest first (GLO-03)."""

    model = SupplierAttestation
    fields = ("attested_on", "policy", "contact", "recorded_by")
    readonly_fields = fields
    ordering = ("-attested_on", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[SupplierAttestation]:
        """Return the statements, each with the number of who made it; it outlives his erasure."""
        rows: Any = super().get_queryset(request)
        statements: QuerySet[SupplierAttestation] = rows.select_related("policy_version", "recorded_by").annotate(
            role_number=_number_of("attested_by", SubjectKind.SUPPLIER_CONTACT)
        )
        return statements

    @admin.display(description=_("policy version"))
    def policy(self, statement: SupplierAttestation) -> str:
        """Return of which version."""
        return str(statement.policy_version.version)

    @admin.display(description=_("attested by"))
    def contact(self, statement: Any) -> str:
        """Return the reference of who said so."""
        return f"SC-{statement.role_number}"


class SupplyInline(OnlyShown, PersonalInline[SupplyRelation, Supplier]):
    """Whom the supplier supplies, by reference, the latest first."""

    model = SupplyRelation
    verbose_name_plural = _("supplied candidates")
    fields = ("candidate", "started_on", "ended_notice_on", "end")
    readonly_fields = fields
    ordering = ("-started_on", "-pk")
    built_from: ClassVar[Mapping[str, Sequence[str]]] = {"candidate": (), "end": ("started_on",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[SupplyRelation]:
        """Return the relations, each with the candidate's number, without restricted ones (Article 18)."""
        rows: Any = super().get_queryset(request)
        relations: QuerySet[SupplyRelation] = rows.exclude(Exists(restrictions_of_rows(SupplyRelation))).annotate(
            role_number=_number_of("data_subject", SubjectKind.CANDIDATE)
        )
        return relations

    @admin.display(description=_("candidate"))
    def candidate(self, relation: Any) -> str:
        """Return the candidate's reference."""
        return f"C-{relation.role_number}"

    @admin.display(description=_("end"))
    def end(self, relation: SupplyRelation) -> SafeString | str:
        """Return the way to the end of one that runs."""
        return "" if relation.ended_notice_on else _link("report_end", relation, gettext("Report end"))


def _number_of(person: str, kind: SubjectKind) -> Subquery:
    roles = SubjectRole.objects.filter(data_subject=OuterRef(person), subject_kind=kind).newest_first()
    return Subquery(roles.values("number")[:1])


def _link(page: str, row: Model, words: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse(f"admin:suppliers_supplier_{page}", args=[row.pk]), words)
