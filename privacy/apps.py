"""The foundation app."""

from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.privileges import grant_privileges
from cluster_crm.web import cookies
from privacy import matrix, permissions, texts
from privacy.checks import check_declarations
from privacy.registry import append_only_tables, history_tables, web_columns


class PrivacyConfig(AppConfig):
    """Declarations, catalogue, rights, erasure."""

    name = "privacy"
    verbose_name = _("Privacy")

    def ready(self) -> None:
        """Install the gate on declarations, the runners of jobs, and the grants that follow each migrate."""
        from privacy.admin.checks import check_pages  # noqa: PLC0415 - models are not loaded before ready()
        from privacy.profiles import texts_consents, texts_going_on, texts_mail, texts_notices, texts_person  # noqa: PLC0415 - as above
        from privacy.runners import register_runners  # noqa: PLC0415 - as above
        from privacy.views import visits  # noqa: PLC0415 - as above

        permissions.declare(matrix.MODELS, matrix.DEEDS)
        texts.declare(texts_going_on.GOES_ON, *texts_consents.TEXTS, *texts_mail.TEXTS)
        texts.declare(*texts_notices.TEXTS, *texts_person.TEXTS)
        cookies.declare(visits.DECLARED)
        checks.register(check_declarations, checks.Tags.models)
        checks.register(check_pages, checks.Tags.admin)
        register_runners()
        post_migrate.connect(settle_after_migrate, sender=self)


def settle_after_migrate(using: str, **_kwargs: Any) -> None:
    """Fill catalogue and texts with what ships, and give the weaker database roles their rights on the tables."""
    from privacy.actions.catalogue import load_profile  # noqa: PLC0415 - models are not loaded before ready()
    from privacy.actions.texts import load_texts  # noqa: PLC0415 - as above
    from privacy.models import CatalogueEntry, LegalText  # noqa: PLC0415 - as above

    tables = connections[using].introspection.table_names()
    if CatalogueEntry._meta.db_table in tables:
        load_profile("nl")
    if LegalText._meta.db_table in tables:
        load_texts()
    grant_privileges(
        connections[using],
        history_tables=history_tables(),
        append_only_tables=append_only_tables(),
        web_columns=web_columns(),
    )
