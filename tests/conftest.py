"""What all tests share: a database (see database.py), translations, clause marks checked.

`DATABASE_URL` names a server instead. Tests that ask for no database start none.
"""

import gc
import os
import sys
from collections.abc import Iterator
from csv import DictReader
from pathlib import Path

import pytest
import pytest_django

from . import database
from .committing import UNDO, commits

ROOT = Path(__file__).resolve().parent.parent
# What takes longest begins first, so that no worker is left alone with it at the end.
LONGEST = ("site/test_running", "site/test_demo", "journeys/", "site/test_doors", "site/test_host")


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    sys.path.insert(0, str(ROOT))
    from scripts.messages import compile_all

    compile_all()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A mark names a clause that exists; a typing error would hide a missing test."""
    with (ROOT / "tests/clauses/clauses.csv").open(encoding="utf-8") as rows:
        known = {row["id"] for row in DictReader(rows)}
    for item in items:
        for mark in item.iter_markers("clause"):
            if unknown := set(mark.args) - known:
                raise pytest.UsageError(f"{item.nodeid} names unknown clauses: {sorted(unknown)}")
    items.sort(key=turn)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for garbage was a fifth of all tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def turn(item: pytest.Item) -> int:
    """The place of a test's module among those that begin first; all others follow as found."""
    places = (place for place, name in enumerate(LONGEST) if f"tests/{name}" in item.nodeid)
    return next(places, len(LONGEST))


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> None:
    """Hashing that is slow on purpose would be half of the time of all tests with a sign-in."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def no_language_of_one_test_meets_the_next() -> Iterator[None]:
    """A request activates its reader's language, and the test client leaves it so."""
    yield
    from django.utils import translation

    translation.deactivate()


@pytest.fixture(autouse=True)
def no_job_of_one_test_meets_the_next(
    request: pytest.FixtureRequest, django_db_blocker: pytest_django.DjangoDbBlocker
) -> Iterator[None]:
    """After a test that commits, Django empties its own tables, and the queue is not among them.

    Before it, what earlier tests of its module kept in an open transaction is let go: other
    connections could not see past it.
    """
    if commits(request):
        for undo in UNDO:
            undo()
    yield
    if commits(request):
        from django.db import connection

        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: pytest_django.DjangoDbBlocker, worker_id: str
) -> Iterator[None]:
    """A database for this worker: copied from the template, or made on DATABASE_URL's server."""
    from django.test.utils import setup_databases, teardown_databases

    from sanbao.site.environment import var_folder

    with django_db_blocker.unblock():
        if not os.environ.get("DATABASE_URL"):
            with database.copied(var_folder() / "test/postgres", worker_id) as found:
                database.use(found)
                yield
                database.leave()
            return
        database.use({"NAME": f"sanbao_{worker_id}"})
        made = setup_databases(verbosity=0, interactive=False)
        yield
        teardown_databases(made, verbosity=0)
