"""What the columns of a table of jobs or studies, and the labels within an entry, are called."""

from cluster_crm.people.names import unaccented

HEADS = {
    "organisation": """
        werkgever, bedrijf, organisatie, employer, company, organisation, organization, bedrijfsnaam, opdrachtgever,
        instelling, naam werkgever, werkgever / organisatie, waar, where
        """,
    "position": """
        functie, functienaam, rol, position, role, job title, title, function, beroep, post, functie / rol,
        werkzaamheden, wat, what
        """,
    "place": """
        plaats, locatie, place, location, city, vestigingsplaats, town, stad
        """,
    "period": """
        periode, jaar, van - tot, van, tot, datum, period, year, years, dates, date, from, to, when, wanneer, van tot,
        looptijd, jaren, from - to
        """,
    "institution": """
        instituut, instelling, school, onderwijsinstelling, institution, institute, university, opleidingsinstituut,
        opleider, school / instituut, provider, aanbieder, issuer
        """,
    "study": """
        opleiding, studie, diploma, cursus, kwalificatie, study, degree, qualification, programme, program, course,
        opleiding / cursus, richting, studierichting, certificate, training, certificaat, naam opleiding
        """,
    "result": """
        diploma behaald, behaald, resultaat, result, niveau, level, grade, diploma ja/nee
        """,
}
HEAD_OF = {unaccented(" ".join(name.split())): head for head, names in HEADS.items() for name in names.split(",")}


def is_label_of_period(text: str) -> bool:
    """Whether a text is the label that stands before a period."""
    return HEAD_OF.get(plain_label(text)) == "period"


def plain_label(label: str) -> str:
    """A label without accents, capitals and the signs behind it."""
    return unaccented(" ".join(label.strip(" :\t").split()))
