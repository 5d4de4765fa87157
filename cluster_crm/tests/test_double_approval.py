"""Two persons, or one who clicks twice, approve an erasure at the same instant."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from candidates.testing import make_candidate
from cluster_crm.accounts.models import User
from cluster_crm.accounts.testing import make_user
from cluster_crm.jobs import actions as jobs
from cluster_crm.jobs.models import Job
from privacy.actions.erasure import request_erasure
from privacy.models import ErasureLedgerEntry, ErasureRun
from privacy.vocabulary import ErasureGround, Role, SubjectKind

pytestmark = pytest.mark.django_db(transaction=True)


def approve_at_once(run: ErasureRun, users: Sequence[User]) -> list[int]:
    """Let each user press the button at the same moment, over a connection of his own; the answers in order."""
    address = reverse("admin:privacy_erasurerun_approve", args=[run.pk])
    clients = [Client() for _user in users]
    for client, user in zip(clients, users, strict=True):
        client.force_login(user)
    start = Barrier(len(users))

    def press(client: Client) -> int:
        start.wait()
        try:
            return client.post(address, {"approve-reference": str(run.request)}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(users)) as threads:
        return sorted(threads.map(press, clients))


@pytest.mark.requirement("ACC-05")
@pytest.mark.parametrize("is_same", [True, False], ids=["double click", "two persons"])
def test_approval_at_the_same_instant_makes_one_run_and_one_ledger_entry(is_same):
    run = request_erasure(
        make_candidate().pk, [SubjectKind.CANDIDATE], ground=ErasureGround.UNLAWFUL, by=make_user(Role.RECRUITER)
    )
    officer = make_user(Role.PRIVACY_OFFICER)

    answers = approve_at_once(run, [officer, officer if is_same else make_user(Role.ADMINISTRATOR)])
    work = list(Job.objects.filter(kind="erasure.run"))
    for job in work * 2:
        jobs.run(job.pk)

    assert answers == [302, 422]
    assert len(work) == 1
    assert ErasureLedgerEntry.objects.count() == 1
