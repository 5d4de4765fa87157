import time
from uuid import RFC_4122

from cluster_crm.web.uuid7 import uuid7


def test_uuid7_is_version_7_of_the_rfc_variant():
    identifiers = [uuid7() for _ in range(1000)]

    assert {identifier.version for identifier in identifiers} == {7}
    assert {identifier.variant for identifier in identifiers} == {RFC_4122}
    assert len(set(identifiers)) == 1000


def test_uuid7_carries_and_sorts_by_its_moment():
    before = time.time_ns() // 1_000_000
    first = uuid7()
    time.sleep(0.002)
    second = uuid7()
    after = time.time_ns() // 1_000_000

    assert before <= first.int >> 80 < second.int >> 80 <= after
    assert first < second
