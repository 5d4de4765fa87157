"""What the privacy officer sees of diversity data: cells in which nobody can be recognised, and no others (EO-01)."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext

from candidates.actions.diversity import half_year_of
from candidates.models import DiversityChoice, DiversityCount, DiversityQuestion, DiversitySharing
from candidates.models.diversity_questions import CHOICES_OF
from clients.models import Client
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting

Cells = Mapping[DiversityChoice, int]


@dataclass(frozen=True, slots=True)
class ReportedQuestion:
    """One question with its cells; None is a cell that is not told."""

    question: DiversityQuestion
    cells: tuple[tuple[DiversityChoice, int | None], ...]


def diversity_report(on: date) -> list[ReportedQuestion]:
    """Return the counts of all full half years before a day; the running one would show who was added last."""
    full = DiversityCount.objects.filter(half_year__lt=half_year_of(on))
    counted = full.values_list("answer").annotate(Sum("number"))
    numbers = {DiversityChoice(answer): number for answer, number in counted}
    return [
        ReportedQuestion(question, tuple(suppressed({choice: numbers.get(choice, 0) for choice in choices}).items()))
        for question, choices in CHOICES_OF.items()
    ]


def share_report(client: Client, *, reason: str, by: User) -> DiversitySharing:
    """Give a client the report, as the officer sees it and no finer, and write down what he got and why (EO-03)."""
    questions = diversity_report(timezone.localdate())
    cells = {choice.value: number for question in questions for choice, number in question.cells}
    with acting(by.pk, "candidates.diversity.share"):
        return DiversitySharing.objects.create(client=client, reason=reason, cells=cells, shared_by=by)


def as_csv(sharing: DiversitySharing) -> str:
    """Return what was given as a table; a cell that may not be told is empty."""
    target = StringIO()
    rows = csv.writer(target)
    rows.writerow([gettext("Question"), gettext("Answer"), gettext("Number")])
    for question, choices in CHOICES_OF.items():
        for choice in choices:
            number = sharing.cells.get(choice.value)
            rows.writerow([str(question.label), str(choice.label), "" if number is None else number])
    return target.getvalue()


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
