"""A run: asked for by a person, done by the worker in batches of dealers, stopped, gone on with."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from procrastinate.contrib.django import app

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.journal import actions as journal
from sanbao.apps.settlements.actions.run.settling import (
    refuse_open_year,
    settle_month,
    settle_year,
)
from sanbao.apps.settlements.facts import end_of_year, last_of
from sanbao.apps.settlements.models import Run, RunState, StatementKind
from sanbao.apps.settlements.queries.terms import bound_dealers, sheets_are_due
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

CARRY_OUT = "settlements.carry_out"
# So many dealers in one transaction: what is lost when it is killed, and how often one may stop.
BATCH = 200
GOING = (RunState.WAITING, RunState.RUNNING)


@transaction.atomic
def ask_run(provider: Provider, *, kind: str, month: date, by: User, at: datetime) -> Run:
    """Have the statements of a month or a year made. The one that goes is given, not a second."""
    is_year = kind == StatementKind.YEAR_END
    first = date(month.year, 1, 1) if is_year else month.replace(day=1)
    last = end_of_year(first) if is_year else last_of(first)
    today = china_day(at)
    if today < last or (today == last and not is_year):
        raise Refused(Message("it is not over yet"), field="month")
    if not is_year:
        refuse_before_sheets(provider.pk, first, on=today)
        refuse_open_year(provider.pk, first)
    Provider.objects.select_for_update(no_key=True).only("pk").get(pk=provider.pk)
    if (going := Run.objects.filter(provider=provider, state__in=GOING).first()) is not None:
        if (going.kind, going.month) == (kind, first):
            return going
        raise Refused(Message("another run is still going; stop it or wait"), field="month")
    run = Run.objects.create(provider=provider, kind=kind, month=first, asked_at=at, asked_by=by)
    say("run.asked", run, at=at, by=by)
    app.configure_task(CARRY_OUT, lock=f"settlement-{provider.pk}").defer(run_id=run.pk)
    return run


def refuse_before_sheets(provider_id: int, month: date, *, on: date) -> None:
    """Whoever settles a month while its sheets may still come in leaves them out."""
    due = sheets_are_due(provider_id, month, on=last_of(month))
    if due is not None and on <= due.due_on:
        reason = Message("its sheets may be handed in until %(day)s", {"day": due.due_on})
        raise Refused(reason, field="month", clause=due.clause)


@transaction.atomic
def stop_run(run: Run, *, by: User, at: datetime) -> Run:
    """No further batch; what is made stays, and another run goes on from there."""
    run = Run.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state in GOING and run.stop_asked_at is None:
        run.stop_asked_at, run.stop_asked_by = at, by
        run.save(update_fields=["stop_asked_at", "stop_asked_by"])
        say("run.stopped", run, at=at, by=by)
    return run


def carry_out(run_id: int, *, at: datetime, batch: int = BATCH) -> Run:
    """Settle batch after batch, each whole or not at all; begun again, what is done stays."""
    run = Run.objects.select_related("provider", "asked_by").get(pk=run_id)
    if run.state not in GOING:
        return run
    ids = [one.dealer_id for one in bound_dealers(run.provider_id, on=last_day_of(run))]
    rows = Run.objects.filter(pk=run.pk)
    rows.update(state=RunState.RUNNING, begun_at=at, dealers=len(ids), dealers_done=0, statements=0)
    settle = settle_year if run.kind == StatementKind.YEAR_END else settle_month
    which = {"year" if run.kind == StatementKind.YEAR_END else "month": run.month}
    for chosen in batches(ids, batch):
        if rows.filter(stop_asked_at__isnull=False).exists():
            return close(run, RunState.STOPPED, at=at)
        done = settle(provider_id=run.provider_id, at=at, by=run.asked_by, dealers=chosen, **which)
        rows.update(
            dealers_done=F("dealers_done") + len(chosen),
            statements=F("statements") + done.statements,
        )
    return close(run, RunState.DONE, at=at)


def last_day_of(run: Run) -> date:
    return end_of_year(run.month) if run.kind == StatementKind.YEAR_END else last_of(run.month)


def batches(ids: list[int], size: int) -> Iterator[list[int]]:
    for place in range(0, len(ids), size):
        yield ids[place : place + size]


def close(run: Run, state: RunState, *, at: datetime) -> Run:
    run = Run.objects.get(pk=run.pk)
    run.state, run.ended_at = state, at
    run.save(update_fields=["state", "ended_at"])
    say("run.ended", run, at=at, by=None)
    return run


def fail(run_id: int, *, at: datetime) -> None:
    """What broke is said to have failed; what it made stays."""
    run = Run.objects.get(pk=run_id)
    if run.state in GOING:
        close(run, RunState.FAILED, at=at)


def say(happening: str, run: Run, *, at: datetime, by: User | None) -> None:
    details = {"kind": run.kind, "month": f"{run.month:%Y-%m}", "statements": run.statements}
    journal.record(
        happening,
        f"{run.pk}",
        provider=run.provider_id,
        at=at,
        by=by,
        now=run.state,
        details=details,
    )
