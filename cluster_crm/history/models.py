"""Declare a model's history with `history = HistoricalRecords()`; the database itself then writes it."""

from typing import Any

import simple_history.models
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models.signals import post_delete, post_save, pre_delete

from cluster_crm.history.triggers import HistoryTrigger

POSTGRESQL_NAME_LENGTH = 63


class HistoricalRecords(simple_history.models.HistoricalRecords):  # type: ignore[misc]  # the package has no types
    """simple-history's tables, admin and queries, filled by a row trigger instead of by signals (SEC-06).

    So `save`, bulk deeds, `update()`, cascades, raw SQL and COPY are all recorded. Who and why come from `acting()`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"history_id_field": models.BigAutoField()} | kwargs)

    def finalize(self, sender: type[models.Model], **kwargs: Any) -> None:
        """Build the history model, unplug the signals (they also forbid Django's fast delete), add the trigger."""
        super().finalize(sender, **kwargs)
        if not post_save.disconnect(self.post_save, sender=sender):
            return  # a model that does not carry these records
        post_delete.disconnect(self.post_delete, sender=sender)
        pre_delete.disconnect(self.pre_delete, sender=sender)
        options = sender._meta
        if options.parents or self.get_m2m_fields_from_model(sender):
            raise ImproperlyConfigured(
                f"{options.label} has history: it can neither inherit a table nor track m2m_fields. "
                "Use an abstract base, and an explicit through model with its own history."
            )
        options.constraints = [*options.constraints, self.trigger_of(sender)]
        options.original_attrs["constraints"] = options.constraints  # what makemigrations reads

    def trigger_of(self, model: type[models.Model]) -> HistoryTrigger:
        """Return the trigger that fills this model's history table (generated columns compute themselves there)."""
        options = model._meta
        return HistoryTrigger(
            name=f"{options.app_label}_{options.model_name}_history"[:POSTGRESQL_NAME_LENGTH],
            history_table=getattr(model, self.manager_name).model._meta.db_table,
            columns=[field.column for field in self.fields_included(model) if not field.generated],
        )

    def _get_history_user_fields(self) -> "dict[str, models.Field[Any, Any]]":
        """Keep the number of the user who acted when the user himself is gone: history is never rewritten."""
        user = models.ForeignKey(
            settings.AUTH_USER_MODEL,
            on_delete=models.DO_NOTHING,
            db_constraint=False,
            null=True,
            related_name="+",
        )
        return {"history_user": user}
