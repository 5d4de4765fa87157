"""Reads the text of a CV, as `cv_text` takes it out of a file."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from candidates.readers.candidate_draft import CandidateDraft
from candidates.readers.cv.address import read_address
from candidates.readers.cv.contact import read_email, read_pages, read_phones
from candidates.readers.cv.education import read_education
from candidates.readers.cv.experience import read_experience
from candidates.readers.cv.headline import read_headline
from candidates.readers.cv.labels import labelled
from candidates.readers.cv.language_names import names_languages
from candidates.readers.cv.languages import read_languages
from candidates.readers.cv.lines import Line, lines_of
from candidates.readers.cv.naming import read_name
from candidates.readers.cv.notes import Notes
from candidates.readers.cv.prose import letter_of
from candidates.readers.cv.reading import CvReading, Section
from candidates.readers.cv.section_kinds import SectionKind
from candidates.readers.cv.sections import Part, parts_of
from candidates.readers.cv.skills import read_skills
from candidates.readers.language import guessed_language

MOST_LINES_OF_PERSON = 60
NOT_READ = frozenset({"line", "guesses", "source_language"})


def read_cv_text(text: str, looks: tuple[int, ...] = ()) -> CvReading:
    """The draft of whom a CV is about, with the place of each value; what is doubtful is left empty.

    `looks` says for each line how prominent it is set, as `cv_text` found it.
    """
    parts = parts_of(list(lines_of(text, looks)))
    notes = Notes()
    draft = _draft(text, parts, notes)
    guesses = frozenset(name for name in CandidateDraft.__slots__ if name not in NOT_READ and getattr(draft, name))
    sections = tuple(Section(part.kind, part.start, part.end) for part in parts)
    return CvReading(_guessed(draft, guesses, guessed_language(text)), notes.in_order(), sections)


def _draft(text: str, parts: Sequence[Part], notes: Notes) -> CandidateDraft:
    own = _lines(parts, {SectionKind.CONTACT})[:MOST_LINES_OF_PERSON]
    others = _lines(parts, set(SectionKind) - {SectionKind.REFEREES})
    fields = list(labelled(own))
    letter = None if _of(parts, SectionKind.EXPERIENCE) else letter_of(text, own)
    email = read_email(own, others, notes)
    name = read_name(fields, own, email, letter, notes)
    address = read_address(own, fields, letter, notes)
    phone, other_phone = read_phones(own, address.country, notes)
    return CandidateDraft(
        given_name=name.given_name,
        infix=name.infix,
        family_name=name.family_name,
        email=email,
        phone=phone,
        other_phone=other_phone,
        street=address.street,
        city=address.city,
        postcode=address.postcode,
        country=address.country,
        headline=read_headline(own, parts, fields, (name.given_name, name.family_name), notes),
        profile_urls=read_pages(own, notes),
        education=read_education(_of(parts, SectionKind.EDUCATION), letter, notes),
        experience=read_experience(_of(parts, SectionKind.EXPERIENCE, SectionKind.VOLUNTARY), letter, notes),
        skills=read_skills(_of(parts, SectionKind.SKILLS), letter, notes),
        languages=read_languages(_of(parts, SectionKind.LANGUAGES) or _listing_languages(others), letter, notes),
    )


def _listing_languages(lines: Sequence[Line]) -> list[Part]:
    """Lines that name several languages, where no heading announces them."""
    listing = tuple(line for line in lines if names_languages(line.text))
    return [Part(SectionKind.LANGUAGES, listing)] if listing else []


def _guessed(draft: CandidateDraft, guesses: frozenset[str], language: str) -> CandidateDraft:
    return replace(draft, guesses=guesses, source_language=language)


def _lines(parts: Iterable[Part], kinds: set[SectionKind]) -> list[Line]:
    return [line for part in parts if part.kind in kinds for line in part.lines]


def _of(parts: Iterable[Part], *kinds: SectionKind) -> list[Part]:
    return [part for part in parts if part.kind in kinds]
