"""What the privacy officer sees of diversity data: cells in which nobody can be recognised, and no others (EO-01)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Sum

from candidates.models import DiversityChoice, DiversityCount, DiversityQuestion
from candidates.models.diversity_questions import CHOICES_OF

Cells = Mapping[DiversityChoice, int]


@dataclass(frozen=True, slots=True)
class ReportedQuestion:
    """One question with its cells; None is a cell that is not told."""

    question: DiversityQuestion
    cells: tuple[tuple[DiversityChoice, int | None], ...]


def diversity_report(on: date) -> list[ReportedQuestion]:
    """Return the counts of all full months before a day; the running month would show who was added last."""
    counted = DiversityCount.objects.filter(month__lt=on.replace(day=1)).values_list("answer").annotate(Sum("number"))
    numbers = {DiversityChoice(answer): number for answer, number in counted}
    return [
        ReportedQuestion(question, tuple(suppressed({choice: numbers.get(choice, 0) for choice in choices}).items()))
        for question, choices in CHOICES_OF.items()
    ]


def suppressed(cells: Cells) -> dict[DiversityChoice, int | None]:
    """Leave out cells smaller than the setting, and as many more as keep those from being found by subtraction.

    What is left out are two cells or more, or none, and together as many people as the smallest cell that is told.
    """
    smallest = settings.CRM_DIVERSITY_SMALLEST_CELL
    by_size = sorted(cells, key=lambda choice: (cells[choice], choice.value))
    hidden = [choice for choice in by_size if cells[choice] < smallest]
    for choice in by_size[len(hidden) :] if hidden else []:
        if len(hidden) > 1 and sum(cells[each] for each in hidden) >= smallest:
            break
        hidden.append(choice)
    return {choice: None if choice in hidden else number for choice, number in cells.items()}
