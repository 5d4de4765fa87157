"""The numbers of an import, which stay when its rows are gone."""

from typing import Final

from django.db.models import Count, Q

from candidates.models import ImportBatch, ImportRow

COUNTED: Final = {
    "row_count": Q(),
    "ready_count": Q(state="ready"),
    "created_count": Q(state="created"),
    "updated_count": Q(state="updated"),
    "waiting_count": Q(state="waiting"),
    "skipped_count": Q(state="skipped"),
    "refused_count": Q(state="refused"),
    "duplicate_count": ~Q(match_reasons=[]),
    "suppressed_count": Q(is_suppressed=True),
}


def count_rows(batch: ImportBatch) -> None:
    """Count anew what became of the rows, and keep the numbers on the batch; one query and one change."""
    counts = {name: Count("pk", filter=which) for name, which in COUNTED.items()}
    totals = ImportRow.objects.filter(batch=batch).of_people().aggregate(**counts)
    for name, total in totals.items():
        setattr(batch, name, total)
    batch.save(update_fields=list(COUNTED))


def parts_of(batch: ImportBatch) -> list[int]:
    """The parts of at most 500 rows in which the work on an import is done."""
    return list(batch.rows.order_by("part").values_list("part", flat=True).distinct())
