"""Tables whose first row says what stands in each column: "Periode, Werkgever, Plaats, Functie"."""

from collections.abc import Sequence

from candidates.readers.cv.entries import Entry
from candidates.readers.cv.lines import Line, Span
from cluster_crm.people.names import unaccented

HEADS = {
    "organisation": """
        werkgever, bedrijf, organisatie, employer, company, organisation, organization, bedrijfsnaam, opdrachtgever,
        instelling, naam werkgever, werkgever / organisatie
        """,
    "position": """
        functie, functienaam, rol, position, role, job title, title, function, beroep, post, functie / rol,
        werkzaamheden
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
FEWEST_HEADS = 2


def under_heads(lines: Sequence[Line], entries: Sequence[Entry]) -> list[dict[str, Span]] | None:
    """For each entry its cells by the heads of the table; None where the section is no such table."""
    heads = next((found for line in lines[:2] if (found := _heads(line))), None)
    if not heads:
        return None
    rows = {line.span.start: line for line in lines}
    named = []
    for entry in entries:
        cells = _cells_of_row(entry, rows)
        if len(cells) != len(heads):
            return None
        named.append({head: cell for head, cell in zip(heads, cells, strict=True) if head not in {"period", "result"}})
    return named


def _heads(line: Line) -> list[str] | None:
    heads = [HEAD_OF.get(unaccented(cell.shown.strip(" :")), "") for cell in line.cells]
    return heads if len(heads) >= FEWEST_HEADS and all(heads) else None


def _cells_of_row(entry: Entry, rows: dict[int, Line]) -> list[Span]:
    where = entry.period.span.start
    row = max((start for start in rows if start <= where), default=None)
    return rows[row].cells if row is not None else []
