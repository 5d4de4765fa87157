"""What a worker does with the words of a finding: cut, seal, put back or remove, in the row and in its past."""

from typing import Any

from django.utils import timezone

from cluster_crm.jobs.claims import Claim
from cluster_crm.people.actions.findings import digest_of, review_rows, words_of
from cluster_crm.people.actions.writing import lock_people
from cluster_crm.people.models import TextFinding, WithheldWords
from cluster_crm.people.special_data import Mention, SpecialKind, find_special
from cluster_crm.people.special_data.cuts import cut
from privacy.actions.reveal import reveal, seal
from privacy.models import Restriction
from privacy.stores.forget import forget
from privacy.stores.redact import redact
from privacy.vocabulary import Purpose

State, Deed = TextFinding.State, TextFinding.Deed


def run(claim: Claim) -> None:
    """Do what was decided about one finding, in one step."""
    with claim.step("settle") as is_due:
        finding = TextFinding.objects.filter(pk=claim.target_id).first()
        if is_due and finding is not None:
            settle(finding)


def settle(finding: TextFinding) -> None:
    """Do what was decided; a finding whose person was restricted meanwhile goes back to who decides."""
    lock_people([finding.data_subject_id])
    finding = TextFinding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    if finding.state != State.UNDER_WAY:
        return
    if Restriction.objects.of(finding.data_subject_id, finding.subject_kind).active().exists():
        state = State.WITHHELD if _withheld(finding) else State.OPEN
    else:
        state = _DEEDS[Deed(finding.deed)](finding)
    finding.state, finding.deed, finding.decided_at = state, "", timezone.now()
    if state in TextFinding.UNDECIDED:
        finding.reason = ""
    finding.save()
    review_rows(finding.personal, [finding.row])


def _cut(finding: TextFinding, *, is_whole_sentence: bool = False) -> TextFinding.State:
    """Take the words out of the text and out of each of its versions; withheld ones are forgotten."""
    kept = _kept_digests(finding)

    def live(text: str) -> str:
        return cut(text, places_of(text, finding), is_whole_sentence=is_whole_sentence)

    def past(text: str) -> str:
        return live(cut(text, _of_kind(text, finding, kept), is_whole_sentence=is_whole_sentence))

    redact(finding.personal, finding.row, finding.field, live=live, past=past)
    forget(WithheldWords.objects.filter(finding=finding))
    return State.REMOVED


def _cut_sentence(finding: TextFinding) -> TextFinding.State:
    return _cut(finding, is_whole_sentence=True)


def _withhold(finding: TextFinding) -> TextFinding.State:
    """Seal the words, and leave a mark in the text that leads to the finding."""
    text = _text(finding)
    places = places_of(text, finding)
    if not places:
        return State.GONE
    words = WithheldWords(finding=finding, data_subject_id=finding.data_subject_id, subject_kind=finding.subject_kind)
    seal(words, "sealed_words", words_of(text, places[0]))
    words.save()
    kept = _kept_digests(finding)
    redact(
        finding.personal,
        finding.row,
        finding.field,
        live=lambda said: cut(said, places_of(said, finding), mark=finding.mark),
        past=lambda said: cut(said, _of_kind(said, finding, kept)),
    )
    return State.WITHHELD


def _put_back(finding: TextFinding) -> TextFinding.State:
    """Put withheld words back where their mark stands; the audit history records it as any change."""
    withheld, by = _withheld(finding), finding.decided_by
    text = _text(finding)
    if withheld is None or by is None or finding.mark not in text:
        forget(WithheldWords.objects.filter(finding=finding))
        return State.GONE
    words = reveal(withheld, "sealed_words", purpose=Purpose.LEGAL_DUTY, by=by)
    finding.personal.model._base_manager.filter(pk=finding.row).update(
        **{finding.field: text.replace(finding.mark, words)}
    )
    forget(WithheldWords.objects.filter(finding=finding))
    return State.KEPT


def _remove_row(finding: TextFinding) -> TextFinding.State:
    """Remove the document with its file and its past."""
    forget(finding.personal.model._base_manager.filter(pk=finding.row))
    return State.REMOVED


_DEEDS = {
    Deed.CUT_WORDS: _cut,
    Deed.CUT_SENTENCE: _cut_sentence,
    Deed.WITHHOLD: _withhold,
    Deed.PUT_BACK: _put_back,
    Deed.REMOVE_ROW: _remove_row,
}


def text_of(finding: TextFinding) -> str | None:
    """Return the text in which something was found, or None where the row is gone."""
    rows: Any = finding.personal.model._base_manager.filter(pk=finding.row)
    text: str | None = rows.values_list(finding.field, flat=True).first()
    return text


def places_of(text: str, finding: TextFinding) -> list[Mention]:
    """Return where the words of a finding stand, or their mark."""
    found = [
        mention
        for mention in find_special(text)
        if mention.kind == finding.kind and digest_of(finding.row, words_of(text, mention)) == finding.digest
    ]
    at = text.find(finding.mark)
    marks = [Mention(SpecialKind(finding.kind), at, at + len(finding.mark), finding.rule)] if at >= 0 else []
    return [*found, *marks]


def _text(finding: TextFinding) -> str:
    return text_of(finding) or ""


def _of_kind(text: str, finding: TextFinding, kept: set[str]) -> list[Mention]:
    """What an earlier version says of the same kind, in whatever words, but for exceptions."""
    return [
        mention
        for mention in find_special(text)
        if mention.kind == finding.kind and digest_of(finding.row, words_of(text, mention)) not in kept
    ]


def _kept_digests(finding: TextFinding) -> set[str]:
    kept = TextFinding.objects.of_row(finding.model_label, finding.row).filter(state=State.KEPT, field=finding.field)
    return set(kept.values_list("digest", flat=True))


def _withheld(finding: TextFinding) -> WithheldWords | None:
    return WithheldWords.objects.filter(finding=finding).first()
