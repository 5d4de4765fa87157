"""The form on which anybody says what he thinks of the privacy policy (GEN-12)."""

from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from cluster_crm.web.limits import Limit, limited
from cluster_crm.website.actions.comments import receive_comment
from cluster_crm.website.forms import CommentForm

BY_CLIENT: Final = Limit("comment.client", 10, 900)


@require_http_methods(["GET", "HEAD", "POST"])
@limited(BY_CLIENT)
def comments(request: HttpRequest) -> HttpResponse:
    """Take a comment to the privacy officer; a mistake keeps what was typed."""
    form = CommentForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        receive_comment(form.cleaned_data["text"], language=get_language() or "", at=timezone.now())
        return HttpResponseRedirect(reverse("website:comments") + "?sent", status=HTTPStatus.SEE_OTHER)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "website/comments.html", {"form": form, "is_sent": "sent" in request.GET}, status=status)
