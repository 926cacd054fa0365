"""What goes wrong around the engine: workers killed, clocks set back, leap days, an ended paper."""

import signal
from datetime import date, datetime, timedelta

import pytest

from sanbao.apps.agreements import actions as agreements
from sanbao.apps.journal.models import Entry
from sanbao.apps.money.models import Line
from sanbao.apps.obligations import actions, queries
from sanbao.apps.obligations.models import LogLine, Obligation
from sanbao.apps.obligations.tasks import draw_consequences, end_with_agreement
from sanbao.rules.terms import Each, Upkeep

from ..world import CHINA, World
from . import duties
from .dying import Dying
from .promises import raised

MARCH = datetime(2026, 3, 1, 10, tzinfo=CHINA)
FINE = (
    'kind: consequence, clause: "2", if_missed: sheets_submitted, what: deduction, amount: "500.00"'
)


def sheets(world: World, *consequences: str) -> list[Obligation]:
    version = duties.signed(world, duties.SHEETS, *consequences, starts_on=date(2026, 1, 1))
    start = datetime(2026, 1, 5, 9, tzinfo=CHINA)
    return duties.owed(world, version, duties.dealer(), at=start, days=50)


def told(happening: str) -> int:
    return Entry.objects.filter(happening=happening).count()


@pytest.mark.django_db(transaction=True)
def test_a_sweep_killed_at_any_statement_leaves_each_miss_told_once(world: World) -> None:
    (row,) = sheets(world)
    steps = 0
    with Dying() as dying:
        while dying.run(steps, "sweep", MARCH.isoformat()) == -signal.SIGKILL:
            row.refresh_from_db()
            assert (row.state, told("obligation.missed")) in (("running", 0), ("missed", 1))
            steps += 1
    assert steps >= 2, "rows with their lines, then the entries"
    row.refresh_from_db()
    assert (row.state, told("obligation.missed")) == ("missed", 1)
    assert LogLine.objects.filter(kind="missed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_booking_killed_at_any_statement_leaves_one_line(world: World) -> None:
    sheets(world, FINE)
    actions.sweep(MARCH)
    draw_consequences(Entry.objects.get(happening="obligation.missed").pk)
    entry = Entry.objects.get(happening="obligation.drawn")
    steps = 0
    with Dying() as dying:
        while dying.run(steps, "book", entry.pk) == -signal.SIGKILL:
            assert Line.objects.count() == 0, f"killed at step {steps}, nothing half is left"
            steps += 1
        assert steps >= 3
        assert dying.run(99, "book", entry.pk) == 0
    assert Line.objects.count() == 1
    assert Obligation.objects.get(what="deduction").state == "met"


@pytest.mark.django_db
def test_clocks_set_back_take_nothing_back_and_tell_nothing_twice(world: World) -> None:
    (row,) = sheets(world)
    actions.sweep(MARCH)
    for back in (timedelta(hours=1), timedelta(days=40)):
        actions.sweep(MARCH - back)
    actions.sweep(MARCH)
    row.refresh_from_db()
    assert (row.state, told("obligation.missed")) == ("missed", 1)
    earlier = datetime(2026, 2, 1, 9, tzinfo=CHINA)
    assert duties.owed(world, row.version, duties.dealer(), at=earlier, days=30)[0].pk == row.pk
    assert told("obligation.raised") == 1


@pytest.mark.django_db
def test_from_a_leap_day_on_it_falls_due_on_the_last_day_of_february(world: World) -> None:
    version = duties.signed(
        world, duties.INSPECTED.replace("P6M", "P1Y"), starts_on=date(2024, 1, 1)
    )
    unit = duties.unit(commissioned=date(2024, 2, 29))
    found = {}
    for year in (2025, 2026, 2027, 2028):
        at = datetime(year, 2, 1, 9, tzinfo=CHINA)
        for row in duties.owed(world, version, unit, at=at, days=40):
            found[row.period] = queries.due_words(row.due_at, "Asia/Shanghai")
    # 2026-02-28 is a Saturday on which people work; 2027-02-28 a Sunday.
    assert found["1"] == "2025-02-28 24:00"
    assert found["2"] == "2026-02-28 24:00"
    assert found["3"] == "2027-03-01 24:00"
    assert found["4"] == "2028-02-29 24:00"


@pytest.mark.django_db
def test_what_runs_when_an_agreement_ends_is_ended_with_the_reason_and_a_case_keeps_its_own(
    world: World,
) -> None:
    version = world.ours.version
    manager = world.mei("manager")
    of_case = raised(world, world.at)["resolved"]
    lasting = next(
        term for term in actions.lasting_terms(version, Each.AGREEMENT) if isinstance(term, Upkeep)
    )
    until = (world.at + timedelta(days=60)).date()
    subject = actions.Subject("agreement", version.agreement.code, label="协议")
    assert actions.raise_lasting(version, lasting, [subject], until=until, at=world.at)
    agreements.terminate(
        version.agreement, on=world.on - timedelta(days=1), reason="停产", by=manager, at=world.at
    )
    entry = Entry.objects.get(happening="agreement.ended")
    for _run_twice in range(2):
        end_with_agreement(entry.pk)
    row = Obligation.objects.get(subject_kind="agreement")
    assert row.state == "cancelled"
    assert row.log.last().reason == "停产"
    of_case.refresh_from_db()
    assert of_case.state == "running", "a case opened before keeps what it was promised"
    assert told("obligation.cancelled") == 1
