"""Persons of one model who match a term, found by index and never counted.

First what stands there: reference, e-mail, telephone, beginnings of the words of a name in any order. Then names that
are alike, so that typing errors are forgiven. At most `CAP` rows are looked at before they are ranked.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import reduce
from operator import and_, or_
from typing import Any, Final, TypeAlias

from django.contrib.postgres.lookups import TrigramSimilar, TrigramWordSimilar
from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db import connection, models, transaction
from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.search.terms import Term
from privacy.models import FormerAddress, SubjectRole
from privacy.vocabulary import Identifier

Rows: TypeAlias = Any
"""A queryset of persons; which columns are added to it differs by step."""
CAP: Final = 200
"""Rows that are looked at before they are ranked."""

LIST_CAP: Final = 1000
"""Rows that a list names by their keys."""

ENOUGH: Final = 10
TIGHT: Final = 0.5
LOOSE: Final = 0.3
NAME: Final = "search_name"
EMAIL: Final = "email"
PHONES: Final = ("phone", "other_phone")


class Why(models.TextChoices):
    """By what a person was found."""

    REFERENCE = "reference", _("reference")
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("telephone")
    FORMER = "former", _("former address")
    NAME = "name", _("name")
    ALIKE = "alike", _("name alike")
    TEXT = "text", _("text")


def forgive(likeness: float) -> None:
    """Say for the rest of the transaction how alike names must be."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pg_trgm.similarity_threshold', %(likeness)s, TRUE),"
            " set_config('pg_trgm.word_similarity_threshold', %(likeness)s, TRUE)",
            {"likeness": str(likeness)},
        )


def conditions(term: Term, fields: Collection[str]) -> Mapping[Why, Q]:
    """What stands in a row that the term names, of the fields that may be searched; the most telling first."""
    found: dict[Why, Q] = {}
    if term.number is not None:
        absorbed = SubjectRole.objects.filter(number=term.number, merged_at__isnull=False)
        found[Why.REFERENCE] = Q(number=term.number) | Q(pk__in=list(absorbed.values_list("data_subject", flat=True)))
    if former := _formerly(term, fields):
        found[Why.FORMER] = Q(pk__in=former)
    if EMAIL in fields and (term.email_start or term.email_part):
        is_part = {"email__contains": term.email_part} if term.email_part else {"email__startswith": term.email_start}
        found[Why.EMAIL] = Q(**is_part)
    if term.phone_start or term.phone_part:
        lookup, digits = ("startswith", term.phone_start) if term.phone_start else ("contains", term.phone_part)
        phones = [Q(**{f"{name}__{lookup}": digits}) for name in PHONES if name in fields]
        if phones:
            found[Why.PHONE] = reduce(or_, phones)
    if NAME in fields and term.words:
        found[Why.NAME] = reduce(and_, (_begins_a_word(word) for word in term.words))
    return found


def _formerly(term: Term, fields: Collection[str]) -> list[Any]:
    """Who was found by this address before two records of him became one."""
    values = [
        (Identifier.EMAIL, term.email_part if EMAIL in fields else ""),
        (Identifier.PHONE, term.phone_start if set(PHONES) & set(fields) else ""),
    ]
    if not any(value for _identifier, value in values):
        return []
    return list(FormerAddress.objects.of_values(values).values_list("data_subject", flat=True))


def _begins_a_word(word: str) -> Q:
    return Q(search_name__startswith=word) | Q(search_name__contains=f" {word}")


def exact(rows: Rows, asked: Mapping[Why, Q]) -> Rows:
    """The rows in which stands what was asked, each with `why`."""
    cases = [When(condition, then=Value(why.value)) for why, condition in asked.items()]
    return rows.filter(reduce(or_, asked.values())).annotate(why=Case(*cases, output_field=CharField()))


def alike(rows: Rows, term: Term) -> Rows:
    """The rows whose names are as alike as `forgive` said; one word may stand anywhere in a name."""
    is_alike = TrigramWordSimilar if len(term.words) == 1 else TrigramSimilar
    return rows.filter(is_alike(F(NAME), Value(term.name))).annotate(why=Value(Why.ALIKE.value))


def of_texts(rows: Rows) -> Rows:
    """Rows that were found by texts."""
    return rows.annotate(why=Value(Why.TEXT.value))


def likeness(term: Term) -> Combinable:
    """How alike the name of a row is to the term."""
    measure = TrigramWordSimilarity(term.name, NAME) if len(term.words) == 1 else TrigramSimilarity(NAME, term.name)
    return Coalesce(measure, 0.0)


def may_be_alike(term: Term, fields: Collection[str]) -> bool:
    """Whether names that are alike are wanted at all."""
    return bool(term.words) and NAME in fields and not term.is_literal


def capped(rows: Rows, found: Rows, cap: int = CAP) -> Rows:
    """The rows of a set, of which no more than the cap were looked at."""
    return rows.filter(pk__in=found.order_by().values("pk")[:cap])


def narrowed(rows: Rows, term: Term, fields: Collection[str], of_texts: Collection[Any]) -> Rows:
    """The rows of a list that a term leaves, in the list's own order.

    A few are named by their keys; where there are more than `LIST_CAP`, the list reads along its own order, which
    then meets one soon.
    """
    asked = conditions(term, fields)
    found = keys(exact(rows, asked), LIST_CAP + 1) if asked else []
    if len(found) > LIST_CAP:
        return rows.filter(reduce(or_, asked.values()))
    forgiven = keys_alike(rows, term) if len(found) < ENOUGH and may_be_alike(term, fields) else []
    return rows.filter(pk__in={*found, *forgiven, *of_texts})


def keys_alike(rows: Rows, term: Term) -> list[Any]:
    """The keys of rows whose names are alike; only where there is none, of those that are less so."""
    with transaction.atomic():
        for limit in (TIGHT, LOOSE):
            forgive(limit)
            if found := keys(alike(rows, term), CAP):
                return found
    return []


def keys(rows: Rows, cap: int) -> list[Any]:
    """The keys of at most so many rows."""
    return list(rows.order_by().values_list("pk", flat=True)[:cap])


def searched_fields(names: Iterable[str], hidden: Collection[str]) -> frozenset[str]:
    """The fields that somebody may search in: those that he sees; a name is searched by whoever sees it."""
    seen = frozenset(names) - frozenset(hidden)
    return seen - {NAME} if "full_name" in hidden else seen
