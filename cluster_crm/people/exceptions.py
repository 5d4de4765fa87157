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
