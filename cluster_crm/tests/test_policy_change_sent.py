"""A material change of the policy, from publishing to real mail, though the worker is killed on the way (GEN-06)."""

import asyncio
import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone

from candidates.testing import make_candidate
from clients.testing import make_client_contact
from cluster_crm.accounts.testing import make_user
from cluster_crm.jobs.actions import reap
from cluster_crm.jobs.models import Job
from cluster_crm.jobs.testing import end_lease, wait_until, worker
from cluster_crm.tests.test_marketing_rows import Mailbox, serving
from privacy.actions.messages import SEND
from privacy.actions.objections import object_to_marketing, stop_everything
from privacy.actions.policy import publish_policy
from privacy.actions.policy_notifications import NOTIFY, notify_of
from privacy.actions.sending import may_send
from privacy.models import CatalogueEntry, ConsentEvent, Message, PolicyNotification, PolicyVersion
from privacy.sending import SendCode
from privacy.testing import ensure_profile, make_policy
from privacy.vocabulary import Channel, Purpose, RetentionClass, Role, SubjectKind

__all__ = ["worker"]

CANDIDATE, STATE = SubjectKind.CANDIDATE, PolicyNotification.State
LINK = ConsentEvent.Method.UNSUBSCRIBE_LINK


class SlowMailbox(Mailbox):
    """Takes two messages, and keeps whoever brings a third waiting until it may go on."""

    def __init__(self) -> None:
        super().__init__()
        self.is_waited_for, self.goes_on = threading.Event(), threading.Event()

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802, ARG002 - aiosmtpd's name
        if len(self.received) == 2:
            self.is_waited_for.set()
            await asyncio.to_thread(self.goes_on.wait)
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture
def mailbox(monkeypatch):
    handler = SlowMailbox()
    with serving(handler) as address:
        monkeypatch.setenv("EMAIL_URL", address)
        yield handler
        handler.goes_on.set()


def people():
    """Six candidates: one objected, one stopped everything, one is a client contact too, and one has no address."""
    found = [make_candidate(email="" if name == "silent" else f"{name}@example.org") for name in WHO]
    held = dict(zip(WHO, found, strict=True))
    object_to_marketing(held["objector"].pk, method=LINK, language="nl")
    stop_everything(held["stopped"].pk, method=LINK, language="nl")
    make_client_contact(data_subject=held["both"].data_subject, email="both@example.org")
    make_client_contact(email="contact@example.org")
    return held


WHO = ("objector", "stopped", "both", "plain", "other", "silent")


def publish_by_page(client) -> PolicyVersion:
    """Publish a material change of what we keep of candidates, as the privacy officer does."""
    client.force_login(make_user(Role.PRIVACY_OFFICER, language="en"))
    entries = CatalogueEntry.objects.active().filter(subject_kind=CANDIDATE, category="skills")
    CatalogueEntry.objects.filter(pk=entries.first().pk).update(retention_class=RetentionClass.CONSENT)
    draft = PolicyVersion.objects.create(
        version="2.0", effective_from=timezone.localdate(), is_material=True, summary_nl="Korter bewaren."
    )
    chosen = {"action": "publish", "_selected_action": [str(draft.pk)]}
    assert client.post("/admin/privacy/policyversion/", chosen).status_code == 302
    return draft


def is_waited_for() -> bool:
    """Whether somebody waits for what this transaction has locked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_locks WHERE NOT granted AND transactionid = pg_current_xact_id()::xid")
        return cursor.fetchone() is not None


def kill_within_the_queueing(worker) -> None:
    """Let a worker begin to queue the messages, and kill it before it can write one."""
    job = Job.objects.get(kind=NOTIFY)
    with transaction.atomic():
        list(PolicyNotification.objects.select_for_update())
        first = worker()
        reap()
        wait_until(is_waited_for)
        first.kill()
    assert not Message.objects.exists()
    end_lease(job)


def kill_within_the_sending(worker, mailbox) -> None:
    """Let a second worker queue the messages and send two of them, and kill it while it hands over the third."""
    second = worker()
    reap()
    wait_until(mailbox.is_waited_for.is_set)
    second.kill()
    assert Message.objects.queued().count() == 3
    for job in Job.objects.filter(kind=SEND, state=Job.State.RUNNING):
        end_lease(job)
    mailbox.goes_on.set()


@pytest.mark.worker
@pytest.mark.requirement("GEN-06", "ACC-06", "MKT-06")
def test_everybody_gets_a_material_change_once_though_workers_are_killed(worker, mailbox, client):
    ensure_profile()
    held = people()
    publish_policy(make_policy())
    version = publish_by_page(client)

    kill_within_the_queueing(worker)
    kill_within_the_sending(worker, mailbox)
    worker()
    reap()
    wait_until(lambda: not Message.objects.queued().exists())
    again = notify_of(version, [CANDIDATE], by=None)
    reap()
    wait_until(lambda: not Job.objects.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING]).exists())

    told = dict(PolicyNotification.objects.filter(policy_version=version).values_list("data_subject", "state"))
    assert again is None
    assert mailbox.addressees == sorted(f"{name}@example.org" for name in WHO if name != "silent")
    assert told == {held[name].pk: STATE.UNREACHABLE if name == "silent" else STATE.SENT for name in WHO}
    assert {mail["List-Unsubscribe"] for mail in mailbox.received} == {None}
    assert all("Korter bewaren." in mail.get_content() for mail in mailbox.received)
    for name in ("objector", "stopped"):
        refused = may_send(held[name].pk, CANDIDATE, Purpose.DM_RECRUIT, Channel.EMAIL)
        assert refused.code in {SendCode.OBJECTED, SendCode.SUPPRESSED}
