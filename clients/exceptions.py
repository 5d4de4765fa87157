"""Why a deed on clients and vacancies is refused: one name each. Messages hold references and codes, never names."""


class ClientRefusal(Exception):
    """A rule about clients forbids the deed."""


class VacancyDecided(ClientRefusal):
    """The vacancy is filled or closed already: reopen it first."""


class VacancyOpen(ClientRefusal):
    """The vacancy is open already."""
