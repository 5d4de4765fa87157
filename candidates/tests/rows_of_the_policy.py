"""Requirements 1.2 as rows: where each item stands, who sees it, from when, and how long it stays."""

from dataclasses import dataclass, field

from privacy.vocabulary import Category, RetentionClass, Role, Stage

REC, CON, PO, FIN = Role.RECRUITER, Role.CONSULTANT, Role.PRIVACY_OFFICER, Role.FINANCE
TALK, NOBODY = frozenset({REC, CON}), frozenset()
TWO_YEARS, CHECK, CONSENT = (RetentionClass.TWO_YEARS,), (RetentionClass.CHECK,), (RetentionClass.CONSENT,)
EMP5, FISC7, ID4W = RetentionClass.EMPLOYMENT_5Y, RetentionClass.FISCAL_7Y, RetentionClass.ID_4_WEEKS


@dataclass(frozen=True)
class Row:
    """One row of requirements 1.2; a sealed field ends in a star, `kept` maps models to the class that keeps them."""

    number: str
    category: Category
    fields: str
    seen_by: frozenset[Role]
    stage: Stage
    retention: tuple[RetentionClass, ...]
    kept: dict[str, RetentionClass] = field(default_factory=dict)
    is_off: bool = False

    @property
    def places(self) -> dict[str, bool]:
        """Each field as `model.field`, and whether it is sealed."""
        return {
            f"{'' if name.count('.') == 2 else 'candidates.'}{name.rstrip('*')}": name.endswith("*")
            for name in self.fields.split()
        }

    def __str__(self) -> str:
        return f"{self.number} {self.category}"


ROWS = [
    Row(
        "01",
        Category.NAME,
        "candidate.given_name candidate.infix candidate.family_name candidate.initials candidate.full_name"
        " candidate.sort_name candidate.search_name document.original_name"
        " importrow.file_name importfile.name importfile.sheet successstory.shown_name",
        TALK,
        Stage.ANY,
        TWO_YEARS,
    ),
    Row("02", Category.BIRTH_DATE, "candidate.birth_date", frozenset({REC}), Stage.REGISTRATION, TWO_YEARS),
    Row(
        "03",
        Category.FOREIGN_NATIONAL_ID,
        "foreignnationalid.foreign_number*",
        frozenset({FIN}),
        Stage.HIRE,
        (FISC7,),
        {"foreignnationalid": FISC7},
        is_off=True,
    ),
    Row("04", Category.SALUTATION, "candidate.salutation", TALK, Stage.REGISTRATION, TWO_YEARS),
    Row(
        "05",
        Category.PHOTO,
        "photo.file successstory.picture successstory.picture_digest",
        TALK,
        Stage.ANY,
        CONSENT,
    ),
    Row(
        "06",
        Category.MARITAL_STATUS,
        "maritalstatus.marital_status",
        frozenset({FIN}),
        Stage.HIRE,
        (FISC7,),
        {"maritalstatus": FISC7},
    ),
    Row(
        "07",
        Category.CONTACT,
        "candidate.email candidate.phone candidate.street candidate.postcode candidate.city candidate.country"
        " profilepage.url importrow.email importrow.phone importrow.profile_url",
        TALK,
        Stage.ANY,
        TWO_YEARS,
    ),
    Row(
        "08",
        Category.EDUCATION,
        "education.institution education.qualification education.field_of_study education.started education.ended"
        " education.description",
        TALK,
        Stage.ANY,
        TWO_YEARS,
    ),
    Row(
        "09",
        Category.WORK_HISTORY,
        "workexperience.employer workexperience.position workexperience.is_voluntary workexperience.city"
        " workexperience.started workexperience.ended workexperience.description document.title document.file"
        " document.text document.words importrow.cells importrow.draft importrow.file importrow.text"
        " importfile.content",
        TALK,
        Stage.ANY,
        TWO_YEARS,
    ),
    Row(
        "10",
        Category.EMERGENCY_CONTACTS,
        "emergencynaming.relation",
        frozenset({REC}),
        Stage.HIRE,
        (RetentionClass.LINKED,),
    ),
    Row("11", Category.REFERENCES, "refereenaming.relation", TALK, Stage.ROLE, (RetentionClass.LINKED,)),
    Row(
        "12",
        Category.IMMIGRATION,
        "candidate.work_permit_required workpermit.permit_type workpermit.valid_until",
        frozenset({REC, FIN}),
        Stage.REGISTRATION,
        (*TWO_YEARS, EMP5),
        {"workpermit": EMP5},
    ),
    Row(
        "13",
        Category.NATIONALITY,
        "nationality.nationality nationality.birth_place",
        frozenset({FIN}),
        Stage.HIRE,
        (EMP5,),
        {"nationality": EMP5},
    ),
    Row(
        "14",
        Category.IDENTITY_DOCUMENT,
        "identitycheck.seen_on identitycheck.doc_type identitycheck.valid_until idcopy.file* idcopy.made_on"
        " drivinglicence.categories drivinglicence.valid_until drivinglicence.seen_on",
        frozenset({PO, FIN}),
        Stage.REGISTRATION,
        (EMP5, ID4W),
        {"identitycheck": EMP5, "idcopy": EMP5},
    ),
    Row(
        "15",
        Category.FINANCIAL_CHECK,
        "financialcheck.reason financialcheck.outcome financialcheck.checked_on",
        frozenset({PO, REC}),
        Stage.ROLE,
        CHECK,
    ),
    Row(
        "16",
        Category.NATIONAL_ID,
        "nationalidentifier.bsn*",
        frozenset({FIN}),
        Stage.HIRE,
        (FISC7,),
        {"nationalidentifier": FISC7},
    ),
    Row(
        "16",
        Category.WAGE_TAX,
        "wagetaxstatement.signed_on wagetaxstatement.statement*",
        frozenset({FIN}),
        Stage.HIRE,
        (EMP5,),
        {"wagetaxstatement": EMP5},
    ),
    Row(
        "17",
        Category.DIVERSITY,
        "diversityanswer.question diversityanswer.answer",
        NOBODY,
        Stage.ANY,
        (RetentionClass.ANONYMOUS,),
    ),
    Row(
        "18",
        Category.ADJUSTMENT,
        "workplaceadjustment.volunteered_on workplaceadjustment.adjustment*",
        frozenset({PO, REC}),
        Stage.ANY,
        (*CHECK, *CONSENT),
    ),
    Row(
        "19",
        Category.RELIGION,
        "roledeclaration.declared_on roledeclaration.declaration*",
        frozenset({PO}),
        Stage.ROLE,
        CHECK,
        is_off=True,
    ),
    Row(
        "20",
        Category.CRIMINAL,
        "conductcheck.requested_on conductcheck.seen_on conductcheck.outcome*",
        frozenset({PO, REC}),
        Stage.FINAL,
        CHECK,
    ),
    Row("21", Category.REMUNERATION, "preference.salary_expectation", TALK, Stage.ANY, TWO_YEARS),
    Row(
        "21",
        Category.CURRENT_REMUNERATION,
        "currentremuneration.salary currentremuneration.pension currentremuneration.benefits",
        TALK,
        Stage.ANY,
        TWO_YEARS,
        is_off=True,
    ),
    Row(
        "22",
        Category.PREFERENCES,
        "preference.role preference.region preference.hours candidate.available_from",
        TALK,
        Stage.ANY,
        TWO_YEARS,
    ),
    Row(
        "22",
        Category.INFERRED_INTERESTS,
        "inferredinterest.interest inferredinterest.inferred_from",
        TALK,
        Stage.ANY,
        CONSENT,
    ),
    Row(
        "23",
        Category.OWN_STATEMENTS,
        "note.text candidate.headline candidate.summary referencecheck.response"
        " successstory.title successstory.text successstory.picture_text",
        TALK,
        Stage.ANY,
        TWO_YEARS,
    ),
    Row(
        "24",
        Category.REFEREE_STATEMENTS,
        "referencecheck.announced_on referencecheck.given_on referencecheck.period_confirmed"
        " referencecheck.role_confirmed referencecheck.would_work_together_again referencecheck.text"
        " referencecheck.outcome",
        TALK,
        Stage.ROLE,
        CHECK,
    ),
    Row(
        "25",
        Category.THIRD_PARTY_STATEMENTS,
        "reportednote.text reportednote.source_person",
        TALK,
        Stage.ANY,
        TWO_YEARS,
    ),
    Row(
        "26",
        Category.ONLINE_IDENTIFIER,
        "website.accessevent.ip",
        frozenset({PO}),
        Stage.ANY,
        (RetentionClass.LOG,),
    ),
    Row(
        "27",
        Category.USAGE,
        "website.accessevent.happened_at",
        frozenset({PO}),
        Stage.ANY,
        (RetentionClass.LOG,),
    ),
    Row("28", Category.CAMERA_IMAGE, "", frozenset({PO}), Stage.ANY, (RetentionClass.CAMERA,)),
    Row(
        "29",
        Category.ASSESSMENT,
        "assessment.provider assessment.kind assessment.outcome assessment.announced_on assessment.assessed_on",
        TALK,
        Stage.ROLE,
        CHECK,
    ),
    Row(
        "30",
        Category.PAYROLL,
        "payrollreference.payroll_number* employment.started_on employment.ended_on",
        frozenset({FIN}),
        Stage.HIRE,
        (FISC7,),
        {"payrollreference": FISC7, "employment": FISC7},
    ),
]
