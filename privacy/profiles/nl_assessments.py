"""The weighings of legitimate interests that the Dutch profile rests on (Article 6(1)(f), LB-01).

The texts are a start: the privacy officer reads them against the agency's own practice and reviews them yearly.
"""

from typing import Final

from privacy.profiles.rows import Assessment
from privacy.vocabulary import Purpose, SubjectKind

CANDIDATE, CLIENT, SUPPLIER = SubjectKind.CANDIDATE, SubjectKind.CLIENT_CONTACT, SubjectKind.SUPPLIER_CONTACT
REFEREE, EMERGENCY, STAFF = SubjectKind.REFEREE, SubjectKind.EMERGENCY_CONTACT, SubjectKind.STAFF
VISITOR = SubjectKind.WEBSITE_USER

ASSESSMENTS: Final = (
    Assessment(
        Purpose.RECRUITMENT,
        (CANDIDATE,),
        "Bringing people and work together: the agency's trade, and what the candidate looks for.",
        "Suitability for a role cannot be judged without career, skills and wishes; nothing that says less will do.",
        "The candidate applied or presented himself to the labour market, is informed, may object, and is forgotten two"
        " years after the last contact. Protected traits are kept out of search and selection.",
        "Mensen en werk bij elkaar brengen: het vak van het bureau, en wat de kandidaat zoekt.",
        "De kandidaat solliciteerde of bood zich aan op de arbeidsmarkt, is ingelicht, kan bezwaar maken en"
        " wordt twee jaar na het laatste contact vergeten. Beschermde kenmerken blijven buiten zoeken en"
        " selecteren.",
    ),
    Assessment(
        Purpose.CLIENT_SERVICE,
        (CANDIDATE, CLIENT),
        "Serving clients with vacancies, and keeping touch with the people who act for them.",
        "A client can choose only from profiles it sees, and the agency can serve only people it can reach.",
        "Contacts act in their trade and give business details. Candidates agree to each role before data go out.",
        "Opdrachtgevers met vacatures bedienen, en contact houden met de mensen die voor hen optreden.",
        "Contactpersonen handelen in hun vak en geven zakelijke gegevens. Kandidaten stemmen per functie in"
        " voordat gegevens het huis verlaten.",
    ),
    Assessment(
        Purpose.SUPPLY,
        (SUPPLIER,),
        "Obtaining and offering services, and managing what was agreed with suppliers.",
        "Orders, agreements and questions need a person to speak with.",
        "Business details of people in their trade, for five listed uses only.",
        "Diensten inkopen en aanbieden, en beheren wat met leveranciers is afgesproken.",
        "Zakelijke gegevens van mensen in hun vak, alleen voor vijf genoemde doelen.",
    ),
    Assessment(
        Purpose.REFERENCE_CHECK,
        (CANDIDATE, REFEREE),
        "Confirming with somebody who knows the work what a candidate says of it.",
        "A confirmation needs a name and a way to reach the referee; no more is kept.",
        "The candidate names the referee and permits the call; the referee is informed at once and may decline.",
        "Bij iemand die het werk kent navragen wat een kandidaat erover zegt.",
        "De kandidaat noemt de referent en staat het gesprek toe; de referent hoort het meteen en mag weigeren.",
    ),
    Assessment(
        Purpose.EMERGENCY,
        (CANDIDATE, STAFF, EMERGENCY),
        "Reaching somebody close after an accident; where life is at stake Article 6(1)(d) carries it as well.",
        "In an emergency there is no time to look for a name and a number.",
        "Only a name, relation and number, used for an incident with its reason on record, never for anything else.",
        "Na een ongeval een naaste bereiken; waar het leven in gevaar is geldt ook artikel 6 lid 1 onder d.",
        "Alleen naam, relatie en nummer, gebruikt bij een voorval met vastgelegde reden, nooit voor iets anders.",
    ),
    Assessment(
        Purpose.SECURITY,
        (CANDIDATE, CLIENT, SUPPLIER, STAFF, VISITOR),
        "Keeping systems, data and premises safe (Article 32 GDPR).",
        "Misuse cannot be found or proved without a record of access.",
        "Logs are short-lived, read for security alone, and addresses are shortened after 30 days.",
        "Systemen, gegevens en gebouwen veilig houden (artikel 32 AVG).",
        "Logboeken blijven kort, worden alleen voor beveiliging gelezen, en adressen worden na 30 dagen ingekort.",
    ),
    Assessment(
        Purpose.WEBSITE,
        (VISITOR, CLIENT, CANDIDATE),
        "Answering people who write to us through the site, and showing contacts what is relevant to them.",
        "A question cannot be answered without a name and an address; relevance needs what was looked at.",
        "People write of their own accord and see the notice first; use for relevance ends with an objection.",
        "Mensen antwoorden die ons via de site schrijven, en contactpersonen tonen wat voor hen van belang is.",
        "Mensen schrijven uit zichzelf en zien eerst de verklaring; gebruik voor relevantie stopt na bezwaar.",
    ),
    Assessment(
        Purpose.LEGAL_CLAIM,
        tuple(SubjectKind),
        "Establishing, exercising or defending a legal claim.",
        "Proof that is gone cannot be had again; a hold covers only what its matter needs.",
        "Each hold has a reason, a scope and a review within six months, and is open to few people.",
        "Een rechtsvordering instellen, uitoefenen of onderbouwen.",
        "Elke bewaarplicht heeft een reden, een omvang en een herziening binnen zes maanden, en is voor"
        " weinig mensen open.",
    ),
    Assessment(
        Purpose.ROLE_CONTACT,
        (CANDIDATE, REFEREE),
        "Asking somebody in person whether a concrete role interests him.",
        "A vacancy is filled by speaking with people who are not looking at our site that day.",
        "One personal message on one role, with the notice and the right to object; silence ends it. Referees only"
        " after the reference was given.",
        "Iemand persoonlijk vragen of een concrete functie hem interesseert.",
        "Eén persoonlijk bericht over één functie, met de verklaring en het recht van bezwaar; zwijgen"
        " beëindigt het. Referenten alleen nadat de referentie gegeven is.",
    ),
    Assessment(
        Purpose.DM_RECRUIT,
        (CANDIDATE, CLIENT, SUPPLIER),
        "Telling existing relations about our recruitment services.",
        "The service changes and relations cannot know of it otherwise.",
        "Only within article 11.7 Telecommunicatiewet, with an opt-out offered at collection and in every message.",
        "Bestaande relaties vertellen over onze wervingsdiensten.",
        "Alleen binnen artikel 11.7 Telecommunicatiewet, met een afmeldmogelijkheid bij het verzamelen en"
        " in elk bericht.",
    ),
    Assessment(
        Purpose.REFERRAL_ASK,
        (CANDIDATE,),
        "Asking people we know to name others who may suit a role.",
        "Many good candidates are known only to their colleagues.",
        "Treated as marketing: same conditions, same opt-out; who is named gets his own notice.",
        "Mensen die wij kennen vragen anderen te noemen die bij een functie passen.",
        "Behandeld als reclame: dezelfde voorwaarden, dezelfde afmelding; wie genoemd wordt krijgt een eigen bericht.",
    ),
    Assessment(
        Purpose.SURVEY,
        (CANDIDATE, CLIENT),
        "Learning whether our service was good.",
        "Only those who had the service can tell.",
        "Rare, short and voluntary; an opt-out or a marketing objection stops it.",
        "Leren of onze dienst goed was.",
        "Zelden, kort en vrijwillig; afmelden of bezwaar tegen reclame stopt het.",
    ),
)
