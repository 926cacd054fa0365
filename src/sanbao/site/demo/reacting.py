"""What follows from each step of the demo, done at once, in a queue beside the worker's.

Eight companies make some ten thousand journal entries. Through the worker each would be two jobs;
here each entry is looked at as it is written, and only what a reaction waits for is done.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from django.db import connection, transaction
from django.db.models.signals import post_save
from procrastinate.connector import BaseConnector
from procrastinate.contrib.django import app

from sanbao.apps.journal import queries as journal
from sanbao.apps.journal.actions import REACT, REACT_TO_ALL
from sanbao.site.reactions import REACTIONS, follow

Job = tuple[str, dict[str, Any]]
# Typesetting takes longer than the rest of a case; nobody waits for the papers of the past.
# What goes out of the house waits for the worker, too.
LEFT_TO_THE_WORKER = frozenset(
    {
        "visits.make_report",
        "inspections.make_report",
        "training.make_paper",
        "site.keep_paper",
        "notices.send",
        "contacts.send_mail",
    }
)
AFTER_ALL_ELSE = -10
TELL, TELL_ALL = "notices.tell", "notices.tell_all"
TOLD_TOGETHER = 100
# What a job that asks how often it was begun is told.
FIRST_TIME = SimpleNamespace(job=SimpleNamespace(attempts=0))


class Basket(BaseConnector):
    """Takes jobs in where the database would keep them.

    done_otherwise: jobs that need not be done, because they are for all rows at once.
    told_together: how much news may wait until people are told of it.
    """

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.happenings: dict[int, str] = {}
        self.written: dict[int, journal.Entry] = {}
        self.untold: list[int] = []
        self.told_together = 1
        self.done_otherwise: frozenset[str] = frozenset()

    def get_sync_connector(self) -> BaseConnector:
        return self

    def execute_query_all(self, query: str, **arguments: Any) -> list[dict[str, Any]]:
        """Keep the jobs; nothing but deferring asks for rows here."""
        rows = []
        for job in arguments["jobs"]:
            self.jobs.append((job.task_name, job.args))
            rows.append({"id": len(self.jobs)})
        return rows

    def note(self, instance: journal.Entry, **of_signal: Any) -> None:
        self.happenings[instance.pk] = instance.happening
        self.written[instance.pk] = instance

    def said(self, entry_id: int) -> str:
        return self.happenings.pop(entry_id, "")

    def look_up(self, jobs: list[Job]) -> None:
        """What entries say that were written many at a time, which no signal tells."""
        told = {args["entry_id"] for name, args in jobs if name == REACT}
        told |= {pk for name, args in jobs if name == REACT_TO_ALL for pk in args["entry_ids"]}
        if unknown := told - self.happenings.keys():
            self.happenings.update(journal.happenings(unknown))


@contextmanager
def in_basket() -> Iterator[Basket]:
    """For the block, jobs wait in the basket until `drain` does them."""
    basket = Basket()
    post_save.connect(basket.note, sender=journal.Entry)
    try:
        with app.replace_connector(basket), journal.at_hand(basket.written):
            yield basket
    finally:
        post_save.disconnect(basket.note, sender=journal.Entry)


@contextmanager
def at_once() -> Iterator[Basket]:
    """For the block, which is one transaction, jobs wait in the basket until `drain` does them.

    A step is made of actions within actions, each with a savepoint of its own to fall back to.
    Nothing is refused here, and what fails ends the whole telling: the savepoints, a third of all
    statements, are left out.
    """
    features = connection.features
    before, features.uses_savepoints = features.uses_savepoints, False
    try:
        with transaction.atomic():
            with in_basket() as basket:
                basket.told_together = TOLD_TOGETHER
                yield basket
                tell(basket)
            leave(basket)
    finally:
        features.uses_savepoints = before


@contextmanager
def step_by_step() -> Iterator[None]:
    """As `at_once`, but each step is a transaction of its own, and all that follows is done at the
    end: for steps that take a lock on a table, for which no other company is to wait.
    """
    with in_basket() as basket:
        yield
        drain(basket)
        tell(basket)
    leave(basket)


def drain(basket: Basket) -> None:
    """Do all that is waiting and what follows from that; papers stay, they take a while.

    People are told of many things at a time, as they are by a worker with much to do.
    """
    kept: list[Job] = []
    while basket.jobs:
        jobs, basket.jobs = basket.jobs, []
        basket.look_up(jobs)
        kept += [job for job in jobs if job[0] in LEFT_TO_THE_WORKER]
        for name, args in jobs:
            if name not in LEFT_TO_THE_WORKER | basket.done_otherwise:
                do(basket, name, args)
        basket.untold += [args["entry_id"] for name, args in jobs if name == TELL]
    basket.jobs = kept
    if len(basket.untold) >= basket.told_together:
        tell(basket)
    for pk in basket.written.keys() - set(basket.untold):
        del basket.written[pk]


def tell(basket: Basket) -> None:
    """Nothing that is done looks at who was told, so that it can wait; the entries are let go."""
    told, basket.untold = basket.untold, []
    if told:
        app.tasks[TELL_ALL].func(entry_ids=told)


def do(basket: Basket, name: str, args: dict[str, Any]) -> None:
    """One job; what only tells of an entry is done for all of them afterwards."""
    if name == REACT:
        follow(basket.said(args["entry_id"]), args["entry_id"])
    elif name == REACT_TO_ALL:
        waited = [pk for pk in args["entry_ids"] if basket.said(pk) in REACTIONS]
        if waited:
            app.tasks[name].func(entry_ids=waited)
    elif name != TELL:
        task = app.tasks[name]
        task.func(*((FIRST_TIME,) if task.pass_context else ()), **args)


def leave(basket: Basket) -> None:
    """What is still waiting goes to the real queue, the newest first, behind everything else."""
    for name, args in reversed(basket.jobs):
        app.configure_task(name, priority=AFTER_ALL_ELSE).defer(**args)
