"""What the privacy notice and the register of Article 30 are made from: registry, catalogue, parties and prose.

The facts are plain data with codes in the place of words, so that a version can freeze them, two of them can be
compared, and both languages are made from the same.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from django.conf import settings

from privacy.models import CatalogueEntry, Controller, LegalText, LegitimateInterestsAssessment, Recipient
from privacy.models.catalogue import PURPOSES_OF_LAW
from privacy.registry import PersonalModel, personal_models
from privacy.sources import SOURCES_OF
from privacy.vocabulary import LawfulBasis, SubjectKind

Facts = dict[str, Any]

EEA: Final = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split()  # noqa: SIM905 - short
)
"""The countries of the European Economic Area, where data need no transfer tool (Articles 44-49)."""


def gather_facts(prose: Iterable[str], *, profile: str = "NL") -> Facts:
    """Read what the notice would say now; `prose` are the codes of its texts. The number of statements is fixed."""
    return {
        "authority": {
            "name": settings.CRM_AUTHORITY_NAME,
            "url": settings.CRM_AUTHORITY_URL,
            "phone": settings.CRM_AUTHORITY_PHONE,
        },
        "controllers": [
            {"name": row.name, "address": row.address, "mailbox": row.mailbox, "officer": row.officer}
            for row in Controller.objects.order_by("-is_default", "name")
        ],
        "kinds": _kinds(profile),
        "recipients": _recipients(),
        "prose": _prose(list(prose)),
    }


def _kinds(profile: str) -> Facts:
    """What is held about each role: the rows of the catalogue that stand, with the fields that the registry knows."""
    assessments = list(LegitimateInterestsAssessment.objects.filter(profile=profile).order_by("purpose"))
    rows = defaultdict(list)
    for entry in CatalogueEntry.objects.active().filter(profile=profile).order_by("category", "stage"):
        rows[entry.subject_kind].append(entry)
    kinds = {}
    for kind in SubjectKind:
        assessed = {row.purpose: row for row in assessments if kind in row.subject_kinds}
        fields = _fields(kind)
        kinds[kind.value] = {
            "sources": [source.value for source in SOURCES_OF[kind]],
            "categories": [_row(entry, assessed, fields.get(entry.category, [])) for entry in rows[kind]],
            "interests": {purpose: _weighing(row) for purpose, row in assessed.items()},
        }
    return kinds


def _row(entry: CatalogueEntry, assessed: Iterable[str], fields: list[str]) -> Facts:
    purposes = list(entry.purposes)
    if entry.basis == LawfulBasis.LEGITIMATE_INTERESTS:
        purposes = [purpose for purpose in purposes if purpose in {*assessed, *PURPOSES_OF_LAW}]
    return {
        "category": entry.category,
        "stage": entry.stage,
        "basis": entry.basis,
        "condition": entry.special_condition,
        "purposes": purposes,
        "consent_purposes": list(entry.consent_purposes),
        "retention": entry.retention_class,
        "client_may_see": entry.client_may_see,
        "visible_to": sorted(entry.visible_to),
        "is_encrypted": entry.is_encrypted,
        "logs_reads": entry.logs_reads,
        "legal_source": entry.legal_source,
        "fields": fields,
    }


def _weighing(row: LegitimateInterestsAssessment) -> Facts:
    return {
        "interest": {"nl": row.interest_nl or row.interest, "en": row.interest},
        "balance": {"nl": row.balance_nl or row.balance, "en": row.balance},
        "assessed_on": row.assessed_on.isoformat(),
    }


def _fields(kind: SubjectKind) -> dict[str, list[str]]:
    """The labels of the fields about a role, by category."""
    found: dict[str, set[str]] = defaultdict(set)
    for personal in personal_models():
        if _is_about(personal, kind):
            for field in personal.fields:
                found[field.category.value].add(f"{personal.label}.{field.field.name}")
    return {category: sorted(labels) for category, labels in found.items()}


def _is_about(personal: PersonalModel, kind: SubjectKind) -> bool:
    return personal.record.kind in {None, kind}


def _recipients() -> list[Facts]:
    """Processors by name, and countries outside the EEA to which others than they may get data.

    Clients are many and change by the day: the notice names them as a kind, and each person his own when he asks.
    """
    rows = Recipient.objects.filter(is_active=True).order_by("name", "pk")
    named = [_recipient(row, row.public_name) for row in rows if row.recipient_role == row.RecipientRole.PROCESSOR]
    abroad = {
        (row.recipient_role, row.country, row.transfer_tool)
        for row in rows
        if row.recipient_role != row.RecipientRole.PROCESSOR and row.country not in EEA
    }
    return named + [
        {"name": "", "role": role, "country": country, "transfer_tool": tool} for role, country, tool in sorted(abroad)
    ]


def _recipient(row: Recipient, name: str) -> Facts:
    return {
        "name": name,
        "role": row.recipient_role,
        "country": row.country,
        "transfer_tool": row.transfer_tool,
        "service": row.service,
        "agreement": row.agreement,
        "sub_processors": row.sub_processors,
        "audited_on": row.audited_on.isoformat() if row.audited_on else "",
    }


def _prose(codes: list[str]) -> Facts:
    """The texts in force, newest version each; what no version exists of is left out."""
    found: dict[str, Facts] = {}
    for text in LegalText.objects.published().filter(code__in=codes).order_by("version"):
        said = {"title": text.subject_line, "body": text.body}
        found.setdefault(text.code, {})[text.language] = said | {"version": text.version}
    return found
