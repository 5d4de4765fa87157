"""Forty invented candidates, the same each time."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from candidates.readers.candidate_draft import (
    CandidateDraft,
    EducationDraft,
    ExperienceDraft,
    LanguageDraft,
    SkillDraft,
)
from candidates.readers.partial_date import PartialDate

HOW_MANY: Final = 40
GIVEN_NAMES: Final = (
    *("Sanne", "Bram", "Fatima", "Daan", "Zoë", "Mohamed", "Lieke", "Thijs", "Ayşe", "Jesse"),
    *("Noor", "Sem", "Eva", "Kwame", "Julia", "Ruben", "Maud", "Yusuf", "Iris", "Teun"),
)
FAMILY_NAMES: Final = (
    *("van der Berg", "de Vries", "Jansen", "van 't Hoff", "Bakker", "den Hollander", "El Amrani", "Visser"),
    *("van de Ven", "Smit", "ter Horst", "Mulder", "in 't Veld", "Yılmaz", "de Jong", "Öztürk", "op den Camp"),
    *("Dekker", "van Dijk", "Hendriks", "te Velde", "Brouwer", "uit den Boogaard"),
)
INFIXES: Final = ("uit den", "op den", "van der", "van de", "van 't", "in 't", "van", "den", "ter", "te", "de")
PLACES: Final = (
    *(("Utrecht", "3511 AB"), ("Rotterdam", "3011 CD"), ("Groningen", "9711 EF"), ("Eindhoven", "5611 GH")),
    *(("'s-Hertogenbosch", "5211 JK"), ("Zwolle", "8011 LM"), ("Arnhem", "6811 NP"), ("Haarlem", "2011 RS")),
)


@dataclass(frozen=True, slots=True)
class Trade:
    """A line of work: what people in it do, know and learned."""

    title: str
    employers: tuple[str, str]
    skills: tuple[str, ...]
    school: str
    study: str


TRADES: Final = (
    Trade(
        "Systeembeheerder",
        ("Coöperatie De Eendracht", "Polder ICT"),
        ("Linux", "Netwerken"),
        "Hogeschool Noord",
        "HBO-ICT",
    ),
    Trade(
        "Verpleegkundige",
        ("Zorggroep Zonnehof", "Ziekenhuis Duinrand"),
        ("Wondzorg", "EPD"),
        "Zorgacademie",
        "Verpleegkunde",
    ),
    Trade(
        "Monteur elektrotechniek",
        ("Van Dam Techniek", "Stroomlijn"),
        ("NEN 1010", "VCA"),
        "ROC Midden",
        "Elektrotechniek",
    ),
    Trade(
        "Financieel administrateur",
        ("Kantoor Balans", "Havenhandel"),
        ("Exact", "Btw-aangifte"),
        "ROC West",
        "Financiën",
    ),
    Trade("Logistiek planner", ("Transport Lint", "Havenhandel"), ("WMS", "Ritplanning"), "ROC Haven", "Logistiek"),
    Trade(
        "Softwareontwikkelaar",
        ("Polder ICT", "Bitwerk"),
        ("Python", "PostgreSQL", "Django"),
        "Universiteit Oost",
        "Informatica",
    ),
    Trade(
        "Projectleider bouw", ("Bouwbedrijf Hamer", "Polder Bouw"), ("Planning", "BIM"), "Hogeschool Zuid", "Bouwkunde"
    ),
    Trade("Klantadviseur", ("Webwinkel Wolk", "Bank Brug"), ("Telefonie", "CRM"), "ROC Oost", "Commercieel"),
)
FLUENCY: Final = ("moedertaal", "C1", "B2", "B1")


def invented_drafts() -> list[CandidateDraft]:
    """Return all of them; each has an address of his own."""
    return [_draft(number) for number in range(HOW_MANY)]


def cv_lines(draft: CandidateDraft) -> list[str]:
    """Return what stands in somebody's CV."""
    name = " ".join(part for part in (draft.given_name, draft.infix, draft.family_name) if part)
    return ["Curriculum vitae", name, f"E-mail: {draft.email}", draft.headline, "", "Werkervaring", *_jobs(draft)]


def _jobs(draft: CandidateDraft) -> Iterator[str]:
    for job in draft.experience:
        yield f"{job.started_on} - {job.ended_on or 'heden'}: {job.position}, {job.organisation}"


def _draft(number: int) -> CandidateDraft:
    given_name = GIVEN_NAMES[number % len(GIVEN_NAMES)]
    infix, family_name = _parts(FAMILY_NAMES[number % len(FAMILY_NAMES)])
    city, postcode = PLACES[number % len(PLACES)]
    trade = TRADES[(number + number // 8) % len(TRADES)]
    return CandidateDraft(
        given_name=given_name,
        infix=infix,
        family_name=family_name,
        email=_address(given_name, infix, family_name, number),
        phone=f"+3165550{number:04}",
        street=f"Voorbeeldstraat {number + 1}",
        postcode=postcode,
        city=city,
        country="NL",
        headline=trade.title,
        summary=f"Al {3 + number % 12} jaar met plezier {trade.title.lower()}; zoekt iets dichter bij huis.",
        education=(
            EducationDraft(
                trade.school, "", trade.study, PartialDate(2005 + number % 9), PartialDate(2009 + number % 9)
            ),
        ),
        experience=tuple(_experience(trade, number)),
        skills=tuple(SkillDraft(skill) for skill in trade.skills),
        languages=(LanguageDraft("Nederlands", FLUENCY[0]), LanguageDraft("Engels", FLUENCY[1 + number % 3])),
    )


def _experience(trade: Trade, number: int) -> Iterator[ExperienceDraft]:
    changed_in = 2016 + number % 6
    now, before = trade.employers
    yield ExperienceDraft(now, trade.title, started_on=PartialDate(changed_in, 3))
    yield ExperienceDraft(
        before, trade.title, started_on=PartialDate(changed_in - 4), ended_on=PartialDate(changed_in, 2)
    )


def _parts(family_name: str) -> tuple[str, str]:
    """Split the infix off a name."""
    infix = next((infix for infix in INFIXES if family_name.startswith(f"{infix} ")), "")
    return infix, family_name.removeprefix(infix).strip()


def _address(given_name: str, infix: str, family_name: str, number: int) -> str:
    plain = unicodedata.normalize("NFKD", f"{given_name}.{infix}{family_name}".lower().replace("ı", "i"))
    local = "".join(
        character for character in plain if character.isascii() and (character.isalnum() or character == ".")
    )
    return f"{local}{number}@example.org"
