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

from sanbao.site.environment import database_running, demo_password, empty_embedded, var_folder

READY_SECONDS = 60
STOP_SECONDS = 15
RESPAWN_SECONDS = 1
IN_PART = "in part"
DEMO_MADE = "demo-made"  # in var/: the people here are demo people, whom all may be told of


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
        prepare(plan)
        stop = threading.Event()
        with heard(lambda *_: stop.set()), children(plan, stop):
            if wait_until_ready(plan.address, stop):
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


def prepare(plan: Plan) -> None:
    """Bring the database up to date; fill it with the demo companies where that is wanted."""
    import django
    from django.core.management import call_command, get_commands
    from django.db import connections

    django.setup()
    made = var_folder() / DEMO_MADE
    if is_embedded() and made.exists() and made.read_text() == IN_PART:
        # The last start was broken off while it made them; nobody has worked on that database.
        empty_embedded(var_folder())
        made.unlink()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("sync_forms", verbosity=0)
    if "demo" in get_commands() and demo_wanted(plan):
        print("Making the demo companies: this takes a minute, the first time only …", flush=True)
        made.write_text(IN_PART)
        call_command("demo")
        made.write_text("")
    connections.close_all()


def is_embedded() -> bool:
    return not os.environ.get("DATABASE_URL")


def demo_wanted(plan: Plan) -> bool:
    """Only into an empty database, and unasked only into the embedded one."""
    from sanbao.apps.accounts.access import Provider

    return (plan.with_demo or is_embedded()) and not Provider.objects.exists()


@contextmanager
def children(plan: Plan, stop: threading.Event) -> Iterator[None]:
    """Web and worker as processes of their own; one that dies is started again."""
    web = [
        "web",
        "--host",
        plan.host,
        "--port",
        str(plan.port),
        "--processes",
        str(plan.processes),
    ]
    keepers = [
        threading.Thread(target=keep_running, args=(arguments, stop), name=arguments[0])
        for arguments in (web, ["worker"])
    ]
    for keeper in keepers:
        keeper.start()
    try:
        yield
    finally:
        stop.set()
        for keeper in keepers:
            keeper.join()


def keep_running(arguments: Sequence[str], stop: threading.Event) -> None:
    while not stop.is_set():
        # A session of its own: Ctrl-C reaches the supervisor only, which then ends the children.
        child = subprocess.Popen(
            [sys.executable, "-m", "sanbao.site.cli", *arguments],
            start_new_session=True,
            env={**os.environ, "SANBAO_SUPERVISED": str(os.getpid())},
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
    accounts = demo_accounts() if (var_folder() / DEMO_MADE).exists() else []
    if accounts:
        password = demo_password(var_folder())
        lines += ["", f"Demo accounts, all with the password {password}", ""]
        lines += [f"  {role:<18} {name:<24} {company}" for role, name, company in accounts]
    return "\n".join([*lines, ""])


def demo_accounts() -> list[tuple[str, str, str]]:
    """(role, user name, company) of one person a role."""
    from sanbao.apps.accounts.access import Role, User

    people = list(
        User.objects.filter(is_active=True).select_related("provider").order_by("username")
    )
    first = {}
    for role in Role:
        holders = [person for person in people if person.has_role(role)]
        # Somebody with this role alone shows the role's own pages.
        holders.sort(key=lambda person: len(person.roles))
        if holders:
            first[role] = holders[0]
    return [(role.value, user.username, user.provider.name) for role, user in first.items()]
