"""How candidates, and those whom they name, are reached."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from candidates.models import Candidate, ProfilePage, Referee, ReferenceCheck
from cluster_crm.people.reach import own_addresses, with_post
from privacy.actions.usable import among
from privacy.reach import Reach
from privacy.vocabulary import Identifier


def reach_candidates(persons: Collection[UUID]) -> Mapping[UUID, Reach]:
    """Tell of candidates by their own row and their profile pages; three statements."""
    found = {person: set(addresses) for person, addresses in own_addresses(Candidate, persons).items()}
    pages = ProfilePage.objects.filter(candidate__in=among(persons)).values_list("candidate", "url")
    for person, url in pages:
        found.setdefault(person, set()).add((Identifier.PROFILE_URL, url))
    posted = with_post(Candidate, persons)
    return {
        person: Reach(addresses=frozenset(addresses), has_postal_address=person in posted)
        for person, addresses in found.items()
    }


def births_of_candidates(persons: Collection[UUID]) -> Mapping[UUID, date]:
    """Tell when those were born who are held as candidates and said so; one statement."""
    said = Candidate.objects.filter(pk__in=among(persons), birth_date__isnull=False)
    return {person: born for person, born in said.values_list("pk", "birth_date") if born}


def reach_referees(persons: Collection[UUID]) -> Mapping[UUID, Reach]:
    """Tell of referees: whoever has an employer is called at work, and only after the reference was given (AMB-16)."""
    given = ReferenceCheck.objects.filter(referee__in=among(persons), given_on__isnull=False)
    done = frozenset(given.values_list("referee", flat=True))
    employed = Referee.objects.filter(pk__in=among(persons)).exclude(employer="")
    at_work = frozenset(employed.values_list("pk", flat=True))
    return {
        person: Reach(addresses=addresses, is_at_legal_person=person in at_work, is_open_to_approach=person in done)
        for person, addresses in own_addresses(Referee, persons).items()
    }
