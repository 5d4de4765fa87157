"""Words by which a function, an organisation or a study is known, in Dutch and English; data and how it is asked.

Dutch writes words together, so most are looked for at the end of a word ("wijkverpleegkundige", "zorgcentrum").
"""

import re
from functools import lru_cache

from cluster_crm.people.names import unaccented

# Ends of words for what somebody is.
POSITION_ENDS = """
cassiere voegster voeger baliemedewerkster voedingsassistent interieurverzorgster activiteitenbegeleider schoolleider
medewerker medewerkster adviseur adviser advisor student apprentice adviseuse consultant manager engineer ontwikkelaar
developer ontwerper designer analist analyst architect specialist coordinator coordinatrice leider leidster hoofd
directeur director docent docente leraar lerares teacher verpleegkundige verzorgende begeleider begeleidster assistent
assistente assistant stagiair stagiaire intern trainee monteur technicus technician operator chauffeur driver kapitein
stuurman matroos schipper bezorger orderpicker inpakker verkoper verkoopster salesman vertegenwoordiger representative
accountant controller boekhouder bookkeeper auditor jurist advocaat notaris lawyer counsel recruiter secretaris
secretaresse secretary receptionist receptioniste typiste telefoniste kok chef bakker slager kapper kapster timmerman
metselaar schilder stukadoor loodgieter elektricien electrician plumber carpenter welder lasser fitter pijpfitter
draaier frezer machinist conducteur piloot pilot steward stewardess arts doctor physician nurse psycholoog
psychologist therapeut therapist fysiotherapeut apotheker pharmacist tandarts dierenarts onderzoeker researcher
lecturer professor hoogleraar promovendus postdoc wetenschapper scientist redacteur editor journalist schrijver writer
vertaler translator tolk interpreter fotograaf photographer beheerder administrator programmeur programmer tester
scrummaster owner eigenaar oprichter founder ondernemer entrepreneur zzp'er freelancer partner associate officer
ambtenaar agent beveiliger bewaker gastvrouw gastheer host hostess serveerster ober barista barman bartender
barmedewerker afwasser schoonmaker cleaner huismeester conciergie concierge planner inkoper buyer verkoopleider
bestuurslid voorzitter penningmeester bestuurder commissaris chair chairman chairwoman chairperson treasurer member
trustee mentor tutor coach trainer instructeur instructor opleider educator buddy vrijwilliger volunteer supervisor
foreman voorman ploegbaas uitvoerder opzichter calculator werkvoorbereider tekenaar drafter modeller modelleur
inspecteur inspector toezichthouder handhaver rechercheur politieagent brandweerman militair sergeant korporaal
soldaat luitenant majoor hovenier tuinman gardener boer farmer melker visser kweker magazijnbediende magazijnier
heftruckchauffeur lader sorteerder postbode caissiere kassamedewerker vakkenvuller oppas gastouder nanny pedagoog
groepsleidster groepsleider peuterleidster onderwijsassistent remedial logopedist dietist verloskundige
kraamverzorgende doktersassistente tandartsassistente laborant laborante chemicus bioloog geoloog geologist biologist
chemist physicist econoom economist statisticus statistician planoloog stedenbouwkundige archeoloog historicus curator
conservator bibliothecaris librarian archivaris producent producer regisseur acteur actor muzikant musician dirigent
zanger presentator copywriter tekstschrijver vormgever illustrator animator stylist modeontwerper naaister kleermaker
makelaar broker taxateur verzekeraar acceptant schadebehandelaar actuaris trader banker bankier
crediteurenadministrateur administrateur payroller salarisadministrateur personeelsfunctionaris functionaris executive
president ceo cfo cto coo vp lead leadership head fellow leerling student-assistent werkstudent hulp helper
kraanmachinist rigger steigerbouwer dakdekker tegelzetter vloerenlegger glaszetter installateur servicemonteur
mechanic mecanicien bankwerker constructeur productiemedewerker procesoperator gids guide reisleider reisadviseur
purser verkeersleider strateeg strategist evangelist hacker marketeer marketer influencer vlogger moderator webmaster
ambassadeur ambassador attache diplomaat diplomat consul griffier rechter judge officier wethouder raadslid
burgemeester beleidsmedewerker bewindvoerder mediator ombudsman pastor dominee imam bestuursadviseur
bestuurssecretaris directiesecretaresse personal-assistant portier baliemedewerker bijlesgever bijlesdocent opstapper
roerganger lijnwerker machinebediende oogstmedewerker plukker kassier croupier trainster surveyor estimator
merchandiser dispatcher registrar janitor housekeeper caretaker carer caregiver porter waiter waitress cook baker
butcher roofer bricklayer mason painter plasterer joiner toolmaker turner labourer laborer warehouseman storekeeper
packer picker paralegal solicitor barrister clerk cashier teller underwriter actuary comptroller archivist paramedic
midwife surgeon radiographer optician optometrist dentist veterinarian phlebotomist
"""
# Ends of words for where somebody works.
ORGANISATION_ENDS = """
bedrijf bureau groep group bank stichting foundation vereniging association gemeente provincie ministerie ministry
rijksdienst rijkswaterstaat waterschap dienst agency authority universiteit university hogeschool college school lyceum
instituut institute academie academy ziekenhuis hospital kliniek clinic zorgcentrum zorggroep zorginstelling
verpleeghuis thuiszorg praktijk huisartsenpraktijk apotheek pharmacy centrum centre center hotel restaurant cafe
brasserie bakkerij slagerij winkel supermarkt warenhuis shop store fabriek factory works werf shipyard rederij transport
logistiek logistics hosting telecom lab labs laboratory laboratorium studio studios theater theatre museum bibliotheek
library uitgeverij publishers kantoor advocatenkantoor advocaten lawyers notariskantoor accountants makelaardij
makelaars verzekeringen verzekeraar insurance pensioenfonds fonds fund holding international nederland benelux solutions
systems technologies technology techniek services consultancy consulting partners adviseurs ingenieursbureau
adviesbureau uitzendbureau detacheerder recruitment staffing aannemer aannemersbedrijf bouwbedrijf bouw construction
installatiebedrijf schildersbedrijf hoveniersbedrijf loonbedrijf kwekerij boerderij farm energie energy
cooperatie cooperation cooperative corporation corporatie woningcorporatie company industries industrie motors airlines
airways luchthaven airport haven havenbedrijf spoorwegen railways vervoer vervoerbedrijf busmaatschappij politie police
brandweer defensie leger army navy rechtbank court kinderopvang kinderdagverblijf peuterzaal bso buurthuis wijkcentrum
jeugdzorg welzijn kerk moskee parochie church club sportclub omroep broadcasting krant media reisbureau
reisorganisatie zuivel drukkerij printing garage autobedrijf dealer groothandel handel trading trade distributie
distributiecentrum magazijn warehouse evenementenbureau strandtent camping pretpark
zwembad sportschool gym salon kapsalon wasserij schoonmaakbedrijf beveiliging security software internet webshop startup
incubator raad council committee commissie comite federatie federation bond vakbond unie union partij party team network
netwerk project programma onderneming bv nv vof maatschap gmbh ltd limited llc inc plc sarl spa ag kg corp lda ngo zoo
scholengemeenschap voedselbank kringloop kringloopwinkel speeltuin dierenasiel asiel
asielzoekerscentrum opvang rijschool muziekschool basisschool middelbare mbo roc mill brewery brouwerij refinery
raffinaderij plant mine quarry terminal port depot yard dock docks
"""
LEGAL_FORMS = re.compile(
    r"(?:\b[bn]\.\s?v\.|\bv\.?o\.?f\b|\bs\.?a\.?$|\bsp\. ?z|& (?:zonen|zn|co|sons|partners|dochters)|"
    r"\bgebr\b|\bgebroeders\b)",
    re.IGNORECASE,
)
HEAD_OF_ORGANISATION = re.compile(
    r"(?:stichting|vereniging|gemeente|provincie|ministerie|ministry|universit\w+|hogeschool|bureau|hotel|restaurant|cafe|garage|"
    r"firma|rederij|werf|bakkerij|slagerij|aannemer|basisschool|obs|cbs|roc|mbo|zorggroep|ziekenhuis|dienst|rijksdienst|politie|"
    r"uitgeverij|theater|museum|camping|de|het|the|'t|st\.?|sint|van)\b",
    re.IGNORECASE,
)
POSITION_HEAD_LIST = """
head lead senior junior medior chief vice assistant deputy trainee intern hoofd teamleider adjunct interim freelance
zelfstandig allround manager director medewerker medewerkster coordinator member board lid stage bijbaan stagiair
stagiaire afdelingshoofd principal graduate student lecturer professor begeleider supervisor foreman
"""
POSITION_HEADS = frozenset(POSITION_HEAD_LIST.split())
INSTITUTION_ENDS = """
universiteit university universitat universite universidad universidade universita hogeschool college school lyceum
gymnasium instituut institute academie academy akademie politechnika polytechnic polytechnique politecnico
scholengemeenschap opleidingen onderwijs opleidingscentrum opleidingsinstituut trainingscentrum roc aoc mbo-college
vakschool streekschool ecole escola escuela szkol szkola hochschule fachhochschule uniwersytet academia
faculty faculteit conservatorium conservatory seminarium seminary campus leerbedrijf leercentrum opleider
rijschool zeevaartschool trainingen training-centre education educatie cursuscentrum volksuniversiteit centre centrum
ehbo-vereniging stichting nha loi nti ncoi
"""
# Patterns of diplomas and kinds of courses, as they stand at the beginning of a study.
STUDY_LEVEL_LIST = r"""
hbo[- ](?:bachelor|master), wo[- ](?:bachelor|master), v?mbo, vmbo[- ]?(?:tl|bb|kb|gt|t|b|k|g), hbo, wo, havo, vwo,
mavo, mulo, ulo, lbo, lts, mts, hts, meao, heao, leao, mdgo, mhno, lhno, meso, atheneum, gymnasium, basisonderwijs,
associate degree, ad, b\.?sc\.?, m\.?sc\.?, b\.?a\.?, m\.?a\.?, b\.?eng\.?, m\.?eng\.?, b\.?tech\.?, m\.?tech\.?,
m\.?phil\.?, ph\.?d\.?, d\.?phil\.?, ll\.?[bm]\.?, m\.?b\.?a\.?, b\.?ed\.?, m\.?ed\.?, b\.?com\.?, m\.?com\.?, bba,
emba, mpa, mph, dr\.?, drs\.?, ir\.?, ing\.?, mr\.?, rc, ra, bachelor, master, doctoraat, doctoraal, doctorate,
doctoral, kandidaats, propedeuse, minor, licentiate, licentiaat, diploma, vocational diploma, higher national diploma,
hnd, a[- ]levels?, gcses?, high school diploma, secondary school, baccalaureate, international baccalaureate, magister,
mestrado, licenciatura, licence, laurea magistrale, laurea triennale, laurea, abitur, matura, certificaat, certificate,
cursus, course, training, opleiding, workshop, leergang, post-?hbo, post-?master, postgraduate, masterclass,
specialisatie, bijscholing, nascholing, basisopleiding, vakopleiding, vakdiploma
"""
STUDY_LEVELS = f"(?:{'|'.join(' '.join(level.split()) for level in STUDY_LEVEL_LIST.split(','))})"
OF_STUDY = re.compile(
    rf"(?:^|[\s(,:|\t]){STUDY_LEVELS}(?=$|[\s\d.,:;)('’-])|\b(?:opleiding|universit\w+|hogeschool|college|lyceum|academ\w+|school|institut\w+|polit?ech\w+)",
    re.IGNORECASE,
)


def _ends(listed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unaccented(listed).split()))


POSITIONS, ORGANISATIONS, INSTITUTIONS = map(_ends, (POSITION_ENDS, ORGANISATION_ENDS, INSTITUTION_ENDS))
SHORTEST_END = 5


def words(text: str) -> list[str]:
    """The words of a title, without accents and capitals."""
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)?", unaccented(text))


@lru_cache(maxsize=8192)
def position_weight(text: str) -> float:
    """How much a text reads as a function; 0 says nothing."""
    said = words(text)
    if not said:
        return 0.0
    weight = 1.0 * (said[0] in POSITION_HEADS)
    first = re.split(r"[,(/|]", text, maxsplit=1)[0]
    weight += 2.0 * any(_ends_in(word, POSITIONS) for word in words(first))
    return weight + 0.5 * any(_ends_in(word, POSITIONS) for word in said)


@lru_cache(maxsize=8192)
def organisation_weight(text: str) -> float:
    """How much a text reads as the name of an organisation; 0 says nothing."""
    said = words(text)
    weight = 2.0 * bool(LEGAL_FORMS.search(text)) + 1.0 * bool(HEAD_OF_ORGANISATION.match(text))
    return weight + 1.5 * any(_ends_in(word, ORGANISATIONS) for word in said) + 0.3 * ("&" in text)


@lru_cache(maxsize=8192)
def institution_weight(text: str) -> float:
    """How much a text reads as the name of a school; 0 says nothing."""
    said = words(text)
    weight = 2.0 * any(_ends_in(word, INSTITUTIONS) for word in said)
    return weight + 0.7 * min(organisation_weight(text), 2.0)


@lru_cache(maxsize=8192)
def study_weight(text: str) -> float:
    """How much a text reads as a diploma or course; 0 says nothing."""
    begins = re.match(rf"{STUDY_LEVELS}(?=$|[\s\d.,:;)('’-])", text.strip(), re.IGNORECASE)
    within = re.search(
        r"diploma|certifica|cursus|course|training|bachelor|master|\bniveau\b|\blevel\b|qualification", unaccented(text)
    )
    return 3.0 * bool(begins) + 1.5 * bool(within)


def is_of_study(text: str) -> bool:
    """Whether a line names a study or a school."""
    return bool(OF_STUDY.search(text))


def _ends_in(word: str, ends: tuple[str, ...]) -> bool:
    return word in ends or (len(word) > SHORTEST_END and word.endswith(_long_ends(ends))) or _singular(word) in ends


@lru_cache(maxsize=8)
def _long_ends(ends: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(end for end in ends if len(end) >= SHORTEST_END)


def _singular(word: str) -> str:
    return word.removesuffix("s")
