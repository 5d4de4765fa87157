"""From which day the term of a person who comes in runs, and whether it is over already; pure, dates passed in."""

from datetime import date

from candidates.readers.candidate_draft import CandidateDraft, Problem
from privacy.actions.roles import Origin
from privacy.retention import RetentionFacts, retain_until
from privacy.vocabulary import RetentionProfile


def told_of(draft: CandidateDraft, origin: Origin) -> Origin:
    """Where and when the agency got the data of one draft: on the day that its file names, else on that of all."""
    if draft.collected_on is None:
        return origin
    return Origin(origin.source, origin.source_detail, draft.collected_on.first_day)


def held_since(draft: CandidateDraft, origin: Origin) -> Origin:
    """The same, but not after the last contact: whoever was spoken to before was known before (RET-01).

    Otherwise each clock would start anew on the day of the import. The notice of Article 14 still counts from the
    day of `told_of`.
    """
    told = told_of(draft, origin)
    if draft.last_contact_on is None or draft.last_contact_on.first_day >= told.collected_on:
        return told
    return Origin(told.source, told.source_detail, draft.last_contact_on.first_day)


def facts_of(draft: CandidateDraft, origin: Origin, profile: RetentionProfile) -> RetentionFacts:
    """What the clock of a draft starts with."""
    contact = draft.last_contact_on
    return RetentionFacts(
        collected_on=held_since(draft, origin).collected_on,
        contact_on=contact.first_day if contact else None,
        profile=profile,
    )


def term_problems(
    draft: CandidateDraft, origin: Origin, profile: RetentionProfile, *, on: date
) -> list[tuple[str, Problem]]:
    """What forbids to hold somebody on a day: a day still to come, or a term that is over (RET-01)."""
    days = {"last_contact_on": draft.last_contact_on, "collected_on": draft.collected_on}
    if to_come := [name for name, day in days.items() if day and day.first_day > on]:
        return [(name, Problem.IN_FUTURE) for name in to_come]
    if retain_until(facts_of(draft, origin, profile)) >= on:
        return []
    return [("last_contact_on" if draft.last_contact_on else "collected_on", Problem.TERM_OVER)]
