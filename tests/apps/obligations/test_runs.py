"""What follows from several misses: in a row, so many at all, a lapse; exactly once."""

import signal
from datetime import date, datetime
from decimal import Decimal

import pytest

from sanbao.apps.journal.models import Entry
from sanbao.apps.money.models import Line
from sanbao.apps.obligations import actions
from sanbao.apps.obligations.models import Obligation, ObligationKind, ObligationState
from sanbao.apps.obligations.tasks import draw_consequences

from ..world import CHINA, World
from . import duties
from .dying import Dying

WAIVER = 'kind: consequence, clause: "2", if_missed: sheets_submitted, what: waiver, in_a_row: 3'
BREACH = 'kind: consequence, clause: "3", if_missed: any, missed_by: dealer, what: breach'
ENDING = (
    'kind: consequence, clause: "3", if_missed: any, missed_by: dealer, what: termination,'
    " times: 3, within: P1Y, by: provider"
)
FINE = (
    'kind: consequence, clause: "2", if_missed: sheets_submitted, what: deduction, amount: "500.00"'
)
REFUSED = 'kind: upkeep, clause: "1", what: service_not_refused, by: dealer, each: dealer'


def sheets(world: World, *consequences: str) -> list[Obligation]:
    """The sheets of many months, raised before any of them was due."""
    version = duties.signed(world, duties.SHEETS, *consequences, starts_on=date(2026, 1, 1))
    start = datetime(2026, 1, 5, 9, tzinfo=CHINA)
    return duties.owed(world, version, duties.dealer(), at=start, days=330)


def miss(year: int, month: int, *, day: int = 28) -> None:
    """Time passes to that day, and every miss has its consequence."""
    actions.sweep(datetime(year, month, day, 9, tzinfo=CHINA))
    for entry in Entry.objects.filter(happening__in=["obligation.missed", "obligation.lapsed"]):
        draw_consequences(entry.pk)


def drawn(what: str) -> list[Obligation]:
    rows = Obligation.objects.filter(kind=ObligationKind.CONSEQUENCE, what=what)
    return list(rows.exclude(state=ObligationState.CANCELLED).order_by("id"))


@pytest.mark.django_db
def test_the_third_in_a_row_draws_it_and_the_sixth_again(world: World) -> None:
    sheets(world, WAIVER)
    counts = []
    for month in range(2, 9):
        miss(2026, month)
        counts.append(len(drawn("waiver")))
    assert counts == [0, 0, 1, 1, 1, 2, 2]


@pytest.mark.django_db
def test_an_excuse_breaks_the_row_and_takes_back_what_it_drew(world: World) -> None:
    rows = sheets(world, WAIVER)
    miss(2026, 2)
    miss(2026, 3)
    actions.excuse(
        rows[1].pk, reason="台风", at=datetime(2026, 4, 1, 9, tzinfo=CHINA), by=world.mei()
    )
    miss(2026, 4)
    miss(2026, 5)
    assert drawn("waiver") == []
    miss(2026, 6)
    assert len(drawn("waiver")) == 1
    actions.excuse(
        rows[2].pk, reason="洪水", at=datetime(2026, 7, 1, 9, tzinfo=CHINA), by=world.mei()
    )
    assert drawn("waiver") == []


@pytest.mark.django_db
def test_what_was_handed_in_late_breaks_the_row(world: World) -> None:
    rows = sheets(world, WAIVER)
    miss(2026, 2)
    miss(2026, 3)
    actions.mark_done(
        rows[1].pk,
        done_at=datetime(2026, 4, 1, 9, tzinfo=CHINA),
        at=datetime(2026, 4, 1, 9, tzinfo=CHINA),
        by=None,
    )
    miss(2026, 4)
    assert drawn("waiver") == []


@pytest.mark.django_db
def test_each_miss_is_a_breach_and_three_in_a_year_give_the_right_to_end_it(world: World) -> None:
    sheets(world, BREACH, ENDING)
    miss(2026, 2)
    miss(2026, 3)
    assert (len(drawn("breach")), len(drawn("termination"))) == (2, 0)
    miss(2026, 4)
    assert (len(drawn("breach")), len(drawn("termination"))) == (3, 1)
    (right,) = drawn("termination")
    assert (right.owed_by, right.clause, right.subject_code) == ("provider", "3", "D-1")


@pytest.mark.django_db
def test_each_refusal_lapses_and_is_a_breach_of_its_own(world: World) -> None:
    version = duties.signed(world, REFUSED, BREACH, starts_on=date(2026, 1, 1))
    (row,) = duties.owed(world, version, duties.dealer(), at=datetime(2026, 2, 1, 9, tzinfo=CHINA))
    for day in (3, 9):
        at = datetime(2026, 2, day, 9, tzinfo=CHINA)
        actions.lapse(row.pk, reason="拒绝上门", at=at, by=world.mei())
        actions.restore(row.pk, at=at, by=world.mei())
        miss(2026, 2, day=day)
    assert [one.period for one in drawn("breach")] == ["1", "2"]


@pytest.mark.django_db
def test_a_deduction_with_an_amount_is_booked_once(world: World) -> None:
    from sanbao.apps.money.tasks import book_deduction

    sheets(world, FINE)
    miss(2026, 2)
    (fine,) = drawn("deduction")
    assert fine.amount == Decimal("500.00")
    (entry,) = Entry.objects.filter(happening="obligation.drawn")
    for _ in range(2):
        book_deduction(entry.pk)
    (line,) = Line.objects.filter(subject_code=fine.code)
    assert (line.amount, line.clause, line.payer) == (Decimal("500.00"), "2", "dealer")
    assert Obligation.objects.get(pk=fine.pk).state == ObligationState.MET


@pytest.mark.django_db
def test_a_clock_set_back_neither_stops_a_pause_from_ending_nor_ends_it_before_it_began(
    world: World,
) -> None:
    row = sheets(world)[0]
    at = datetime(2026, 2, 17, 12, tzinfo=CHINA)
    actions.pause(row.pk, reason="customer", at=at, by=world.mei())
    resumed = actions.resume(row.pk, at=datetime(2026, 2, 17, 11, tzinfo=CHINA), by=world.mei())
    assert resumed.state == ObligationState.RUNNING
    assert resumed.due_at == row.due_at, "a pause of no time moves nothing"
    assert [line.at for line in row.log.filter(kind__in=["paused", "resumed"])] == [at, at]


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_at_any_step_of_a_consequence_leaves_it_drawn_once(world: World) -> None:
    sheets(world, BREACH)
    actions.sweep(datetime(2026, 2, 28, 9, tzinfo=CHINA))
    entry = Entry.objects.get(happening="obligation.missed")
    steps = 0
    with Dying() as dying:
        while dying.run(steps, "draw", entry.pk) == -signal.SIGKILL:
            assert drawn("breach") == [], f"killed at step {steps}, nothing half is left"
            steps += 1
        assert steps >= 4, "row, lines, columns and entries are written one after another"
        assert len(drawn("breach")) == 1
        assert dying.run(99, "draw", entry.pk) == 0
    assert len(drawn("breach")) == 1, "the job of the killed worker is done by another, once"
    assert Entry.objects.filter(happening="obligation.drawn").count() == 1
