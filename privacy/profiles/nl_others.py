"""Everybody but candidates in the Dutch profile: requirements 1.3, row by row."""

from functools import partial
from typing import Final

from privacy.profiles.nl_words import ADM, ALWAYS, CON, CONSENT, CONTRACT, FIN, INTEREST, PO, REC
from privacy.profiles.rows import Entry
from privacy.vocabulary import Category, Purpose, SubjectKind
from privacy.vocabulary import RetentionClass as Keep

SERVE = (Purpose.CLIENT_SERVICE, *ALWAYS)
SUPPLY = (Purpose.SUPPLY, Purpose.LEGAL_DUTY, *ALWAYS)
REACH = (Purpose.SERVICE, Purpose.SURVEY, Purpose.DM_RECRUIT)
REACH_SUPPLIER = (Purpose.SERVICE, Purpose.DM_RECRUIT)
OPT_IN = (Purpose.DM_OTHER, Purpose.ADS)
CHECK = (Purpose.REFERENCE_CHECK, *ALWAYS)
EMERGENCY = (Purpose.EMERGENCY, *ALWAYS)
STAFF = (Purpose.PERSONNEL, Purpose.SERVICE, Purpose.LEGAL_DUTY, *ALWAYS)
SAFETY = (Purpose.SECURITY, *ALWAYS)
ASK = (Purpose.WEBSITE, Purpose.SERVICE, *ALWAYS)
PLAY = (Purpose.COMPETITION,)
PLAYERS = "Who takes part in a competition is held until its last day, and never approached for marketing."
CALLS = "Off. Announced calls only, AMB-30."
SOLE_TRADER = "Contract (b) where the person trades in his own name."

_interest = partial(Entry, basis=INTEREST)
_client = partial(_interest, SubjectKind.CLIENT_CONTACT, assessed_for=Purpose.CLIENT_SERVICE)
_supplier = partial(_interest, SubjectKind.SUPPLIER_CONTACT, assessed_for=Purpose.SUPPLY)
_referee = partial(_interest, SubjectKind.REFEREE, assessed_for=Purpose.REFERENCE_CHECK)
_emergency = partial(_interest, SubjectKind.EMERGENCY_CONTACT, assessed_for=Purpose.EMERGENCY)
_staff = partial(Entry, SubjectKind.STAFF, basis=CONTRACT)
_staff_interest = partial(_interest, SubjectKind.STAFF)
_visitor = partial(_interest, SubjectKind.WEBSITE_USER, assessed_for=Purpose.WEBSITE)
_on_consent = partial(Entry, basis=CONSENT, legal_source="Tw 11.7a")

CLIENT_CONTACTS = (
    _client(
        "CLI-DATA-01 GLO-04",
        Category.NAME,
        Keep.TWO_YEARS,
        SERVE + REACH,
        (REC, CON),
        consent_purposes=OPT_IN,
        note=SOLE_TRADER,
    ),
    _client(
        "CLI-DATA-01",
        Category.CONTACT,
        Keep.TWO_YEARS,
        SERVE + REACH,
        (REC, CON),
        consent_purposes=OPT_IN,
        note="Business telephone, e-mail and address.",
    ),
    _client("CLI-DATA-01", Category.POSITION, Keep.TWO_YEARS, SERVE, (REC, CON)),
    _client(
        "CLI-DATA-02",
        Category.ONLINE_INTERACTION,
        Keep.TWO_YEARS,
        SERVE,
        (REC, CON),
        consent_purposes=(Purpose.WEBSITE,),
        note="For relevance only while there is no objection.",
    ),
    _client("CLI-DATA-03", Category.COLLEAGUE_STATEMENTS, Keep.TWO_YEARS, SERVE, (REC, CON)),
    _client("CLI-DATA-04", Category.CALL_RECORDING, Keep.CALL, SERVE, (REC, CON), is_active=False, note=CALLS),
    _client("CLI-DATA-06", Category.DEALINGS, Keep.TWO_YEARS, SERVE, (REC, CON)),
    _client("CLI-DATA-06", Category.CORRESPONDENCE, Keep.TWO_YEARS, SERVE + REACH[:1], (REC, CON)),
    _on_consent(
        SubjectKind.CLIENT_CONTACT,
        "WEB-DATA-05",
        Category.BROWSING,
        Keep.CONSENT,
        (Purpose.WEBSITE, Purpose.RIGHTS_REQUEST),
        (REC, CON),
    ),
)

SUPPLIER_CONTACTS = (
    _supplier(
        "SUP-DATA-01 USE-SU-01",
        Category.NAME,
        Keep.TWO_YEARS,
        SUPPLY + REACH_SUPPLIER,
        (REC, CON),
        consent_purposes=OPT_IN,
        note=SOLE_TRADER,
    ),
    _supplier(
        "SUP-DATA-01", Category.CONTACT, Keep.TWO_YEARS, SUPPLY + REACH_SUPPLIER, (REC, CON), consent_purposes=OPT_IN
    ),
    _supplier("SUP-DATA-01", Category.POSITION, Keep.TWO_YEARS, SUPPLY, (REC, CON)),
    Entry(
        SubjectKind.SUPPLIER_CONTACT,
        "SUP-DATA-02",
        Category.BANK_DETAILS,
        Keep.FISCAL_7Y,
        (Purpose.SUPPLY, Purpose.LEGAL_DUTY, *ALWAYS),
        (FIN,),
        basis=CONTRACT,
        is_encrypted=True,
        logs_reads=True,
        legal_source="AWR 52",
        note="Only with a contract; the policy names legitimate interests, contract is the right basis (LB-03).",
    ),
    _supplier("SUP-DATA-03", Category.COLLEAGUE_STATEMENTS, Keep.TWO_YEARS, SUPPLY, (REC, CON)),
    _supplier("SUP-DATA-03", Category.CALL_RECORDING, Keep.CALL, SUPPLY, (REC, CON), is_active=False, note=CALLS),
    _supplier("SRC-06", Category.DEALINGS, Keep.TWO_YEARS, SUPPLY, (REC, CON)),
    _supplier("SRC-06", Category.CORRESPONDENCE, Keep.TWO_YEARS, SUPPLY + REACH_SUPPLIER[:1], (REC, CON)),
)

# Whom staff named is seen by the last two alone, whom candidates named by the first: the pages tell them apart.
NAMERS = (REC, CON, PO, ADM)
KEEPERS = (REC, PO, ADM)

REFEREES = (
    _referee("REF-DATA-01", Category.NAME, Keep.LINKED, (*CHECK, Purpose.ROLE_CONTACT), NAMERS),
    _referee(
        "REF-DATA-01",
        Category.CONTACT,
        Keep.LINKED,
        (*CHECK, Purpose.ROLE_CONTACT),
        NAMERS,
        consent_purposes=(Purpose.DM_RECRUIT, Purpose.DM_OTHER),
        note="Any marketing only on the referee's own opt-in (AMB-16).",
    ),
    _referee("REF-DATA-01", Category.POSITION, Keep.LINKED, CHECK, NAMERS, note="The employer."),
    _referee("REF-DATA-01 REF-DATA-04", Category.RELATION, Keep.LINKED, CHECK, (REC, CON)),
    _referee("REF-DATA-03", Category.DEALINGS, Keep.LINKED, CHECK, (REC, CON)),
    _referee("REF-DATA-03", Category.CORRESPONDENCE, Keep.LINKED, CHECK, (REC, CON)),
)

EMERGENCY_CONTACTS = (
    _emergency(
        "REF-DATA-02",
        Category.NAME,
        Keep.LINKED,
        EMERGENCY,
        KEEPERS,
        note="Consultants on a reason; where life is at stake Art. 6(1)(d) as well.",
    ),
    _emergency("REF-DATA-02", Category.CONTACT, Keep.LINKED, EMERGENCY, KEEPERS),
    _emergency(
        "REF-DATA-02 REF-DATA-04 REF-DATA-05",
        Category.RELATION,
        Keep.LINKED,
        EMERGENCY,
        (REC,),
        note="Next of kin only with the reason 'accident or death'.",
    ),
    _emergency("USE-EM-01", Category.DEALINGS, Keep.LINKED, EMERGENCY, (REC,)),
    _emergency("USE-EM-01", Category.CORRESPONDENCE, Keep.LINKED, EMERGENCY, (REC,)),
)

STAFF_MEMBERS = (
    _staff("STAFF-01 GLO-08", Category.NAME, Keep.TWO_YEARS, STAFF, (PO, ADM)),
    _staff("STAFF-01", Category.CONTACT, Keep.TWO_YEARS, STAFF, (PO, ADM)),
    _staff("STAFF-01", Category.POSITION, Keep.TWO_YEARS, STAFF, (PO, ADM), note="The HR file stands elsewhere."),
    _staff("SEC-01", Category.ACCOUNT, Keep.TWO_YEARS, (*STAFF, Purpose.SECURITY), (PO, ADM)),
    _staff_interest(
        "REF-DATA-04",
        Category.EMERGENCY_CONTACTS,
        Keep.LINKED,
        EMERGENCY,
        (PO, ADM),
        assessed_for=Purpose.EMERGENCY,
    ),
    _staff("REF-DATA-04", Category.REFERENCES, Keep.LINKED, STAFF, (PO, ADM), note="Prospective staff."),
    _staff("STAFF-01", Category.DEALINGS, Keep.TWO_YEARS, STAFF, (PO, ADM)),
    _staff_interest(
        "STAFF-02",
        Category.CORRESPONDENCE,
        Keep.TWO_YEARS,
        (Purpose.LEGAL_CLAIM, Purpose.LEGAL_DUTY, Purpose.RIGHTS_REQUEST),
        (PO,),
        assessed_for=Purpose.LEGAL_CLAIM,
        logs_reads=True,
        legal_source="WOR 27(1)(k)(l)",
        note="Opened only under an investigation with a second person's approval.",
    ),
    _staff_interest("SEC-01", Category.ONLINE_IDENTIFIER, Keep.LOG, SAFETY, (PO,), assessed_for=Purpose.SECURITY),
    _staff_interest("SEC-01", Category.USAGE, Keep.LOG, SAFETY, (PO,), assessed_for=Purpose.SECURITY),
)

WEBSITE_USERS = (
    _on_consent(
        SubjectKind.WEBSITE_USER,
        "WEB-DATA-01 WEB-DATA-02",
        Category.BROWSING,
        Keep.COOKIE,
        (Purpose.WEBSITE, Purpose.RIGHTS_REQUEST),
        (),
        note="Browser family, region and language only, coarse.",
    ),
    _visitor("WEB-DATA-03 SRC-11", Category.NAME, Keep.TWO_YEARS, ASK, (REC, CON), consent_purposes=PLAY, note=PLAYERS),
    _visitor(
        "WEB-DATA-03 SRC-11", Category.CONTACT, Keep.TWO_YEARS, ASK, (REC, CON), consent_purposes=PLAY, note=PLAYERS
    ),
    _visitor("WEB-DATA-03", Category.CORRESPONDENCE, Keep.TWO_YEARS, ASK, (REC, CON)),
    _visitor("WEB-DATA-03", Category.DEALINGS, Keep.TWO_YEARS, ASK, (REC, CON)),
    _interest(
        SubjectKind.WEBSITE_USER,
        "WEB-DATA-04",
        Category.ONLINE_IDENTIFIER,
        Keep.LOG,
        SAFETY,
        (PO,),
        assessed_for=Purpose.SECURITY,
        note="Never joined to a person without sign-in and consent.",
    ),
    _interest(
        SubjectKind.WEBSITE_USER,
        "WEB-DATA-04",
        Category.USAGE,
        Keep.LOG,
        SAFETY,
        (PO,),
        assessed_for=Purpose.SECURITY,
        consent_purposes=(Purpose.WEBSITE,),
    ),
    _on_consent(
        SubjectKind.WEBSITE_USER,
        "WEB-DATA-05",
        Category.INFERRED_INTERESTS,
        Keep.CONSENT,
        (Purpose.WEBSITE, Purpose.RIGHTS_REQUEST),
        (),
    ),
)

OTHERS: Final = (
    *CLIENT_CONTACTS,
    *SUPPLIER_CONTACTS,
    *REFEREES,
    *EMERGENCY_CONTACTS,
    *STAFF_MEMBERS,
    *WEBSITE_USERS,
)
