"""`sanbao up` as a person runs it: it starts, says where, survives faults, and leaves nothing."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
import pytest

from sanbao.site import embedded

START_SECONDS = 120  # two cores may be busy with other tests


def alive(family: list[psutil.Process]) -> list[psutil.Process]:
    """Those that still run; a dead one that nobody has waited for yet does not."""
    return [
        member
        for member in family
        if member.is_running() and member.status() != psutil.STATUS_ZOMBIE
    ]


@dataclass
class Running:
    process: subprocess.Popen[bytes]
    port: int
    var: Path

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
            return answer.read().decode()

    def children(self) -> dict[str, psutil.Process]:
        """The supervised processes by the name of their command."""
        named = {}
        for child in alive(psutil.Process(self.process.pid).children()):
            with suppress(psutil.Error, IndexError):  # gone, or not yet what it will be
                named[child.cmdline()[3]] = child
        return {name: child for name, child in named.items() if name in {"web", "worker"}}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(var: Path, port: int) -> subprocess.Popen[bytes]:
    """`sanbao up` with what it says in `said.txt`."""
    environment = {**os.environ, "SANBAO_VAR": str(var), "SANBAO_PROCESSES": "1"}
    environment.pop("DATABASE_URL", None)
    with (var / "said.txt").open("wb") as said:
        return subprocess.Popen(
            [sys.executable, "-m", "sanbao.site.cli", "up", "--port", str(port)],
            env=environment,
            stdout=said,
            stderr=subprocess.STDOUT,
        )


def started(var: Path, port: int) -> subprocess.Popen[bytes]:
    process = start(var, port)
    wait_for(lambda: "is ready" in (var / "said.txt").read_text() or process.poll() is not None)
    assert process.poll() is None, (var / "said.txt").read_text()
    return process


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that has been stopped, for others to be copied from."""
    var = tmp_path_factory.mktemp("prepared")
    prepare(var)
    return var


def copied(prepared: Path, var: Path) -> Path:
    """The same site in a folder of its own, its files with their owner."""
    subprocess.run(["cp", "-a", f"{prepared}/.", str(var)], check=True)
    return var


@pytest.fixture(scope="module")
def running(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    var = copied(prepared, tmp_path_factory.mktemp("var"))
    port = free_port()
    process = started(var, port)
    yield Running(process, port, var)
    process.send_signal(signal.SIGINT)
    process.wait(30)


@pytest.fixture(scope="module")
def stopped(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another site, for tests that start and stop it."""
    return copied(prepared, tmp_path_factory.mktemp("other"))


def prepare(var: Path) -> None:
    """Migrated, and with one company, so that the demo is left out."""
    environment = {**os.environ, "SANBAO_VAR": str(var)}
    environment.pop("DATABASE_URL", None)
    code = (
        "from django.core.management import call_command; call_command('migrate', verbosity=0);"
        "from sanbao.apps.accounts.models import Provider; Provider(slug='a', name='a').save()"
    )
    command = [sys.executable, "-m", "sanbao.site.cli", "manage", "shell", "-v0", "-c", code]
    subprocess.run(command, env=environment, check=True)


def wait_for(question: Callable[[], object], seconds: float = START_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.2)


def answers(running: Running) -> bool:
    try:
        return running.get("/health/") == "ok"
    except OSError:
        return False


def test_the_pages_answer(running: Running) -> None:
    assert running.get("/health/") == "ok"
    assert "登录" in running.get("/accounts/login/")


def test_built_files_are_served_to_be_kept(running: Running) -> None:
    page = running.get("/accounts/login/")
    script = page.split('type="module" src="')[1].split('"')[0]
    with urllib.request.urlopen(f"http://127.0.0.1:{running.port}{script}", timeout=20) as answer:
        assert "immutable" in answer.headers["Cache-Control"]
        assert len(answer.read()) > 10_000


def test_a_taken_port_is_said_with_the_way_out(running: Running, tmp_path: Path) -> None:
    second = start(tmp_path, running.port)
    assert second.wait(START_SECONDS) == 1
    said = (tmp_path / "said.txt").read_text()
    assert f"Port {running.port}" in said
    assert "SANBAO_PORT" in said
    assert "Traceback" not in said
    assert answers(running)


def test_after_the_database_restarted_the_next_request_works(running: Running) -> None:
    assert running.get("/health/") == "ok"
    folder = running.var / "postgres"
    before = (folder / "postmaster.pid").read_text().splitlines()[0]
    server = embedded.start(folder)
    server.stop()
    embedded.start(folder)
    assert (folder / "postmaster.pid").read_text().splitlines()[0] != before
    assert running.get("/health/") == "ok"
    assert "登录" in running.get("/accounts/login/")


@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_process_that_is_killed_starts_again_and_leaves_no_orphan(
    running: Running, name: str
) -> None:
    wait_for(lambda: name in running.children())
    killed = running.children()[name]
    below = killed.children(recursive=True)
    killed.kill()
    wait_for(lambda: alive(below) == [])
    wait_for(lambda: name in running.children() and running.children()[name].pid != killed.pid)
    wait_for(lambda: answers(running))


def family_of(process: subprocess.Popen[bytes], var: Path) -> list[psutil.Process]:
    """The started processes, down to the database server that is nobody's child."""
    postmaster = int((var / "postgres/postmaster.pid").read_text().splitlines()[0])
    return [*psutil.Process(process.pid).children(recursive=True), psutil.Process(postmaster)]


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_stops_everything(stopped: Path, told: signal.Signals) -> None:
    process = started(stopped, free_port())
    family = family_of(process, stopped)
    process.send_signal(told)
    assert process.wait(30) == 0
    assert alive(family) == []


def test_a_killed_supervisor_leaves_nothing_behind(stopped: Path) -> None:
    process = started(stopped, free_port())
    family = family_of(process, stopped)
    process.kill()
    process.wait()
    wait_for(lambda: not alive(family))


def test_the_last_user_stops_the_embedded_server_and_no_other(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    with embedded.running(folder) as first:
        with embedded.running(folder) as second:
            assert first == second
        with psycopg.connect(first) as connection:
            assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
            found = connection.execute(
                "SELECT datcollate FROM pg_database WHERE datname = 'sanbao'"
            ).fetchone()
            assert found == ("C.UTF-8",)
    assert not (folder / "postmaster.pid").exists()


def test_a_folder_too_deep_for_a_socket_works_too(tmp_path: Path) -> None:
    folder = tmp_path / ("deep" * 20) / ("er" * 20) / "postgres"
    folder.parent.mkdir(parents=True)
    with embedded.running(folder) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
        assert str(folder) not in url
