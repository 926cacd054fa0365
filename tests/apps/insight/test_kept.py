"""Figures of kept promises: counted from the journal, as the last verdict says."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.insight import queries
from sanbao.apps.insight.facts import Period, month_after, month_of_label, year_before
from sanbao.apps.obligations import actions
from sanbao.apps.obligations.models import Obligation

from ..obligations.promises import raised
from ..world import CHINA, World

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def told(world: World, by: str = "what", days: int = 40) -> dict[str, tuple[int, int, int]]:
    until = world.on + timedelta(days=days)
    found = queries.figures(world.provider, by, Period(world.on - timedelta(days=days), until))
    return {row.label: (row.kept, row.missed, row.excused) for row in found}


def happened(world: World, code: str, what: str, at: datetime) -> None:
    actions.happened(world.provider.pk, ("case", code), what, at=at, by=world.mei())


def test_what_is_open_is_not_counted(world: World) -> None:
    raised(world, world.at)
    assert told(world) == {}


def test_kept_and_missed_are_told_apart(world: World) -> None:
    raised(world, world.at)
    happened(world, "GD-1", "dispatched", world.at + HOUR / 2)
    happened(world, "GD-1", "on_site", world.at + 2 * HOUR)
    assert told(world) == {"dispatched": (1, 0, 0), "on_site": (0, 1, 0)}


def test_a_miss_that_was_in_time_after_all_is_kept(world: World) -> None:
    raised(world, world.at)
    actions.sweep(world.at + 2 * HOUR)
    assert told(world)["on_site"] == (0, 1, 0)
    happened(world, "GD-1", "on_site", world.at + HOUR / 2)
    assert told(world)["on_site"] == (1, 0, 0)


def test_a_miss_done_late_counts_once(world: World) -> None:
    raised(world, world.at)
    actions.sweep(world.at + 2 * HOUR)
    happened(world, "GD-1", "on_site", world.at + 3 * HOUR)
    assert told(world)["on_site"] == (0, 1, 0)


def test_what_was_excused_is_no_miss(world: World) -> None:
    row = raised(world, world.at)["resolved"]
    actions.sweep(world.at + 20 * HOUR)
    actions.excuse(row.pk, reason="洪水封路", at=world.at + 21 * HOUR, by=world.mei(Role.MANAGER))
    assert told(world)["resolved"] == (0, 0, 1)


def test_a_consequence_is_no_promise_of_its_own(world: World) -> None:
    row = raised(world, world.at)["resolved"]
    Obligation.objects.filter(pk=row.pk).update(kind="consequence")
    actions.sweep(world.at + 20 * HOUR)
    assert "resolved" not in told(world)


def test_a_verdict_counts_in_the_month_of_the_first_one_by_our_zone(world: World) -> None:
    at = datetime(2026, 5, 31, 23, 30, tzinfo=CHINA)
    raised(world, at)
    happened(world, "GD-1", "dispatched", at + HOUR / 4)
    happened(world, "GD-1", "on_site", at + 2 * HOUR)
    may, june = (
        Period(date(2026, 5, 1), date(2026, 5, 31)),
        Period(date(2026, 6, 1), date(2026, 6, 30)),
    )
    by_month = {
        period.since.month: [
            (row.label, row.kept, row.missed)
            for row in queries.figures(world.provider, "month", period)
        ]
        for period in (may, june)
    }
    assert by_month == {5: [("2026-05", 1, 0)], 6: [("2026-06", 0, 1)]}


def test_a_month_without_a_verdict_is_not_left_out(world: World) -> None:
    for month in (3, 6):
        at = datetime(2026, month, 10, 9, 0, tzinfo=CHINA)
        raised(world, at, code=f"GD-{month}")
        happened(world, f"GD-{month}", "on_site", at + HOUR / 2)
    rows = queries.month_by_month(world.provider, Period(date(2026, 1, 1), date(2026, 12, 31)))
    assert [(row.label, row.kept) for row in rows] == [
        ("2026-03", 1),
        ("2026-04", 0),
        ("2026-05", 0),
        ("2026-06", 1),
    ]
    nothing = Period(date(2025, 1, 1), date(2025, 12, 31))
    assert queries.month_by_month(world.provider, nothing) == []


def test_figures_are_told_by_clause_and_region(world: World) -> None:
    raised(world, world.at)
    actions.sweep(world.at + 20 * HOUR)
    code = world.ours.agreement.code
    assert told(world, "clause") == {f"{code} 5.2": (0, 2, 0), f"{code} 7.4": (0, 1, 0)}
    assert told(world, "province") == {"江苏": (0, 3, 0)}


def test_nothing_crosses_from_one_company_to_another(world: World) -> None:
    raised(world, world.at)
    actions.sweep(world.at + 20 * HOUR)
    period = Period(world.on - timedelta(days=2), world.on + timedelta(days=2))
    assert queries.figures(world.theirs.provider, "what", period) == []


@pytest.mark.parametrize(
    ("kept", "missed", "percent"),
    [
        pytest.param(0, 0, None, id="nothing judged"),
        pytest.param(3, 1, 75.0, id="three of four"),
        pytest.param(9999, 1, 99.9, id="one miss is never a hundred"),
        pytest.param(7, 0, 100.0, id="all"),
    ],
)
def test_the_rate(kept: int, missed: int, percent: float | None) -> None:
    assert queries.Figure("", kept, missed, excused=5).percent == percent


def test_twelve_months_and_single_ones() -> None:
    assert year_before(date(2026, 11, 26)) == date(2025, 12, 1)
    assert month_after(date(2026, 12, 31)) == date(2027, 1, 1)
    assert month_of_label("2028-02") == Period(date(2028, 2, 1), date(2028, 2, 29))
    assert month_of_label("nothing") is None


def test_the_page_shows_picture_and_table_and_leads_to_the_breaches(
    client: Client, world: World
) -> None:
    at = world.at - 30 * HOUR
    raised(world, at)
    happened(world, "GD-1", "dispatched", at + HOUR / 2)
    actions.sweep(world.at)
    client.force_login(world.mei(Role.MANAGER))
    page = client.get(reverse("insight:kept"), {"by": "what"})
    text = page.content.decode()
    assert page.status_code == 200
    assert "chart-figure" in text
    assert "33.3 %" in text
    assert reverse("insight:ledger") + "?by=what&amp;label=resolved" in text


def test_an_end_before_the_start_is_told_at_its_field(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.MANAGER))
    asked = {"since": "2026-05-02", "until": "2026-05-01"}
    answer = client.get(reverse("insight:kept"), asked)
    assert answer.status_code == 422
    assert "早于第一天" in answer.content.decode()


def test_the_api_tells_the_same(client: Client, world: World) -> None:
    at = world.at - 30 * HOUR
    raised(world, at)
    actions.sweep(world.at)
    client.force_login(world.mei(Role.MANAGER))
    answer = client.get("/api/insight/kept", {"by": "what"}).json()
    assert answer["total"] == {"label": "", "kept": 0, "missed": 3, "excused": 0, "rate": 0.0}
    assert [row["label"] for row in answer["rows"]] == ["dispatched", "on_site", "resolved"]
    refused = client.get("/api/insight/kept", {"since": "2026-05-02", "until": "2026-05-01"})
    assert refused.status_code == 422
