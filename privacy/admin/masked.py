"""Pages that show each role only what the catalogue lets it see."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, TypeVar
from weakref import WeakKeyDictionary

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import display_for_field, label_for_field
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from privacy.masks import Masks, is_of_one_kind
from privacy.permissions import role_of

ModelType = TypeVar("ModelType", bound=Model)
HIDDEN: Final = _("hidden for your role")

if TYPE_CHECKING:
    TypedOptions = BaseModelAdmin
else:

    class TypedOptions(BaseModelAdmin):
        """Django's options, which name their model's type in brackets for the type checker only."""

        def __class_getitem__(cls, model: type[Model] | TypeVar) -> type[Self]:
            return cls


_masks: WeakKeyDictionary[HttpRequest, Masks] = WeakKeyDictionary()


@dataclass(frozen=True)
class Masked:
    """A column or line that stands where a hidden one would; a hidden value itself never reaches the page.

    Where a table mixes roles of persons, each row is judged by the role that it names.
    """

    name: str
    short_description: str = field(compare=False)
    masks: Masks = field(compare=False, repr=False)

    def __call__(self, row: Model) -> Any:
        """Return the value where this row may show it, else that it is hidden."""
        declared = {item.name: item for item in row._meta.concrete_fields}.get(self.name)
        if declared is None or is_of_one_kind(type(row)) or self.name in self.masks.hidden(type(row), row):
            return str(HIDDEN)
        return display_for_field(declared.value_from_object(row), declared, "")

    @property
    def __name__(self) -> str:
        return self.name


def masks_of(request: HttpRequest) -> Masks:
    """Return the masks of the user who asks, read once a request."""
    if request not in _masks:
        _masks[request] = Masks(role_of(request.user))
    return _masks[request]


class MaskedOptions(TypedOptions[ModelType]):
    """Forms, lists, searches and filters without the fields that the user's role does not see.

    `built_from` names, for a column or line that is no field itself, the fields that it is made of: it is hidden
    with the first of them.
    """

    built_from: ClassVar[Mapping[str, Sequence[str]]] = {}

    def hidden_names(self, request: HttpRequest, row: Model | None = None) -> frozenset[str]:
        """Return the names that are hidden in a row, or in a list: fields, and what is built from them."""
        masks = masks_of(request)
        fields = masks.hidden(self.model, row if isinstance(row, self.model) else None)
        built = (
            name for name, parts in self.built_from.items() if any(masks.hides(self.model, part) for part in parts)
        )
        return fields | frozenset(built)

    def masked(self, request: HttpRequest, names: Iterable[Any], hidden: frozenset[str]) -> list[Any]:
        """Return names of columns or lines with masks in the place of hidden ones."""
        return [self.mask(request, name) if name in hidden else name for name in names]

    def mask(self, request: HttpRequest, name: str) -> Masked:
        """Return what stands in the place of one column or line."""
        label: Callable[..., Any] = label_for_field
        return Masked(name, str(label(name, self.model, self)), masks_of(request))

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Leave hidden fields out of forms: they can be neither read nor changed."""
        own = {item.name for item in self.model._meta.fields}
        return [*(super().get_exclude(request, obj) or ()), *sorted(self.hidden_names(request, obj) & own)]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Return the lines without a control, and a mask for each line that is hidden."""
        hidden = self.hidden_names(request, obj)
        editable = {item.name for item in self.model._meta.fields if item.editable}
        names = [*super().get_readonly_fields(request, obj), *sorted(hidden & editable)]
        return list(dict.fromkeys(self.masked(request, names, hidden)))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Return the groups of lines, with masks in the place of hidden ones."""
        hidden = self.hidden_names(request, obj)
        return [
            (title, {**options, "fields": self._masked_lines(request, options["fields"], hidden)})
            for title, options in super().get_fieldsets(request, obj)
        ]

    def _masked_lines(self, request: HttpRequest, lines: Iterable[Any], hidden: frozenset[str]) -> list[Any]:
        return [
            tuple(self.masked(request, line, hidden))
            if isinstance(line, list | tuple)
            else self.masked(request, [line], hidden)[0]
            for line in lines
        ]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Refuse an address that filters by a field hidden in any row: the number of hits would tell its value."""
        is_hidden = masks_of(request).hides(self.model, lookup, in_any_row=True)
        return not is_hidden and super().lookup_allowed(lookup, value, request)
