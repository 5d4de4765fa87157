"""Why a deed on people is refused: one name each. Messages hold numbers, never names."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class PeopleRefusal(Exception):
    """A rule about people forbids the deed."""


class InFuture(PeopleRefusal):
    """What has not happened yet is no interaction: it would lengthen the retention term."""


class NobodyTookPart(PeopleRefusal):
    """An interaction has at least one participant."""


class NotHeld(PeopleRefusal):
    """We hold nobody of this number in this role (any more)."""


class NoReason(PeopleRefusal):
    """Somebody who was only named to us is contacted only if the situation requires it (GLO-07)."""


class NoFreeText(PeopleRefusal):
    """Nothing is written about somebody who was only named to us (REF-DATA-01, REF-DATA-02)."""


class InPast(PeopleRefusal):
    """What is still to be done is not due on a day that has passed."""


class NotTold(PeopleRefusal):
    """What was told about somebody names who said so (CLI-DATA-03)."""


class CannotBeStored(PeopleRefusal):
    """Values of a person cannot be right; `fields` names where, no message holds what."""

    def __init__(self, fields: Iterable[str]) -> None:
        self.fields = tuple(fields)
        super().__init__(", ".join(self.fields))


class NoMembership(PeopleRefusal):
    """The person does not belong to the organisation (any more)."""


class EndsBeforeItBegan(PeopleRefusal):
    """Nothing ends before the day on which it began."""


class NotAnnounced(PeopleRefusal):
    """A call is recorded only where that was said beforehand (CLI-DATA-04, LAW-52)."""


class NotASecondPerson(PeopleRefusal):
    """Whoever opened an investigation, or is investigated, does not approve it (STAFF-02)."""


class AlreadyDecided(PeopleRefusal):
    """About what was found in a text somebody decided already, or a worker is at it."""


class NoException(PeopleRefusal):
    """A citizen service number stays in no text, whatever the reason (UAVG 46)."""


class NoRoomForMark(PeopleRefusal):
    """The field is too short for the mark that would stand in the place of the words."""


class NotUnderInvestigation(PeopleRefusal):
    """No approved investigation, still running, allows to read what a colleague wrote (STAFF-02)."""


class NobodyAsked(PeopleRefusal):
    """A list of nobody makes no file."""


class ListTooLong(PeopleRefusal):
    """A list as a file has an end: narrow it by a search or a filter."""


class NotATag(PeopleRefusal, ValidationError):
    """A word that is too long to sort by, or tells of a person what may not be told of him (Article 9, UAVG 46)."""

    def __init__(self) -> None:
        ValidationError.__init__(
            self,
            _("A tag has at most 50 letters, and tells nothing of health, belief and the like, and no number."),
            code="not_a_tag",
        )
