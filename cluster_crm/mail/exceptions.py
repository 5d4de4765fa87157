"""Why a deed on messages that came in is refused: one name each. No message holds anything of a letter."""


class MailRefusal(Exception):
    """A rule about messages that come in forbids the deed."""


class NoLongerWaiting(MailRefusal):
    """Somebody else dealt with the message meanwhile, or its month is over."""


class AboutSomebodyElse(MailRefusal):
    """The sender is another person whom we know: his words are not put on the page of this one."""
