"""The register of processing activities, made from the same facts as the notice (Article 30(1), LAW-18).

An activity is one purpose about one role of a person, under one controller; as lines, as CSV and as JSON-LD in the
words of the W3C Data Privacy Vocabulary.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from typing import IO, Any, Final

from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from cluster_crm.web.spreadsheets import SheetKind, open_sheet
from privacy.dpv import DPV, EU_GDPR, PD, iri
from privacy.vocabulary import Category, LawfulBasis, Purpose, RetentionClass, Source, SpecialCondition, SubjectKind

Facts = Mapping[str, Any]

SUBJECTS: Final = {
    SubjectKind.CANDIDATE: "JobApplicant",
    SubjectKind.CLIENT_CONTACT: "Client",
    SubjectKind.STAFF: "Employee",
    SubjectKind.WEBSITE_USER: "User",
}
"""The words of DPV for our roles; where it has none as narrow, DataSubject stands."""

CONTEXT: Final = {
    "dpv": DPV,
    "pd": PD,
    "eu-gdpr": EU_GDPR,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dct": "http://purl.org/dc/terms/",
    "hasName": {"@id": "dpv:hasName", "@type": "xsd:string"},
    "hasAddress": {"@id": "dpv:hasAddress", "@type": "xsd:string"},
    "hasContact": {"@id": "dpv:hasContact", "@type": "xsd:string"},
    "hasCountry": {"@id": "dpv:hasCountry", "@type": "xsd:string"},
    "title": {"@id": "dct:title", "@type": "xsd:string"},
    "description": {"@id": "dct:description", "@type": "xsd:string"},
    "source": {"@id": "dct:source", "@type": "xsd:string"},
    "hasPurpose": {"@id": "dpv:hasPurpose", "@type": "@id"},
    "hasPersonalData": {"@id": "dpv:hasPersonalData", "@type": "@id"},
    "hasDataSubject": {"@id": "dpv:hasDataSubject", "@type": "@id"},
    "hasLegalBasis": {"@id": "dpv:hasLegalBasis", "@type": "@id"},
    "hasDataController": {"@id": "dpv:hasDataController", "@type": "@id"},
    "hasDataProcessor": {"@id": "dpv:hasDataProcessor", "@type": "@id"},
    "hasStorageCondition": {"@id": "dpv:hasStorageCondition", "@type": "@id"},
    "hasTechnicalOrganisationalMeasure": {"@id": "dpv:hasTechnicalOrganisationalMeasure", "@type": "@id"},
}


@dataclass(frozen=True, slots=True)
class Activity:
    """One line of the register, in words."""

    controller: str
    contact: str
    officer: str
    purpose: str
    persons: str
    categories: str
    bases: str
    sources: str
    recipients: str
    transfers: str
    retention: str
    security: str


def heads() -> tuple[str, ...]:
    """Return what the columns of the register are called."""
    return (
        _("Controller"),
        _("Contact"),
        _("Data protection officer"),
        _("Purpose"),
        _("Categories of persons"),
        _("Categories of data"),
        _("Lawful bases"),
        _("Sources"),
        _("Recipients"),
        _("Transfers outside the EEA and safeguards"),
        _("Terms of erasure"),
        _("Security measures"),
    )


def activities(facts: Facts, language: str) -> list[Activity]:
    """Return the lines of the register in a language, controller by controller."""
    with override(language):
        return [
            _activity(facts, controller, kind, purpose, rows)
            for controller in facts["controllers"]
            for kind, purpose, rows in _of_kinds(facts)
        ]


def write_sheet(facts: Facts, language: str, target: IO[bytes]) -> None:
    """Write the register as CSV for the spreadsheets of a country; no cell can be run as a formula."""
    kind = SheetKind.EXCEL_CSV if language == "nl" else SheetKind.CSV
    with override(language), open_sheet(target, kind) as sheet:
        sheet.write(heads())
        for line in activities(facts, language):
            sheet.write(astuple(line))


def as_jsonld(facts: Facts, *, origin: str, language: str) -> dict[str, Any]:
    """Return the register as JSON-LD; `origin` is the address under which the things of the register are named."""
    with override(language):
        processors = [row for row in facts["recipients"] if row["role"] == "processor"]
        graph: list[dict[str, Any]] = []
        for controller in facts["controllers"]:
            graph.append(_controller(controller, origin))
            graph += [
                _process(facts, kind, purpose, rows, names=_Names(origin, controller["name"]))
                for kind, purpose, rows in _of_kinds(facts)
            ]
        graph += [_processor(row, origin) for row in processors]
        graph += [_term(term, origin) for term in RetentionClass]
        return {"@context": CONTEXT, "@graph": graph}


def _of_kinds(facts: Facts) -> Iterator[tuple[SubjectKind, Purpose, list[Facts]]]:
    """Each purpose about each role, with the rows of the catalogue that serve it."""
    for kind in SubjectKind:
        rows = facts["kinds"][kind.value]["categories"]
        for purpose in Purpose:
            if of_it := [row for row in rows if purpose in (*row["purposes"], *row["consent_purposes"])]:
                yield kind, purpose, of_it


def _bases(purpose: Purpose, rows: Iterable[Facts]) -> list[LawfulBasis]:
    return sorted({LawfulBasis("a" if purpose in row["consent_purposes"] else row["basis"]) for row in rows})


def _conditions(rows: Iterable[Facts]) -> list[SpecialCondition]:
    return sorted({SpecialCondition(row["condition"]) for row in rows if row["condition"]})


def _activity(facts: Facts, controller: Facts, kind: SubjectKind, purpose: Purpose, rows: list[Facts]) -> Activity:
    held = {row["category"] for row in rows}
    bases = [f"{basis.label} (6(1)({basis.value}))" for basis in _bases(purpose, rows)]
    return Activity(
        controller=controller["name"],
        contact=f"{controller['address']}, {controller['mailbox']}",
        officer=controller["officer"] or _("none"),
        purpose=str(capfirst(purpose.label)),
        persons=str(capfirst(kind.label)),
        categories=_listed(category.label for category in Category if category in held),
        bases=_listed([*bases, *(condition.label for condition in _conditions(rows))]),
        sources=_listed(Source(source).label for source in facts["kinds"][kind.value]["sources"]),
        recipients=_listed(_recipients(facts, rows)),
        transfers=_listed(_transfers(facts)) or _("none"),
        retention=_listed(
            f"{Category(row['category']).label}: {RetentionClass(row['retention']).label}" for row in rows
        ),
        security=_listed(_measures(rows)),
    )


def _recipients(facts: Facts, rows: Iterable[Facts]) -> Iterator[str]:
    if any(row["client_may_see"] != "no" for row in rows):
        yield _("clients with a vacancy")
    for row in facts["recipients"]:
        if row["role"] == "processor":
            yield f"{row['name']} ({row['service'] or _('processor')})"


def _transfers(facts: Facts) -> Iterator[str]:
    for row in facts["recipients"]:
        if row["transfer_tool"]:
            yield f"{row['name'] or row['role']}, {row['country']}: {row['transfer_tool']}"


def _measures(rows: Iterable[Facts]) -> Iterator[str]:
    held = list(rows)
    yield _("access by role, audit history, encrypted transport")
    if any(row["is_encrypted"] for row in held):
        yield _("encryption per person of sensitive values")
    if any(row["logs_reads"] for row in held):
        yield _("a log of who read them")


def _listed(words: Iterable[object]) -> str:
    return "; ".join(dict.fromkeys(str(word) for word in words))


@dataclass(frozen=True, slots=True)
class _Names:
    """Under which addresses the things of one controller stand."""

    origin: str
    controller: str

    @property
    def of_controller(self) -> str:
        return _address(self.origin, "controller", self.controller)


def _address(origin: str, thing: str, name: str) -> str:
    return f"{origin}/register#{thing}-{slugify(name) or 'unnamed'}"


def _controller(row: Facts, origin: str) -> dict[str, Any]:
    said = {
        "@id": _address(origin, "controller", row["name"]),
        "@type": "dpv:DataController",
        "hasName": row["name"],
        "hasAddress": row["address"],
        "hasContact": row["mailbox"],
    }
    if row["officer"]:
        said["dpv:hasDataProtectionOfficer"] = {"@type": "dpv:DataProtectionOfficer", "hasContact": row["officer"]}
    return said


def _processor(row: Facts, origin: str) -> dict[str, Any]:
    return {
        "@id": _address(origin, "processor", row["name"]),
        "@type": "dpv:DataProcessor",
        "hasName": row["name"],
        "hasCountry": row["country"],
        "description": row["service"],
    }


def _term(term: RetentionClass, origin: str) -> dict[str, Any]:
    return {
        "@id": _address(origin, "term", term.value),
        "@type": "dpv:StorageCondition",
        "title": term.value,
        "description": str(term.label),
    }


def _process(facts: Facts, kind: SubjectKind, purpose: Purpose, rows: list[Facts], *, names: _Names) -> dict[str, Any]:
    held = {row["category"] for row in rows}
    keys = [*_bases(purpose, rows), *_conditions(rows)]
    return {
        "@id": _address(names.origin, "process", f"{names.controller}-{kind.value}-{purpose.value}"),
        "@type": "dpv:Process",
        "title": f"{capfirst(purpose.label)}: {kind.label}",
        "hasDataController": names.of_controller,
        "hasPurpose": iri(purpose),
        "hasDataSubject": DPV + SUBJECTS.get(kind, "DataSubject"),
        "hasPersonalData": sorted({str(iri(category)) for category in Category if category in held}),
        "hasLegalBasis": [address for key in keys if (address := iri(key))],
        "hasStorageCondition": sorted({_address(names.origin, "term", row["retention"]) for row in rows}),
        "hasDataProcessor": [
            _address(names.origin, "processor", row["name"])
            for row in facts["recipients"]
            if row["role"] == "processor"
        ],
        "hasTechnicalOrganisationalMeasure": _measure_addresses(rows),
        "source": _listed(Source(source).label for source in facts["kinds"][kind.value]["sources"]),
    }


def _measure_addresses(rows: Iterable[Facts]) -> list[str]:
    measures = [f"{DPV}AccessControlMethod"]
    if any(row["is_encrypted"] for row in rows):
        measures.append(f"{DPV}EncryptionAtRest")
    return measures
