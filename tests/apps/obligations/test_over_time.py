"""What happens to duties over time: done, lapsed, counted, once after an event."""

from datetime import date, datetime, timedelta

import pytest

from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations import actions, queries
from sanbao.apps.obligations.models import Obligation, ObligationState
from sanbao.rules.moves import Refused

from ..world import CHINA, World
from . import duties

pytestmark = pytest.mark.django_db
MARCH = datetime(2026, 3, 1, 10, tzinfo=CHINA)


def due(row: Obligation) -> str:
    return queries.due_words(row.due_at, "Asia/Shanghai")


def fresh(row: Obligation) -> Obligation:
    return Obligation.objects.get(pk=row.pk)


def test_one_time_of_a_rhythm_is_done_and_the_next_stays_open(world: World) -> None:
    version = duties.signed(world, duties.SHEETS, starts_on=date(2025, 1, 1))
    first, second, *_ = duties.owed(world, version, duties.dealer(), at=MARCH)
    early = actions.happened(
        world.provider.pk, ("dealer", "D-1"), "sheets_submitted", at=MARCH, by=None
    )
    assert early == [], "before the 15th no window has opened"
    at = datetime(2026, 3, 17, 10, tzinfo=CHINA)
    (done,) = actions.happened(
        world.provider.pk, ("dealer", "D-1"), "sheets_submitted", at=at, by=None
    )
    assert (done.pk, done.state) == (first.pk, ObligationState.MET)
    assert fresh(second).state == ObligationState.RUNNING


def test_the_named_month_is_done_whatever_else_is_open(world: World) -> None:
    version = duties.signed(world, duties.SHEETS, starts_on=date(2025, 1, 1))
    rows = duties.owed(world, version, duties.dealer(), at=MARCH)
    at = datetime(2026, 4, 16, 10, tzinfo=CHINA)
    actions.sweep(at)
    (done,) = actions.happened(
        world.provider.pk,
        ("dealer", "D-1"),
        "sheets_submitted",
        at=at,
        by=None,
        period="2026-02",
    )
    assert (done.pk, done.state, done.met_at) == (rows[0].pk, ObligationState.MISSED, at)


def test_what_was_missed_is_done_late_when_nothing_else_is_open(world: World) -> None:
    version = duties.signed(world, duties.SHEETS, starts_on=date(2025, 1, 1))
    first, *_ = duties.owed(world, version, duties.dealer(), at=MARCH)
    at = datetime(2026, 3, 25, 10, tzinfo=CHINA)
    actions.sweep(at)
    (done,) = actions.happened(
        world.provider.pk, ("dealer", "D-1"), "sheets_submitted", at=at, by=None
    )
    assert done.pk == first.pk
    assert Entry.objects.filter(happening="obligation.done_late").count() == 1


def test_what_is_kept_up_lapses_and_is_restored(world: World) -> None:
    version = duties.signed(world, duties.HOTLINE, starts_on=date(2025, 1, 1))
    (row,) = duties.owed(world, version, actions.Subject("agreement", "XY-T2"), at=MARCH)
    lapsed = actions.lapse(row.pk, reason="夜班无人", at=MARCH, by=world.mei())
    assert lapsed.state == ObligationState.LAPSED
    actions.lapse(row.pk, reason="夜班无人", at=MARCH + timedelta(hours=1), by=world.mei())
    restored = actions.restore(row.pk, at=MARCH + timedelta(hours=9), by=world.mei())
    assert restored.state == ObligationState.RUNNING
    assert [line.kind for line in row.log.all()] == ["raised", "started", "lapsed", "restored"]
    with pytest.raises(Refused, match="a reason is needed"):
        actions.lapse(row.pk, reason=" ", at=MARCH + timedelta(days=1), by=None)


def test_only_what_is_kept_up_can_lapse(world: World) -> None:
    version = duties.signed(world, duties.SHEETS, starts_on=date(2025, 1, 1))
    row, *_ = duties.owed(world, version, duties.dealer(), at=MARCH)
    with pytest.raises(Refused, match="only what is kept up"):
        actions.lapse(row.pk, reason="无人", at=MARCH, by=None)
    assert fresh(row).state == ObligationState.RUNNING


def test_nothing_that_happens_finishes_what_is_kept_up(world: World) -> None:
    version = duties.signed(world, duties.HOTLINE, starts_on=date(2025, 1, 1))
    duties.owed(world, version, actions.Subject("agreement", "XY-T2"), at=MARCH)
    assert (
        actions.happened(
            world.provider.pk, ("agreement", "XY-T2"), "hotline_staffed", at=MARCH, by=None
        )
        == []
    )


@pytest.mark.parametrize(
    ("done", "base", "state"),
    [
        pytest.param(10, 40, ObligationState.MET, id="a quarter of forty are ten"),
        pytest.param(10, 41, ObligationState.RUNNING, id="of forty-one eleven are needed"),
        pytest.param(0, 0, ObligationState.MET, id="of nothing nothing is owed"),
    ],
)
def test_a_share_is_met_once_the_month_is_over_and_it_is_reached(
    world: World, done: int, base: int, state: str
) -> None:
    version = duties.signed(world, duties.SHARE, starts_on=date(2025, 1, 1))
    rows = {row.period: row for row in duties.owed(world, version, duties.dealer(), at=MARCH)}
    march = rows["2026-03"]
    assert due(march) == "2026-04-20 24:00"

    def measured(at: datetime) -> Obligation:
        actions.measure(
            world.provider.pk,
            ("dealer", "D-1"),
            "followed_up",
            period="2026-03",
            done=done,
            base=base,
            at=at,
            by=None,
        )
        return fresh(march)

    assert measured(datetime(2026, 3, 30, 9, tzinfo=CHINA)).state == ObligationState.RUNNING
    assert measured(datetime(2026, 4, 1, 9, tzinfo=CHINA)).state == state
    actions.sweep(datetime(2026, 4, 21, 9, tzinfo=CHINA))
    expected = ObligationState.MET if state == ObligationState.MET else ObligationState.MISSED
    assert fresh(march).state == expected


def test_a_share_reached_on_its_last_day_is_met_by_the_sweep(world: World) -> None:
    version = duties.signed(world, duties.SHARE, starts_on=date(2025, 1, 1))
    rows = {row.period: row for row in duties.owed(world, version, duties.dealer(), at=MARCH)}
    Obligation.objects.filter(pk=rows["2026-03"].pk).update(done=10, base=40)
    actions.sweep(datetime(2026, 4, 21, 9, tzinfo=CHINA))
    assert fresh(rows["2026-03"]).state == ObligationState.MET


NOTIFIED = (
    'kind: one_off, clause: "1", what: notified, by: provider, after: visit_agreed, before: P7D'
)
PAID = 'kind: one_off, clause: "2", what: paid, by: provider, after: sheets_received, within: P20D'


def test_a_duty_ahead_of_an_event_is_counted_back_and_moves_with_it(world: World) -> None:
    version = duties.signed(world, NOTIFIED, starts_on=date(2025, 1, 1))
    subject = actions.Subject("case", "GD-7")

    def agreed(day: date, at: datetime) -> Obligation:
        (row,) = actions.raise_one_off(
            version, "visit_agreed", subject, on_day_or_at=day, at=at, by=None
        )
        return fresh(row)

    assert due(agreed(date(2026, 3, 20), MARCH)) == "2026-03-13 24:00"
    moved = agreed(date(2026, 3, 23), MARCH + timedelta(days=1))
    assert due(moved) == "2026-03-16 24:00"
    assert Obligation.objects.filter(what="notified").count() == 1


def test_each_month_of_sheets_is_paid_within_twenty_days(world: World) -> None:
    version = duties.signed(world, PAID, starts_on=date(2025, 1, 1))
    for period, day in (("2026-01", date(2026, 2, 17)), ("2026-02", date(2026, 3, 18))):
        actions.raise_one_off(
            version,
            "sheets_received",
            duties.dealer(),
            on_day_or_at=day,
            at=MARCH,
            by=None,
            period=period,
        )
    rows = Obligation.objects.filter(what="paid").order_by("due_at")
    assert [(row.period, due(row)) for row in rows] == [
        ("2026-01", "2026-03-09 24:00"),
        ("2026-02", "2026-04-07 24:00"),
    ]
