"""Comments on the privacy policy: without a name, for the privacy officer alone."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from candidates.testing import bsn_of
from cluster_crm.accounts.testing import make_user
from cluster_crm.website.actions.comments import forget_comments, receive_comment
from cluster_crm.website.models import PolicyComment
from cluster_crm.website.models.comments import LONGEST
from cluster_crm.website.views.comments import BY_CLIENT
from privacy.vocabulary import Role

pytestmark = pytest.mark.django_db
FORM = "/en/comments/"
NOW = datetime.fromisoformat("2026-06-15T03:00+02:00")


@pytest.mark.requirement("GEN-12")
def test_comment_is_kept_without_who_wrote_it(client):
    answer = client.post(FORM, {"text": " Paragraph 3 is hard to read.\r\n"}, follow=True)

    comment = PolicyComment.objects.get()
    assert answer.redirect_chain == [(FORM + "?sent", 303)]
    assert "Thank you." in answer.text
    assert (comment.text, comment.language) == ("Paragraph 3 is hard to read.", "en")
    assert {field.name for field in PolicyComment._meta.fields} == {"id", "text", "language", "received_at"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Write your comment."),
        (" \n ", "Write your comment."),
        ("x" * (LONGEST + 1), "Too long: at most 4000 characters, and this is 4001."),
        (f"My number is {bsn_of('123')}", "citizen service number"),
        ("a\x00b", "Null characters are not allowed."),
    ],
)
def test_comment_that_cannot_be_kept_comes_back_with_the_reason(client, text, said):
    page = client.post(FORM, {"text": text})

    assert (page.status_code, "<title>Error: " in page.text, said in page.text) == (422, True, True)
    assert not PolicyComment.objects.exists()


def test_what_was_typed_comes_back_harmless(client):
    page = client.post(FORM, {"text": "<script>alert(1)</script>" + "x" * LONGEST})

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "<script" not in page.text


def test_form_is_limited_and_guarded(client):
    answers = [client.post(FORM, {"text": "again"}).status_code for _ in range(BY_CLIENT.most + 1)]
    forged = Client(enforce_csrf_checks=True).post(FORM, {"text": "x"}, REMOTE_ADDR="203.0.113.9")

    assert answers == [303] * BY_CLIENT.most + [429]
    assert client.post(FORM, {"text": "x" * 70_000}).status_code == 413
    assert forged.status_code == 403


@pytest.mark.requirement("GEN-12")
@pytest.mark.parametrize("role", Role)
def test_privacy_officer_alone_reads_comments_and_deletes_them(client, role):
    comment = receive_comment("Paragraph 3 is hard to read.", language="en", at=timezone.now())
    client.force_login(make_user(role, language="en"))
    is_officer = role == Role.PRIVACY_OFFICER

    answers = [
        client.get(reverse("admin:website_policycomment_changelist")),
        client.get(reverse("admin:website_policycomment_change", args=[comment.pk])),
        client.post(reverse("admin:website_policycomment_delete", args=[comment.pk]), {"post": "yes"}),
    ]

    assert [answer.status_code for answer in answers] == ([200, 200, 302] if is_officer else [403] * 3)
    assert ["Paragraph 3" in answer.text for answer in answers[:2]] == [is_officer] * 2
    assert PolicyComment.objects.exists() != is_officer


def test_comment_is_forgotten_after_a_year():
    for on in ("2025-06-15", "2025-06-14"):
        receive_comment(on, language="nl", at=timezone.make_aware(datetime.fromisoformat(on)))

    gone = forget_comments(NOW)

    assert (gone, list(PolicyComment.objects.values_list("text", flat=True))) == (1, ["2025-06-15"])
