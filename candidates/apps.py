"""The app of candidates."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from candidates import matrix
from privacy import own_details, permissions, reach, withdrawals
from privacy.vocabulary import SubjectKind


class CandidatesConfig(AppConfig):
    """Candidates, their dossiers and documents."""

    name = "candidates"
    verbose_name = _("Candidates")

    def ready(self) -> None:
        """Say who may do what with candidates, what their pages show, what is refused before a call, what jobs do."""
        from candidates import held, mail_takers, timeline  # noqa: PLC0415 - models load before this
        from candidates.actions.imports.runners import RUNNERS  # noqa: PLC0415 - as above
        from candidates.actions.imports.undoing import REASON_CODE, stay_after_all  # noqa: PLC0415 - as above
        from candidates.actions.references import guard_approach  # noqa: PLC0415 - as above
        from candidates.models import Candidate  # noqa: PLC0415 - as above
        from cluster_crm.jobs import registry  # noqa: PLC0415 - as above
        from cluster_crm.mail import takers  # noqa: PLC0415 - as above
        from cluster_crm.people import held as panel  # noqa: PLC0415 - as above
        from cluster_crm.people import timeline as everybodys  # noqa: PLC0415 - as above
        from cluster_crm.people.actions.contact_guards import guard_contact  # noqa: PLC0415 - as above
        from cluster_crm.people.actions.own_details import contact_details  # noqa: PLC0415 - as above
        from cluster_crm.people.special_data import SpecialKind, explained  # noqa: PLC0415 - as above
        from privacy.actions.releases import release_from  # noqa: PLC0415 - as above

        release_from(REASON_CODE, stay_after_all)
        permissions.declare(matrix.MODELS, matrix.DEEDS)
        panel.register(*held.HELD)
        everybodys.register(*timeline.SOURCES)
        takers.register(*mail_takers.TAKERS)
        guard_contact(SubjectKind.REFEREE, guard_approach)
        explained.register_place(
            SpecialKind.HEALTH,
            explained.Place(
                _("Workplace adjustments"),
                "admin:candidates_workplaceadjustment_changelist",
                "candidates.view_workplaceadjustment",
            ),
        )
        explained.register_place(
            SpecialKind.CRIMINAL,
            explained.Place(
                _("Certificates of conduct"),
                "admin:candidates_conductcheck_changelist",
                "candidates.view_conductcheck",
            ),
        )
        own_details.register(SubjectKind.CANDIDATE, contact_details(Candidate, SubjectKind.CANDIDATE))
        register_consents()
        for kind, runner in RUNNERS.items():
            registry.register(kind, runner)


def register_consents() -> None:
    """Say what candidates are asked, how they and those whom they name are reached, and what a withdrawal ends."""
    from candidates import consent_texts  # noqa: PLC0415 - models load before this
    from candidates.actions.own import OWN_PAGES  # noqa: PLC0415 - as above
    from candidates.actions.stages import stage_of_person  # noqa: PLC0415 - as above
    from candidates.actions.staying import FORGET_WORDS, forget_words  # noqa: PLC0415 - as above
    from candidates.actions.withdrawals import CONSEQUENCES  # noqa: PLC0415 - as above
    from candidates.models import EmergencyContact  # noqa: PLC0415 - as above
    from candidates.reach import births_of_candidates, reach_candidates, reach_referees  # noqa: PLC0415 - as above
    from cluster_crm.jobs import registry  # noqa: PLC0415 - as above
    from cluster_crm.people.reach import by_own_row  # noqa: PLC0415 - as above
    from privacy import own_pages, stages, texts  # noqa: PLC0415 - as above

    texts.declare(*consent_texts.TEXTS)
    stages.register(SubjectKind.CANDIDATE, stage_of_person)
    own_pages.register(*OWN_PAGES)
    registry.register(FORGET_WORDS, forget_words)
    withdrawals.register(*CONSEQUENCES)
    reach.register(SubjectKind.CANDIDATE, reach_candidates)
    reach.register(SubjectKind.REFEREE, reach_referees)
    reach.register_births(births_of_candidates)
    reach.register(SubjectKind.EMERGENCY_CONTACT, by_own_row(EmergencyContact))
