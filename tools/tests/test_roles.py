from pathlib import Path

import environ
import pytest

from tools import roles


@pytest.mark.parametrize("role", [roles.OWNER, roles.WEB, roles.WORKER])
def test_database_url_on_a_socket_is_read_back_by_the_settings(role):
    url = roles.database_url(Path("/some/state/sockets"), role)

    config = environ.Env.db_url_config(url)

    assert (config["HOST"], config["NAME"], config["USER"], config["PASSWORD"]) == (
        "/some/state/sockets",
        "crm",
        role,
        "",
    )


def test_roles_are_all_made_by_a_statement_that_names_them():
    assert {name for name, statement in roles.ROLES.items() if f"CREATE ROLE {name} " not in statement} == set()
