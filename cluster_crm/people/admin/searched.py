"""Persons of one role as a search finds them: in their own list, and among everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_crm.people.models import Person
from cluster_crm.people.search import matching
from cluster_crm.people.search.matching import LIST_CAP, Why
from cluster_crm.people.search.terms import Term, read_term
from cluster_crm.people.search.texts import Texts, seen_texts
from privacy.admin.masked import masks_of
from privacy.admin.person_actions import PersonRightsAdmin
from privacy.vocabulary import SubjectKind

PersonType = TypeVar("PersonType", bound=Person)
SEARCHED = (matching.NAME, matching.EMAIL, *matching.PHONES)


@dataclass(frozen=True, slots=True)
class Hit:
    """One person who was found, by what, and the name where the role that asks sees it."""

    key: Any
    number: int
    why: Why
    name: str = ""


class SearchedPersons(PersonRightsAdmin[PersonType]):
    """Persons who are found by reference, name, e-mail, telephone and their texts, as far as a role sees those.

    `texts` are longer texts about them. What tells namesakes apart is a column of the rows, shown to whoever sees the
    line that `told_by` names first.
    """

    texts: ClassVar[Sequence[Texts]] = ()
    told_by: ClassVar[tuple[str, str]] = ("city", "city")
    search_fields = ("number",)
    search_help_text = gettext_lazy("Name, e-mail, telephone, reference, or words in texts")

    @property
    def kind(self) -> SubjectKind:
        """The role of the persons of this page."""
        return self._kind

    def told_of(self, request: HttpRequest, persons: Sequence[Any]) -> Mapping[Any, str]:
        """Return a place or an organisation of each person, by number."""
        line, column = self.told_by
        rows: QuerySet[Any] = self.get_queryset(request).filter(pk__in=persons)
        if line in self.hidden_names(request) or column not in {
            *(field.name for field in self.opts.fields),
            *rows.query.annotations,
        }:
            return {}
        return dict(rows.values_list("pk", column))

    def fields_searched(self, request: HttpRequest) -> frozenset[str]:
        """Return the columns that the user may search in."""
        own = {field.name for field in self.opts.fields}
        return matching.searched_fields(own.intersection(SEARCHED), self.hidden_names(request))

    def texts_searched(self, request: HttpRequest) -> list[Texts]:
        """Return the texts that the user may search in."""
        return seen_texts(self.texts, masks_of(request).hides)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[PersonType], search_term: str
    ) -> tuple[QuerySet[PersonType], bool]:
        """Return the rows of the list that the term leaves; they hold no duplicates."""
        term = read_term(search_term)
        if not term.text:
            return queryset, False
        of_texts: set[Any] = set()
        for texts in self.texts_searched(request):
            found = set(texts.persons(term.text, LIST_CAP))
            of_texts |= found
            if len(found) == LIST_CAP:
                messages.info(request, _("These words stand in the texts of many people: not all of them are shown."))
        return matching.narrowed(queryset, term, self.fields_searched(request), of_texts), False

    def found(self, request: HttpRequest, term: Term, limit: int) -> list[Hit]:
        """Return the first persons who match: what stands there, then names that are alike, then texts."""
        rows: QuerySet[Any] = self.get_queryset(request)
        fields = self.fields_searched(request)
        hits: list[Hit] = []
        if asked := matching.conditions(term, fields):
            few = matching.capped(rows, matching.exact(rows, asked))
            hits += self._best(matching.exact(few, asked), term, fields, limit)
        if len(hits) < limit and matching.may_be_alike(term, fields):
            few = matching.capped(rows, matching.alike(rows, term).exclude(pk__in=keys_of(hits)))
            hits += self._best(matching.alike(few, term), term, fields, limit - len(hits))
        if len(hits) < limit and (texts := self.texts_searched(request)):
            persons = {person for each in texts for person in each.persons(term.text, matching.CAP)}
            few = matching.of_texts(rows.filter(pk__in=persons.difference(keys_of(hits))))
            hits += self._best(few, Term(), fields, limit - len(hits))
        return hits

    def _best(self, rows: QuerySet[Any], term: Term, fields: frozenset[str], limit: int) -> list[Hit]:
        """The first of some rows: those whose names are most alike, else those that changed last."""
        is_named = matching.NAME in fields
        if is_named and term.words:
            rows = rows.annotate(likeness=matching.likeness(term)).order_by("-likeness", "sort_name")
        else:
            rows = rows.order_by("-updated_at")
        columns = ("pk", "number", "why", *(["full_name"] if is_named else []))
        return [Hit(key, number, Why(why), *name) for key, number, why, *name in rows.values_list(*columns)[:limit]]


def keys_of(hits: Sequence[Hit]) -> list[Any]:
    """The numbers of the persons who were found."""
    return [hit.key for hit in hits]
