"""Rows written by COPY hold what Django would have written."""

from datetime import date
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import DateField

from privacy.stores.written import HANDED_ON, _sets_itself, _target_of

SAMPLES = {
    str: ["", "Noor", "a\\b\tc\n"],
    UUID: [UUID(int=7)],
    date: [date(2026, 2, 28)],
    bool: [True, False],
    type(None): [None],
}
FIELDS = [field for model in apps.get_models() for field in model._meta.local_concrete_fields]


def test_every_field_of_these_kinds_hands_its_values_on_unchanged():
    looked_at = 0
    for field in FIELDS:
        for kind in HANDED_ON.get(type(_target_of(field)), ()):
            for value in SAMPLES[kind]:
                assert field.get_db_prep_save(value, connection) == value, field
                looked_at += 1
    assert looked_at > len(FIELDS)


def test_no_field_of_these_kinds_makes_its_own_value_unseen():
    for field in FIELDS:
        if type(field) in HANDED_ON and not _sets_itself(field):
            row = field.model()
            assert field.pre_save(row, True) is getattr(row, field.attname), field


@pytest.mark.parametrize("how", ["auto_now", "auto_now_add"])
def test_a_day_of_change_is_asked_of_its_field(how):
    assert _sets_itself(DateField(**{how: True}))
    assert not _sets_itself(DateField())
