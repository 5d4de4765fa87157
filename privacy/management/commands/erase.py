"""`manage.py erase`: the same erasure as on the screens, by the same deeds and with the same second person."""

from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cluster_crm.jobs import actions as jobs
from cluster_crm.jobs.models import Job
from privacy import permissions
from privacy.actions.erasure import approve_erasure, request_erasure
from privacy.exceptions import ApprovalLapsed, NotASecondPerson, NotProposed, PrivacyRefusal
from privacy.models import ErasureRun, SubjectRole
from privacy.vocabulary import ErasureGround, SubjectKind

REFUSED = 3
KINDS = ("erasure.run", "files.sweep", "erasure.verify")
REFUSALS: dict[type[PrivacyRefusal], str] = {
    NotProposed: "This erasure does not wait for a decision: somebody was earlier, or it was withdrawn.",
    NotASecondPerson: "The proposer, or somebody whose role may not approve, cannot be the second person.",
    ApprovalLapsed: "What the erasure reaches or keeps has changed. Renew its plan in the admin and look again.",
}


class Command(BaseCommand):
    """Open a request for erasure, approve one as its second person, or carry out one that is approved (ERASE-01)."""

    help = (
        "Open: erase REFERENCE --by EMAIL --ground G1. Approve: erase --approve RUN --by EMAIL, by somebody else. "
        "Carry out: erase --run RUN --by EMAIL. Exit code 3: refused by a rule."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what may be asked."""
        parser.add_argument("reference", nargs="?", help="a person: C-123, or the number (uuid) of the data subject")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="the user who does this")
        parser.add_argument("--ground", choices=ErasureGround.values, help="the ground of Article 17(1)")
        parser.add_argument("--kind", choices=SubjectKind.values, help="the role, for a person given by uuid")
        deed = parser.add_mutually_exclusive_group()
        deed.add_argument("--approve", type=UUID, metavar="RUN", help="approve this erasure as the second person")
        deed.add_argument("--run", type=UUID, metavar="RUN", help="carry out this approved erasure here and now")

    def handle(self, *_args: str, **options: Any) -> None:
        """Do the one deed that is asked."""
        by = _user(options["by"])
        if options["approve"]:
            self._approve(_run(options["approve"]), by)
        elif options["run"]:
            self._carry_out(_run(options["run"]), by)
        elif options["reference"] and options["ground"]:
            self._open(options["reference"], options["kind"], ErasureGround(options["ground"]), by)
        else:
            raise CommandError("Give a REFERENCE with --ground, or --approve RUN, or --run RUN.", returncode=2)

    def _open(self, reference: str, kind: str | None, ground: ErasureGround, by: AbstractBaseUser) -> None:
        _require(by, "privacy.open_erasure")
        role = _role(reference, kind)
        run = request_erasure(role.data_subject_id, [SubjectKind(role.subject_kind)], ground=ground, by=by)
        self.stdout.write(f"{role}: request {run.request}, erasure {run.pk}, waits for a second person.")
        for line in run.lines.exclude(planned_rows=0, planned_history=0, kept_rows=0):
            goes = f"{line.planned_rows} rows, {line.planned_history} of history, {line.planned_files} files"
            stays = f"; {line.kept_rows} stay ({line.keep_code}, {line.keep_source})" if line.kept_rows else ""
            self.stdout.write(f"  {line.model_label}: {goes}{stays}")
        self.stdout.write(f"Somebody else approves it: manage.py erase --approve {run.pk} --by EMAIL")

    def _approve(self, run: ErasureRun, by: AbstractBaseUser) -> None:
        try:
            approve_erasure(run, by=by)
        except (NotProposed, NotASecondPerson, ApprovalLapsed) as refusal:
            raise CommandError(REFUSALS[type(refusal)], returncode=REFUSED) from refusal
        self.stdout.write(f"{run} is approved; the worker carries it out. Or here: manage.py erase --run {run.pk}")

    def _carry_out(self, run: ErasureRun, by: AbstractBaseUser) -> None:
        if not any(permissions.allows_deed(by, deed) for deed in ("privacy.open_erasure", "privacy.approve_erasure")):
            raise CommandError(f"The role of {by.pk} may not carry out erasures.", returncode=REFUSED)
        if run.state not in {ErasureRun.State.APPROVED, ErasureRun.State.EXECUTING}:
            raise CommandError(f"{run} is not approved: it is {run.get_state_display()}.", returncode=REFUSED)
        failed = Job.objects.filter(kind="erasure.run", target_id=run.pk).order_by("-pk").first()
        if failed is None or failed.state == Job.State.FAILED:
            jobs.enqueue("erasure.run", run.pk, by=by)
        for kind in KINDS:
            for job in Job.objects.filter(kind=kind, target_id=run.pk, state=Job.State.QUEUED, not_before=None):
                jobs.run(job.pk)
        run.refresh_from_db()
        self.stdout.write(f"{run}: {run.get_state_display()}.")
        if run.state not in {ErasureRun.State.EXECUTED, ErasureRun.State.VERIFIED}:
            raise CommandError("Not carried out; the page of the erasure says why.")


def _user(email: str) -> AbstractBaseUser:
    model: Any = get_user_model()
    user: AbstractBaseUser | None = model._default_manager.filter(**{model.USERNAME_FIELD: email.lower()}).first()
    if user is None or not user.is_active:
        raise CommandError("No open account has this e-mail address.", returncode=2)
    return user


def _require(by: AbstractBaseUser, deed: str) -> None:
    if not permissions.allows_deed(by, deed):
        raise CommandError(f"The role of this user may not do this ({deed}).", returncode=REFUSED)


def _role(reference: str, kind: str | None) -> SubjectRole:
    """The live role of a person, by its reference or by the person's number."""
    live = SubjectRole.objects.live()
    number = reference.rpartition("-")[2]
    if number.isdecimal() and reference.count("-") == 1:
        found = [role for role in live.filter(number=number) if str(role) == reference.upper()]
    else:
        try:
            found = list(live.filter(data_subject=UUID(reference), **({"subject_kind": kind} if kind else {})))
        except ValueError as error:
            raise CommandError("This is neither a reference such as C-123 nor a number.", returncode=2) from error
    if len(found) != 1:
        text = "Nobody is held under this reference." if not found else "Held in several roles: give --kind."
        raise CommandError(text, returncode=2)
    return found[0]


def _run(number: UUID) -> ErasureRun:
    run = ErasureRun.objects.select_related("request").filter(pk=number).first()
    if run is None:
        raise CommandError("There is no such erasure.", returncode=2)
    return run
