"""The world of the apps' tests, for tests of the whole site; and a house with one of everything."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from ..apps.conftest import kept_world as kept_world
from ..apps.conftest import world as world
from .house import House
from .house import house as built
from .signed_in import SESSIONS, sign_in_all


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[House]:
    """Built once for all doors; whatever a test does to it is undone (see `undone`)."""
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
        transaction.atomic(),
    ):
        made = built()
        sign_in_all((*made.world.ours.people.values(), *made.world.theirs.people.values()))
        yield made
        SESSIONS.clear()
        transaction.set_rollback(True)


@pytest.fixture
def undone(house: House, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
