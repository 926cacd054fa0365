"""What the tests of all apps share."""

import pickle
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
import pytest_django
from django.db import transaction

from ..committing import UNDO
from .world import World, build


class KeptWorld:
    """The world of a module's tests: built once, around what each of them does and undoes."""

    def __init__(self) -> None:
        self.around = ExitStack()
        self.around.enter_context(transaction.atomic())
        self.around.callback(transaction.set_rollback, True)
        # Each test has objects of its own: what it changes in them, no other finds.
        self.built: bytes | None = pickle.dumps(build(this_minute()))

    def end(self) -> None:
        self.around.close()
        self.built = None


@pytest.fixture(scope="module")
def kept_world(
    django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> Iterator[KeptWorld]:
    with django_db_blocker.unblock():
        kept = KeptWorld()
        UNDO.append(kept.end)
        yield kept
        UNDO.remove(kept.end)
        kept.end()


@pytest.fixture
def world(kept_world: KeptWorld, db: None) -> World:
    """The world as of about this minute, so that pages that read the clock agree with it.

    A test that commits has one of its own, which others can see.
    """
    if kept_world.built is None:
        return build(this_minute())
    kept: World = pickle.loads(kept_world.built)
    return kept


def this_minute() -> datetime:
    return datetime.now(UTC).replace(second=0, microsecond=0)
