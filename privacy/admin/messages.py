"""Messages that go out: where each stands, why it may go, what it says, and what staff do when it does not leave."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_crm.web.admin import WorkDue
from cluster_crm.web.templatetags.house import Tone, badge
from privacy.actions.messages import SEND, cancel_message, send_again, told_otherwise
from privacy.admin.deeds import acting_user
from privacy.admin.masked import HIDDEN, masks_of
from privacy.admin.pages import UNPROCESSABLE, DeedPageAdmin
from privacy.admin.persons import AboutPersonAdmin
from privacy.admin.records import PersonalAdmin
from privacy.admin.shown_persons import persons_shown
from privacy.models import Message
from privacy.notice_forms import ToldForm
from privacy.sending import SendCode
from privacy.vocabulary import Category, Purpose, SubjectKind

State = Message.State
HANDLE = "privacy.handle_messages"
TONES: Mapping[str, Tone] = {
    State.QUEUED: "blue",
    State.KEPT: "amber",
    State.SENT: "green",
    State.TOLD: "green",
    State.FAILED: "red",
}


@admin.register(Message)
class MessageAdmin(DeedPageAdmin[Message], PersonalAdmin[Message], AboutPersonAdmin[Message]):
    """Messages, the newest first."""

    icon = "mail"
    admin_order = 65
    page_template = "admin/privacy/message/page.html"
    list_display = (
        "__str__",
        "person",
        "purpose",
        "status",
        "subject_line",
        "text",
        "attempts",
        "created_at",
        "sent_at",
    )
    list_filter: ClassVar[Any] = ("state", "purpose", "subject_kind")
    list_select_related = ("text",)
    ordering = ("-pk",)
    built_from: ClassVar[Any] = {"person": (), "status": ()}
    job_kinds = (SEND,)
    deeds: ClassVar[Mapping[str, str]] = {"retry": HANDLE, "cancel": HANDLE, "told": HANDLE}

    @staticmethod
    def work_due() -> WorkDue:
        """Return the messages that did not leave."""
        rows = Message.objects.filter(state__in=[State.KEPT, State.FAILED])
        return WorkDue(gettext_lazy("Messages that did not leave"), rows, "?state__in=kept,failed")

    @admin.display(description=gettext_lazy("state"))
    def status(self, message: Message) -> SafeString:
        """Return where it stands."""
        return badge(message.get_state_display(), TONES.get(message.state, "grey"))

    def page_context(self, request: HttpRequest, row: Message) -> dict[str, Any]:
        """Return what is known about the message, and its words where the user may read them."""
        shown = persons_shown(request, [(row.data_subject_id, row.subject_kind)])
        hidden = self.hidden_names(request, row)
        may_read = not {"subject_line", "body"} & hidden or answers_request(request, row)
        is_open = row.state in {State.KEPT, State.FAILED}
        return {
            "badge_of_state": self.status(row),
            "who": next(iter(shown.values()), None),
            "to_address": row.to_address if may_read or "to_address" not in hidden else HIDDEN,
            "why": sentence(row.decision_code),
            "why_then": sentence(row.last_code) if row.last_code != row.decision_code else "",
            "may_read": may_read,
            "is_locked": row.is_secret and not shows_secrets(),
            "told_note": HIDDEN if row.told_note and "told_note" in hidden else row.told_note,
            "told_form": ToldForm(prefix="told", message=row),
            "has_mail_server": bool(settings.EMAIL_URL),
            "can": {
                "retry": is_open and bool(row.body and row.to_address),
                "cancel": row.state in {State.QUEUED, State.KEPT},
                "told": is_open,
            },
        }

    def retry(self, request: HttpRequest, row: Message) -> HttpResponse:
        """Send it once more."""
        return self._answer(request, row, send_again(row, by=acting_user(request)), _("It is tried again."))

    def cancel(self, request: HttpRequest, row: Message) -> HttpResponse:
        """Take it back."""
        return self._answer(request, row, cancel_message(row), _("It is taken back."))

    def told(self, request: HttpRequest, row: Message) -> HttpResponse:
        """Note that somebody told it in another way: how, on which day, and what shows it."""
        form = ToldForm(request.POST, prefix="told", message=row)
        if not form.is_valid():
            return self.page(request, row, status=UNPROCESSABLE, error_form=form, told_form=form)
        said = form.cleaned_data
        told = told_otherwise(row, way=Message.ToldBy(said["way"]), on=said["on"], note=said.get("note", ""))
        return self._answer(request, row, told, _("Noted. Nothing more will be sent."))

    def _answer(self, request: HttpRequest, row: Message, done: Message | None, words: str) -> HttpResponse:
        if done is None:
            messages.error(request, _("Too late: the message stands otherwise by now."))
        else:
            messages.success(request, words)
        return self.back(row)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        """Return the rows with the text of each."""
        rows: QuerySet[Message] = super().get_queryset(request)
        return rows.select_related("text", "recipient")


def sentence(code: str) -> str:
    """Return what a code of the decision says, for people."""
    return str(SendCode(code).label) if code in SendCode.values else ""


def answers_request(request: HttpRequest, message: Message) -> bool:
    """Return whether a message belongs to the file of a rights request, which the user may see (RIGHT-GEN-03)."""
    kinds = [SubjectKind(message.subject_kind)]
    return message.purpose == Purpose.RIGHTS_REQUEST and masks_of(request).shows(Category.PRIVACY_RECORD, kinds)


def shows_secrets() -> bool:
    """Return whether staff see links that open something once: on a trial installation without a mail server alone."""
    return not settings.EMAIL_URL and not settings.IS_PRODUCTION
