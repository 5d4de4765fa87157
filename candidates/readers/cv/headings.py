"""The headings that CVs have, in Dutch and English, and what stands under each: data, with room for the small words.

A heading is looked up without accents, signs, numbers, spaced letters and words that only colour it ("my").
"""

import re
from functools import lru_cache

from candidates.readers.cv.section_kinds import SectionKind
from cluster_crm.people.names import unaccented

HEADINGS = {
    SectionKind.CONTACT: """
        personalia, persoonlijke gegevens, persoonsgegevens, persoonlijk, gegevens, contact, contactgegevens, contact
        gegevens, contactinformatie, contact informatie, personal, personal details, personal information, personal
        data, personal particulars, contact details, contact information, contact info, details, adresgegevens, naw,
        naw gegevens, bereikbaarheid, bereikbaar, wie ben ik, about the applicant, address, contact me, particulars,
        curriculum vitae, cv, resume, algemene gegevens, algemeen, basisgegevens, general information, adres en
        contact
        """,
    SectionKind.PROFILE: """
        kern, korte typering, typering, kort profiel, wie is, mijn profiel, in een notendop, in vogelvlucht, elevator
        pitch, profiel, profile, profielschets, persoonlijk profiel, personal profile, professional profile,
        samenvatting, summary, over mij, over me, about me, about, introductie, introduction, inleiding, executive
        summary, professional summary, career summary, career profile, personal statement, statement, motivatie,
        motivation, doel, objective, career objective, ambitie, ambities, ambition, drijfveer, drijfveren, wie ik ben,
        who i am, what i do, wat ik doe, in het kort, kort, in short, in brief, at a glance, kernachtig,
        persoonlijkheid, persoonsprofiel, even voorstellen, kennismaking, loopbaandoel, functiewens, mission, missie,
        pitch, overview, intro, kernboodschap, mijn verhaal, ik zoek, what i am looking for, looking for, highlights,
        zoekt, achtergrond, background, functie, functietitel, huidige functie, current position, current role, position
        sought, gewenste functie
        """,
    SectionKind.EXPERIENCE: """
        werkend, aan het werk, op de arbeidsmarkt, worked at, gewerkt als, dienstjaren, vaarervaring, loondienst, in
        loondienst, vaste dienst, dienstbetrekkingen, zelfstandig, als zelfstandige, freelance, zzp, interim, interim
        werk, werkend leven, bedrijfservaring, vakantiewerk, bijbanen en stages, relevante ervaring, huidig werk,
        eerder werk, eerdere functies, werkervaring tot nu toe, self employment, freelance work, current job, earlier
        career, early career, werkervaring, ervaring, ervaringen, werk, werkgeschiedenis, werkverleden,
        arbeidsverleden, arbeidservaring, loopbaan, loopbaanoverzicht, carriere, carriereoverzicht, carriereverloop,
        beroepservaring, praktijkervaring, werkzaamheden, functies, banen, dienstverbanden, chronologisch overzicht,
        vaartijd, bijbanen, bijbaan, stages, stage, werkervaring en stages, stage ervaring, stageervaring, stages en
        bijbanen, stages en werkervaring, werk en stage, ervaring en stages, opdrachten, opdrachtgevers, interim
        opdrachten, dienstverband, tijdlijn, werkgevers, gewerkt, gewerkt bij, waar ik werkte, waar ik werk, wat ik
        deed, wat ik heb gedaan, experience, work experience, work history, employment, employment history, employment
        record, career, career history, career overview, career path, professional experience, professional history,
        professional record, professional background, professional career, working experience, working life, work,
        jobs, positions, positions held, appointments, academic appointments, professional appointments, employment
        experience, job history, internships, internship, internship experience, internships and jobs, work and
        internships, side jobs, part time jobs, other employment, previous employment, current employment, previous
        positions, track record, clinical experience, teaching experience, research experience, industry experience,
        assignments, chronology, timeline, career chronology, engagements, practical experience, military service, sea
        service, industrial experience, experience and internships, career to date, where i have worked, where i
        worked, what i did, loopbaan tot nu toe, werkzaam geweest bij, werkzaam bij, ervaring in loondienst,
        onderwijservaring, klinische ervaring
        """,
    SectionKind.VOLUNTARY: """
        vrijwilligerswerk, vrijwillig werk, vrijwilliger, vrijwillige functies, vrijwillige inzet, onbetaald werk,
        vrijwilligerservaring, vrijwilligersfuncties, vrijwilligersactiviteiten, bestuur, bestuurswerk,
        bestuurservaring, bestuursfuncties, bestuurlijke functies, nevenfuncties, nevenactiviteiten,
        nevenwerkzaamheden, commissies, bestuur en commissies, commissiewerk, maatschappelijke functies,
        maatschappelijke activiteiten, maatschappelijk, naast het werk, naast mijn werk, buiten werktijd, bestuur en
        vrijwilligerswerk, vrijwilligerswerk en bestuur, voluntary work, volunteer work, volunteering, volunteer
        experience, voluntary experience, volunteer, voluntary, voluntary positions, voluntary roles, unpaid work,
        community work, community service, community, board positions, board memberships, boards, committees, board
        work, service, outside work, beside work, extracurricular activities, extracurricular, giving back, civic
        engagement, charity work, extra curriculair, committee work
        """,
    SectionKind.EDUCATION: """
        promotie, promotieonderzoek, doctoraat, dissertatie, doctoral research, learned at, geleerd bij, gestudeerd,
        in de schoolbanken, opleiding, opleidingen, onderwijs, studie, studies, scholing, school, scholen, leren,
        vooropleiding, diploma, diplomas, diploma's, opleiding en cursussen, opleidingen en cursussen, opleiding en
        training, opleidingen en trainingen, opleiding en certificaten, opleidingen en certificaten, opleiding en
        papieren, opleidingsgegevens, opleidingsniveau, opleidingsachtergrond, studie en cursussen, cursussen, cursus,
        cursussen en trainingen, trainingen en cursussen, training, trainingen, trainingen en certificaten,
        certificaten, certificaat, certificaten en cursussen, cursussen en certificaten, certificering,
        certificeringen, papieren, bijscholing, nascholing, vakopleiding, aanvullende opleidingen, aanvullende
        cursussen, gevolgde opleidingen, gevolgde cursussen, gevolgde trainingen, studieverloop, academische
        opleiding, opleiding en scholing, scholing en training, geleerd, wat ik leerde, waar ik leerde, bevoegdheden,
        vaarbewijzen, diploma's en certificaten, diplomas en certificaten, brevetten, education, education and
        training, education and courses, education and certificates, education and qualifications, educational
        background, academic background, academic education, academic record, academic qualifications, academic
        history, qualifications, degrees, degree, schooling, schools, courses, course, trainings, courses and
        training, training and courses, courses and certificates, certificates, certifications, certification,
        certificates and courses, licences, licenses, licences and certificates, licenses and certifications,
        professional development, professional training, professional qualifications, professional certifications,
        continuing education, further education, further training, additional training, additional courses, studied,
        what i studied, where i studied, where i learned, diplomas and certificates, formal education, education
        history, learning, training and certificates, training and certifications, tickets, credentials
        """,
    SectionKind.SKILLS: """
        communication skills, job related skills, digital competence, digital competences, organisational skills,
        organisational managerial skills, managerial skills, communicatieve vaardigheden, beroepsvaardigheden,
        persoonlijke competenties, personal competences, social skills, sociale vaardigheden, management skills,
        leadership skills, artistic skills, programming, programmeertalen, programming languages, frameworks, databases,
        vaardigheden, vaardigheid, competenties, competentie, kennis, kwaliteiten, sterke punten, sterktes,
        eigenschappen, karaktereigenschappen, persoonlijke eigenschappen, kerncompetenties, kernkwaliteiten,
        kernvaardigheden, kunde, kennis en vaardigheden, vaardigheden en kennis, kennis en kunde, kennisgebieden,
        expertise, expertises, expertisegebieden, specialisaties, specialismen, specialiteiten, vakkennis,
        deskundigheid, deskundigheden, techniek, computer, kan, computerkennis, computervaardigheden, ict vaardigheden,
        ict kennis, it kennis, it vaardigheden, digitale vaardigheden, software, softwarekennis, softwarepakketten,
        programmas, programma's, gereedschap, gereedschappen, gereedschapskist, tools, toolbox, technieken, technische
        vaardigheden, technische kennis, vakvaardigheden, competentieprofiel, bekwaamheden, kan ik, ik kan, wat ik kan,
        goed in, sterk in, sterk, hier ben ik goed in, waar ik goed in ben, talenten, troeven, soft skills, hard skills,
        persoonlijke vaardigheden, professionele vaardigheden, overige vaardigheden, pluspunten, machines, systemen,
        methoden, methodes, methodieken, belangrijkste vaardigheden, vaardigheden en competenties, competenties en
        vaardigheden, beheersing van, skills, skill, skill set, skillset, competences, competencies, competence, core
        competencies, core competences, core skills, key skills, top skills, main skills, technical skills, computer
        skills, it skills, digital skills, strengths, qualities, abilities, areas of expertise, areas, knowledge,
        knowledge and skills, skills and knowledge, technologies, technology, tech stack, stack, tools and technologies,
        languages and tools, methods, techniques, professional skills, personal skills, expertise areas, specialties,
        specialities, specialisms, specialisations, specializations, capabilities, good at, i can, what i can do, what i
        am good at, proficiencies, technical expertise, technical knowledge, practical skills, transferable skills,
        attributes, personal qualities, traits, skills and tools, skills and competences, skills and competencies,
        skills and expertise, fields, practice areas, instruments, equipment
        """,
    SectionKind.LANGUAGES: """
        mother tongues, other language, moedertalen, overige talen, talen en niveau, gesproken talen, talen, taal,
        talenkennis, taalvaardigheid, taalvaardigheden, taalbeheersing, kennis van talen, spreek ik, ik spreek,
        languages, language, language skills, language proficiency, languages spoken, spoken languages, linguistic
        skills, i speak, foreign languages, moderne talen, moderne vreemde talen, vreemde talen, knowledge of
        languages, language knowledge, mother tongue, moedertaal, other languages, andere talen, spreektalen, tongues,
        language competences
        """,
    SectionKind.REFEREES: """
        referentie, referenties, referent, referenten, referee, referees, reference, references, aanbevelingen,
        aanbeveling, aanbevelers, recommendations, testimonials, recommendation, professional references,
        contactpersonen, wie over mij kan vertellen
        """,
    SectionKind.OTHER: """
        hobby, hobbys, hobby's, hobbies, interesses, interesse, interests, vrije tijd, sport, sporten, interesses en
        hobbys, hobbies and interests, hobbys en interesses, hobby's en interesses, leisure, pastimes, projecten,
        projects, project, selected projects, side projects, publicaties, publicatie, publications, selected
        publications, conferences, presentations, talks, lezingen, patents, octrooien, grants, beurzen, subsidies,
        prijzen, awards, honours, honors, honours and awards, awards and honours, achievements, prestaties,
        resultaten, key achievements, accomplishments, results, overig, overige, overige gegevens, overige informatie,
        other, miscellaneous, additional information, extra, bijzonderheden, diversen, varia, sabbatical, career
        break, loopbaanonderbreking, rijbewijs, rijbewijzen, driving licence, driving license, beschikbaarheid,
        availability, lidmaatschappen, lidmaatschap, memberships, membership, professional memberships, research
        interests, onderzoek, research, portfolio, media, bijlagen, appendix, sociale media, social media, links,
        online, opmerkingen, privacy, tentoonstellingen, exhibitions, optredens, performances, reizen, travel, thuis,
        tijd voor mezelf, gezin, buiten het werk, naast werk, privé, prive, beschikbaar, eigen projecten, klanten,
        clients, selected clients, opdrachtgevers en projecten, selected engagements
        """,
}
KINDS = {
    " ".join(re.findall(r"[^\W_]+", unaccented(phrase))): kind
    for kind, phrases in HEADINGS.items()
    for phrase in phrases.split(",")
    if phrase.strip()
}
COLOURING_LIST = """
wetenschappelijke academische academic scientific zakelijke technische technical creatieve creative klinische clinical
mijn my relevante relevant overige other belangrijkste main key selected geselecteerde verdere further eerdere earlier
previous vorige recente recent professionele professional voornaamste algemene general additional aanvullende
"""
COLOURING = frozenset(COLOURING_LIST.split())
# Ends of the last word, and first words, that tell what a longer heading is about.
LAST_WORDS = {
    SectionKind.EXPERIENCE: ("ervaring", "ervaringen", "experience", "employment", "loopbaan", "werkgevers", "career"),
    SectionKind.EDUCATION: (
        "opleiding",
        "opleidingen",
        "cursussen",
        "certificaten",
        "education",
        "qualifications",
        "courses",
    ),
    SectionKind.SKILLS: ("vaardigheden", "competenties", "skills", "competencies", "competences", "kwaliteiten"),
    SectionKind.LANGUAGES: ("talenkennis", "taalvaardigheid", "languages"),
    SectionKind.VOLUNTARY: ("vrijwilligerswerk", "volunteering"),
    SectionKind.REFEREES: ("referenties", "referees", "references"),
}
# Headings that speak, such as "Where did I work": small words, and the others by which they are known.
SPEAKING_LIST = """
ik mijn dit deze welke wat waar hoe bij ben heb in van aan i my what where which this do did have am at of
"""
SPEAKING = frozenset(SPEAKING_LIST.split())
SPOKEN_LISTS = {
    SectionKind.EXPERIENCE: "werkte werk gewerkt werkervaring deed worked work experience",
    SectionKind.EDUCATION: "leerde geleerd studeerde gestudeerd opleiding opleidingen studied learned",
    SectionKind.SKILLS: "kan goed sterk kennis vaardigheden can good skills",
    SectionKind.LANGUAGES: "spreek talen taal speak languages",
}
SPOKEN_WORDS = {kind: frozenset(listed.split()) for kind, listed in SPOKEN_LISTS.items()}
JOINING = frozenset(["en", "and"])
IN_BRACKETS = re.compile(r"\s*\([^()]{0,40}\)")
LONGEST = 60
MOST_WORDS = 6
SPACED_LETTERS = re.compile(r"(?:[^\W\d_]|&)(?: (?:[^\W\d_]|&))+")


@lru_cache(maxsize=4096)
def kind_of_heading(line: str) -> SectionKind | None:
    """What a line announces as a heading; None for a line that is no known heading."""
    if len(line) > LONGEST:
        return None
    text = IN_BRACKETS.sub("", line.replace("(s)", "s"))
    text = close_up(text).replace("&", " en ").replace("+", " en ").replace("'", "")
    words = re.findall(r"[^\W_]+", unaccented(text))
    while words and words[0].isdigit():
        words = words[1:]
    if not 0 < len(words) <= MOST_WORDS:
        return None
    return _known(words) or _known(_without_colour(words)) or _kind_of_halves(words) or _kind_of_spoken(words)


def kind_of_long_heading(line: str) -> SectionKind | None:
    """What a line announces whose first or last word does: "Ervaring in de zorg", "Zorgopleidingen"."""
    words = re.findall(r"[^\W_]+", unaccented(close_up(line)))
    if not 0 < len(words) <= MOST_WORDS or not line[:1].isupper() or re.search(r"[\d@:,.]", line):
        return None
    kinds = (kind for kind, ends in LAST_WORDS.items() if words[-1].endswith(ends) or words[0] in ends)
    return next(kinds, None)


def is_heading(line: str) -> bool:
    """Whether a line is a known heading and nothing else."""
    return not line.rstrip().endswith((".", ",", ";")) and line[:1] != line[:1].lower() and bool(kind_of_heading(line))


def close_up(line: str) -> str:
    """A heading whose letters are spaced out, as it is read: W O R K  H I S T O R Y."""
    words = re.split(r"\s{2,}|\t", line.strip())
    if not all(SPACED_LETTERS.fullmatch(word) or word == "&" for word in words):
        return line
    return " ".join(word.replace(" ", "") for word in words)


def _known(words: list[str]) -> SectionKind | None:
    return KINDS.get(" ".join(words))


def _without_colour(words: list[str]) -> list[str]:
    while len(words) > 1 and words[0] in COLOURING:
        words = words[1:]
    return words


def _kind_of_halves(words: list[str]) -> SectionKind | None:
    """Education & courses: two headings in one; where they differ, the first counts."""
    for at, word in enumerate(words):
        if word in JOINING and 0 < at < len(words) - 1:
            first, second = _known(_without_colour(words[:at])), _known(_without_colour(words[at + 1 :]))
            return first if first and second else None
    return None


def _kind_of_spoken(words: list[str]) -> SectionKind | None:
    """Which languages do I speak: small words, and others that all tell the same kind."""
    telling = set(words) - SPEAKING
    if not telling or len(telling) == len(set(words)):
        return None
    return next((kind for kind, known in SPOKEN_WORDS.items() if telling <= known), None)
