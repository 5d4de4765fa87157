"""Reading what was found in a text that one's role does not see otherwise: never without a trace."""

from dataclasses import replace

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.actions.finding_work import places_of, text_of
from cluster_crm.people.models import TextFinding, WithheldWords
from cluster_crm.people.special_data.marks import Excerpt, marked
from privacy.actions.reveal import reveal
from privacy.models import ReadLogEntry
from privacy.vocabulary import Purpose


def read_finding(finding: TextFinding, *, by: User) -> list[Excerpt]:
    """Return the words with those around them; the read log is written first, in the same transaction (SEC-01)."""
    with acting(by.pk, "people.read_finding"):
        ReadLogEntry.objects.create(
            field=f"{finding.model_label}.{finding.field}",
            purpose=Purpose.LEGAL_DUTY,
            actor=by,
            data_subject_id=finding.data_subject_id,
            subject_kind=finding.subject_kind,
        )
        text = text_of(finding) or ""
        excerpts = marked(text, places_of(text, finding))
        withheld = WithheldWords.objects.filter(finding=finding).first()
        if withheld is None:
            return excerpts
        words = reveal(withheld, "sealed_words", purpose=Purpose.LEGAL_DUTY, by=by)
        return [replace(excerpt, words=words) for excerpt in excerpts] or [Excerpt("", words, "")]
