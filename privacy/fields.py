"""Model fields for data that must not be read by everybody who reads the table."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from privacy.envelope import VERSION, Sealed

if TYPE_CHECKING:
    BinaryField = models.BinaryField[Sealed, Sealed]
else:
    BinaryField = models.BinaryField


class EncryptedField(BinaryField):
    """A sealed value: filled by `seal()`, read by `reveal()`, and never shown in forms, exports or representations.

    The column takes envelopes only: Python refuses anything else, and so does the database.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"editable": False})

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        """Let the database refuse what is no envelope."""
        column = connection.ops.quote_name(str(self.column))
        return f"octet_length({column}) > 30 AND get_byte({column}, 0) = {VERSION}"

    def from_db_value(self, value: bytes | memoryview | None, *_args: Any) -> Sealed | None:
        """Wrap what the database holds, so that it cannot be shown by mistake."""
        return None if value is None else Sealed(value)

    def get_prep_value(self, value: Any) -> Any:
        """Refuse a value that nobody sealed."""
        if value is not None and not isinstance(value, Sealed):
            raise TypeError(f"{self.name} takes sealed values only: use privacy.actions.reveal.seal().")
        return super().get_prep_value(value)

    def value_to_string(self, obj: models.Model) -> str:
        """Keep sealed values out of serialised rows."""
        return "" if self.value_from_object(obj) is None else repr(self.value_from_object(obj))

    def formfield(self, *_args: Any, **_kwargs: Any) -> None:
        """Appear in no form."""


class SealedFileField(models.FileField):
    """A stored file whose content is an envelope: written by `seal_file()`, read by `reveal_file()` alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"editable": False})
