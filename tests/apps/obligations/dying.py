"""Pieces of work done by processes that die before their n-th statement that writes.

One process sets Django up and opens no connection; each piece of work is a fork of it, so that
every statement can be died at without setting up anew.
"""

import os
import subprocess
import sys
from types import TracebackType

from django.db import connection

# Reads "statement work about" a line, writes the status of the fork that did it.
FORKING = """
import os, signal, sys
from datetime import datetime
import django
django.setup()
from django.db import connections
from sanbao.apps.money.tasks import book_deduction
from sanbao.apps.obligations import actions
from sanbao.apps.obligations.tasks import draw_consequences

connection = connections["default"]
connection.settings_dict.update(NAME=sys.argv[1], HOST=sys.argv[2], PORT=sys.argv[3])
WORK = {
    "sweep": lambda about: actions.sweep(datetime.fromisoformat(about)),
    "book": lambda about: book_deduction.func(entry_id=int(about)),
    "draw": lambda about: draw_consequences.func(entry_id=int(about)),
}

def work(left, what, about):
    def dying(execute, sql, params, many, context):
        nonlocal left
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "WITH")):
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
        return execute(sql, params, many, context)
    with connection.execute_wrapper(dying):
        WORK[what](about)

for line in sys.stdin:
    statement, what, about = line.split(maxsplit=2)
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work(int(statement), what, about.strip())
            status = 0
        finally:
            os._exit(status)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Dying:
    """For a block: `run(statement, work, about)` gives the status that the work ended with."""

    def __enter__(self) -> "Dying":
        where = [str(connection.settings_dict[name] or "") for name in ("NAME", "HOST", "PORT")]
        self.process = subprocess.Popen(
            [sys.executable, "-c", FORKING, *where],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "sanbao.site.settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def run(self, statement: int, work: str, about: object) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{statement} {work} {about}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.communicate()
