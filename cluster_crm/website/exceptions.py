"""Why a deed on the website is refused: one name each."""


class WebsiteRefusal(Exception):
    """A rule about the website forbids the deed."""


class CompetitionNotRunning(WebsiteRefusal):
    """Nobody takes part before the first day of a competition or after its last (SRC-11)."""
