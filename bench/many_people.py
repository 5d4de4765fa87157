"""Many candidates with names that resemble one another, each with a CV of common and rare words; made by SQL."""

from random import Random
from typing import Final

from django.db import connection, transaction

from bench.seed import EACH, ORIGIN, ORIGIN_COLUMNS, PERSON
from cluster_crm.history.privileges import roles_exist
from cluster_crm.people.models import Person
from privacy.actions.subjects import ensure_controller
from privacy.stores.eraser import as_eraser

GIVEN: Final = (
    "Noor Sem Daan Emma Lotte Bram Fleur Ruben Sanne Milan Julia Thijs Anouk Lars Eva Jesse Isa Tim Lieke Finn Sophie "
    "Luuk Maud Stijn Femke Niels Iris Sven Tessa Joris Roos Koen Merel Wouter Esmee Pieter Hanna Gijs Nina Jelle Amira "
    "Youssef Fatima Mehmet Aylin Kees Truus Willem Annelies Hendrik"
)
BEGINNINGS: Final = (
    "Ba Be Bo Bra Bru Da De Dij Do El Fa Ge Gro Ha He Hoe Hui Ja Jan Kel Klei Ko Kui La Le Lin Ma Mee Mo Mul Nie Oos "
    "Pe Po Prin Ree Rij Ro Scha Scho Sme Sta Stee Ter Til Ve Vis Vol Vos Wa We Wes Wil Zan Zee"
)
MIDDLES: Final = (
    "ber bing bos broek dam den donk dorp gaard gra hof horst hout huis kamp ken ker laan land len man mond nek pel "
    "poel rink schot sel stra ter veld ven voort wijk zand"
)
ENDS: Final = "s sma stra en a er ma inga ink sen horst mans"
WORDS: Final = "lasser monteur planner ontwikkelaar verpleegkundige docent jurist magazijn python excel rotterdam zorg"
PICK: Final = "split_part(%({0})s, ' ', 1 + abs(hashint4((n * {1})::int)) %% {2})"


def _pick(name: str, salt: int, words: str) -> str:
    return PICK.format(name, salt, len(words.split()))


FAMILY: Final = f"{_pick('begin', 3, BEGINNINGS)} || {_pick('middle', 5, MIDDLES)} || {_pick('end', 11, ENDS)}"
NAMED: Final = f"SELECT n, {_pick('given', 7, GIVEN)} AS given, {FAMILY} AS family {EACH}"

STATEMENTS: Final = {
    "privacy_datasubject": f"INSERT INTO privacy_datasubject (id, created_at) SELECT {PERSON}, now() {EACH}",
    "privacy_subjectrole": f"""
        INSERT INTO privacy_subjectrole
            (data_subject_id, subject_kind, {ORIGIN_COLUMNS}, retention_profile, controller_id)
        SELECT {PERSON}, 'candidate', {ORIGIN}, 'pool', %(controller)s {EACH}""",
    "candidates_candidate": f"""
        INSERT INTO candidates_candidate
            (data_subject_id, number, salutation, given_name, infix, family_name, initials, full_name, sort_name,
             email, phone, street, postcode, city, country, headline, summary, guessed_fields, created_at, updated_at)
        SELECT {PERSON}, n, 'neutral', given, 'de', family, 'N.', given || ' de ' || family,
               lower(family || ' ' || given || ' de'), lower(given) || n || '@example.org', '+316' || 10000000 + n,
               'Straat 1', '1234 AB', 'Plaats ' || n %% 400, 'NL', 'Analist ' || n %% 90, '', '{{}}', now(), now()
        FROM ({NAMED}) named""",
    "candidates_document": f"""
        INSERT INTO candidates_document
            (id, data_subject_id, {ORIGIN_COLUMNS}, kind, title, original_name, file, content_type, size, sha256,
             text, text_state, unreadable_code, has_bsn, uploaded_at)
        SELECT {PERSON}, {PERSON}, {ORIGIN}, 'cv', 'CV', 'cv.pdf',
               'documents/' || left(md5(n::text), 2) || '/' || md5(n::text), 'application/pdf', 4096,
               md5(n::text) || md5(n::text), {_pick("words", 13, WORDS)} || ' ervaren ' || {_pick("words", 17, WORDS)}
               || repeat(' werkte mee aan projecten bij klanten in het land', 18), 'read', '', FALSE, now() {EACH}""",
}
"""One statement a table, in the order of the foreign keys."""


def fill_with_people(number: int) -> None:
    """Insert candidates, without history: what is measured reads none."""
    if not roles_exist(connection):
        raise SystemExit("This measurement needs the roles of docs/operations.md.")
    values = {"first": 1, "last": number, "controller": ensure_controller().pk}
    parts = {"given": GIVEN, "begin": BEGINNINGS, "middle": MIDDLES, "end": ENDS, "words": WORDS}
    with transaction.atomic(), as_eraser(), connection.cursor() as cursor:
        for statement in STATEMENTS.values():
            cursor.execute(statement, {**values, **parts})


def with_a_typo(name: str, random: Random) -> str:
    """The name with one mistake: two letters swapped, one dropped, doubled or replaced."""
    at = random.choice([place for place, letter in enumerate(name[:-1]) if letter != " " and name[place + 1] != " "])
    here, there = name[at], name[at + 1]
    other = random.choice("abcdefghijklmnopqrstuvwxyz".replace(here, ""))
    mistakes = {"swap": there + here, "drop": there, "double": here + here + there, "replace": other + there}
    if here == there:
        del mistakes["swap"]
    return name[:at] + random.choice(list(mistakes.values())) + name[at + 2 :]


def name_as_typed(person: Person) -> str:
    """What a colleague would type: the name without capitals."""
    return person.full_name.lower()
