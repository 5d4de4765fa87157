"""Operations of a migration that take effect as a whole."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from cluster_crm.history.together import Together

pytestmark = pytest.mark.django_db

THING = migrations.CreateModel("Thing", [("id", models.BigAutoField(primary_key=True))])
PART = migrations.CreateModel(
    "Part",
    [("id", models.BigAutoField(primary_key=True)), ("thing", models.ForeignKey("invented.Thing", models.CASCADE))],
)


def test_group_creates_and_undoes_all_its_tables():
    group, before, after = Together([THING, PART]), ProjectState(), ProjectState()
    group.state_forwards("invented", after)

    with connection.schema_editor() as editor:
        group.database_forwards("invented", editor, before, after)
    created = {name for name in connection.introspection.table_names() if name.startswith("invented_")}
    with connection.schema_editor() as editor:
        group.database_backwards("invented", editor, after, before)

    assert created == {"invented_thing", "invented_part"}
    assert not {name for name in connection.introspection.table_names() if name.startswith("invented_")}


def test_state_is_drawn_once_for_the_whole_group():
    state = ProjectState()
    assert state.apps  # drawn, as when an earlier migration has run

    Together([THING, PART]).state_forwards("invented", state)

    assert "apps" not in state.__dict__
    assert {model.__name__ for model in state.apps.get_models()} == {"Thing", "Part"}
