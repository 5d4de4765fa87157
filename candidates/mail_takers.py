"""What can be done with a file that came with a candidate's message: it becomes his CV, or another document."""

from collections.abc import Callable
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from candidates.actions.mail_files import take_mail_file
from candidates.models import Document
from cluster_crm.accounts.models import User
from cluster_crm.mail.models import MailFile
from cluster_crm.mail.takers import Taker
from privacy.vocabulary import SubjectKind


def _taking(kind: Document.Kind) -> Callable[[MailFile, User], str]:
    def take(file: MailFile, by: User) -> str:
        document = take_mail_file(file, kind=kind, by=by)
        return reverse("admin:candidates_candidate_change", args=[document.candidate_id])

    return take


TAKERS: Final = (
    Taker("cv", _("Take as CV"), SubjectKind.CANDIDATE, _taking(Document.Kind.CV)),
    Taker("document", _("Take as other document"), SubjectKind.CANDIDATE, _taking(Document.Kind.OTHER)),
)
