"""A round takes its lead's time: nothing else gets it, and everybody sees it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.dispatch import actions as dispatch
from sanbao.apps.dispatch.facts import Time
from sanbao.apps.inspections import actions, queries
from sanbao.apps.workorders import actions as workorders
from sanbao.apps.workorders.models import Booking
from sanbao.rules.moves import Refused
from tests.apps.visits.conftest import take_to_the_field

from .conftest import Trip, proposed

CHINA = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def trip(world, settings, tmp_path) -> Trip:
    settings.MEDIA_ROOT = tmp_path
    return proposed(world)


def tomorrow(trip: Trip, hour: int, hours: int = 2) -> Time:
    day = trip.world.on + timedelta(days=1)
    starts_at = datetime.combine(day, time(hour), CHINA)
    return Time(starts_at, starts_at + timedelta(hours=hours))


def plan(trip: Trip, when: Time | None, **more):
    on = trip.world.on + timedelta(days=1)
    wanted = actions.Plan(on, trip.engineer, None, when)
    by = trip.world.mei(Role.DISPATCHER)
    return actions.plan(trip.row, wanted, by=by, at=trip.world.at, **more)


def held() -> list[Booking]:
    return list(Booking.objects.filter(state="agreed").exclude(errand=""))


def test_a_round_keeps_the_time_of_its_lead_and_no_order_gets_it(trip):
    plan(trip, tomorrow(trip, 9))
    plan(trip, tomorrow(trip, 9))
    (kept,) = held()
    assert (kept.errand, kept.engineer, kept.site) == (trip.row.code, trip.engineer, trip.row.site)
    field = take_to_the_field(trip.world)
    when = tomorrow(trip, 10)
    by = trip.world.mei(Role.DISPATCHER)
    with pytest.raises(Refused, match=trip.row.code):
        workorders.book(field.order, trip.engineer, when, by=by, at=trip.world.at)
    with pytest.raises(IntegrityError, match="engineer_is_at_one_place"), transaction.atomic():
        Booking.objects.create(
            provider=trip.world.provider,
            order=field.order,
            engineer=trip.engineer,
            starts_at=when.starts_at,
            ends_at=when.ends_at,
            booked_at=trip.world.at,
            booked_by=by,
        )


def test_a_round_gets_no_time_that_is_taken_or_not_worked(trip):
    field = take_to_the_field(trip.world)
    by = trip.world.mei(Role.DISPATCHER)
    workorders.book(field.order, trip.engineer, tomorrow(trip, 9), by=by, at=trip.world.at)
    with pytest.raises(Refused) as refused:
        plan(trip, tomorrow(trip, 10))
    assert (refused.value.field, field.order.code in str(refused.value)) == ("begins", True)
    with pytest.raises(Refused, match="works from"):
        plan(trip, tomorrow(trip, 19))
    assert held() == []
    trip.row.refresh_from_db()
    assert trip.row.state == "proposed"
    plan(trip, tomorrow(trip, 11))
    assert len(held()) == 1


def test_time_is_free_again_when_a_round_moves_or_is_cancelled_and_over_when_signed(trip):
    plan(trip, tomorrow(trip, 9))
    moved = actions.Plan(trip.world.on + timedelta(days=2), trip.engineer)
    by = trip.world.mei(Role.DISPATCHER)
    actions.plan(trip.row, moved, reason="客户改期", by=by, at=trip.world.at)
    assert held() == []
    workorders.free_errand(trip.world.provider.pk, trip.row.code)
    actions.plan(
        trip.row,
        actions.Plan(trip.world.on + timedelta(days=1), trip.engineer, None, tomorrow(trip, 9)),
        reason="又改回",
        by=by,
        at=trip.world.at,
    )
    assert len(held()) == 1
    actions.cancel(trip.row, reason="不去了", by=by, at=trip.world.at)
    assert held() == []
    assert set(Booking.objects.values_list("state", flat=True)) == {"released"}


def test_the_page_finds_the_first_free_time_and_board_and_day_show_the_round(trip):
    field = take_to_the_field(trip.world)
    by = trip.world.mei(Role.DISPATCHER)
    workorders.book(field.order, trip.engineer, tomorrow(trip, 8), by=by, at=trip.world.at)
    client = Client()
    client.force_login(by)
    on = trip.world.on + timedelta(days=1)
    answer = client.post(
        reverse("inspections:plan", args=[trip.row.code]),
        {"on": on.isoformat(), "lead": trip.engineer.pk, "minutes": 90},
    )
    assert answer.status_code == 302
    (kept,) = held()
    assert kept.starts_at == tomorrow(trip, 10).starts_at
    board = client.get(reverse("dispatch:board"), {"on": on.isoformat()}).content.decode()
    assert reverse("inspections:round", args=[trip.row.code]) in board
    week = client.get(reverse("dispatch:board"), {"on": on.isoformat(), "days": 7})
    assert week.status_code == 200
    day_map = client.get(reverse("dispatch:map"), {"on": on.isoformat()})
    assert trip.row.code in day_map.content.decode()
    detail = client.get(f"/api/inspections/{trip.row.code}").json()
    assert datetime.fromisoformat(detail["begins_at"]) == kept.starts_at
    client.force_login(trip.engineer)
    assert "10:00–11:30" in client.get(reverse("inspections:today")).content.decode()
    assert [row.begins_at for row in queries.going(trip.engineer)] == [kept.starts_at]


def test_a_plan_of_the_day_goes_round_the_round(trip):
    plan(trip, tomorrow(trip, 8, hours=4))
    take_to_the_field(trip.world)
    by, on = trip.world.mei(Role.DISPATCHER), trip.world.on + timedelta(days=1)
    wish = dispatch.PlanWish(on=on, seconds=1)
    run = dispatch.ask(trip.world.provider, wish, today=trip.world.on, by=by, at=trip.world.at)
    run = dispatch.carry_out(run.pk, at=trip.world.at)
    (change,) = run.offer["changes"]
    if change["engineer"] == trip.engineer.username:
        assert datetime.fromisoformat(change["starts_at"]) >= tomorrow(trip, 12).starts_at
    assert run.state == "done"
    assert run.offer["left"] == []
