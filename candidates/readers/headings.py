"""What a heading says about its column, in Dutch or English: a field of the import, or data that stay out."""

import re
from functools import lru_cache

from candidates.readers.import_fields import LeftOut
from cluster_crm.people.names import unaccented

HEADINGS = {
    "name": (
        *("naam", "volledige naam", "kandidaat", "naam kandidaat", "kandidaatnaam", "weergavenaam"),
        *("name", "full name", "candidate", "candidate name", "display name"),
    ),
    "given_name": ("voornaam", "voornamen", "roepnaam", "first name", "given name", "given names", "forename"),
    "initials": ("voorletter", "voorletters", "initialen", "initials"),
    "infix": (
        *("tussenvoegsel", "tussenvoegsels", "voorvoegsel", "voorvoegsels", "tv", "tussenv"),
        *("infix", "middle name", "prefix"),
    ),
    "family_name": ("achternaam", "familienaam", "geslachtsnaam", "last name", "family name", "surname"),
    "email": (
        *("e-mail", "email", "mail", "e-mailadres", "emailadres", "mailadres", "e-mail prive", "e-mail 1"),
        *("e-mail address", "email address", "mail address", "primary email", "personal email"),
    ),
    "phone": (
        *("telefoon", "telefoonnummer", "tel", "telnr", "tel nr", "mobiel", "mobiel nummer", "mobiele telefoon"),
        *("mobiele nummer", "gsm", "06-nummer", "06", "telefoon prive", "telefoon mobiel", "telefoon 1"),
        *("phone", "phone number", "telephone", "telephone number", "mobile", "mobile phone", "mobile number"),
        *("cell phone", "cell", "phone 1", "primary phone"),
    ),
    "other_phone": (
        *("telefoon 2", "tweede telefoon", "telefoon thuis", "telefoon vast", "vaste telefoon", "vast nummer"),
        *("ander telefoonnummer", "phone 2", "second phone", "other phone", "home phone", "landline"),
    ),
    "street": ("adres", "straat", "straat en huisnummer", "straatnaam", "address", "street", "street address"),
    "postcode": ("postcode", "zip", "zip code", "postal code", "post code"),
    "city": ("plaats", "woonplaats", "stad", "city", "town", "place", "place of residence", "location"),
    "country": ("land", "landcode", "country", "country code", "country of residence"),
    "headline": ("functietitel", "beroep", "gewenste functie", "headline", "label", "profession", "desired position"),
    "position": (
        *("functie", "huidige functie", "functienaam", "position", "job title", "current position", "title"),
        "current job title",
    ),
    "organisation": (
        *("werkgever", "huidige werkgever", "bedrijf", "bedrijfsnaam", "organisatie"),
        *("company", "employer", "current employer", "current company", "organisation", "organization"),
    ),
    "education": ("opleiding", "hoogste opleiding", "studie", "studierichting", "education", "degree", "study"),
    "institution": ("school", "onderwijsinstelling", "instelling", "institution", "university", "college"),
    "skills": ("vaardigheden", "competenties", "kennis", "skills", "competences", "competencies"),
    "languages": ("talen", "talenkennis", "taal", "languages", "language"),
    "summary": ("samenvatting", "profiel", "omschrijving", "profielschets", "summary", "about", "bio"),
    "profile_url": (
        *("linkedin", "linkedin url", "linkedin profiel", "linkedin profile", "linked in", "github", "xing"),
        *("profile url", "profile", "public profile", "website", "url", "webpagina", "profielpagina"),
    ),
    "note": (
        *("opmerking", "opmerkingen", "toelichting", "notitie", "notities", "aantekeningen", "bijzonderheden"),
        *("note", "notes", "remark", "remarks", "comment", "comments"),
    ),
    "tags": ("tag", "tags", "labels", "trefwoord", "trefwoorden", "kenmerken", "keywords"),
    "owner": (
        *("eigenaar", "consultant", "recruiter", "intercedent", "beheerder", "accountmanager", "contactpersoon bureau"),
        *("owner", "record owner", "candidate owner", "account manager"),
    ),
    "last_contact_on": (
        *("laatste contact", "datum laatste contact", "laatste contactdatum", "laatste contactmoment"),
        *("laatst gesproken", "laatst gesproken op", "last contact", "last contact date", "last contacted"),
        *("date of last contact", "last contact on", "last activity", "laatste activiteit"),
    ),
    "collected_on": (
        *("verzameld op", "ontvangen op", "datum ontvangst", "datum inschrijving", "ingeschreven op"),
        *("inschrijfdatum", "toegevoegd op", "aangemaakt op", "aanmaakdatum", "datum toegevoegd"),
        *(
            "collected on",
            "received on",
            "registered on",
            "registration date",
            "date added",
            "created on",
            "created at",
        ),
    ),
    "available_from": (
        *("beschikbaar vanaf", "beschikbaar per", "beschikbaar op", "beschikbaarheidsdatum", "startdatum"),
        *("available from", "availability date", "available on", "earliest start date"),
    ),
    "work_permit_required": (
        *("werkvergunning nodig", "werkvergunning vereist", "tewerkstellingsvergunning nodig", "twv nodig"),
        *("needs a work permit", "work permit required", "work permit needed", "visa sponsorship required"),
    ),
}
PARTS_OF_OTHER_WORDS = {
    LeftOut.NATIONAL_ID: (
        *("sofinummer", "sofinr", "burgerservice", "bsnnummer", "bsnnr", "socialsecurity", "citizenservice"),
        *("nationalid", "nationalinsurance", "rijksregister", "insz", "loonbelasting"),
    ),
    LeftOut.BIRTH: ("geboortedat", "geboortejaar", "geboortedag", "birthdat", "birthyear", "dateofbirth", "birthday"),
    LeftOut.ORIGIN: (
        *("nationalit", "geboorteplaats", "geboorteland", "birthplace", "placeofbirth", "countryofbirth"),
        *("citizenship", "staatsburger", "etnic", "ethnic", "afkomst", "herkomstland", "verblijfsstatus"),
    ),
    LeftOut.FAMILY: ("burgerlijkestaat", "maritalstatus", "huwelijk", "gezinssituatie", "familystatus"),
    LeftOut.HEALTH: (
        *("gezondheid", "handicap", "medisch", "medical", "disabilit", "arbeidsbeperking", "arbeidsongeschikt"),
        *("zwanger", "pregnan", "allergi", "vaccinat", "ziekteverzuim", "healthcondition", "healthstatus"),
    ),
    LeftOut.BELIEF: (
        *(
            "levensovertuiging",
            "geloofsovertuiging",
            "vakbond",
            "tradeunion",
            "unionmember",
            "politiek",
            "politicalaff",
        ),
        *("geaardheid", "seksuele", "sexualor", "religie", "religion", "kerkgenootschap"),
    ),
    LeftOut.CRIMINAL: ("strafblad", "strafrecht", "criminal", "veroordel", "convictions", "goedgedrag"),
    LeftOut.PHOTO: ("pasfoto", "profielfoto", "profilepicture", "profilephoto", "photourl", "fotourl"),
    LeftOut.PAY: (
        *("huidigsalaris", "huidigesalaris", "huidigloon", "laatstverdiend", "currentsalary", "currentpay"),
        *("currentcompensation", "currentremuneration", "salaryhistory", "lastsalary", "laatstesalaris"),
    ),
    LeftOut.BANK: ("bankrekening", "rekeningnummer", "bankaccount", "creditcard", "ibannummer"),
    LeftOut.IDENTITY: (
        *("paspoort", "passport", "identiteits", "identitydoc", "identitycard", "idkaart", "rijbewijsnummer"),
        *("idnumber", "documentnummer"),
    ),
    LeftOut.OTHER_PEOPLE: ("noodcontact", "noodnummer", "emergencycontact", "nextofkin", "echtgeno", "naamreferent"),
}
WHOLE_WORDS = {
    LeftOut.NATIONAL_ID: ("bsn", "sofi", "ssn"),
    LeftOut.BIRTH: (
        "geboren",
        "leeftijd",
        "age",
        "dob",
        "verjaardag",
        "geb",
        "gebdatum",
        "gebdat",
        "birth",
        "geboorte",
    ),
    LeftOut.GENDER: ("geslacht", "sekse", "gender", "sex"),
    LeftOut.ORIGIN: ("ras", "race"),
    LeftOut.HEALTH: ("ziekte", "ziek", "health", "illness", "wajong", "wia"),
    LeftOut.BELIEF: ("geloof", "faith", "belief"),
    LeftOut.CRIMINAL: ("vog",),
    LeftOut.PHOTO: ("foto", "photo", "picture", "avatar", "image"),
    LeftOut.PAY: ("salaris", "salary", "loon", "pensioen", "pension", "bonus", "verdient", "wage"),
    LeftOut.BANK: ("iban", "bank", "bic"),
    LeftOut.OTHER_PEOPLE: (
        *("referent", "referenten", "referenties", "referee", "referees", "references"),
        *("partner", "spouse", "kinderen", "children"),
    ),
}
WISHES = frozenset({"gewenst", "gewenste", "verwacht", "verwachte", "expected", "desired", "expectation", "wens"})


def words_of(heading: str) -> tuple[str, ...]:
    """The words of a heading without accents and signs; "dateOfBirth" has three."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading[:200])
    return tuple(re.findall(r"[a-z0-9]+", unaccented(parted)))


FIELD_OF_HEADING = {"".join(words_of(heading)): field for field, names in HEADINGS.items() for heading in names}
FIELD_OF_WORDS = {words_of(heading): field for field, names in HEADINGS.items() for heading in names}
UNSURE_AS_PART = frozenset({"name", "organisation", "country", "education", "institution", "collected_on"})


@lru_cache(maxsize=4096)
def _left_out(words: tuple[str, ...]) -> LeftOut | None:
    squeezed = "".join(words)
    for kind, stems in PARTS_OF_OTHER_WORDS.items():
        if any(stem in squeezed for stem in stems):
            return kind
    for kind, whole in WHOLE_WORDS.items():
        if not set(whole).isdisjoint(words) and not (kind is LeftOut.PAY and WISHES & set(words)):
            return kind
    return None


def left_out_by_heading(heading: str) -> LeftOut | None:
    """Why law or policy keeps the column under this heading out, if they do (CAND-DATA-32)."""
    words = words_of(heading)
    return None if "".join(words) in FIELD_OF_HEADING else _left_out(words)


def field_of_heading(heading: str) -> str:
    """The field that the heading names in full, or nothing."""
    return FIELD_OF_HEADING.get("".join(words_of(heading)), "")


def field_in_heading(heading: str) -> str:
    """The one field that is named among other words, such as "Mobiel (privé)"; nothing when two are."""
    words, found, at = words_of(heading), set(), 0
    while at < len(words):
        longest = next((size for size in range(4, 0, -1) if words[at : at + size] in FIELD_OF_WORDS), 0)
        if longest:
            found.add(FIELD_OF_WORDS[words[at : at + longest]])
        at += longest or 1
    return found.pop() if len(found) == 1 and not found & UNSURE_AS_PART else ""


def known_columns(headings: tuple[str, ...]) -> int:
    """How many columns have a heading that is known here, whether they may come in or not."""
    return sum(bool(field_of_heading(heading) or left_out_by_heading(heading)) for heading in headings[:1000])
