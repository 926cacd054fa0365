"""What all tests share: one throw-away PostgreSQL a run, translations, clause marks checked.

`DATABASE_URL` names a server instead. Tests that ask for no database start none.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from csv import DictReader
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDER = "SANBAO_TEST_FOLDER"
WITHOUT_FLUSH = ("fsync", "full_page_writes", "synchronous_commit")


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    # The workers of a parallel run inherit the folder, and so share one server.
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="sanbao-test-")
    sys.path.insert(0, str(ROOT))
    from scripts.messages import compile_all

    compile_all()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A mark names a clause that exists; a typing error would hide a missing test."""
    with (ROOT / "tests/clauses/clauses.csv").open(encoding="utf-8") as rows:
        known = {row["id"] for row in DictReader(rows)}
    for item in items:
        for mark in item.iter_markers("clause"):
            if unknown := set(mark.args) - known:
                raise pytest.UsageError(f"{item.nodeid} names unknown clauses: {sorted(unknown)}")


@pytest.fixture(scope="session")
def database_server() -> Iterator[str | None]:
    """The folder of the run's own server's socket; None when DATABASE_URL names another."""
    if os.environ.get("DATABASE_URL"):
        yield None
        return
    from sanbao.site import embedded

    folder = Path(os.environ[FOLDER]) / "postgres"
    with embedded.running(folder) as url:
        with psycopg.connect(url, autocommit=True) as connection:
            for setting in WITHOUT_FLUSH:
                connection.execute(f"ALTER SYSTEM SET {setting} = off")
            connection.execute("SELECT pg_reload_conf()")
        yield str(embedded.socket_folder(folder))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, database_server: str | None
) -> None:
    from django.db import connections

    if database_server:
        connections["default"].settings_dict["HOST"] = database_server
