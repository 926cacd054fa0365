"""A round takes its lead's time: nothing else gets it, and everybody sees it."""

from dataclasses import astuple
from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.dispatch import actions as dispatch
from sanbao.apps.dispatch.facts import Time
from sanbao.apps.inspections import actions, queries
from sanbao.apps.inspections.templatetags.inspections import round_more
from sanbao.apps.journal.models import Entry
from sanbao.apps.workorders import actions as workorders
from sanbao.apps.workorders import queries as orders
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


def test_another_time_of_the_day_is_a_move_with_its_reason_and_is_told_again(trip):
    plan(trip, tomorrow(trip, 9))
    by = trip.world.mei(Role.DESK)
    actions.notify(trip.row, whom="卫工", by=by, at=trip.world.at)
    plan(trip, tomorrow(trip, 9))
    trip.row.refresh_from_db()
    assert trip.row.notified_at is not None
    with pytest.raises(Refused, match="reason"):
        plan(trip, tomorrow(trip, 10))
    plan(trip, tomorrow(trip, 10), reason="客户上午开会")
    trip.row.refresh_from_db()
    assert trip.row.notified_at is None
    (kept,) = held()
    assert kept.starts_at == tomorrow(trip, 10).starts_at
    moved = Entry.objects.get(happening="round.moved")
    assert moved.details["time"] == "10:00–12:00"
    assert round_more(moved).endswith("客户上午开会")


def test_sent_as_it_stands_nothing_moves_and_without_a_time_the_one_kept_stays(trip):
    plan(trip, tomorrow(trip, 14, hours=3))
    client = Client()
    client.force_login(trip.world.mei(Role.DISPATCHER))
    shown = client.get(reverse("inspections:round", args=[trip.row.code])).context["forms"]["plan"]
    assert (shown["begins"].initial, shown["minutes"].initial) == (time(14), 180)
    asked = {name: shown[name].initial for name in ("on", "lead", "begins", "minutes")}
    url = reverse("inspections:plan", args=[trip.row.code])
    assert client.post(url, {**asked, "begins": "14:00"}).status_code == 302
    assert client.post(url, {**asked, "begins": "", "minutes": ""}).status_code == 302
    body = {"on": asked["on"].isoformat(), "lead": trip.engineer.username}
    api = f"/api/inspections/{trip.row.code}/plan"
    answer = client.post(api, body, content_type="application/json")
    assert answer.status_code == 200
    assert datetime.fromisoformat(answer.json()["begins_at"]) == tomorrow(trip, 14).starts_at
    (kept,) = held()
    assert (kept.starts_at, kept.ends_at) == astuple(tomorrow(trip, 14, hours=3))
    assert not Entry.objects.filter(happening="round.moved").exists()
    body["minutes"] = 60
    assert client.post(api, body, content_type="application/json").status_code == 409
    assert held() == [kept]


def test_a_long_round_finds_its_time_with_lunch_inside(trip, monkeypatch):
    monkeypatch.setattr("sanbao.apps.inspections.queries.time.MINUTES_A_UNIT", 6 * 60)
    on = trip.world.on + timedelta(days=1)
    given = {"begins": None, "minutes": None, "at": trip.world.at}
    found = queries.time_wanted(trip.row, trip.engineer, on, **given)
    assert found is not None
    assert found.ends_at - found.starts_at == timedelta(hours=6)
    assert found.starts_at < tomorrow(trip, 12).starts_at < found.ends_at
    plan(trip, found)
    assert len(held()) == 1
    assert queries.time_wanted(trip.row, trip.engineer, on, **{**given, "minutes": 11 * 60}) is None


def test_a_day_without_room_is_kept_alone_and_the_page_says_what_to_do(trip):
    by, on = trip.world.mei(Role.DISPATCHER), trip.world.on + timedelta(days=1)
    away = tomorrow(trip, 0, hours=24)
    dispatch.note_absence(trip.engineer, away, "leave", by=by, at=trip.world.at)
    client = Client()
    client.force_login(by)
    url = reverse("inspections:plan", args=[trip.row.code])
    answer = client.post(url, {"on": on.isoformat(), "lead": trip.engineer.pk}, follow=True)
    assert "请写明开始时间，或换一天、换人带队" in answer.content.decode()
    assert held() == []
    trip.row.refresh_from_db()
    assert trip.row.planned_on == on
    # Who states from when hears what is in the way.
    stated = {"on": on.isoformat(), "lead": trip.engineer.pk, "begins": "09:00", "reason": "试"}
    answer = client.post(url, stated)
    assert answer.status_code == 422
    assert "请假" in answer.content.decode()


def test_the_first_free_time_leaves_room_for_the_way(trip):
    field = take_to_the_field(trip.world, trip.world.neighbour_unit)
    by = trip.world.mei(Role.DISPATCHER)
    workorders.book(field.order, trip.engineer, tomorrow(trip, 8), by=by, at=trip.world.at)
    for site, latitude in ((trip.world.neighbour_unit.site, "31.9"), (trip.row.site, "32.2")):
        site.latitude, site.longitude = Decimal(latitude), Decimal("118.8")
        site.save()
    on = trip.world.on + timedelta(days=1)
    given = {"begins": None, "minutes": 60, "at": trip.world.at}
    found = queries.time_wanted(trip.row, trip.engineer, on, **given)
    # 33 km over the earth are 43 on the road, 52 minutes from ten o'clock on.
    assert found == tomorrow(trip, 11, hours=1)


def test_the_time_of_a_round_is_found_by_an_index(trip):
    plan(trip, tomorrow(trip, 9))
    with connection.cursor() as cursor:
        # Of a table of one row the database reads all unless it is told not to.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        mine = orders.errand_bookings(trip.world.provider.pk, trip.row.code).order_by()
        assert "booking_of_errand" in mine.explain()
        many = queries.with_time(queries.rounds_for(trip.world.mei(Role.DISPATCHER)))
        assert "booking_of_errand" in many.explain()


def test_a_plan_of_the_day_goes_round_the_round(trip):
    plan(trip, tomorrow(trip, 8, hours=4))
    take_to_the_field(trip.world)
    by, on = trip.world.mei(Role.DISPATCHER), trip.world.on + timedelta(days=1)
    wish = dispatch.PlanWish(on=on, seconds=1)
    run = dispatch.ask(trip.world.provider, wish, today=trip.world.on, by=by, at=trip.world.at)
    run = dispatch.carry_out(run.pk, at=trip.world.at)
    # Nobody else is certified: who goes to the round does the job after it.
    (change,) = run.offer["changes"]
    assert change["engineer"] == trip.engineer.username
    assert datetime.fromisoformat(change["starts_at"]) >= tomorrow(trip, 12).starts_at
    assert run.state == "done"
    assert run.offer["left"] == []
