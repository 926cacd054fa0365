"""Warnings before a promise falls due."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from sanbao.apps.accounts.models import Role
from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations import actions, queries
from sanbao.apps.obligations.models import LogLine, Obligation
from sanbao.rules.warning import Rung

from ..world import World
from .promises import raised

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def on_site(world: World) -> Obligation:
    """To be on site within one hour: warned of after 30 and after 48 minutes."""
    return raised(world, world.at)["on_site"]


def shares() -> list[int]:
    told = Entry.objects.filter(happening="obligation.warned", details__what="on_site")
    return [entry.details["share"] for entry in told.order_by("id")]


@pytest.mark.django_db
def test_half_and_four_fifths_of_the_time_are_told_once_each(world: World) -> None:
    row = on_site(world)
    assert row.warn_at == world.at + 30 * MINUTE
    for minute in (29, 30, 31, 48, 49):
        actions.warn(world.at + minute * MINUTE)
    row.refresh_from_db()
    assert (shares(), row.warn_at) == ([50, 80], None)
    lines = LogLine.objects.filter(obligation=row, kind="warned").values_list("reason", flat=True)
    assert list(lines) == ["50", "80"]


@pytest.mark.django_db
def test_a_sweep_left_out_is_made_good_by_the_next_with_one_warning(world: World) -> None:
    on_site(world)
    actions.warn(world.at + 55 * MINUTE)
    assert shares() == [80]


@pytest.mark.django_db
def test_what_fell_due_meanwhile_is_missed_and_not_warned_of(world: World) -> None:
    on_site(world)
    actions.warn(world.at + 61 * MINUTE)
    actions.sweep(world.at + 61 * MINUTE)
    actions.warn(world.at + 62 * MINUTE)
    assert shares() == []


@pytest.mark.django_db
def test_a_pause_stops_the_warnings_and_moves_them(world: World) -> None:
    row = on_site(world)
    actions.pause(row.pk, reason="customer", at=world.at + 10 * MINUTE, by=world.mei())
    row.refresh_from_db()
    assert row.warn_at is None
    actions.warn(world.at + 40 * MINUTE)
    assert shares() == []
    actions.resume(row.pk, at=world.at + 130 * MINUTE, by=world.mei())
    row.refresh_from_db()
    assert row.warn_at == world.at + 150 * MINUTE


@pytest.mark.django_db
def test_what_is_done_is_not_warned_of(world: World) -> None:
    row = on_site(world)
    subject = ("case", row.subject_code)
    actions.happened(
        world.provider.pk, subject, "on_site", at=world.at + 5 * MINUTE, by=world.mei()
    )
    actions.warn(world.at + 40 * MINUTE)
    assert shares() == []


@pytest.mark.django_db
def test_a_warning_changes_nothing_of_how_the_promise_stands(world: World) -> None:
    row = on_site(world)
    at = world.at + 40 * MINUTE
    before = queries.standing_of(row, at=at)
    actions.warn(at)
    row = Obligation.objects.get(pk=row.pk)
    assert queries.standing_of(row, at=at) == before
    assert (row.state, row.due_at) == (before.state, before.due_at)


@pytest.mark.django_db
def test_a_mark_set_too_early_is_looked_at_and_told_in_its_time(world: World) -> None:
    row = on_site(world)
    Obligation.objects.filter(pk=row.pk).update(warn_at=world.at)
    actions.warn(world.at + MINUTE)
    row.refresh_from_db()
    assert (shares(), row.warn_at) == ([], world.at + 30 * MINUTE)


@pytest.mark.django_db
def test_a_policy_of_the_company_is_followed_also_by_what_is_open(world: World) -> None:
    row = on_site(world)
    boss = world.mei(Role.MANAGER)
    actions.save_policy("on_site", shares=[25], line=[Rung(0, "owner")], at=world.at, by=boss)
    assert actions.follow_policy(world.provider.pk, at=world.at) > 0
    row.refresh_from_db()
    assert row.warn_at == world.at + 15 * MINUTE
    other = Obligation.objects.get(what="resolved", subject_code=row.subject_code)
    assert other.warn_at is not None
    actions.drop_policy("on_site", at=world.at, by=boss)
    actions.follow_policy(world.provider.pk, at=world.at)
    row.refresh_from_db()
    assert row.warn_at == world.at + 30 * MINUTE


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_warn_once(world: World) -> None:
    for number in range(20):
        raised(world, world.at, code=f"GD-{number}")

    def sweep(_: int) -> int:
        try:
            return actions.warn(world.at + 40 * MINUTE)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(sweep, range(2)))
    assert shares() == [50] * 20
