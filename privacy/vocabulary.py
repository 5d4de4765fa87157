"""The words of law and trade that declarations, the catalogue and the screens use.

`privacy.dpv` gives the address of each key in the W3C Data Privacy Vocabulary, so that registers can be exchanged.
"""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SubjectKind(TextChoices):
    """The role in which the agency holds a person (GEN-01)."""

    CANDIDATE = "candidate", _("candidate")
    CLIENT_CONTACT = "client_contact", _("client contact")
    SUPPLIER_CONTACT = "supplier_contact", _("supplier contact")
    REFEREE = "referee", _("referee")
    EMERGENCY_CONTACT = "emergency_contact", _("emergency contact")
    STAFF = "staff", _("staff")
    WEBSITE_USER = "website_user", _("website user")

    @property
    def prefix(self) -> str:
        """The letters before a person's number in his reference: C-10482."""
        return PREFIXES[self]


PREFIXES: Final = {
    SubjectKind.CANDIDATE: "C",
    SubjectKind.CLIENT_CONTACT: "CC",
    SubjectKind.SUPPLIER_CONTACT: "SC",
    SubjectKind.REFEREE: "RE",
    SubjectKind.EMERGENCY_CONTACT: "EM",
    SubjectKind.STAFF: "ST",
    SubjectKind.WEBSITE_USER: "WU",
}


class Role(TextChoices):
    """What a user does at the agency; it decides what he sees and may do."""

    RECRUITER = "recruiter", _("recruiter")
    CONSULTANT = "consultant", _("consultant")
    PRIVACY_OFFICER = "privacy_officer", _("privacy officer")
    FINANCE = "finance", _("finance")
    ADMINISTRATOR = "administrator", _("administrator")


class Category(TextChoices):
    """A kind of personal data: one member a row of requirements 1.2 and 1.3, and those the law itself asks for."""

    NAME = "name", _("name")
    BIRTH_DATE = "birth_date", _("date of birth")
    FOREIGN_NATIONAL_ID = "foreign_national_id", _("foreign national number")
    SALUTATION = "salutation", _("form of address")
    PHOTO = "photo", _("photo")
    MARITAL_STATUS = "marital_status", _("marital status")
    CONTACT = "contact", _("contact details")
    EDUCATION = "education", _("education")
    WORK_HISTORY = "work_history", _("work history")
    SKILLS = "skills", _("skills and languages")
    EMERGENCY_CONTACTS = "emergency_contacts", _("emergency contacts and next of kin")
    REFERENCES = "references", _("reference details")
    IMMIGRATION = "immigration", _("immigration status")
    NATIONALITY = "nationality", _("nationality, citizenship and birthplace")
    IDENTITY_DOCUMENT = "identity_document", _("identity document and driving licence")
    FINANCIAL_CHECK = "financial_check", _("financial background check")
    NATIONAL_ID = "national_id", _("citizen service number")
    WAGE_TAX = "wage_tax", _("wage-tax statement")
    DIVERSITY = "diversity", _("diversity data")
    ADJUSTMENT = "adjustment", _("workplace adjustment")
    RELIGION = "religion", _("religion needed for a role")
    CRIMINAL = "criminal", _("certificate of conduct")
    REMUNERATION = "remuneration", _("salary expectation")
    CURRENT_REMUNERATION = "current_remuneration", _("current salary, pension and benefits")
    PREFERENCES = "preferences", _("stated interests and needs")
    INFERRED_INTERESTS = "inferred_interests", _("inferred interests")
    OWN_STATEMENTS = "own_statements", _("what the person told us")
    REFEREE_STATEMENTS = "referee_statements", _("what a referee told us")
    THIRD_PARTY_STATEMENTS = "third_party_statements", _("what clients and other sources told us")
    ONLINE_IDENTIFIER = "online_identifier", _("IP address")
    USAGE = "usage", _("dates, times and frequency of use")
    CAMERA_IMAGE = "camera_image", _("camera images")
    ASSESSMENT = "assessment", _("tests and assessments")
    PAYROLL = "payroll", _("employment, payroll, bank and timesheets")
    ONLINE_INTERACTION = "online_interaction", _("interaction with profiles and content")
    COLLEAGUE_STATEMENTS = "colleague_statements", _("what a colleague told us")
    CALL_RECORDING = "call_recording", _("call recordings")
    DEALINGS = "dealings", _("calls, meetings, vacancies and placements")
    BANK_DETAILS = "bank_details", _("bank details")
    POSITION = "position", _("position and organisation")
    RELATION = "relation", _("relation to the person who named them")
    CORRESPONDENCE = "correspondence", _("correspondence")
    BROWSING = "browsing", _("use of the website")
    PRIVACY_RECORD = "privacy_record", _("consents, notices, requests and decisions")
    ACCOUNT = "account", _("staff account")


class Purpose(TextChoices):
    """What data are used for (requirements 1.5 and 5.1); an unknown purpose is refused."""

    RECRUITMENT = "recruitment", _("recruitment")
    CLIENT_SERVICE = "client_service", _("service to clients")
    SUPPLY = "supply", _("obtaining services of suppliers")
    REFERENCE_CHECK = "reference_check", _("checking references")
    EMERGENCY = "emergency", _("accident or emergency")
    PERSONNEL = "personnel", _("staff administration")
    PAYROLL = "payroll", _("payroll and invoicing")
    LEGAL_DUTY = "legal_duty", _("legal duties")
    LEGAL_CLAIM = "legal_claim", _("legal claims")
    RIGHTS_REQUEST = "rights_request", _("answering a rights request")
    WEBSITE = "website", _("running and improving the website")
    SECURITY = "security", _("security of systems and premises")
    EQUAL_OPPORTUNITIES = "equal_opportunities", _("equal opportunities monitoring")
    SERVICE = "service", _("service message")
    JOB_ALERT = "job_alert", _("vacancy alert")
    ROLE_CONTACT = "role_contact", _("approach on a concrete role")
    DM_RECRUIT = "dm_recruit", _("marketing of recruitment services")
    DM_OTHER = "dm_other", _("other marketing")
    REFERRAL_ASK = "referral_ask", _("asking for referrals")
    SURVEY = "survey", _("satisfaction survey")
    ADS = "ads", _("advertising on platforms")
    SUCCESS_STORY = "success_story", _("success story")
    PROFILING = "profiling", _("automated matching")
    PHOTO = "photo", _("photo on the profile")
    HEALTH = "health", _("health data needed for a role")
    RELIGION = "religion", _("religion needed for a role")
    CRIMINAL = "criminal", _("criminal data needed for a role")
    COMPETITION = "competition", _("taking part in a competition")


class Channel(TextChoices):
    """How a message reaches a person (requirements 5.1)."""

    EMAIL = "email", _("e-mail")
    SMS = "sms", _("text or chat message")
    SOCIAL_DM = "social_dm", _("message on a network")
    PHONE = "phone", _("telephone")
    POST = "post", _("post")
    ONSITE = "onsite", _("on our site")
    ADPLATFORM = "adplatform", _("advertising platform")


class TextKind(TextChoices):
    """What a text of the agency is for (ui guide 5: one catalogue of legal texts)."""

    MAIL = "mail", _("e-mail")
    CONSENT = "consent", _("consent")
    NOTICE = "notice", _("notice")
    PAGE = "page", _("words on a page")


class LawfulBasis(TextChoices):
    """Article 6(1) GDPR."""

    CONSENT = "a", _("consent")
    CONTRACT = "b", _("contract")
    LEGAL_OBLIGATION = "c", _("legal obligation")
    VITAL_INTERESTS = "d", _("vital interests")
    PUBLIC_TASK = "e", _("public task")
    LEGITIMATE_INTERESTS = "f", _("legitimate interests")


class SpecialCondition(TextChoices):
    """What special, criminal and national-number data need on top (Articles 9, 10 and 87; UAVG 22-33, 46)."""

    EXPLICIT_CONSENT = "X", _("explicit consent")
    EMPLOYMENT_LAW = "EMP", _("employment and social-security law")
    LEGAL_CLAIMS = "CLAIM", _("legal claims")
    NATIONAL_ID = "NID", _("national number prescribed by statute")
    CRIMINAL = "CRIM", _("criminal data under UAVG 31-33")


class RetentionClass(TextChoices):
    """How long a kind of data stays (requirements 0)."""

    TWO_YEARS = "RC-2Y", _("2 years after the last meaningful contact")
    LINKED = "RC-LINK", _("2 years, never longer than the person who named them")
    CHECK = "RC-CHECK", _("decision on the role + 4 weeks, then outcome and date only")
    ID_4_WEEKS = "RC-ID4W", _("at most 4 weeks")
    EMPLOYMENT_5Y = "RC-EMP5", _("until the end of the 5th year after employment ended")
    FISCAL_7Y = "RC-FISC7", _("until the end of the 7th year after the book year")
    CONSENT = "RC-CONS", _("until consent is withdrawn, at most 2 years after the last meaningful contact")
    PROOF = "RC-PROOF", _("while in use + 2 years")
    SUPPRESSION = "RC-SUPP", _("while the agency does marketing")
    RIGHTS_FILE = "RC-RR", _("2 years after closing; contentless proof 5 years")
    LOG = "RC-LOG", _("12 months")
    CALL = "RC-CALL", _("90 days")
    CAMERA = "RC-CCTV", _("4 weeks, outside the CRM")
    COOKIE = "RC-COOKIE", _("as the cookie register says")
    ANONYMOUS = "RC-ANON", _("anonymous")


class Stage(TextChoices):
    """How far a relation has come; data may be asked from their stage on and not before (requirements 1.2)."""

    ANY = "any", _("from the start")
    REGISTRATION = "registration", _("registration")
    ROLE = "role", _("for a role, announced first")
    FINAL = "final", _("final stage of a role")
    HIRE = "hire", _("hire by the agency or placement")

    @property
    def reached(self) -> tuple["Stage", ...]:
        """The stages that a relation has passed when it stands at this one, this one last."""
        stages = tuple(Stage)
        return stages[: stages.index(self) + 1]


class Source(TextChoices):
    """Where data came from: a closed list (SRC-01 to SRC-08)."""

    SITE_FORM = "SITE_FORM", _("form on our site")
    APPLICATION = "APPLICATION", _("application")
    PAPER_CV = "PAPER_CV", _("CV on paper")
    EMAIL_CV = "EMAIL_CV", _("CV by e-mail")
    INTERVIEW = "INTERVIEW", _("interview")
    AGGREGATOR = "AGGREGATOR", _("job aggregator")
    MICROSITE = "MICROSITE", _("microsite")
    COMPETITION = "COMPETITION", _("competition")
    REFEREE = "REFEREE", _("referee")
    CLIENT = "CLIENT", _("client")
    LINKEDIN = "LINKEDIN", _("LinkedIn")
    JOBBOARD = "JOBBOARD", _("job board")
    SOCIAL_LIKE = "SOCIAL_LIKE", _("like or follow on a network")
    SUPPLIER = "SUPPLIER", _("supplier")
    AUTO = "AUTO", _("recorded automatically")
    CLIENT_INBOUND = "CLIENT_INBOUND", _("the client came to us")
    CLIENT_OUTBOUND = "CLIENT_OUTBOUND", _("we approached the client")
    MARKET_RESEARCH = "MARKET_RESEARCH", _("market research")
    MEDIA = "MEDIA", _("media")
    EVENT_LIST = "EVENT_LIST", _("list of an event")
    VIA_CANDIDATE = "VIA_CANDIDATE", _("named by a candidate or staff")
    COOPERATION = "COOPERATION", _("cooperation")

    @property
    def is_third_party(self) -> bool:
        """Whether the data did not come from the person: Article 14 then asks for a notice (SRC-02, SRC-05)."""
        return self in THIRD_PARTY_SOURCES

    @property
    def shows_notice(self) -> bool:
        """Whether the person saw the privacy notice when he gave the data: forms show it, a paper is handed out.

        Whoever gave them otherwise is sent it (Article 13); what is recorded by itself the notice of the site tells.
        """
        return self in SHOWING_SOURCES

    @property
    def is_sent_notice(self) -> bool:
        """Whether the person gave the data himself and saw no notice then: it is sent to him by itself (Article 13)."""
        return not (self.shows_notice or self.is_third_party)


THIRD_PARTY_SOURCES = frozenset(
    {
        Source.REFEREE,
        Source.CLIENT,
        Source.LINKEDIN,
        Source.JOBBOARD,
        Source.SOCIAL_LIKE,
        Source.SUPPLIER,
        Source.MARKET_RESEARCH,
        Source.MEDIA,
        Source.EVENT_LIST,
        Source.VIA_CANDIDATE,
    }
)

SHOWING_SOURCES = frozenset(
    {Source.SITE_FORM, Source.APPLICATION, Source.MICROSITE, Source.COMPETITION, Source.PAPER_CV, Source.AUTO}
)


class RetentionProfile(TextChoices):
    """For what a person is registered (AMB-29, LAW-39)."""

    POOL = "POOL", _("in our pool: 2 years after the last contact")
    VACANCY_ONLY = "VACANCY_ONLY", _("for one vacancy: 28 days, or 12 months with consent")
    COMPETITION = "COMPETITION", _("for a competition: until its last day")


CANDIDATE_PROFILES: Final = (RetentionProfile.POOL, RetentionProfile.VACANCY_ONLY)
"""For what a candidate can be registered; whoever takes part in a competition is none yet (SRC-11)."""


class Ground(TextChoices):
    """What a soft opt-in and business mail can rest on, by what truly happened (Tw 11.7, MKT-04, MKT-10)."""

    APPLICATION = "application", _("applied")
    CV = "cv", _("gave us a CV")
    VACANCY_REGISTRATION = "vacancy", _("registered a vacancy")
    SALE = "sale", _("bought a service of ours")
    PUBLISHED_ADDRESS = "published", _("published the address for offers such as ours")


class Identifier(TextChoices):
    """A value that can point at one person by itself."""

    EMAIL = "email", _("e-mail address")
    PHONE = "phone", _("telephone number")
    PROFILE_URL = "profile_url", _("address of a profile")
    NAME = "name", _("name: alone it may be a namesake's")


class EraseRule(TextChoices):
    """What an erasure does with a field."""

    WITH_ROW = "with_row", _("goes with its row")
    CLEAR = "clear", _("is emptied, the row stays")


class Right(TextChoices):
    """The rights of chapter III GDPR, and the withdrawal of consent (Article 7(3))."""

    ACCESS = "access", _("access")
    RECTIFICATION = "rectification", _("rectification")
    ERASURE = "erasure", _("erasure")
    RESTRICTION = "restriction", _("restriction")
    PORTABILITY = "portability", _("portability")
    OBJECTION = "objection", _("objection")
    MARKETING_OBJECTION = "marketing_objection", _("objection to marketing")
    WITHDRAWAL = "withdrawal", _("withdrawal of consent")
    HUMAN_REVIEW = "human_review", _("review by a person")


class RefusalCode(TextChoices):
    """Why a right is refused, in whole or in part (requirements 3.1)."""

    EXPRESSION = "E1", _("freedom of expression and information")
    LEGAL_DUTY = "E2", _("legal obligation or public task")
    PUBLIC_HEALTH = "E3", _("public health")
    ARCHIVE = "E4", _("archiving, research or statistics")
    LEGAL_CLAIM = "E5", _("legal claims")
    NATIONAL_LAW = "E6", _("UAVG 41")
    UNFOUNDED = "F1", _("manifestly unfounded")
    EXCESSIVE = "F2", _("excessive")
    NOT_IDENTIFIED = "I1", _("not identified after asking")
    NOT_APPLICABLE = "N1", _("the right does not apply to this basis")
    NO_DATA = "N2", _("we hold no data")
    RIGHTS_OF_OTHERS = "O1", _("rights of others")


class ErasureGround(TextChoices):
    """Why data must go: Article 17(1), and the end of the term (RIGHT-ERASE-01 to 05)."""

    NO_LONGER_NEEDED = "G1", _("no longer needed")
    CONSENT_WITHDRAWN = "G2", _("consent withdrawn, no other basis")
    UNLAWFUL = "G3", _("unlawful processing")
    LEGAL_DUTY = "G4", _("legal duty to erase")
    OBJECTION = "G5", _("objection without overriding grounds")
