"""The page on which staff drop saved messages, and what it says became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cluster_crm.accounts.models import User
from cluster_crm.mail.actions.take_in import Taken, take_in
from cluster_crm.mail.actions.whose import PersonKey
from cluster_crm.mail.exceptions import AboutSomebodyElse
from cluster_crm.mail.forms import DropForm
from cluster_crm.mail.models import TakenMail, WaitingMail
from cluster_crm.mail.readers.message import MAX_BYTES, MailUnreadable, read_mail
from cluster_crm.people.admin.requests import user_of
from privacy.admin.shown_persons import ShownPerson, persons_shown
from privacy.models import SubjectRole
from privacy.references import ReferenceField
from privacy.vocabulary import SubjectKind

UNPROCESSABLE: Final = 422
MAY_DROP: Final = "mail.add_waitingmail"
Outcome = TakenMail.Outcome


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file: in words, with the people on whose pages it stands and what else there is to say."""

    name: str
    said: str
    is_well: bool
    people: Sequence[ShownPerson] = ()
    remarks: Sequence[str] = ()
    address: str = ""


def drop_view(request: HttpRequest, shared: dict[str, Any]) -> HttpResponse:
    """Ask for messages, take them in, and say what became of each."""
    if not request.user.has_perm(MAY_DROP):
        raise PermissionDenied
    role = _asked_for(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DropForm(*sent, role=role)
    results: list[Result] = []
    if request.method == "POST" and form.is_valid():
        named: SubjectRole | None = form.cleaned_data["person"]
        about = (named.data_subject_id, SubjectKind(named.subject_kind)) if named else None
        results = [result_of(request, file, about) for file in form.chosen]
    shown = _shown(request, role) if role else None
    context = {
        **shared,
        "title": _("Drop e-mails"),
        "form": DropForm(role=role) if results else form,
        "results": results,
        "shown": shown,
        "back_url": shown.address if shown and shown.address else reverse("admin:index"),
    }
    is_wrong = form.is_bound and not any(result.is_well for result in results)
    return TemplateResponse(request, "mail/drop.html", context, status=UNPROCESSABLE if is_wrong else 200)


def result_of(request: HttpRequest, file: "UploadedFile[bytes]", about: PersonKey | None) -> Result:
    """Take in one file; nothing in it stops the files after it."""
    name = str(file.name)
    try:
        taken = take_in(read_mail(file.read(MAX_BYTES + 1)), by=user_of(request), about=about, again=True)
    except MailUnreadable as refusal:
        return Result(name, str(refusal.reason.label), is_well=False)
    except AboutSomebodyElse:
        text = _("The sender or the recipients are other people whom we know: drop it on their page, or without one.")
        return Result(name, text, is_well=False)
    return _told(request, name, taken)


def _told(request: HttpRequest, name: str, taken: Taken) -> Result:
    """Put in words what became of a message."""
    shown = persons_shown(request, [(person, kind.value) for person, kind in taken.people])
    return Result(
        name,
        _words(taken),
        is_well=True,
        people=list(shown.values()),
        remarks=[str(remark.label) for remark in taken.remarks],
        address=_queue_address(user_of(request), taken),
    )


def _words(taken: Taken) -> str:
    if taken.is_repeated:
        return _("This message was taken in before: %(outcome)s.") % {"outcome": taken.outcome.label}
    if taken.waiting is not None:
        return _("It waits until somebody says whose it is: %(why)s.") % {
            "why": WaitingMail.Why(taken.waiting.why).label
        }
    return {
        Outcome.RECORDED: _("Put on the timeline of:"),
        Outcome.AUTOMATIC: _("An automatic reply: it is no contact, and nothing was kept of it."),
        Outcome.RECEIPT: _("A receipt: it is no contact, and nothing was kept of it."),
        Outcome.BOUNCE: _("A message of ours came back: the address is marked as one that cannot be reached."),
    }[taken.outcome]


def _queue_address(user: User, taken: Taken) -> str:
    """The page of a message that waits, to whom may open it."""
    if taken.waiting is None or not user.has_perm("mail.view_waitingmail"):
        return ""
    return reverse("admin:mail_waitingmail_change", args=[taken.waiting.pk])


def _asked_for(request: HttpRequest) -> SubjectRole | None:
    """The person whom the address names."""
    try:
        role: SubjectRole | None = ReferenceField().clean(request.GET.get("person", ""))
    except ValidationError:
        return None
    return role


def _shown(request: HttpRequest, role: SubjectRole) -> ShownPerson | None:
    key = (role.data_subject_id, role.subject_kind)
    return persons_shown(request, [key]).get(key)
