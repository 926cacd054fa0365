"""One PostgreSQL for the tests in `var/test`, migrated once for each state of the migrations.

Every run, and every worker of a parallel run, copies the migrated template and drops its copy at
the end, so that a test run starts within a second. Several runs can share the server.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

ROOT = Path(__file__).resolve().parent.parent
WITHOUT_FLUSH = ("fsync", "full_page_writes", "synchronous_commit")
# Tests undo what they write: statistics would say that every table is empty, and mislead the plans.
WITHOUT_STATISTICS = ("autovacuum",)


@contextmanager
def copied(folder: Path, worker: str) -> Iterator[dict[str, Any]]:
    """Settings of a migrated database of this worker's own, dropped at the end."""
    from sanbao.site import embedded

    name = f"test_{os.getpid()}_{worker}"
    with embedded.running(folder) as url:
        found = {"NAME": name, "HOST": str(embedded.socket_folder(folder))}
        with psycopg.connect(url, autocommit=True) as server:
            for setting in (*WITHOUT_FLUSH, *WITHOUT_STATISTICS):
                server.execute(SQL("ALTER SYSTEM SET {} = off").format(Identifier(setting)))
            server.execute("ALTER SYSTEM SET max_connections = 400")
            server.execute("SELECT pg_reload_conf()")
            with (folder.parent / "template.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                drop_orphans(server)
                template = ensure_template(server, found["HOST"])
                copy(server, template, name)
            yield found
            drop(server, name)


def copy(server: psycopg.Connection[Any], template: str, name: str) -> None:
    server.execute(
        SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template))
    )


def drop(server: psycopg.Connection[Any], name: str) -> None:
    server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


def names(server: psycopg.Connection[Any], like: str) -> list[str]:
    rows = server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [like])
    return [row[0] for row in rows]


def drop_orphans(server: psycopg.Connection[Any]) -> None:
    """Copies of runs that were killed."""
    for name in names(server, "test\\_%"):
        if not Path(f"/proc/{name.split('_')[1]}").exists():
            drop(server, name)


def ensure_template(server: psycopg.Connection[Any], host: str) -> str:
    state = hashlib.sha256()
    for path in [ROOT / "uv.lock", *sorted((ROOT / "src").rglob("migrations/*.py"))]:
        state.update(path.read_bytes())
    template = f"template_{state.hexdigest()[:12]}"
    known = names(server, "template\\_%")
    if template not in known:
        for old in known:
            drop(server, old)
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(template)))
        try:
            migrate({"NAME": template, "HOST": host})
        except BaseException:
            drop(server, template)
            raise
    return template


def migrate(found: dict[str, Any]) -> None:
    from django.core.management import call_command

    from sanbao.site.preparation import kept_garbage

    use(found)
    with kept_garbage():
        call_command("migrate", interactive=False, verbosity=0)
    leave()


def use(found: dict[str, Any]) -> None:
    """Point Django at another database; before anything of its pool is open."""
    from django.db import connections

    connections["default"].settings_dict.update(found)


def leave() -> None:
    from django.db import connections

    connections["default"].close()
    connections["default"].close_pool()
