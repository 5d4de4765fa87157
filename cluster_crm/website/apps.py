"""The app of the public site and its people."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from cluster_crm.web import cookies
from cluster_crm.website import matrix
from cluster_crm.website.cookie_texts import DIALOGUE
from privacy import permissions, reach, texts, withdrawals
from privacy.vocabulary import SubjectKind


class WebsiteConfig(AppConfig):
    """The public site, who writes to us there, the log of visits, and the register of cookies."""

    name = "cluster_crm.website"
    label = "website"
    verbose_name = _("Website")

    def ready(self) -> None:
        """Say which role may do what here, what people wrote on their timeline, and which cookies there are."""
        from cluster_crm.people import timeline  # noqa: PLC0415 - models are not loaded before ready()
        from cluster_crm.people.reach import by_own_row  # noqa: PLC0415 - as above
        from cluster_crm.website.actions.ad_cookies import accept_ad_cookies  # noqa: PLC0415 - as above
        from cluster_crm.website.actions.visits import joined_pages  # noqa: PLC0415 - as above
        from cluster_crm.website.models import WebsiteContact  # noqa: PLC0415 - as above
        from cluster_crm.website.models.visits import JOINED_KINDS  # noqa: PLC0415 - as above
        from cluster_crm.website.shipped_cookies import COOKIES  # noqa: PLC0415 - as above
        from cluster_crm.website.timeline import MESSAGES  # noqa: PLC0415 - as above

        permissions.declare(matrix.MODELS)
        timeline.register(MESSAGES)
        texts.declare(DIALOGUE)
        cookies.declare(*COOKIES)
        withdrawals.register(*(joined_pages(kind) for kind in JOINED_KINDS))
        reach.register(SubjectKind.WEBSITE_USER, by_own_row(WebsiteContact))
        reach.register_ad_cookies(accept_ad_cookies)
        post_migrate.connect(settle_after_migrate, sender=self)


def settle_after_migrate(using: str, **_kwargs: Any) -> None:
    """Bring the register of cookies up to date with what the application sets."""
    from cluster_crm.website.actions.cookies import load_cookies  # noqa: PLC0415 - models are not loaded before ready()
    from cluster_crm.website.models import RegisteredCookie  # noqa: PLC0415 - as above

    if RegisteredCookie._meta.db_table in connections[using].introspection.table_names():
        load_cookies()
