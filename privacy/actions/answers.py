"""What must still be said after an erasure, written and queued before the data go (Articles 12(3) and 19)."""

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import override

from privacy.actions.messages import cancel_message, queue_message
from privacy.labels import name_of_store
from privacy.models import Disclosure, ErasureRun, ErasureSubject, LegalReference, Message, Recipient
from privacy.models.legal_references import explain
from privacy.registry import person_model
from privacy.stores.rows import Part
from privacy.vocabulary import Purpose, SubjectKind

LANGUAGE = "nl"


def queue_answers(part: Part, run: ErasureRun) -> None:
    """Queue the answer to the person and the notices to those who received his data, for the persons of a part."""
    persons = ErasureSubject.objects.filter(run=run, chunk=part.chunk, state=ErasureSubject.State.PENDING)
    if run.request and run.request.answer_to:
        asked = persons.filter(data_subject=run.request.data_subject_id, is_dependant=False).first()
        if asked:
            _queue_answer(run, asked)
    _queue_notices(run, persons)


def withhold_answers(run: ErasureRun) -> None:
    """Take back what was queued for a run that erased nothing."""
    waiting = Message.objects.waiting().filter(occasion=str(run), data_subject__in=run.subjects.values("data_subject"))
    for message in waiting:
        cancel_message(message)


def _queue_answer(run: ErasureRun, person: ErasureSubject) -> None:
    assert run.request is not None  # noqa: S101 - asked by the caller
    with override(LANGUAGE):
        titles = LegalReference.objects.titles()
        stays = [
            (line, name_of_store(line.model_label), explain(line.keep_source, titles))
            for line in run.lines.exclude(keep_until=None)
        ]
    _queue(
        run,
        person,
        address=run.request.answer_to,
        template="privacy/erasure_answer.txt",
        context={"request": run.request, "stays": stays},
    )


def _queue_notices(run: ErasureRun, persons: QuerySet[ErasureSubject]) -> None:
    for person in persons.filter(data_subject__in=Disclosure.objects.values("data_subject")):
        shared = Disclosure.objects.of(person.data_subject_id, person.subject_kind)
        for recipient in shared.recipients().exclude(notice_email=""):
            _queue(
                run,
                person,
                address=recipient.notice_email,
                template="privacy/erasure_notice.txt",
                context={"name": name_of(person), "recipient": recipient},
                recipient=recipient,
            )


def name_of(person: ErasureSubject) -> str:
    """The name by which others know an erased person; empty where no role of ours holds one."""
    model = person_model(person.subject_kind)
    row = model._base_manager.filter(pk=person.data_subject_id).first() if model else None
    return str(getattr(row, "full_name", ""))


def _queue(
    run: ErasureRun,
    person: ErasureSubject,
    *,
    address: str,
    template: str,
    context: dict[str, object],
    recipient: Recipient | None = None,
) -> None:
    with override(LANGUAGE):
        subject_line, _newline, body = render_to_string(template, context | {"settings": settings}).partition("\n")
    queue_message(
        person.data_subject_id,
        SubjectKind(person.subject_kind),
        to_address=address,
        subject_line=subject_line,
        body=body.strip(),
        purpose=Purpose.RIGHTS_REQUEST,
        occasion=str(run),
        language=LANGUAGE,
        recipient=recipient,
        keep_until_delivered=True,
    )
