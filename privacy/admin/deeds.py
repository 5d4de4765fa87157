"""Pages on which adding a row is a deed: the form asks, an action does it."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest

from privacy.admin.records import ModelType, TrackedAdmin


class DeedAdmin(TrackedAdmin[ModelType]):
    """A page on which adding is a deed, and rows are not edited afterwards."""

    deed_form: ClassVar["type[ModelForm[Any]]"]
    deed_fields: ClassVar[tuple[str, ...]]

    def carry_out(self, request: HttpRequest, form: Any) -> Model:
        """Do the deed; returns the row that it made."""
        raise NotImplementedError

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form of the deed for a new row."""
        return super().get_form(request, obj, change, **kwargs if obj else kwargs | {"form": self.deed_form})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the lines of the deed, or those of the row."""
        return super().get_fields(request, obj) if obj else self.deed_fields

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Allow the deeds of the list to whom the matrix lets change; a single row is only looked at."""
        return obj is None and super().has_change_permission(request, obj)

    def save_form(self, request: HttpRequest, form: Any, change: Any) -> Any:  # noqa: ARG002 - Django's signature
        """Do the deed in the place of saving a row."""
        return self.carry_out(request, form)

    def save_model(self, *_args: Any) -> None:
        """Nothing is left to save: the deed did it."""

    def save_related(self, *_args: Any) -> None:
        """Nothing is left to save: the deed did it."""


def acting_user(request: HttpRequest) -> AbstractBaseUser:
    """Return the user of a request that only users reach."""
    assert isinstance(request.user, AbstractBaseUser)  # noqa: S101 - the admin lets nobody else in
    return request.user
