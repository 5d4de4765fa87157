"""Why a deed on people is refused: one name each. Messages hold numbers, never names."""


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
