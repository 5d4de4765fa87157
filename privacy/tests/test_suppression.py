import pytest
from django.db import IntegrityError

from privacy.actions.suppression import suppress, suppressed_digests
from privacy.keyed_hash import hash_identifier
from privacy.models import SuppressionEntry
from privacy.vocabulary import Channel, Identifier, Purpose

OBJECTION = SuppressionEntry.Reason.OBJECTION

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("MKT-07")
def test_batch_is_looked_up_at_once_and_hits_are_counted(django_assert_num_queries):
    entry = suppress(Identifier.EMAIL, "kees@example.org", reason=OBJECTION)
    strangers = [(Identifier.EMAIL, f"person{number}@example.org") for number in range(200)]

    with django_assert_num_queries(3):  # savepoint and release around one question
        nobody = suppressed_digests(strangers)
    with django_assert_num_queries(4):
        hits = suppressed_digests([*strangers, (Identifier.EMAIL, "Kees+cv@example.org"), (Identifier.PHONE, "")])

    entry.refresh_from_db()
    assert nobody == frozenset()
    assert hits == {hash_identifier(Identifier.EMAIL, "kees@example.org")}
    assert (entry.hit_count, entry.last_hit_at is not None, entry.history.count()) == (1, True, 1)


@pytest.mark.requirement("MKT-07", "AMB-09")
def test_entry_holds_nothing_readable_and_stands_once_a_scope():
    everything = suppress(Identifier.EMAIL, "kees@example.org", reason=OBJECTION)
    again = suppress(Identifier.EMAIL, "KEES@example.org", reason=SuppressionEntry.Reason.UNSUBSCRIBED)
    alerts = suppress(
        Identifier.EMAIL, "kees@example.org", reason=OBJECTION, purpose=Purpose.JOB_ALERT, channel=Channel.EMAIL
    )

    assert everything == again
    assert everything != alerts
    assert not any("kees" in str(value) for value in SuppressionEntry.objects.filter(pk=alerts.pk).values_list().get())


def test_database_refuses_anything_but_a_hash():
    with pytest.raises(IntegrityError, match="only_hash"):
        SuppressionEntry.objects.create(identifier=Identifier.EMAIL, digest="kees@example.org", reason=OBJECTION)
