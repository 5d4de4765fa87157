"""Deeds of legal staff on texts: begin a draft, write it, publish it in both languages, or drop it (GEN-05)."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from privacy.exceptions import NoDraft, WrongWording
from privacy.models import LegalText
from privacy.texts import LANGUAGES, Wording, problems
from privacy.vocabulary import TextKind


@transaction.atomic
def start_draft(code: str) -> Mapping[str, LegalText]:
    """Return the draft of a text, by language; where there is none, it begins as a copy of what is in force."""
    if drafts := draft_of(code):
        return drafts
    newest = LegalText.objects.filter(code=code).aggregate(Max("version"))["version__max"]
    copies = [_copy_of(text, version=newest + 1) for text in in_force(code).values()]
    LegalText.objects.bulk_create(copies, ignore_conflicts=True)  # two colleagues may begin at once
    return draft_of(code)


@transaction.atomic
def save_draft(code: str, wordings: Mapping[str, Wording], *, valid_months: int | None = None) -> None:
    """Write both languages of a draft; raises NoDraft, or WrongWording with what is wrong."""
    drafts = _locked_draft(code)
    for language, wording in wordings.items():
        draft = drafts[language]
        if wrong := list(problems(draft.declaration, wording)):
            raise WrongWording(wrong)
        draft.subject_line, draft.body = wording.subject_line, wording.body
        if draft.kind == TextKind.CONSENT:
            draft.valid_months = valid_months or draft.valid_months
        draft.is_shipped = False
        draft.save()


@transaction.atomic
def publish_draft(code: str) -> Mapping[str, LegalText]:
    """Put a draft in force, in both languages at once; from now on neither changes."""
    drafts = _locked_draft(code)
    for draft in drafts.values():
        if wrong := list(problems(draft.declaration, draft.wording)):
            raise WrongWording(wrong)
    LegalText.objects.drafts().filter(code=code).update(published_at=timezone.now())
    return drafts


@transaction.atomic
def drop_draft(code: str) -> None:
    """Throw a draft away; its history tells that it was there."""
    _locked_draft(code)
    LegalText.objects.drafts().filter(code=code).delete()


def draft_of(code: str) -> Mapping[str, LegalText]:
    """The draft of a text, by language; empty where there is none."""
    return _by_language(LegalText.objects.drafts().filter(code=code))


def in_force(code: str) -> Mapping[str, LegalText]:
    """What is in force of a text, by language."""
    return _by_language(reversed(LegalText.objects.current(code)))


def version_of(code: str, version: int) -> Mapping[str, LegalText]:
    """One version of a text, by language; empty where there is none."""
    return _by_language(LegalText.objects.filter(code=code, version=version))


def _by_language(texts: Iterable[LegalText]) -> Mapping[str, LegalText]:
    found = {text.language: text for text in texts}
    return {language: found[language] for language in LANGUAGES if language in found}


def _locked_draft(code: str) -> Mapping[str, LegalText]:
    """The draft in both languages, locked; without one of them there is nothing to publish."""
    drafts = _by_language(LegalText.objects.drafts().select_for_update().filter(code=code))
    if len(drafts) != len(LANGUAGES):
        raise NoDraft
    return drafts


def _copy_of(text: LegalText, *, version: int) -> LegalText:
    return LegalText(
        code=text.code,
        kind=text.kind,
        version=version,
        language=text.language,
        subject_line=text.subject_line,
        body=text.body,
        purpose=text.purpose,
        channels=text.channels,
        valid_months=text.valid_months,
    )
