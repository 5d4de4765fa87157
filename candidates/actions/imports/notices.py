"""Which notices an import brings about by itself, as its dry run tells beforehand (Article 13, LAW-07)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from candidates.models import ImportBatch, ImportRow
from candidates.readers.partial_date import PartialDate
from privacy.actions.addressed import addresses_of
from privacy.models import NoticeTask
from privacy.vocabulary import Source, SubjectKind

Plan = ImportRow.Plan


@dataclass(frozen=True, slots=True)
class NoticesToCome:
    """How many people are sent the notice by e-mail, and how many have no address for it."""

    by_email: int
    by_letter: int


def notices_to_come(batch: ImportBatch) -> NoticesToCome | None:
    """Return whom a checked import sends the notice; None where it sends none. The number of statements is fixed."""
    source = Source(batch.source)
    if not source.is_sent_notice:
        return None
    ready = ImportRow.objects.filter(batch=batch, state=ImportRow.State.READY)
    new = ready.filter(plan=Plan.CREATE)
    held = dict(_held_and_not_told(batch, source))
    by_email = new.filter(draft__has_key="email").count() + sum(held.values())
    return NoticesToCome(by_email, new.count() + len(held) - by_email)


def _held_and_not_told(batch: ImportBatch, source: Source) -> Iterator[tuple[UUID, bool]]:
    """Those whom we hold already, without a notice for this source and day, each with whether he has an address."""
    rows = ImportRow.objects.filter(batch=batch, state=ImportRow.State.READY, plan=Plan.UPDATE)
    drafts: Mapping[UUID, tuple[str | None, str | None]] = {
        person: (email, day)
        for person, email, day in rows.values_list("data_subject", "draft__email", "draft__collected_on")
    }
    tasks = NoticeTask.objects.filter(
        data_subject__in=list(drafts), subject_kind=SubjectKind.CANDIDATE, source=source, category=""
    )
    told = set(tasks.values_list("data_subject", "collected_on"))
    addresses = addresses_of(list(drafts), SubjectKind.CANDIDATE)
    for person, (email, day) in drafts.items():
        collected_on = PartialDate.parse(day).first_day if day else batch.collected_on
        if (person, collected_on) not in told:
            yield person, bool(email or addresses.get(person))
