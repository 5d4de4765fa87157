"""From a JSON Resume that fits its schema to the draft of a candidate."""

from collections.abc import Iterator

from candidates.readers.candidate_draft import (
    CandidateDraft,
    EducationDraft,
    ExperienceDraft,
    LanguageDraft,
    SkillDraft,
)
from candidates.readers.field_reader import FieldReader
from candidates.readers.json_resume_mending import Json
from cluster_crm.people.names import split_name

Section = dict[str, Json]


def draft_of(document: Json, reader: FieldReader) -> CandidateDraft:
    """The dossier part of a valid JSON Resume; what the reader refuses it remembers by JSON path."""
    basics, location = _object(document, "basics"), _object(_object(document, "basics"), "location")
    country = reader.country(_text(location, "countryCode"), "basics.location.countryCode")
    name = split_name(reader.text(_text(basics, "name"), "basics.name"))
    return CandidateDraft(
        given_name=name.given_name,
        infix=name.infix,
        family_name=name.family_name,
        email=reader.email(_text(basics, "email"), "basics.email"),
        phone=reader.phone(_text(basics, "phone"), "basics.phone", country),
        street=reader.text(_text(location, "address"), "basics.location.address"),
        city=reader.text(_text(location, "city"), "basics.location.city"),
        postcode=reader.postcode(_text(location, "postalCode"), "basics.location.postalCode", country),
        country=country,
        headline=reader.text(_text(basics, "label"), "basics.label"),
        summary=reader.text(_text(basics, "summary"), "basics.summary"),
        profile_urls=tuple(dict.fromkeys(_profile_urls(basics, reader))),
        education=(*_education(document, reader), *_certificates(document, reader)),
        experience=(*_experience(document, "work", reader), *_experience(document, "volunteer", reader)),
        skills=tuple(_skills(document, reader)),
        languages=tuple(_languages(document, reader)),
    )


def _profile_urls(basics: Section, reader: FieldReader) -> Iterator[str]:
    addresses = [(_text(basics, "url"), "basics.url")]
    addresses += [(_text(profile, "url"), f"{at}.url") for at, profile in _entries(basics, "profiles", "basics.")]
    for address, where in addresses:
        if url := reader.profile_url(address, where):
            yield url


def _education(document: Json, reader: FieldReader) -> Iterator[EducationDraft]:
    for at, study in _entries(document, "education"):
        yield EducationDraft(
            institution=reader.text(_text(study, "institution"), f"{at}.institution"),
            area=reader.text(_text(study, "area"), f"{at}.area"),
            study_type=reader.text(_text(study, "studyType"), f"{at}.studyType"),
            started_on=reader.date(_text(study, "startDate"), f"{at}.startDate"),
            ended_on=reader.date(_text(study, "endDate"), f"{at}.endDate"),
            description=reader.text(_lines(study, ("score", "url"), "courses"), at),
        )


def _certificates(document: Json, reader: FieldReader) -> Iterator[EducationDraft]:
    for at, certificate in _entries(document, "certificates"):
        yield EducationDraft(
            institution=reader.text(_text(certificate, "issuer"), f"{at}.issuer"),
            area=reader.text(_text(certificate, "name"), f"{at}.name"),
            study_type="certificate",
            ended_on=reader.date(_text(certificate, "date"), f"{at}.date"),
            description=reader.text(_text(certificate, "url"), f"{at}.url"),
        )


def _experience(document: Json, section: str, reader: FieldReader) -> Iterator[ExperienceDraft]:
    for at, job in _entries(document, section):
        yield ExperienceDraft(
            organisation=reader.text(_text(job, "name") or _text(job, "organization"), f"{at}.name"),
            position=reader.text(_text(job, "position"), f"{at}.position"),
            place=reader.text(_text(job, "location"), f"{at}.location"),
            started_on=reader.date(_text(job, "startDate"), f"{at}.startDate"),
            ended_on=reader.date(_text(job, "endDate"), f"{at}.endDate"),
            description=reader.text(_lines(job, ("description", "summary", "url"), "highlights"), at),
            is_voluntary=section == "volunteer",
        )


def _skills(document: Json, reader: FieldReader) -> Iterator[SkillDraft]:
    """Each skill and each of its keywords, once."""
    seen: set[str] = set()
    for at, skill in _entries(document, "skills"):
        level = reader.text(_text(skill, "level"), f"{at}.level")
        for written in (_text(skill, "name"), *_texts(skill, "keywords")):
            name = reader.text(written, at)
            if name and name.lower() not in seen:
                seen.add(name.lower())
                yield SkillDraft(name, level)


def _languages(document: Json, reader: FieldReader) -> Iterator[LanguageDraft]:
    for at, language in _entries(document, "languages"):
        if name := reader.text(_text(language, "language"), f"{at}.language"):
            yield LanguageDraft(name, reader.text(_text(language, "fluency"), f"{at}.fluency"))


def _object(value: Json, key: str) -> Section:
    part = value.get(key) if isinstance(value, dict) else None
    return part if isinstance(part, dict) else {}


def _entries(value: Json, key: str, prefix: str = "") -> Iterator[tuple[str, Section]]:
    items = value.get(key) if isinstance(value, dict) else None
    for index, item in enumerate(items if isinstance(items, list) else []):
        if isinstance(item, dict):
            yield f"{prefix}{key}[{index}]", item


def _text(section: Section, key: str) -> str:
    value = section.get(key)
    return value if isinstance(value, str) else ""


def _texts(section: Section, key: str) -> list[str]:
    values = section.get(key)
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _lines(section: Section, keys: tuple[str, ...], list_key: str) -> str:
    lines = [*(_text(section, key) for key in keys), *(f"- {line}" for line in _texts(section, list_key))]
    return "\n".join(line for line in lines if line)
