"""What a user settles for himself."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from cluster_crm.accounts.actions import set_shortcuts
from cluster_crm.accounts.models import User


@require_POST
@login_required
def shortcuts(request: HttpRequest) -> HttpResponse:
    """Switch the shortcuts by single keys on or off, and return to the page."""
    assert isinstance(request.user, User)  # noqa: S101 - the only model of users
    set_shortcuts(request.user, are_on=request.POST.get("on") == "1")
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(back if is_ours else reverse("admin:index"))
