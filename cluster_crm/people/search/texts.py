"""Longer texts about persons, such as a CV, in which words are looked for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.search import SearchHeadline, SearchVectorExact
from django.db.models import F, Model, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat, Left
from django.utils.functional import Promise

from cluster_crm.people.models.words import LANGUAGES, LONGEST, word_query, word_vector

MARKS: Final = ("\ue000", "\ue001")
"""Letters of nobody's alphabet around the words that were found, until the page writes its own marks."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Columns of one table with texts about persons.

    `person` is the column with the person's number; `column` holds their words where the database stores them, else
    the table has an index on the words of `names`.
    """

    label: str | Promise
    model: type[Model]
    person: str
    names: tuple[str, ...]
    column: str = ""

    @property
    def vector(self) -> Combinable:
        """The words, as the index has them."""
        vector: Combinable = F(self.column) if self.column else word_vector(*self.names)
        return vector

    def with_words(self, text: str) -> "QuerySet[Any]":
        """The rows with the words that were typed."""
        return self.model._default_manager.filter(SearchVectorExact(self.vector, word_query(text)))

    def persons(self, text: str, cap: int) -> "QuerySet[Any]":
        """The numbers of persons in whose texts the words stand, at most so many."""
        return self.with_words(text).order_by().values_list(self.person, flat=True)[:cap]

    def snippets(self, text: str, persons: Sequence[Any]) -> Mapping[Any, str]:
        """A few words around what was found, by person."""
        whole = Concat(*(Left(name, LONGEST) for name in self.names), Value(" "))
        start, stop = MARKS
        headline = SearchHeadline(
            whole, word_query(text), config=LANGUAGES[0], start_sel=start, stop_sel=stop, max_words=18, min_words=8
        )
        rows = self.with_words(text).filter(**{f"{self.person}__in": persons}).annotate(snippet=headline)
        return dict(rows.values_list(self.person, "snippet"))


def seen_texts(texts: Collection[Texts], hides: Any) -> list[Texts]:
    """The texts of which no column is hidden; `hides` answers for a model and a column."""
    return [each for each in texts if not any(hides(each.model, name) for name in each.names)]
