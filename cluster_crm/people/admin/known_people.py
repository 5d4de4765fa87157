"""People whom we may hold already, found while somebody types and again before a new person is registered.

What was typed is posted and stands in no address. Each role of users is shown whom it may see, by what it may see.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django.contrib.admin import site
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac

from cluster_crm.people.admin.merge_links import merge_address
from cluster_crm.people.admin.searched import SearchedPersons
from cluster_crm.people.contact import normalise_email, normalise_phone, normalise_postcode, normalise_profile_url
from cluster_crm.people.duplicates import Certainty, Match, Probe, Reason, find_duplicates, probe_of
from cluster_crm.people.forms.known_people import ANSWER, KnownPeople, ShownMatch
from cluster_crm.people.models import Person
from privacy import permissions
from privacy.admin.shown_persons import person_admin_name
from privacy.references import ReferenceField
from privacy.registry import person_model
from privacy.vocabulary import SubjectKind

TYPED: Final = ("given_name", "infix", "family_name", "email", "phone", "other_phone", "postcode", "city", "known_as")
"""The fields that are looked at; nothing else of the form is sent while somebody types."""

SHOWN: Final = 5
LOOKED_AT: Final = 10
KEY: Final = "typed"
SEES_RESTRICTED: Final = "privacy.restriction"
SEEN_IN: Final = {
    Reason.EMAIL: "email",
    Reason.PROFILE_URL: "email",
    Reason.PHONE: "phone",
    Reason.FORMER: "email",
    Reason.NAME: "full_name",
    Reason.OTHER_NAME: "full_name",
    Reason.PLACE: "city",
}
"""The field that a user must see to be told of a reason."""

Page = SearchedPersons[Any]


def typed_probe(typed: Mapping[str, Any]) -> Probe:
    """Read what stands in a form so far; an address that is not finished yet is none."""
    text = {name: str(typed.get(name) or "").replace("\0", "").strip()[:240] for name in TYPED}
    phones = (_written(normalise_phone, text["phone"]), _written(normalise_phone, text["other_phone"]))
    pages = str(typed.get("profile_urls") or "").replace("\0", "").splitlines()[:LOOKED_AT]
    return Probe(
        key=KEY,
        given_name=text["given_name"],
        infix=text["infix"],
        family_name=text["family_name"],
        email=_written(normalise_email, text["email"]),
        phones=tuple(phone for phone in phones if phone),
        profile_urls=tuple(url for line in pages if (url := _written(normalise_profile_url, line.strip()[:240]))),
        city=text["city"],
        postcode=_written(normalise_postcode, text["postcode"]),
    )


def _written(normalise: Callable[[str], str], text: str) -> str:
    try:
        return normalise(text) if text else ""
    except ValueError:
        return ""


def known_people(page: Page, request: HttpRequest, typed: Mapping[str, Any]) -> KnownPeople:
    """Return whom we may hold already, in any role that the user may see: a statement a role, and two for names."""
    probe = typed_probe(typed)
    if probe == Probe(key=KEY):
        return KnownPeople()
    pages = _pages_seen(request)
    found = find_duplicates(page._kind, [probe], also=list(pages)).get(KEY, [])
    named = _person_named(str(typed.get("known_as") or ""))
    found = [match for match in found if match.kind in pages and match.data_subject_id != named][:LOOKED_AT]
    names_restricted = permissions.allows(request.user, "view", SEES_RESTRICTED)
    open_to_user = [match for match in found if names_restricted or not match.is_restricted]
    sees = {each: _Seen(pages[each], request, open_to_user) for each in {match.kind for match in open_to_user}}
    here = _held_in(page._kind, [match.data_subject_id for match in open_to_user])
    matches = [shown for match in open_to_user if (shown := sees[match.kind].shown(match, here))][:SHOWN]
    is_held_back = any(match.is_restricted and match.certainty is Certainty.SURE for match in found) and not (
        names_restricted
    )
    return KnownPeople(
        matches,
        is_held_back=is_held_back,
        somebody_else=_nobody_of(found) if matches or is_held_back else "",
        chosen=str(typed.get(ANSWER) or ""),
    )


def people_alike(page: Page, request: HttpRequest, person: Person) -> list[ShownMatch]:
    """Return who may be the same person as somebody whom we hold, in the same role; restricted people are left out."""
    found = find_duplicates(page._kind, [probe_of(person)]).get(person.pk, [])
    others = [match for match in found if match.data_subject_id != person.pk and not match.is_restricted][:LOOKED_AT]
    seen = _Seen(page, request, others)
    return [
        replace(shown, compare_address=merge_address(page._kind, person.pk, match.data_subject_id))
        for match in others
        if (shown := seen.shown(match, frozenset(seen.rows)))
    ]


class _Seen:
    """The matches in one role of persons, by what the user may see of them."""

    def __init__(self, page: Page, request: HttpRequest, matches: Sequence[Match]) -> None:
        persons = [match.data_subject_id for match in matches if match.kind == page._kind]
        self.page, self.request = page, request
        self.rows: Mapping[UUID, Any] = page.get_queryset(request).in_bulk(persons)
        self.told = page.told_of(request, list(self.rows))

    def shown(self, match: Match, held_here: frozenset[UUID]) -> ShownMatch | None:
        """Return what the user sees of a match; None where he may not know what it rests on."""
        row = self.rows.get(match.data_subject_id)
        hidden = self.page.hidden_names(self.request, row) if row else frozenset()
        if row is None or any(SEEN_IN[reason] in hidden for reason in match.reasons):
            return None
        may_be_taken = match.data_subject_id not in held_here and not match.is_restricted
        return ShownMatch(
            reference=str(row),
            name="" if "full_name" in hidden else row.full_name,
            told=str(self.told.get(row.pk) or ""),
            role=str(self.page.opts.verbose_name),
            address=reverse(person_admin_name(self.page.model, "change"), args=[row.pk]),
            reasons=[str(reason.label) for reason in match.reasons],
            is_sure=match.certainty is Certainty.SURE,
            is_restricted=match.is_restricted,
            reference_to_take=str(row) if may_be_taken else "",
            person=match.data_subject_id,
            kind=match.kind.value,
        )


def _pages_seen(request: HttpRequest) -> Mapping[SubjectKind, Page]:
    return {
        page._kind: page
        for page in site._registry.values()
        if isinstance(page, SearchedPersons) and issubclass(page.model, Person) and page.has_view_permission(request)
    }


def _person_named(reference: str) -> UUID | None:
    """Return whom the form names himself as somebody whom we hold: about him nothing has to be asked."""
    try:
        role = ReferenceField(required=False).clean(reference)
    except ValidationError:
        return None
    return role.data_subject_id if role else None


def _held_in(kind: SubjectKind, persons: Sequence[UUID]) -> frozenset[UUID]:
    model = person_model(kind)
    rows: Any = model._base_manager.filter(pk__in=persons) if model and persons else ()
    return frozenset(row.pk for row in rows)


def _nobody_of(matches: Sequence[Match]) -> str:
    """Return the answer that it is none of those who are surely the same."""
    sure = sorted(f"{match.kind}:{match.data_subject_id}" for match in matches if match.certainty is Certainty.SURE)
    return salted_hmac("cluster_crm.people.known", "|".join(sure)).hexdigest()[:20]
