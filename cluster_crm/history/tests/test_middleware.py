import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.base import BaseHandler
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path

from cluster_crm.history.tests.shelves import Shelf

pytestmark = pytest.mark.requirement("SEC-06")


def put(request):
    Shelf.objects.create(name="new")
    return HttpResponse()


def put_and_break(request):
    Shelf.objects.create(name="half the work")
    raise ZeroDivisionError


urlpatterns = [path("put/", put), path("put-and-break/", put_and_break)]


@pytest.fixture
def send(tables):
    """Send a request through Django's own handler, with our middleware below one that says who is signed in."""

    def send_as(user, method, address):
        handler = BaseHandler()
        with override_settings(
            ROOT_URLCONF=__name__,
            MIDDLEWARE=["cluster_crm.history.middleware.ActingMiddleware"],
            DEBUG_PROPAGATE_EXCEPTIONS=False,
        ):
            handler.load_middleware()
            request = RequestFactory().generic(method, address)
            request.user = user
            return handler.get_response(request).status_code

    return send_as


def signed_in():
    return get_user_model()(pk=7)


def test_unsafe_requests_of_signed_in_users_are_stamped(send):
    status = send(signed_in(), "POST", "/put/")

    assert (status, Shelf.history.get().history_user_id) == (200, 7)


@pytest.mark.parametrize(("user", "method"), [(AnonymousUser(), "POST"), (None, "GET")])
def test_other_requests_are_not_stamped(send, user, method):
    status = send(user or signed_in(), method, "/put/")

    assert (status, Shelf.history.get().history_user_id) == (200, None)


def test_a_stamped_request_that_breaks_leaves_nothing(send, caplog):
    status = send(signed_in(), "POST", "/put-and-break/")

    assert (status, Shelf.objects.count(), Shelf.history.count()) == (500, 0, 0)


def test_a_request_that_was_not_stamped_is_left_to_django(send, caplog):
    status = send(AnonymousUser(), "POST", "/put-and-break/")

    assert (status, Shelf.objects.count()) == (500, 1)
