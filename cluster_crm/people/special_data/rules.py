"""Rules as data: a small pattern language in which a rule is a phrase that says something about a person."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from cluster_crm.people.special_data.mentions import SpecialKind

PLACEHOLDER = re.compile(r"<([a-z]+)>")
BLANK = r"\s+"

FILLERS = (
    "een,a,an,the,de,het,al,nog,ook,zelf,erg,heel,zeer,vaak,veel,soms,steeds,weer,nu,net,ooit,eerder,vroeger,lang,"
    "langdurig,lange,tijd,type,geen,niet,no,not,never,nooit,last,van,aan,met,from,with,of,some,still,also,quite,"
    "very,"
    "always,severe,mild,chronic,serious,zware,lichte,milde,ernstige,chronische,forse,flinke,ongeneeslijke,kind,af,"
    "jarenlang,jaren,jaar,maanden,weken,dagen,years,year,months,two,three,twee,drie,vier,sinds,since,for,in,kort,"
    "vorig,vorige,last,recently,currently,momenteel,tijdelijk,helaas,terminaal,medical,openly,open,de diagnose"
)


def _phrase(words: str) -> str:
    """A term as a pattern: any blank between its words, and a hyphen that may be missing."""
    return " ".join(re.escape(word).replace(r"\-", r"[-\s]?").replace("'", "['’]?") for word in words.split())


def any_of(terms: str) -> str:
    """A pattern for one of the terms between commas, the longest first; by first letter, which is much quicker."""
    by_letter: dict[str, list[str]] = {}
    for term in sorted({term.strip() for term in terms.split(",")}, key=lambda term: (-len(term), term)):
        by_letter.setdefault(term[0], []).append(_phrase(term)[1:])
    return "(?:" + "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items()) + ")"


SUPPORT: Mapping[str, str] = {
    "fill": rf"(?:(?:{'|'.join(re.escape(word) for word in FILLERS.split(','))}|\d+)\s+){{0,5}}",
    "gap": r"(?:[\w'’-]+,?\s+){0,3}?",
    "own": r"(?:mijn|m'n|zijn|z'n|haar|hun|my|his|her|their)",
    "has": (
        r"(?:heb|hebt|heeft|had|hebben|kreeg|krijgt|kampt|kamp|kampte|lijdt|lijd|leed|has|have|had|having|got|"
        r"suffers"
        r"|suffer|suffered|suffering|developed|lives|living)"
    ),
    "is": r"(?:ben|bent|is|was|werd|wordt|raakte|bleek|blijkt|geworden|am|are|were|been|became|i'm|he's|she's|"
    "they're)",
    "who": r"(?:ik|hij|zij|ze|kandidaat|kandidate|mevrouw|meneer|i|he|she|they|candidate)",
    "cause": (
        r"(?:wegens|vanwege|door|in verband met|als gevolg van|i\.?v\.?m\.?|sinds|na|due to|because of|owing to|"
        r"after"
        r"|since|following)"
    ),
    "ends": r"(?=\s*(?:[,.;:()!?–/]|-\s|$|\d{4}|sinds\b|since\b|in \d{4}))",
}


WORK = any_of(
    "werkte,werkzaam bij,werkervaring,worked,docent,leraar,leraren,leerkracht,teacher,teaching,trainer,training,"
    "trained,coach,cursus,"
    "course,workshop,opleiding,scriptie,thesis,phd,onderzoek,research,artikel,article,wrote,schreef,boek,book,"
    "chapter,brochure,"
    "project,product,app voor,app for,software,platform,ontwikkel,develop,design,ontwierp,bouw,built,builds,beleid,"
    "policy,adviseur,advies,advisor,manager,coördinator,coordinator,afdeling,ward,department,patiënt,patient,"
    "cliënt,"
    "client,mensen met,people with,kinderen,children,jongeren,youth,adolescen,ouderen,elderly,leerling,student,"
    "bewoner,"
    "doelgroep,medewerkers,collega,colleague,gezinnen,families,vrijwillig,volunteer,stichting,foundation,charity,"
    "fonds,"
    "museum,school,universit,kliniek,clinic,instelling,begeleid,behandelde,specialis,gespecialiseerd,verkoop,"
    "verkocht,"
    "verkoopt,sales,sells,sold,verzekera,insur,campagne,campaign,congres,conference,publica,preventie,prevention,"
    "voorlichting,fysiotherap,verpleeg,nurse,arts voor,artsen,werkgroep,leidde,led the,managed,reviewed,zocht,"
    "bestuurder,"
    "onderhandel,negotiat,namens,on behalf,expert,kennis van,ervaring met,experience with,experience in,consultant,"
    "consulent,jurist,advocaat,attorney,lawyer,legal,officer,rechtbank,rechercheur,helped,lessons"
)


@dataclass(frozen=True, eq=False)
class Rule:
    """A phrase that says something of one kind about a person.

    In `pattern` a blank stands for any white space and `<name>` for a word list or a part of speech; `unless` is what,
    within 60 characters, shows that somebody or something else is meant. The words of `terms` (commas between them)
    stand for `<term>`; only sentences that hold the longest word of one of them are looked at.
    """

    code: str
    kind: SpecialKind
    terms: str
    pattern: str = "<term>"
    unless: str = ""

    @property
    def triggers(self) -> Iterator[str]:
        """The words without which the rule cannot fire, in lower case."""
        for term in self.terms.split(","):
            if words := re.findall(r"[^\W_]+", term.lower()):
                yield max(words, key=len)

    @cached_property
    def phrase(self) -> re.Pattern[str]:
        """The whole phrase, compiled when first needed."""
        return re.compile(rf"(?<![\w-])(?:{self._expanded(self.pattern)})(?!\w|-\w)", re.IGNORECASE)

    @cached_property
    def exception(self) -> re.Pattern[str] | None:
        """What makes the phrase harmless."""
        return re.compile(rf"(?<!\w)(?:{self._expanded(self.unless)})", re.IGNORECASE) if self.unless else None

    def _expanded(self, pattern: str) -> str:
        lists = {**SUPPORT, "term": any_of(self.terms)}
        return PLACEHOLDER.sub(lambda name: lists[name[1]].replace(" ", BLANK), pattern.replace(" ", BLANK))
