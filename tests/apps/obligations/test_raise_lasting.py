"""Raising duties over time: many at once, each once, in step with what is known."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanbao.apps.agreements import actions as agreements
from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations import actions, queries
from sanbao.apps.obligations.models import Hindrance, LogLine, Obligation, ObligationState

from ..world import CHINA, World
from . import duties

pytestmark = pytest.mark.django_db
MARCH = datetime(2026, 3, 1, 10, tzinfo=CHINA)


def days_of(rows: list[Obligation]) -> list[str]:
    """The last days, each ending at 24:00."""
    return [queries.due_words(row.due_at, "Asia/Shanghai") for row in rows]


def test_a_rhythm_is_raised_as_far_ahead_as_asked(world: World) -> None:
    version = duties.signed(world, duties.INSPECTED, starts_on=date(2025, 1, 1))
    rows = duties.owed(world, version, duties.unit(commissioned=date(2025, 9, 10)), at=MARCH)
    assert [(row.period, row.what, row.clause) for row in rows] == [
        ("1", "inspected", "1"),
        ("2", "inspected", "1"),
    ]
    assert days_of(rows) == ["2026-03-10 24:00", "2026-09-10 24:00"]
    first, second = rows
    assert first.opens_at == datetime(2025, 9, 10, tzinfo=CHINA)
    assert second.opens_at == datetime(2026, 3, 11, tzinfo=CHINA)
    assert {row.state for row in rows} == {ObligationState.RUNNING}
    assert (first.province, first.station, first.subject_code) == ("江苏", "S-1", "YF-1000")


def test_the_cached_columns_are_what_the_log_says(world: World) -> None:
    version = duties.signed(world, duties.SHEETS, starts_on=date(2025, 1, 1))
    for row in duties.owed(world, version, duties.dealer(), at=MARCH):
        found = queries.standing_of(row, at=max(line.at for line in row.log.all()))
        assert (found.due_at, found.starts_at, found.state) == (
            row.due_at,
            row.starts_at,
            row.state,
        )


def test_raised_twice_it_is_there_once_with_one_entry_each(world: World) -> None:
    version = duties.signed(world, duties.INSPECTED, starts_on=date(2025, 1, 1))
    subject = duties.unit(commissioned=date(2025, 9, 10))
    once = duties.owed(world, version, subject, at=MARCH)
    assert duties.owed(world, version, subject, at=MARCH + timedelta(days=1)) == once
    assert Entry.objects.filter(happening="obligation.raised").count() == 2
    assert LogLine.objects.filter(obligation__in=once).count() == 4
    assert Entry.objects.filter(happening="obligation.changed").count() == 0


def test_what_was_due_before_anybody_raised_it_is_not_held_against_anybody(world: World) -> None:
    version = duties.signed(world, duties.INSPECTED, starts_on=date(2020, 1, 1))
    rows = duties.owed(world, version, duties.unit(commissioned=date(2020, 3, 1)), at=MARCH)
    # 2026-03-01 is a Sunday: due on Monday, the day after it was asked.
    assert [row.period for row in rows] == ["12", "13"]
    assert days_of(rows)[0] == "2026-03-02 24:00"


def test_a_thousand_units_take_as_many_statements_as_ten(world: World) -> None:
    version = duties.signed(world, duties.INSPECTED, starts_on=date(2025, 1, 1))

    def statements(count: int, prefix: str) -> int:
        units = [
            duties.unit(f"{prefix}-{number}", commissioned=date(2025, 9, 10))
            for number in range(count)
        ]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            duties.owed(world, version, *units, at=MARCH)
        return len(captured)

    assert statements(400, "B") <= statements(10, "A") + 2


def test_a_unit_without_the_date_is_on_the_list_and_off_it_once_the_date_is_known(
    world: World,
) -> None:
    version = duties.signed(world, duties.INSPECTED, starts_on=date(2025, 1, 1))
    assert duties.owed(world, version, duties.unit(), at=MARCH) == []
    (told,) = Hindrance.objects.all()
    assert (told.subject_code, told.reason, told.missing) == (
        "YF-1000",
        "no_anchor",
        "commissioned",
    )
    assert len(duties.owed(world, version, duties.unit(commissioned=date(2026, 1, 1)), at=MARCH))
    assert not Hindrance.objects.exists()


def test_a_place_that_nobody_serves_is_on_the_list_and_raised_all_the_same(world: World) -> None:
    version = duties.signed(world, duties.INSPECTED, starts_on=date(2025, 1, 1))
    far = actions.Subject(
        "asset", "YF-9", dates={"commissioned": date(2026, 1, 1)}, province="西藏"
    )
    assert len(duties.owed(world, version, far, at=MARCH)) == 1
    (told,) = Hindrance.objects.all()
    assert (told.reason, told.missing) == ("no_station", "西藏")


def test_another_date_moves_what_is_open_and_the_pauses_stay_earned(world: World) -> None:
    version = duties.signed(world, duties.INSPECTED, starts_on=date(2025, 1, 1))
    (row, _later) = duties.owed(
        world, version, duties.unit(commissioned=date(2025, 9, 10)), at=MARCH
    )
    actions.pause(row.pk, reason="customer", at=MARCH, by=world.mei())
    actions.resume(row.pk, at=MARCH + timedelta(days=2), by=world.mei())
    row.refresh_from_db()
    assert days_of([row]) == ["2026-03-12 24:00"]
    rows = duties.owed(
        world,
        version,
        duties.unit(commissioned=date(2025, 9, 16)),
        at=MARCH + timedelta(days=3),
    )
    assert days_of(rows)[0] == "2026-03-18 24:00"
    assert Entry.objects.filter(happening="obligation.changed").count() == 2


def test_what_is_not_owed_any_more_ends_with_the_reason(world: World) -> None:
    covered = duties.INSPECTED + ", runs: covered"
    version = duties.signed(world, covered, starts_on=date(2025, 1, 1))
    known = {"commissioned": date(2025, 9, 10)}

    def unit(until: date) -> actions.Subject:
        return actions.Subject(
            "asset", "YF-1", dates=known, covered_until=until, province="江苏", station="S-1"
        )

    assert len(duties.owed(world, version, unit(date(2026, 12, 31)), at=MARCH)) == 2
    duties.owed(world, version, unit(date(2026, 6, 30)), at=MARCH)
    ended = Obligation.objects.get(state=ObligationState.CANCELLED)
    assert ended.period == "2"
    assert ended.log.get(kind="cancelled").reason == "it is not owed any more by what is known now"


def test_a_new_version_takes_over_with_its_day_from_its_first_day_on(world: World) -> None:
    version = duties.signed(world, duties.SHEETS, starts_on=date(2025, 1, 1))
    rows = duties.owed(world, version, duties.dealer(), at=MARCH, days=100)
    assert [row.period for row in rows] == ["2026-02", "2026-03", "2026-04", "2026-05"][: len(rows)]
    paused = rows[1]
    actions.pause(paused.pk, reason="force_majeure", at=paused.opens_at, by=world.mei())
    actions.resume(paused.pk, at=paused.opens_at + timedelta(days=3), by=world.mei())
    later = duties.further(
        world,
        version.agreement,
        duties.SHEETS.replace("day: 20", "day: 25"),
        starts_on=date(2026, 4, 1),
    )
    duties.owed(world, version, duties.dealer(), at=MARCH, days=100)
    rows = duties.owed(world, later, duties.dealer(), at=MARCH, days=100)
    assert days_of(rows)[:2] == ["2026-03-20 24:00", "2026-04-28 24:00"]
    assert [row.version.number for row in rows[:3]] == [1, 2, 2]
    assert rows[1].pk == paused.pk


def test_an_agreement_that_has_ended_owes_only_the_months_it_held_in(world: World) -> None:
    version = duties.signed(
        world, duties.SHEETS, starts_on=date(2025, 1, 1), ends_on=date(2026, 3, 31)
    )
    rows = duties.owed(world, version, duties.dealer(), at=MARCH)
    assert [row.period for row in rows] == ["2026-02", "2026-03"]


def test_what_is_kept_up_for_good_runs_without_a_due_time(world: World) -> None:
    version = duties.signed(world, duties.HOTLINE, starts_on=date(2025, 1, 1))
    subject = actions.Subject("agreement", version.agreement.code, label="义务")
    (row,) = duties.owed(world, version, subject, at=MARCH)
    assert (row.state, row.due_at, row.period) == (ObligationState.RUNNING, None, "")
    assert row.starts_at == datetime(2025, 1, 1, tzinfo=CHINA)


def test_parts_are_kept_for_fifteen_years_and_that_is_kept_when_they_are_over(
    world: World,
) -> None:
    parts = (
        'kind: upkeep, clause: "1", what: parts_available, by: provider, each: asset,'
        " start: commissioned, span: P15Y, outlives: true"
    )
    version = duties.signed(world, parts, starts_on=date(2011, 1, 1))
    (row,) = duties.owed(world, version, duties.unit(commissioned=date(2012, 2, 29)), at=MARCH)
    assert days_of([row]) == ["2027-02-28 24:00"]
    actions.sweep(datetime(2027, 3, 1, 0, 1, tzinfo=CHINA))
    row.refresh_from_db()
    assert (row.state, row.met_at) == (ObligationState.MET, row.due_at)
    assert Entry.objects.filter(happening="obligation.met").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_raise_each_once(world: World) -> None:
    version = duties.signed(world, duties.INSPECTED, starts_on=date(2025, 1, 1))
    units = [duties.unit(f"U-{number}", commissioned=date(2025, 9, 10)) for number in range(30)]

    def run(_: int) -> int:
        try:
            return len(duties.owed(world, version, *units, at=MARCH))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, range(2)))
    assert Obligation.objects.count() == 60
    assert Entry.objects.filter(happening="obligation.raised").count() == 60
    assert LogLine.objects.count() == 120


def test_all_of_an_agreement_ends_with_it_each_with_the_reason(world: World) -> None:
    version = duties.signed(world, duties.SHEETS, starts_on=date(2025, 1, 1))
    rows = duties.owed(world, version, duties.dealer(), at=MARCH)
    ended = actions.end_with_agreement(
        version.agreement_id, reason="协议到期", at=MARCH, by=world.mei("manager")
    )
    assert ended == len(rows)
    for row in rows:
        row.refresh_from_db()
        assert row.state == ObligationState.CANCELLED
        assert row.log.get(kind="cancelled").reason == "协议到期"
    assert Entry.objects.filter(happening="obligation.cancelled").count() == len(rows)
    again = actions.end_with_agreement(
        version.agreement_id, reason="协议到期", at=MARCH, by=world.mei("manager")
    )
    assert again == 0


PARTS = 'kind: upkeep, clause: "1", what: parts_available, by: provider, each: asset'


def test_what_outlives_the_agreement_by_its_term_stays_and_the_rest_ends(world: World) -> None:
    version = duties.signed(
        world,
        f"{PARTS}, start: commissioned, span: P15Y, outlives: true",
        f"{PARTS.replace('parts_available', 'maintained')}, start: commissioned, span: P20Y",
        starts_on=date(2012, 1, 1),
        ends_on=date(2026, 2, 28),
    )
    unit = duties.unit(commissioned=date(2012, 2, 29))
    at = datetime(2026, 2, 1, 9, tzinfo=CHINA)
    (kept,) = duties.owed(world, version, unit, at=at)
    duties.owed(world, version, unit, at=at, place=1)
    other = Obligation.objects.get(what="maintained")
    assert days_of([kept, other]) == ["2027-02-28 24:00", "2026-02-28 24:00"]
    ended = actions.end_with_agreement(
        version.agreement_id, reason="协议到期", at=MARCH, by=world.mei("manager")
    )
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (ended, kept.state, other.state) == (1, "running", "cancelled")
    duties.owed(world, version, unit, at=MARCH)
    kept.refresh_from_db()
    assert kept.state == "running", "a later run leaves it too"
    actions.sweep(datetime(2027, 3, 1, 0, 1, tzinfo=CHINA))
    kept.refresh_from_db()
    assert kept.state == "met"


def test_while_the_agreement_is_suspended_nothing_new_is_owed_and_what_runs_runs_on(
    world: World,
) -> None:
    version = duties.signed(world, duties.SHEETS, starts_on=date(2026, 1, 1))
    manager = world.mei("manager")
    start = datetime(2026, 1, 5, 9, tzinfo=CHINA)
    (first,) = duties.owed(world, version, duties.dealer(), at=start, days=50)
    agreements.suspend(
        version.agreement, reason="整改", by=manager, at=datetime(2026, 2, 1, 9, tzinfo=CHINA)
    )
    within = datetime(2026, 2, 10, 9, tzinfo=CHINA)
    assert duties.owed(world, version, duties.dealer(), at=within, days=120) == [first]
    first.refresh_from_db()
    assert first.state == ObligationState.RUNNING
    actions.sweep(datetime(2026, 2, 28, 9, tzinfo=CHINA))
    first.refresh_from_db()
    assert first.state == ObligationState.MISSED, "what was promised before goes on"
    resumed = datetime(2026, 4, 10, 9, tzinfo=CHINA)
    agreements.resume(version.agreement, by=manager, at=resumed)
    rows = duties.owed(world, version, duties.dealer(), at=resumed, days=60)
    assert [row.period for row in rows] == ["2026-01", "2026-03", "2026-04"], (
        "what would have fallen due meanwhile is not owed"
    )
