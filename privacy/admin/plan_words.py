"""The plan and the account of an erasure in the words of the trade: stores by their names, reasons by their law."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.labels import name_of_store
from privacy.models import ErasureLine, LegalReference
from privacy.models.legal_references import explain
from privacy.registry import all_models, origin_of, personal_model
from privacy.vocabulary import RetentionClass

MISSING = {
    "scan": gettext_lazy("The scan of all tables and files has yet to run."),
    "files": gettext_lazy("Files have yet to be removed from the storage."),
    "messages": gettext_lazy("Messages about this erasure have yet to be delivered."),
    "findings": gettext_lazy("A person has yet to look at the possible traces below."),
}


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One store of the plan, as people read it."""

    line: ErasureLine
    name: str
    term: str
    law: str

    @property
    def until(self) -> date | None:
        """The last day that something of this store may stay."""
        return self.line.keep_until


def shown_lines(lines: Iterable[ErasureLine]) -> Iterator[ShownLine]:
    """Return the lines of stores that hold something; the others would only hide what matters."""
    titles = LegalReference.objects.titles()
    for line in lines:
        if line.planned_rows or line.planned_history or line.planned_files or line.kept_rows or line.erased_rows:
            yield ShownLine(line, name_of_store(line.model_label), _term(line), explain(line.keep_source, titles))


def name_of_place(place: str) -> str:
    """Return the name of a place `table.column` where something was found; any other place is its own name."""
    table, _dot, column = place.partition(".")
    model = model_of_table(table)
    if model is None:
        return place
    names = {field.column: str(field.verbose_name) for field in model._meta.concrete_fields}
    store = capfirst(origin_of(model)._meta.verbose_name_plural)
    if origin_of(model) is not model:
        store = _("%(store)s (history)") % {"store": store}
    return f"{store}: {names.get(column, column)}"


def model_of_table(table: str) -> type[Model] | None:
    """Return the model of a table, if it is one of ours."""
    return next((model for model in all_models() if model._meta.db_table == table), None)


def _term(line: ErasureLine) -> str:
    """For how long the rows stay where no day is known yet."""
    if line.keep_until or not line.kept_rows:
        return ""
    try:
        keep = personal_model(line.model_label).record.keep
    except KeyError:
        return ""
    return str(RetentionClass(keep.retention).label) if keep else _("for as long as a law says")
