"""Deeds on diversity data: write down under a token, withdraw, and count what nobody is linked to any more."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Count, F, QuerySet

from candidates.exceptions import NoExplicitConsent
from candidates.models import Candidate, DiversityAnswer, DiversityChoice, DiversityCount, DiversityLink
from privacy.actions.consents import withdraw
from privacy.actions.subjects import lock_live_role
from privacy.models import ConsentEvent, PolicyVersion
from privacy.models.catalogue_view import Catalogue
from privacy.vocabulary import Category, Purpose, SubjectKind

PURPOSE = Purpose.EQUAL_OPPORTUNITIES
JULY = 7


@transaction.atomic
def record_answers(candidate: Candidate, answers: Iterable[DiversityChoice], *, consent: ConsentEvent) -> DiversityLink:
    """Write down what a candidate said of himself, under a token; it takes the place of what he said before.

    Raises NoExplicitConsent unless `consent` is his last word on this purpose, explicit and not withdrawn (EO-02), and
    NotInCatalogue or PurposeNotAllowed where the agency does not monitor.
    """
    catalogue = Catalogue.load(SubjectKind.CANDIDATE)
    catalogue.require([Category.DIVERSITY])
    catalogue.require_purpose(PURPOSE, Category.DIVERSITY)
    lock_live_role(candidate.pk, SubjectKind.CANDIDATE)
    last = ConsentEvent.objects.of(candidate.pk, SubjectKind.CANDIDATE).last_word(PURPOSE)
    is_given = consent.action == ConsentEvent.Action.GIVEN and consent.kind == ConsentEvent.Kind.EXPLICIT
    if last != consent or not is_given:
        raise NoExplicitConsent(str(candidate))
    DiversityLink.objects.filter(candidate=candidate).delete()
    link = DiversityLink.objects.create(candidate=candidate, consent=consent)
    DiversityAnswer.objects.bulk_create(
        DiversityAnswer(link=link, question=choice.question, answer=choice) for choice in answers
    )
    return link


def withdraw_diversity(
    candidate: Candidate,
    *,
    method: ConsentEvent.Method,
    language: str,
    policy_version: PolicyVersion | None,
    by: AbstractBaseUser | None = None,
) -> ConsentEvent:
    """Record that a candidate takes his consent back, and delete his answers at once (EO-04, Article 7(3)).

    What was counted before stays counted: nothing leads from there to him.
    """
    done = withdraw(
        candidate.pk,
        SubjectKind.CANDIDATE,
        purpose=PURPOSE,
        method=method,
        language=language,
        policy_version=policy_version,
        by=by,
    )
    return done.event


@transaction.atomic
def aggregate_due(on: date) -> int:
    """Count the answers whose half year is over and drop them with their links; return of how many people (AMB-27).

    Answers whose consent was withdrawn elsewhere go uncounted.
    """
    DiversityLink.objects.withdrawn().delete()
    due = DiversityLink.objects.select_for_update().past_term(on)
    tokens = list(due.values_list("pk", flat=True))
    links = DiversityLink.objects.filter(pk__in=tokens)
    _add_counts(links, half_year=half_year_of(on))
    links.delete()
    return len(tokens)


def half_year_of(day: date) -> date:
    """Return the first day of the half year of a day."""
    return date(day.year, 1 if day.month < JULY else JULY, 1)


def _add_counts(links: "QuerySet[DiversityLink]", *, half_year: date) -> None:
    """Add to the counts of a half year: one statement a cell, of which there are some thirty whatever the people."""
    answers = DiversityAnswer.objects.filter(link__in=links).order_by()
    for question, answer, number in answers.values_list("question", "answer").annotate(Count("pk")):
        cell, _is_new = DiversityCount.objects.get_or_create(half_year=half_year, question=question, answer=answer)
        DiversityCount.objects.filter(pk=cell.pk).update(number=F("number") + number)
