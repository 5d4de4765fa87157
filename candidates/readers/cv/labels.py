"""Lines with a label and a value: "Woonplaats: Ede", "E-mail <tab> a@example.org", or label and value on two lines."""

import re
from collections.abc import Iterable, Iterator

from candidates.readers.cv.lines import Line, Span
from cluster_crm.people.names import unaccented

LABELS = {
    "name": """
        naam, volledige naam, name, full name, naam en voornaam, voor- en achternaam, naam kandidaat
        """,
    "given_name": """
        voornaam, voornamen, voorna(a)m(en), first name, first names, given name, given names, forename, forenames,
        voornaam/namen
        """,
    "calling_name": """
        roepnaam, called, preferred name, known as, calling name
        """,
    "infix": """
        tussenvoegsel, tussenvoegsels, voorvoegsel, voorvoegsels, prefix
        """,
    "family_name": """
        achternaam, familienaam, surname, last name, family name, geslachtsnaam
        """,
    "street": """
        adres, straat, woonadres, straat en huisnummer, address, street, home address, street address, home, postal
        address, postadres, a, adresgegevens, straat + huisnummer
        """,
    "postcode": """
        postcode, postal code, zip, zip code, postcode en plaats, postcode + plaats, postcode/plaats, postcode /
        woonplaats, postcode en woonplaats, postcode/woonplaats, pc + woonplaats
        """,
    "city": """
        woonplaats, plaats, stad, city, town, place of residence, residence, location, locatie, woonachtig in,
        woonachtig te, woont in, lives in, based in, regio, standplaats, place, city of residence, woonplaats en
        postcode
        """,
    "country": """
        land, country, country of residence
        """,
    "email": """
        e-mail, email, mail, e-mailadres, emailadres, e-mail address, email address, e
        """,
    "phone": """
        telefoon, tel, telefoonnummer, tel.nr, mobiel, mobiele telefoon, mobiel nummer, gsm, phone, phone number,
        mobile, mobile phone, telephone, cell, cell phone, m, t, tel mobiel, tel. mobiel, tel privé, tel. privé, mob,
        office, home phone, telefoon mobiel, telefoon thuis
        """,
    "headline": """
        job applied for, position applied for, preferred job, beoogde functie, functie nu, functie, beroep, huidige
        functie, functietitel, current position, current role, position, profession, occupation, job title, gewenste
        functie, function, role, title, titel, beroepstitel, huidig beroep, current job, desired position
        """,
    "never": """
        geboortedatum, geb. datum, geboren, geboren op, geboortedag, date of birth, birth date, born, dob,
        geboorteplaats, place of birth, birthplace, nationaliteit, nationality, burgerlijke staat, marital status,
        geslacht, gender, sex, religie, religion, geloof, kerkelijke gezindte, bsn, burgerservicenummer, sofinummer,
        rijbewijs, driving licence, driving license, kinderen, children, leeftijd, age, passport, paspoort,
        gezinssituatie, civil status, website, linkedin, in, w, github, geb, geboortedatum en -plaats,
        geboortedatum/plaats, iban, rekeningnummer
        """,
}
FIELD_OF = {
    unaccented(" ".join(label.split())): field for field, labels in LABELS.items() for label in labels.split(",")
}
LABELLED = re.compile(
    r"(?P<label>[^\W\d_][^:\t\n]{0,28}?)\s{0,12}(?::\s{0,12}|\t\s{0,4}:?\s{0,12})(?=\S)|(?P<short>[ETMAWP])\s+(?=\S)"
)


def label_of(text: str) -> str:
    """The field that a label names; nothing for a text that is no label."""
    return FIELD_OF.get(unaccented(" ".join(text.replace("(s)", "s").replace("(en)", "en").strip(" .:").split())), "")


def labelled(lines: Iterable[Line]) -> Iterator[tuple[str, Span]]:
    """Each field that a label names, with its value."""
    waiting = ""
    for line in lines:
        if waiting and not label_of(line.text):
            yield waiting, line.span
        waiting = label_of(line.text) if "\t" not in line.text else ""
        for cells in _pairs(line):
            if (found := LABELLED.match(cells.text)) and (field := label_of(found["label"] or found["short"])):
                yield field, cells.part(found.end()).stripped(" \t:")


def _pairs(line: Line) -> list[Span]:
    """A row may hold one pair of label and value, or several cells each with a label of its own."""
    cells = line.cells
    if len(cells) > 1 and not all(LABELLED.match(cell.text) for cell in cells[1:]):
        return [line.span]
    return cells
