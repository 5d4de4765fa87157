"""What makes an erasure certain: a scan of everything for keyed hashes of what the erased persons were found by."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import chain
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from cluster_crm.history.acting import acting
from cluster_crm.jobs.actions import enqueue
from cluster_crm.jobs.claims import Claim
from privacy.actions.files import stored_files
from privacy.actions.requests import State, move
from privacy.keyed_hash import hash_identifier
from privacy.models import ErasureDigest, ErasureRun, FileTombstone, Message, ResidueFinding
from privacy.stores.scan import all_texts, file_texts
from privacy.vocabulary import Identifier

LONGEST_NAME = 6
FOR_PEOPLE = frozenset({"findings", "handing over"})  # what no worker can do; the nightly task looks again
SOON = timedelta(minutes=1)
WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
PATTERNS = {
    Identifier.EMAIL: re.compile(r"[^\s<>()\[\],;:\"']+@[^\s<>()\[\],;:\"']+\.[A-Za-z]{2,}"),
    Identifier.PHONE: re.compile(r"\+?\d[\d\s()./-]{7,}\d"),
    Identifier.PROFILE_URL: re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s\"'<>]+", re.IGNORECASE),
}


def run_verification(claim: Claim) -> None:
    """Scan for the erasure that a job names and close it, or look again in a while when it still waits."""
    claim.expect(1)
    with claim.step("verify") as is_due:
        if is_due:
            run = ErasureRun.objects.select_for_update().get(pk=claim.target_id)
            scan_runs([run])
            if not close_when_clean(run) and not FOR_PEOPLE & set(what_is_missing(run)):
                enqueue("erasure.verify", run.pk, not_before=timezone.now() + SOON)


def verify_executed() -> int:
    """Scan once for all erasures that were not scanned yet, and close those that wait for nothing; the nightly task."""
    with transaction.atomic():
        runs = list(ErasureRun.objects.select_for_update().filter(state=ErasureRun.State.EXECUTED))
        scan_runs(runs)
        return sum(close_when_clean(run) for run in runs)


def scan_runs(runs: Iterable[ErasureRun]) -> None:
    """Look once through everything for what these runs erased, and put what is found on the list of a person."""
    chosen = [run for run in runs if run.state == ErasureRun.State.EXECUTED and run.scanned_at is None]
    if chosen:
        _note_residue(chosen)
        ErasureRun.objects.filter(pk__in=[run.pk for run in chosen]).update(scanned_at=timezone.now())


def what_is_missing(run: ErasureRun) -> list[str]:
    """Codes of what a run still waits for before it is verified."""
    waits = {
        "scan": ErasureRun.objects.filter(pk=run.pk, scanned_at__isnull=True),
        "files": FileTombstone.objects.filter(run=run, removed_at__isnull=True),
        "messages": Message.objects.queued().filter(
            keep_until_delivered=True, data_subject__in=run.subjects.values("data_subject")
        ),
        "handing over": Message.objects.kept().filter(
            keep_until_delivered=True, data_subject__in=run.subjects.values("data_subject")
        ),
        "findings": run.findings.filter(kind=ResidueFinding.Kind.IDENTIFIER, outcome=ResidueFinding.Outcome.OPEN),
    }
    return [code for code, rows in waits.items() if rows.exists()]


def _note_residue(runs: Iterable[ErasureRun]) -> None:
    sought = _digests(runs)
    still_said = {
        str(key) for key in Message.objects.waiting().filter(keep_until_delivered=True).values_list("pk", flat=True)
    }
    found = {
        (run_id, place, row, identifier)
        for place, row, text in chain(all_texts(), file_texts(stored_files()))
        if not (place.startswith(f"{Message._meta.db_table}.") and row in still_said)
        for identifier, digest in hashes_in(text)
        for run_id in sought.get(digest, ())
    }
    ResidueFinding.objects.bulk_create(
        (
            ResidueFinding(
                run_id=run_id,
                place=place,
                row=row,
                kind=ResidueFinding.Kind.NAME if identifier is Identifier.NAME else ResidueFinding.Kind.IDENTIFIER,
            )
            for run_id, place, row, identifier in sorted(found)
        ),
        ignore_conflicts=True,
    )


def _digests(runs: Iterable[ErasureRun]) -> dict[str, set[UUID]]:
    """For each keyed hash, the runs that erased it."""
    sought: dict[str, set[UUID]] = {}
    entries = ErasureDigest.objects.filter(entry__run_id__in=[run.pk for run in runs])
    for digest, run_id in entries.values_list("digest", "entry__run_id"):
        sought.setdefault(digest, set()).add(run_id)
    return sought


def hashes_in(text: str) -> Iterator[tuple[Identifier, str]]:
    """The keyed hashes of every address, number, profile and name that a text may hold."""
    for identifier, pattern in PATTERNS.items():
        for match in pattern.finditer(text):
            yield identifier, hash_identifier(identifier, match.group())
    words = WORD.findall(text)
    for start, word in enumerate(words):
        if word[0].isupper():
            yield from _hashes_of_names(words[start : start + LONGEST_NAME])


def _hashes_of_names(words: Sequence[str]) -> Iterator[tuple[Identifier, str]]:
    """The keyed hashes of what may be names at the beginning of some words: from one capital to another."""
    for end in range(2, len(words) + 1):
        if words[end - 1][0].isupper():
            yield Identifier.NAME, hash_identifier(Identifier.NAME, " ".join(words[:end]))


def close_when_clean(run: ErasureRun) -> bool:
    """Verify a run that was scanned and waits for nothing; return whether it is verified now."""
    with acting(None, "erasure verified"):
        run.refresh_from_db()
        if run.state != ErasureRun.State.EXECUTED:
            return True
        if what_is_missing(run):
            return False
        run.state, run.verified_at = ErasureRun.State.VERIFIED, timezone.now()
        run.save(update_fields=["state", "verified_at"])
        if run.request:
            move(run.request, State.CLOSED, by=None)
    return True


def settle_finding(finding: ResidueFinding, outcome: str, *, by: AbstractBaseUser) -> None:
    """Write down what a person found at a possible trace, and close the run when it was the last (ERASE-08)."""
    with acting(by.pk, "finding settled"):
        finding.outcome, finding.decided_by_id = outcome, by.pk
        finding.save(update_fields=["outcome", "decided_by"])
        close_when_clean(finding.run)
