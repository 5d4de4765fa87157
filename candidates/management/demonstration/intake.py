"""A list of people that came in, for the recruiter to look through: the worker reads it as soon as it is there."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from candidates.actions.imports import Choices, Upload, start_import
from candidates.models import Candidate
from cluster_crm.accounts.models import User
from privacy.actions.roles import Origin
from privacy.vocabulary import Source

HEADINGS: Final = "Naam;E-mail;Telefoon;Woonplaats;Functietitel;Vaardigheden;Opmerkingen;Laatste contact;Geboortedatum"
LINES: Final = (
    "Evi Zandstra;evi.zandstra@example.org;06-12345670;Zwolle;Planner;Excel, SAP;Zoekt drie dagen;{recent};",
    "Jurre van 't Hof;jurre@example.org;0612345671;Breda;Lasser;TIG, MIG;;{recent};12-03-1990",
    "Oumaima El Idrissi;oumaima@example.org;06 12 34 56 72;Utrecht;Data-analist;SQL, Python;;;",
    "Teun Kramer;geen e-mail;;Assen;Monteur;;;;",
    "Wies ter Braak;wies@example.org;;Deventer;Jurist;;Kan per direct;{long_ago};",
)


def load_intake(recruiter: User, known: Candidate) -> None:
    """Bring in a list in which one row has a mistake, one is past its term, and one is somebody whom we hold."""
    today = timezone.localdate()
    days = {"recent": (today - timedelta(days=60)).isoformat(), "long_ago": (today - timedelta(days=900)).isoformat()}
    held = f"{known.full_name};{known.email};;{known.city};;;;{days['recent']};"
    text = "\n".join((HEADINGS, *(line.format(**days) for line in LINES), held))
    choices = Choices(
        origin=Origin(Source.JOBBOARD, "vacaturebank, najaar", today), owner=recruiter, tags=["banenmarkt"]
    )
    start_import([Upload("lijst.csv", text.encode)], choices=choices, by=recruiter)
