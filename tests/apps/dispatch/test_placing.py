"""Giving jobs to engineers: each hard rule refuses by name, and nobody is booked twice."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from sanbao.apps.accounts.access import Role
from sanbao.apps.dispatch import actions, queries
from sanbao.apps.dispatch.facts import Time
from sanbao.apps.journal.models import Entry
from sanbao.apps.training.models import Certificate
from sanbao.apps.visits import actions as visits
from sanbao.apps.visits.models import Visit
from sanbao.apps.workorders.models import Booking, BookingState, WorkOrderState
from sanbao.rules.moves import Refused


def refused(desk, order, hours, man=None, **more):
    """What the dispatcher is told, and that nothing has changed."""
    before = list(Booking.objects.order_by("pk").values()), Entry.objects.count()
    with pytest.raises(Refused) as told:
        desk.place(order, hours, man, **more)
    assert (list(Booking.objects.order_by("pk").values()), Entry.objects.count()) == before
    return told.value


def test_a_job_is_given_moved_and_given_back(desk):
    order = desk.order()
    placed = desk.place(order, 1)
    assert (placed.state, placed.engineer) == (WorkOrderState.ASSIGNED, desk.engineer)
    booking = Booking.objects.get()
    assert (booking.state, booking.starts_at) == (BookingState.PLANNED, desk.time(1).starts_at)
    desk.place(order, 1, seen="whatever: it stands already")
    other = desk.colleague("赵工")
    desk.place(order, 3, other)
    assert queries.held_booking(fresh(order)).engineer == other
    assert Booking.objects.filter(state=BookingState.RELEASED).get().engineer == desk.engineer
    actions.take_off(order, by=desk.by, at=desk.at, seen=desk.mark(order))
    assert not Booking.objects.filter(state__in=["planned", "agreed"]).exists()
    assert fresh(order).engineer == other


def fresh(order):
    return type(order).objects.get(pk=order.pk)


def test_two_jobs_at_one_time_are_refused_by_name(desk):
    one, two = desk.order(), desk.order("YF-7")
    desk.place(one, 1)
    told = refused(desk, two, 2)
    assert told.field == "starts_at"
    assert f"taken by {one.code} from" in str(told.message)
    desk.place(two, 3)  # right after it


def test_the_database_itself_keeps_an_engineer_at_one_place(desk):
    one, two = desk.order(), desk.order("YF-7")
    desk.place(one, 1)
    there = Booking.objects.get()
    values = {
        "provider_id": there.provider_id,
        "order": two,
        "booked_at": desk.at,
        "booked_by": desk.by,
        "ends_at": there.ends_at,
    }
    with pytest.raises(IntegrityError, match="engineer_is_at_one_place"), transaction.atomic():
        Booking.objects.create(engineer=desk.engineer, starts_at=there.starts_at, **values)
    other = desk.colleague("赵工")
    Booking.objects.create(engineer=other, starts_at=there.starts_at, **values)


def test_the_working_time_and_an_absence_are_kept(desk):
    order = desk.order()
    assert "works from 08:00 to 18:00" in str(refused(desk, order, 7).message)
    hours = actions.Hours([0], desk.at.time(), (desk.at + timedelta(hours=5)).time())
    actions.set_hours(desk.engineer, hours, by=desk.by, at=desk.at)
    assert "works from 10:00 to 15:00" in str(refused(desk, order, 4).message)
    assert "does not work on" in str(refused(desk, order, 25).message)
    away = actions.note_absence(desk.engineer, desk.time(1, 24), "sick", by=desk.by, at=desk.at)
    assert "away from" in str(refused(desk, order, 2).message)
    actions.withdraw_absence(away, by=desk.by, at=desk.at)
    desk.place(order, 2)


def test_a_certificate_has_to_be_valid_on_the_day_of_the_visit(desk):
    order = desk.order()
    Certificate.objects.filter(person__user=desk.engineer).update(valid_until=desk.at.date())
    told = refused(desk, order, 24)
    assert (told.field, told.clause) == ("engineer", "7.4")
    desk.place(order, 1)


def test_another_stations_engineer_is_not_sent(desk):
    station = desk.station("合肥站", "安徽")
    away = desk.colleague("韩工", station=station)
    order = desk.order()
    told = refused(desk, order, 1, away)
    assert "the place is served by 总站" in str(told.message)
    desk.station("南京站", "江苏")
    desk.place(order, 1)  # the head centre's people go everywhere


def test_nobody_but_an_engineer_of_ours_is_sent(desk):
    order = desk.order()
    for man in (desk.world.lan, desk.world.stranger(Role.ENGINEER)):
        assert "is not an engineer" in str(refused(desk, order, 1, man).message)
    assert "past" in str(refused(desk, order, -1).message)


def test_an_agreed_visit_is_moved_with_a_reason_or_called_off_for_another(desk):
    order = desk.order()
    placed = desk.place(order, 1)
    when = desk.time(1)
    visit = visits.agree(
        placed,
        visits.Appointment(when.starts_at, when.ends_at, "钱一"),
        key=uuid4(),
        by=desk.engineer,
        at=desk.at,
    )
    assert Booking.objects.get().state == BookingState.AGREED
    assert "a reason is needed" in str(refused(desk, order, 3).message)
    desk.place(order, 3, reason="路上堵车")
    visit.refresh_from_db()
    assert visit.agreed_from == desk.time(3).starts_at
    other = desk.colleague("赵工")
    desk.place(order, 4, other, reason="王工病了")
    visit.refresh_from_db()
    assert (visit.state, Visit.objects.count()) == ("abandoned", 1)
    assert fresh(order).state == WorkOrderState.ASSIGNED
    assert queries.held_booking(fresh(order)).state == BookingState.PLANNED


def test_the_planned_time_is_what_the_engineer_offers_the_customer(desk, client):
    order = desk.place(desk.order(), 3)
    client.force_login(desk.engineer)
    form = client.get(f"/visits/agree/{order.code}/").context["form"]
    assert form.initial["starts_at"] == desk.time(3).starts_at


def test_an_engineer_cannot_agree_two_visits_at_one_time(desk):
    one, two = desk.place(desk.order(), 1), desk.place(desk.order("YF-7"), 3)
    when = desk.time(1)
    with pytest.raises(Refused, match="is taken by"):
        visits.agree(
            two,
            visits.Appointment(when.starts_at, when.ends_at, "钱一"),
            key=uuid4(),
            by=desk.engineer,
            at=desk.at,
        )
    assert (one.state, Visit.objects.count()) == (WorkOrderState.ASSIGNED, 0)


def test_hours_and_absences_that_make_no_sense_are_refused_by_field(desk):
    at = desk.at.time()
    later = (desk.at + timedelta(hours=2)).time()
    for hours, field in (
        (actions.Hours([], at, later), "days"),
        (actions.Hours([0], later, at), "closes"),
        (actions.Hours([0], at, later, lunch_from=at), "lunch_until"),
        (actions.Hours([0], at, later, later, at), "lunch_from"),
    ):
        with pytest.raises(Refused) as told:
            actions.set_hours(desk.engineer, hours, by=desk.by, at=desk.at)
        assert told.value.field == field
    for time in (Time(desk.at, desk.at), Time(desk.at - timedelta(2), desk.at - timedelta(1))):
        with pytest.raises(Refused):
            actions.note_absence(desk.engineer, time, "sick", by=desk.by, at=desk.at)
