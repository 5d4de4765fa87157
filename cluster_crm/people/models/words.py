"""Words in longer texts, as PostgreSQL finds them: stems of Dutch and English, without accents."""

from functools import reduce
from operator import add, or_
from typing import Any, Final

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery, SearchVector, SearchVectorField
from django.db.models import Func, GeneratedField, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Left, Lower
from django.utils.translation import gettext_lazy as _

LANGUAGES: Final = ("dutch", "english")
LONGEST: Final = 50_000
"""Letters of a text that are indexed: a vector may not become longer than 1 MB, whatever is uploaded."""

ACCENTED: Final = "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿšžćčłďđěňřťůąęśźżőű"
PLAIN: Final = "aaaaaaceeeeiiiinoooooouuuuyyszcclddenrtuaeszzou"


class Translate(Func):
    """Letters in the place of letters; unlike `unaccent` an index may rest on it."""

    function = "translate"
    output_field = TextField()


def unaccented_column(name: str) -> Combinable:
    """The beginning of a text column, lower case and without accents."""
    return Translate(Lower(Left(name, LONGEST)), Value(ACCENTED), Value(PLAIN))


def word_vector(*names: str) -> Any:
    """The words of text columns, for an index or a generated column."""
    vectors: list[Any] = [
        SearchVector(unaccented_column(name), config=config) for name in names for config in LANGUAGES
    ]
    return reduce(add, vectors)


def word_column(name: str) -> GeneratedField:
    """A column that the database fills with the words of another one."""
    return GeneratedField(
        verbose_name=_("words of the text"),
        expression=word_vector(name),
        output_field=SearchVectorField(),
        db_persist=True,
    )


def word_query(text: str) -> CombinedSearchQuery | SearchQuery:
    """What somebody typed, by the rules of web searches: words, "phrases", or, -not; it never is an error."""
    queries = [SearchQuery(text, config=config, search_type="websearch") for config in LANGUAGES]
    return reduce(or_, queries)
