"""The app of what all kinds of people have in common."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cluster_crm.people import matrix
from privacy import form_guards, permissions, reach
from privacy.vocabulary import SubjectKind


class PeopleConfig(AppConfig):
    """Names, addresses and numbers of people, and what staff write about them."""

    name = "cluster_crm.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        """Say who may do what with people, what stands on everybody's timeline, and who carries out which job."""
        from cluster_crm.jobs.registry import register  # noqa: PLC0415 - models are not loaded before ready()
        from cluster_crm.people import timeline, timeline_sources  # noqa: PLC0415 - as above
        from cluster_crm.people.actions import (  # noqa: PLC0415 - as above
            finding_decisions,
            finding_work,
            list_exports,
            merging,
            text_scans,
            unmerging,
        )
        from cluster_crm.people.forms.guarded_texts import GUARD  # noqa: PLC0415 - as above
        from cluster_crm.people.models import StaffMember  # noqa: PLC0415 - as above
        from cluster_crm.people.reach import by_own_row  # noqa: PLC0415 - as above

        register(merging.MERGE, merging.run_merge)
        register(unmerging.UNMERGE, unmerging.run_undo)
        permissions.declare(matrix.MODELS, matrix.DEEDS)
        register(finding_decisions.JOB, finding_work.run)
        register(text_scans.JOB, text_scans.run)
        register(list_exports.JOB, list_exports.run_list)
        timeline.register(*timeline_sources.SOURCES)
        form_guards.register(GUARD)
        reach.register(SubjectKind.STAFF, by_own_row(StaffMember))
