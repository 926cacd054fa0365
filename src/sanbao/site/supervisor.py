"""`sanbao up`: database, migrations, demo companies, web and worker, all stopped together."""

import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from sanbao.site.environment import (
    SUPERVISED,
    database_running,
    demo_password,
    var_folder,
)
from sanbao.site.preparation import demo_accounts_kept, prepare

READY_SECONDS = 180
STOP_SECONDS = 15
RESPAWN_SECONDS = 1


class CannotStart(Exception):
    """Said to the person at the terminal; the text is the whole message."""


@dataclass(frozen=True, slots=True)
class Plan:
    host: str
    port: int
    with_demo: bool
    processes: int = 2

    @property
    def address(self) -> str:
        everywhere = {"127.0.0.1", "0.0.0.0"}  # noqa: S104  (compared with, not bound to)
        shown = "localhost" if self.host in everywhere else self.host
        return f"http://{shown}:{self.port}"


def up(plan: Plan) -> None:
    """Run everything until SIGINT or SIGTERM. Raises CannotStart with what to do about it."""
    refuse_taken_port(plan.host, plan.port)
    os.environ.setdefault("SANBAO_URL", plan.address)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanbao.site.settings")
    with suppress(KeyboardInterrupt), heard(interrupt), database_running(var_folder()):
        prepare(with_demo=plan.with_demo)
        stop = threading.Event()
        with heard(lambda *_: stop.set()), kept(web(plan), stop):
            if wait_until_ready(plan.address, stop):
                # The worker comes second: a person waits for the pages, nobody for the jobs.
                with kept(["worker"], stop):
                    print(welcome(plan.address), flush=True)
                    stop.wait()
    print("Stopped.", flush=True)


def refuse_taken_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise CannotStart(
                f"Port {port} on {host} cannot be used ({problem.strerror}). Stop what uses it, "
                f"or choose another: make run PORT=8080 (sanbao up --port 8080, SANBAO_PORT=8080)."
            ) from problem


@contextmanager
def heard(handler: Callable[..., None]) -> Iterator[None]:
    """Ctrl-C and SIGTERM both go to `handler` for the block."""
    before = {told: signal.signal(told, handler) for told in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for told, earlier in before.items():
            signal.signal(told, earlier)


def interrupt(*_: object) -> None:
    """Before anything is served, a signal breaks off what is being prepared, helpers included."""
    for helper in multiprocessing.active_children():
        helper.terminate()
    raise KeyboardInterrupt


def web(plan: Plan) -> list[str]:
    where = ["--host", plan.host, "--port", str(plan.port)]
    return ["web", *where, "--processes", str(plan.processes)]


@contextmanager
def kept(arguments: Sequence[str], stop: threading.Event) -> Iterator[None]:
    """A process of its own for the block; when it dies it is started again."""
    keeper = threading.Thread(target=keep_running, args=(arguments, stop), name=arguments[0])
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join()


def keep_running(arguments: Sequence[str], stop: threading.Event) -> None:
    while not stop.is_set():
        # A session of its own: Ctrl-C reaches the supervisor only, which then ends the children.
        child = subprocess.Popen(
            [sys.executable, "-m", "sanbao.site.cli", *arguments],
            start_new_session=True,
            env={**os.environ, SUPERVISED: str(os.getpid())},
        )
        while child.poll() is None and not stop.wait(0.1):
            pass
        if stop.is_set():
            end(child)
            return
        print(
            f"The {arguments[0]} process ended ({child.returncode}); it starts again.",
            flush=True,
        )
        stop.wait(RESPAWN_SECONDS)


def end(child: subprocess.Popen[bytes]) -> None:
    """Ask the child to stop; end its whole session if it does not."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def wait_until_ready(address: str, stop: threading.Event) -> bool:
    deadline = time.monotonic() + READY_SECONDS
    while not stop.wait(0.05):
        try:
            with urllib.request.urlopen(f"{address}/health/", timeout=5):  # noqa: S310  (our own)
                return True
        except (urllib.error.URLError, OSError):
            if time.monotonic() > deadline:
                raise CannotStart(
                    "The web server did not answer; its messages stand above."
                ) from None
    return False


def welcome(address: str) -> str:
    """The address, and with demo companies one account for each role and their password."""
    lines = ["", f"Sanbao is ready: {address}   (Ctrl-C stops it)"]
    if accounts := demo_accounts_kept():
        password = demo_password(var_folder())
        lines += ["", f"Demo accounts, all with the password {password}", ""]
        lines += [f"  {role:<18} {name:<24} {company}" for role, name, company in accounts]
    return "\n".join([*lines, ""])
