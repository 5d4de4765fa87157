"""What is asked for equal opportunities monitoring, and the closed answers; each may be left unsaid (CAND-DATA-17)."""

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DiversityQuestion(TextChoices):
    """A question; none of them is asked for any decision about a person (EO-05)."""

    ETHNIC = "ethnic", _("ethnic background")
    BELIEF = "belief", _("religion or belief")
    DISABILITY = "disability", _("disability or long-term illness")
    ORIENTATION = "orientation", _("sexual orientation")
    SOCIAL = "social", _("socio-economic background")
    GENDER = "gender", _("gender")


class DiversityChoice(TextChoices):
    """An answer; its value begins with the question that it belongs to."""

    ETHNIC_DUTCH = "ethnic.dutch", _("Dutch")
    ETHNIC_EUROPEAN = "ethnic.european", _("other European")
    ETHNIC_AFRICAN = "ethnic.african", _("African")
    ETHNIC_ASIAN = "ethnic.asian", _("Asian")
    ETHNIC_CARIBBEAN = "ethnic.caribbean", _("Caribbean or Surinamese")
    ETHNIC_LATIN = "ethnic.latin", _("Latin American")
    ETHNIC_NEAR_EAST = "ethnic.near_east", _("North African, Turkish or Near Eastern")
    ETHNIC_MIXED = "ethnic.mixed", _("mixed")
    ETHNIC_OTHER = "ethnic.other", _("other")
    ETHNIC_UNSAID = "ethnic.unsaid", _("prefer not to say")

    BELIEF_NONE = "belief.none", _("none")
    BELIEF_BUDDHIST = "belief.buddhist", _("Buddhist")
    BELIEF_CHRISTIAN = "belief.christian", _("Christian")
    BELIEF_HINDU = "belief.hindu", _("Hindu")
    BELIEF_JEWISH = "belief.jewish", _("Jewish")
    BELIEF_MUSLIM = "belief.muslim", _("Muslim")
    BELIEF_OTHER = "belief.other", _("other")
    BELIEF_UNSAID = "belief.unsaid", _("prefer not to say")

    DISABILITY_YES = "disability.yes", _("yes")
    DISABILITY_NO = "disability.no", _("no")
    DISABILITY_UNSAID = "disability.unsaid", _("prefer not to say")

    ORIENTATION_STRAIGHT = "orientation.straight", _("heterosexual")
    ORIENTATION_GAY = "orientation.gay", _("gay or lesbian")
    ORIENTATION_BISEXUAL = "orientation.bisexual", _("bisexual")
    ORIENTATION_OTHER = "orientation.other", _("other")
    ORIENTATION_UNSAID = "orientation.unsaid", _("prefer not to say")

    SOCIAL_HIGHER = "social.higher", _("a parent has a degree")
    SOCIAL_VOCATIONAL = "social.vocational", _("a parent has a vocational diploma")
    SOCIAL_SCHOOL = "social.school", _("parents went to school only")
    SOCIAL_UNSAID = "social.unsaid", _("prefer not to say")

    GENDER_WOMAN = "gender.woman", _("woman")
    GENDER_MAN = "gender.man", _("man")
    GENDER_OTHER = "gender.other", _("other")
    GENDER_UNSAID = "gender.unsaid", _("prefer not to say")

    @property
    def question(self) -> DiversityQuestion:
        """The question that this answers."""
        return DiversityQuestion(self.value.partition(".")[0])


CHOICES_OF: Final[Mapping[DiversityQuestion, tuple[DiversityChoice, ...]]] = {
    question: tuple(choice for choice in DiversityChoice if choice.question is question)
    for question in DiversityQuestion
}
"""The answers to each question, in the order in which they are asked."""
