import pytest

from privacy.actions.subjects import ensure_controller


@pytest.fixture(autouse=True)
def controller(db):
    return ensure_controller()
