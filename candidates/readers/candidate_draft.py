"""What a reader hands over: drafts of candidates, and what couldn't be read and why."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.readers.partial_date import PartialDate


class Problem(models.TextChoices):
    """Why a value or row wasn't read; a fixed list, so that no report can carry personal data."""

    NOT_OPENED = "NOT_OPENED", _("The file can't be opened.")
    NOT_A_TABLE = "NOT_A_TABLE", _("This is neither text in columns nor a spreadsheet.")
    NOT_UTF8 = "NOT_UTF8", _("The text isn't encoded as UTF-8.")
    NOT_JSON = "NOT_JSON", _("This isn't valid JSON.")
    NO_HEADER = "NO_HEADER", _("The first line names no column that can be read, such as name or e-mail.")
    EMPTY = "EMPTY", _("There is nothing in it.")
    TOO_LARGE = "TOO_LARGE", _("It is larger than can be read.")
    NESTED_TOO_DEEP = "NESTED_TOO_DEEP", _("It is nested too deep to be a CV.")
    BINARY_WORKBOOK = "BINARY_WORKBOOK", _("This is a binary workbook (.xlsb): save it as .xlsx and try again.")
    ENCRYPTED = "ENCRYPTED", _("It is protected by a password: ask for a copy without one.")
    CORRUPT = "CORRUPT", _("It is damaged.")
    ZIP_BOMB = "ZIP_BOMB", _("It unpacks to far more than such a file can be, and was not opened.")
    TOO_COSTLY = "TOO_COSTLY", _("Reading it took more time or memory than such a file is allowed.")
    NO_SUCH_SHEET = "NO_SUCH_SHEET", _("The workbook has no sheet of this name.")
    PACKED_OTHERWISE = (
        "PACKED_OTHERWISE",
        _("It is packed in a way that isn't read here: make an ordinary ZIP file of it."),
    )
    ARCHIVE_INSIDE = "ARCHIVE_INSIDE", _("It is an archive: unpack it first.")
    TABLE_INSIDE = "TABLE_INSIDE", _("It is a list: import it by itself.")
    NOT_A_CV = "NOT_A_CV", _("It is no CV: neither PDF, DOCX, ODT nor JSON Resume.")
    SAME_FILE = "SAME_FILE", _("The same file is in the archive once more.")
    TOO_MANY_COLUMNS = "TOO_MANY_COLUMNS", _("There are more columns than a list of people can have.")
    BROKEN_ROW = "BROKEN_ROW", _("The quotation marks of this row don't match.")
    TOO_MANY_CELLS = "TOO_MANY_CELLS", _("This row has more cells than there are columns.")
    CELL_TOO_LONG = "CELL_TOO_LONG", _("A cell of this row is longer than can be read, or a quotation mark stays open.")
    OTHER_ENCODING = (
        "OTHER_ENCODING",
        _("Letters of this row were written in another encoding than the rest and were put right: look at them."),
    )
    LOST_LETTER = "LOST_LETTER", _("A letter was lost when the file was made (�): write it again.")
    NO_NAME = "NO_NAME", _("There is no name.")
    WRONG_KIND = "WRONG_KIND", _("Another kind of value is expected here.")
    NOT_A_DATE = "NOT_A_DATE", _("This can't be read as a date.")
    SHORT_YEAR = "SHORT_YEAR", _("Write the year of this date in four digits.")
    MONTH_FIRST = "MONTH_FIRST", _("This date names the month before the day: write it as 2024-12-31.")
    UNCLEAR_DATE = "UNCLEAR_DATE", _("This date was read as day/month/year: look whether that is meant.")
    IN_FUTURE = "IN_FUTURE", _("This day is still to come.")
    NOT_YES_OR_NO = "NOT_YES_OR_NO", _("Yes or no is expected here.")
    NOT_AN_EMAIL = "NOT_AN_EMAIL", _("This isn't an e-mail address.")
    NOT_A_PHONE = "NOT_A_PHONE", _("This isn't a telephone number.")
    PHONE_MENDED = (
        "PHONE_MENDED",
        _("A spreadsheet took away the 0 or + before this telephone number; it was put back."),
    )
    PHONE_SHORTENED = (
        "PHONE_SHORTENED",
        _("A spreadsheet shortened this telephone number, such as 3.16E+10: give the column the format of text."),
    )
    SECOND_PHONE = (
        "SECOND_PHONE",
        _("A dossier holds one telephone number: another one only helps to find whom we hold already."),
    )
    NOT_A_POSTCODE = "NOT_A_POSTCODE", _("This isn't a Dutch postcode.")
    NOT_A_COUNTRY = "NOT_A_COUNTRY", _("This isn't a two-letter country code or a country that is known here.")
    NOT_A_URL = "NOT_A_URL", _("This isn't the address of a page.")
    NOT_STORABLE = "NOT_STORABLE", _("This can't be stored as it is, for instance because it is too long.")
    HOLDS_BSN = "HOLDS_BSN", _("This holds a citizen service number (BSN): remove it from the file.")
    LEFT_OUT = "LEFT_OUT", _("This has no place in a candidate's dossier and was left out.")
    OTHER_PEOPLE = "OTHER_PEOPLE", _("This is about other people, who are recorded in their own right: left out.")

    TERM_OVER = (
        "TERM_OVER",
        _("The term after the last contact is over (RET-01): these data must be erased and may not be taken in."),
    )
    NOT_A_TAG = "NOT_A_TAG", _("This is too long for a tag, or tells what no tag may tell: left out.")
    TO_LOOK_AT = "TO_LOOK_AT", _("Words about health, belief or the like may stand here: look at it.")
    NOT_A_COLLEAGUE = "NOT_A_COLLEAGUE", _("No user has this e-mail address: the import's owner is taken.")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing that couldn't be read; `is_refused` says whether its whole row was left out."""

    line: int
    field: str
    reason: Problem
    is_refused: bool = True


@dataclass(frozen=True, slots=True)
class EducationDraft:
    """One study, course or certificate."""

    institution: str = ""
    area: str = ""
    study_type: str = ""
    started_on: PartialDate | None = None
    ended_on: PartialDate | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class ExperienceDraft:
    """One job or voluntary job."""

    organisation: str = ""
    position: str = ""
    place: str = ""
    started_on: PartialDate | None = None
    ended_on: PartialDate | None = None
    description: str = ""
    is_voluntary: bool = False


@dataclass(frozen=True, slots=True)
class SkillDraft:
    """One skill, with the level as it was written."""

    name: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class LanguageDraft:
    """One spoken language, with the fluency as it was written."""

    name: str
    fluency: str = ""


@dataclass(frozen=True, slots=True)
class CandidateDraft:
    """One person as a file describes him; `guesses` names the fields that a human has to confirm.

    `note` is what stands there about him in free words, `owner` the e-mail address of a colleague, `last_contact_on`
    the last meaningful contact that the agency had with him before (RET-01).
    """

    line: int = 1
    given_name: str = ""
    infix: str = ""
    family_name: str = ""
    initials: str = ""
    email: str = ""
    phone: str = ""
    other_phone: str = ""
    street: str = ""
    city: str = ""
    postcode: str = ""
    country: str = ""
    headline: str = ""
    summary: str = ""
    profile_urls: tuple[str, ...] = ()
    education: tuple[EducationDraft, ...] = ()
    experience: tuple[ExperienceDraft, ...] = ()
    skills: tuple[SkillDraft, ...] = ()
    languages: tuple[LanguageDraft, ...] = ()
    guesses: frozenset[str] = frozenset()
    source_language: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    owner: str = ""
    last_contact_on: PartialDate | None = None
    collected_on: PartialDate | None = None
    available_from: PartialDate | None = None
    work_permit_required: bool | None = None

    @property
    def has_plain_name(self) -> bool:
        """Whether the file names the person; without a name the row waits for a human."""
        return bool(self.family_name)

    @property
    def has_own_days(self) -> bool:
        """Whether the file says itself since when the person is known."""
        return bool(self.last_contact_on or self.collected_on)


@dataclass(frozen=True, slots=True)
class ReadResult:
    """All that one file held."""

    drafts: tuple[CandidateDraft, ...] = ()
    problems: tuple[RowProblem, ...] = ()
