import pytest

from candidates.readers.candidate_draft import EducationDraft, ExperienceDraft
from candidates.readers.cv.parser import read_cv_text
from candidates.readers.partial_date import PartialDate

COOK = ExperienceDraft(
    organisation="Hotel Pol", position="Kok", place="Ede", started_on=PartialDate(2015, 3), ended_on=None
)
WAITER = ExperienceDraft(
    organisation="Eetcafé Grut",
    position="Barmedewerker",
    place="Wageningen",
    started_on=PartialDate(2010, 9),
    ended_on=PartialDate(2015, 2),
)
LAYOUTS = {
    "date before": """
        mrt 2015 - heden: Kok, Hotel Pol, Ede
        sep 2010 - feb 2015: Barmedewerker, Eetcafé Grut, Wageningen""",
    "date behind": """
        Kok, Hotel Pol, Ede\t03/2015 - heden
        Barmedewerker, Eetcafé Grut, Wageningen\t09/2010 - 02/2015""",
    "date in brackets": """
        Kok, Hotel Pol (Ede) (maart 2015 – heden)
        Barmedewerker, Eetcafé Grut (Wageningen) (sept. 2010 – feb. 2015)""",
    "date below": """
        Hotel Pol, Ede
        Kok
        mrt 2015 – nu
        Eetcafé Grut, Wageningen
        Barmedewerker
        sep 2010 – feb 2015""",
    "date above": """
        03/2015 - heden
        Hotel Pol, Ede
        Kok
        09/2010 - 02/2015
        Eetcafé Grut, Wageningen
        Barmedewerker""",
    "date between": """
        Kok
        Hotel Pol | Ede | maart 2015 – heden
        Barmedewerker
        Eetcafé Grut | Wageningen | 9-2010 – 2-2015""",
    "date beside": """
        mrt 2015 - heden\tKok
        Hotel Pol, Ede
        sep 2010 - feb 2015\tBarmedewerker
        Eetcafé Grut, Wageningen""",
    "employer first": """
        03-2015 – heden\tHotel Pol, Ede, Kok
        09-2010 – 02-2015\tEetcafé Grut, Wageningen, Barmedewerker""",
    "table": """
        Periode\tWerkgever\tPlaats\tFunctie
        mrt 2015 – heden\tHotel Pol\tEde\tKok
        sep 2010 – feb 2015\tEetcafé Grut\tWageningen\tBarmedewerker""",
    "years first, employer as in a sentence": """
        2015 mrt – heden
        Kok bij Hotel Pol in Ede
        2010 sep – 2015 feb
        Barmedewerker bij Eetcafé Grut in Wageningen""",
    "two columns of dates": """
        van\ttot\tfunctie\twerkgever\tplaats
        mrt 2015\theden\tKok\tHotel Pol\tEde
        sep 2010\tfeb 2015\tBarmedewerker\tEetcafé Grut\tWageningen""",
    "place below the date": """
        Hotel Pol
        Kok
        maart 2015 - Present
        Ede
        Eetcafé Grut
        Barmedewerker
        sep 2010 - feb 2015
        Wageningen""",
    "narrow": """
        Hotel Pol, Ede\tmaart 2015 – nu
        Kok
        Eetcafé Grut, Wageningen\tseptember 2010 –
        Barmedewerker\tfebruari 2015""",
    "labels": """
        Werkgever: Hotel Pol, Ede
        Periode: 03-2015 - heden
        Functie: Kok
        Werkgever: Eetcafé Grut, Wageningen
        Periode: 09-2010 - 02-2015
        Functie: Barmedewerker""",
    "with durations and remarks": """
        Hotel Pol
        3 jaar 2 maanden
        Kok
        maart 2015 - Present (3 jaar)
        Ede, Gelderland, Nederland
        Eetcafé Grut
        Barmedewerker
        sep 2010 - feb 2015 (4 jaar 6 maanden)
        Wageningen""",
    "by a word": """
        mrt 2015 - heden  Kok bij Hotel Pol, Ede
        sep 2010 - feb 2015  Barmedewerker bij Eetcafé Grut, Wageningen""",
}


LETTER = """
Mijn naam is Youssef Amrani en ik woon in Tilburg.
Van maart 2015 tot juni 2019 werkte ik als magazijnmedewerker bij Transportbedrijf Snel in
Waalwijk. Sinds juli 2019 ben ik teamleider logistiek bij Webwinkel Vlot in Tilburg. Daarnaast
ben ik sinds 2017 vrijwilliger bij Voetbalclub De Ster.
Ik volgde de opleiding MBO 3 Logistiek teamleider aan het ROC Midden van 2012 tot 2015.
Ik ben sterk in plannen, leidinggeven en WMS. Ik spreek Nederlands, Arabisch en een beetje Frans.
"""


@pytest.mark.requirement("CAND-DATA-09")
@pytest.mark.parametrize("written", LAYOUTS.values(), ids=LAYOUTS)
def test_jobs_are_read_wherever_the_date_stands(written: str):
    draft = read_cv_text(f"Jan de Vries\n\nWerkervaring\n{written}\n\nTalen\nNederlands\n").draft

    assert draft.experience == (COOK, WAITER)


def test_employers_that_are_set_as_headings_begin_no_part():
    lines = [
        "Loopbaan",
        "Hotel Pol, Ede",
        "Kok, 2015 – heden",
        "Eetcafé Grut, Ede",
        "Ober, 2010 – 2015",
        "Talen",
        "Fries",
    ]

    jobs = read_cv_text("\n".join(["Jan de Vries", *lines]), looks=(0, 1, 1, 2, 1, 2, 1, 2)).draft.experience

    assert [(job.organisation, job.position) for job in jobs] == [("Hotel Pol", "Kok"), ("Eetcafé Grut", "Ober")]


def test_third_cell_under_an_employer_tells_about_the_job():
    rows = "Hotel Pol, Ede\nKok\tmei 2015 – heden\tMenukaart en inkoop\nOber\tmei 2010 – mei 2015\tTerras"

    jobs = read_cv_text(f"Jan de Vries\n\nErvaring\n{rows}\n").draft.experience

    assert [(job.organisation, job.position, job.description) for job in jobs] == [
        ("Hotel Pol", "Kok", "Menukaart en inkoop"),
        ("Hotel Pol", "Ober", "Terras"),
    ]


def test_second_function_under_one_employer_keeps_the_employer():
    text = (
        "Werkervaring\nHotel Pol, Ede\nChef-kok (maart 2018 – heden)\n• Leidt acht koks\n"
        "Kok (mei 2015 – februari 2018)\n• Kookte\n"
    )

    jobs = read_cv_text(text).draft.experience

    assert [(job.organisation, job.position, job.place, job.description) for job in jobs] == [
        ("Hotel Pol", "Chef-kok", "Ede", "Leidt acht koks"),
        ("Hotel Pol", "Kok", "Ede", "Kookte"),
    ]


def test_description_is_no_title_and_its_years_date_nothing():
    text = (
        "Experience\nHotel Pol, Ede\nCook\nMar 2015 – present\nCooks for two hundred guests a day.\n"
        "Won a prize in 2017.\nCafe Grut, Wageningen\nBarman\nSep 2010 – Feb 2015\n"
    )

    jobs = read_cv_text(text).draft.experience

    assert [(job.organisation, job.position, job.description) for job in jobs] == [
        ("Hotel Pol", "Cook", "Cooks for two hundred guests a day.\nWon a prize in 2017."),
        ("Cafe Grut", "Barman", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Vrijwilligerswerk\n2010 - 2012: Kok, Stichting Buurtmaal, Ede\n",
        "Werkervaring\n2010 - 2012: Kok (vrijwilliger), Stichting Buurtmaal, Ede\n",
    ],
)
def test_voluntary_work_is_marked(text: str):
    (job,) = read_cv_text(text).draft.experience

    assert (job.organisation, job.position, job.place, job.is_voluntary) == ("Stichting Buurtmaal", "Kok", "Ede", True)


@pytest.mark.requirement("CAND-DATA-09")
def test_letter_without_headings_is_read_sentence_by_sentence():
    draft = read_cv_text(LETTER).draft

    assert (draft.given_name, draft.family_name, draft.city) == ("Youssef", "Amrani", "Tilburg")
    assert [
        (job.organisation, job.position, job.place, str(job.started_on), job.is_voluntary) for job in draft.experience
    ] == [
        ("Transportbedrijf Snel", "magazijnmedewerker", "Waalwijk", "2015-03", False),
        ("Webwinkel Vlot", "teamleider logistiek", "Tilburg", "2019-07", False),
        ("Voetbalclub De Ster", "vrijwilliger", "", "2017", True),
    ]
    assert [(one.institution, one.study_type, one.area) for one in draft.education] == [
        ("ROC Midden", "MBO 3", "Logistiek teamleider")
    ]
    assert [skill.name for skill in draft.skills] == ["plannen", "leidinggeven", "WMS"]
    assert [language.name for language in draft.languages] == ["Nederlands", "Arabisch", "Frans"]


def test_text_without_headings_is_cut_at_its_periods():
    text = (
        "Eva de Groot\nMarketeer\n\n2021 to now\nHead of Growth, Fietsfabriek Oost (Amsterdam)\n\n2017 to 2021\n"
        "Marketing Manager, Nordic Oats AB (Malmö)\n\n2012 to 2014\nMSc Marketing, Stockholm Business College\n\n"
        "Swedish (native), English (C2)\n"
    )

    draft = read_cv_text(text).draft

    assert [(job.organisation, job.position, job.place) for job in draft.experience] == [
        ("Fietsfabriek Oost", "Head of Growth", "Amsterdam"),
        ("Nordic Oats AB", "Marketing Manager", "Malmö"),
    ]
    assert [(one.institution, one.study_type, one.area) for one in draft.education] == [
        ("Stockholm Business College", "MSc", "Marketing")
    ]
    assert [(language.name, language.fluency) for language in draft.languages] == [
        ("Swedish", "native"),
        ("English", "C2"),
    ]


def test_other_people_and_time_at_home_stay_out_of_jobs():
    text = (
        "Werkervaring\n2016 - heden: Kok, Hotel Pol, Ede\nKookt.\nReferentie: Teun Bakvis\nTel. 06-87654321\n"
        "2015 - 2016: Wereldreis\n2010 - 2015: Barman, Eetcafé Grut, Ede\n• Feest bij klant Vos, 2012 - 2013\n"
    )

    jobs = read_cv_text(text).draft.experience

    assert [(job.position, job.description) for job in jobs] == [
        ("Kok", "Kookt."),
        ("Barman", "Feest bij klant Vos, 2012 - 2013"),
    ]


def test_projects_and_publications_are_no_jobs():
    text = "Projecten\n2010 - 2012: Kok, Hotel Pol, Ede\nPublicaties\n2019: Soep in de kou, Kookblad\n"

    assert read_cv_text(text).draft.experience == ()


def test_certificates_without_dates_are_read_one_by_one():
    draft = read_cv_text(
        "Werk\n2010 - 2012: Kok, Hotel Pol\nCertificaten\nVCA basis, EHBO\nKlimmen, Klimschool Noord\n"
    ).draft

    assert [(one.institution, one.study_type) for one in draft.education] == [
        ("", "VCA basis"),
        ("", "EHBO"),
        ("Klimschool Noord", "Klimmen"),
    ]


def study(institution: str, study_type: str, area: str, started: str, ended: str) -> EducationDraft:
    first, last = (PartialDate.parse(year) if year else None for year in (started, ended))
    return EducationDraft(institution=institution, study_type=study_type, area=area, started_on=first, ended_on=last)


@pytest.mark.requirement("CAND-DATA-10")
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "2006-2010\tHBO Bedrijfskunde\nHogeschool Larix",
            study("Hogeschool Larix", "HBO", "Bedrijfskunde", "2006", "2010"),
        ),
        (
            "MSc, Earth and Water, Universiteit Sticht, 2007 – 2009",
            study("Universiteit Sticht", "MSc", "Earth and Water", "2007", "2009"),
        ),
        (
            "Master of Laws, European Law\tUniversiteit Sticht\t2007 – 2009",
            study("Universiteit Sticht", "Master of Laws", "European Law", "2007", "2009"),
        ),
        ("MBO niveau 4 Kok, ROC Noord, 2007 - 2009", study("ROC Noord", "MBO niveau 4", "Kok", "2007", "2009")),
        (
            "BSc (Hons) in Geology, University of Benue (2002 - 2006)",
            study("University of Benue", "BSc (Hons)", "Geology", "2002", "2006"),
        ),
        (
            "Certificaat Wondzorg, Zorgacademie Flevo, 2019",
            study("Zorgacademie Flevo", "Certificaat", "Wondzorg", "2019", "2019"),
        ),
        (
            "2006-2010: Bachelor Bedrijfskunde (Hogeschool Larix)",
            study("Hogeschool Larix", "Bachelor", "Bedrijfskunde", "2006", "2010"),
        ),
        (
            "BA (Hons) Philosophy, Law and Music, University of Benue, 2006 - 2010",
            study("University of Benue", "BA (Hons)", "Philosophy, Law and Music", "2006", "2010"),
        ),
        (
            "Drs. Bedrijfskunde, Hogeschool Larix, 2006",
            study("Hogeschool Larix", "Drs.", "Bedrijfskunde", "2006", "2006"),
        ),
        ("2001 – heden: Havo, Sint Bonifaas College", study("Sint Bonifaas College", "Havo", "", "2001", "")),
    ],
)
def test_studies_are_cut_into_school_qualification_and_field(written: str, expected: EducationDraft):
    assert read_cv_text(f"Jan de Vries\n\nOpleiding\n{written}\n").draft.education == (expected,)
