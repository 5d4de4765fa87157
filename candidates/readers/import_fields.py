"""What a column of a table can be: a field of the import, or something that may not be taken in and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportField(models.TextChoices):
    """The closed list of what a column may mean (default deny); nothing else is taken in (GEN-09)."""

    NAME = "name", _("name, whole")
    GIVEN_NAME = "given_name", _("given name")
    INITIALS = "initials", _("initials")
    INFIX = "infix", _("infix")
    FAMILY_NAME = "family_name", _("family name")
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("telephone")
    OTHER_PHONE = "other_phone", _("second telephone")
    STREET = "street", _("street and number")
    POSTCODE = "postcode", _("postcode")
    CITY = "city", _("place")
    COUNTRY = "country", _("country")
    HEADLINE = "headline", _("headline")
    POSITION = "position", _("present position")
    ORGANISATION = "organisation", _("present employer")
    EDUCATION = "education", _("education")
    INSTITUTION = "institution", _("school or university")
    SKILLS = "skills", _("skills")
    LANGUAGES = "languages", _("languages")
    SUMMARY = "summary", _("summary")
    PROFILE_URL = "profile_url", _("profile page, such as LinkedIn")
    NOTE = "note", _("notes")
    TAGS = "tags", _("tags")
    OWNER = "owner", _("owner (e-mail of a colleague)")
    LAST_CONTACT_ON = "last_contact_on", _("last contact on")
    COLLECTED_ON = "collected_on", _("collected on")
    AVAILABLE_FROM = "available_from", _("available from")
    WORK_PERMIT_REQUIRED = "work_permit_required", _("needs a work permit (yes or no)")


MANY_COLUMNS = frozenset(
    {
        *(ImportField.NOTE, ImportField.SUMMARY, ImportField.TAGS, ImportField.SKILLS, ImportField.LANGUAGES),
        ImportField.PROFILE_URL,
    }
)


class LeftOut(models.TextChoices):
    """What law or policy keeps out of an import, with the reason; no mapping can bring it in."""

    NATIONAL_ID = "national_id", _("The citizen service number (BSN) is asked at hire and never before (CAND-DATA-16).")
    BIRTH = "birth", _("Date of birth and age are not needed before hire (CAND-DATA-02).")
    GENDER = "gender", _("Sex and gender play no part in selection (CAND-DATA-04).")
    ORIGIN = "origin", _("Nationality, birthplace and descent are not asked before hire (CAND-DATA-13, CAND-DATA-17).")
    FAMILY = "family", _("Marital status is asked at hire, if tax or pension needs it (CAND-DATA-06).")
    HEALTH = "health", _("Data about health are special data and only the candidate offers them (CAND-DATA-18).")
    BELIEF = (
        "belief",
        _("Religion, belief, politics, union and orientation are special data and not imported (CAND-DATA-17)."),
    )
    CRIMINAL = "criminal", _("Data about offences are asked for single roles, at the end (CAND-DATA-20).")
    PHOTO = "photo", _("A photo needs the consent of the candidate, who adds it (CAND-DATA-05).")
    PAY = "pay", _("What somebody earns or earned may not be asked (CAND-DATA-21, LAW-26).")
    BANK = "bank", _("Bank details belong to payroll (CAND-DATA-30).")
    IDENTITY = "identity", _("Numbers of identity papers are not kept here (CAND-DATA-14).")
    OTHER_PEOPLE = (
        "other_people",
        _("Referees, relatives and emergency contacts have rights of their own (CAND-DATA-10, CAND-DATA-11)."),
    )
