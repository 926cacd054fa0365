"""An engineer's day on the phone, and a certificate that ends between assignment and visit."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sanbao.apps.accounts.access import Role
from sanbao.apps.journal.models import Entry
from sanbao.apps.notices import queries as notices
from sanbao.apps.training.models import Certificate
from sanbao.apps.visits import actions, queries
from sanbao.apps.visits.models import Visit
from sanbao.apps.workorders import actions as workorders
from sanbao.apps.workorders import queries as orders
from sanbao.apps.workorders.models import WorkOrder
from sanbao.rules.moves import Refused

from ..world import CHINA, engineer
from .conftest import Field, take_to_the_field


@pytest.fixture
def second(field: Field) -> Field:
    """Another job of the same engineer, at a unit elsewhere."""
    return take_to_the_field(field.world, field.world.counter_unit)


def at_place(field: Field, latitude: str, longitude: str) -> None:
    """The unit stands at a site of its own."""
    asset = field.case.asset
    site = asset.site
    site.pk, site.name = None, f"{site.name} {latitude}"
    site.latitude, site.longitude = latitude, longitude
    site.save()
    asset.site = site
    asset.save(update_fields=["site"])


def moved(visit: Visit, start, hours: int = 1) -> Visit:
    """As if it had been agreed for that time."""
    visit.agreed_from, visit.agreed_until = start, start + timedelta(hours=hours)
    visit.save(update_fields=["agreed_from", "agreed_until"])
    return visit


def test_the_day_is_in_order_of_time_with_the_way_between(field, second, client):
    at_place(field, "32.000000", "118.800000")
    at_place(second, "32.090000", "118.800000")
    noon = field.world.at.astimezone(CHINA).replace(hour=12, minute=0)
    later = moved(field.agreed(), noon + timedelta(hours=3))
    first = moved(second.agreed(), noon)
    day = queries.day_of(field.engineer, at=noon - timedelta(hours=1))
    assert [stop.visit for stop in day.today] == [first, later]
    assert [stop.way_km for stop in day.today] == ["", f"{day.today[1].way_m / 1000:.1f}"]
    assert 10_000 < day.today[1].way_m < 20_000, "ten kilometres as the crow flies"
    assert day.next.visit == first
    # An hour after its end it is overdue; what is under way goes before everything else.
    day = queries.day_of(field.engineer, at=noon + timedelta(hours=2))
    assert [stop.visit for stop in day.overdue] == [first]
    assert day.next.visit == later
    moved(first, noon + timedelta(days=1))
    moved(later, noon + timedelta(days=3))
    day = queries.day_of(field.engineer, at=noon)
    found = [[stop.visit for stop in stops] for stops in (day.today, day.tomorrow, day.later)]
    assert found == [[], [first], [later]]
    client.force_login(field.engineer)
    page = client.get(reverse("visits:today")).content.decode()
    assert page.index(first.code) < page.index(later.code)
    assert "geo:32.090000,118.800000" in page


def test_two_taps_and_the_engineer_has_arrived(field, client):
    visit = moved(field.agreed(), timezone.now())
    client.force_login(field.engineer)
    page = client.get(reverse("visits:today")).content.decode()
    assert f'action="{reverse("visits:arrive", args=[visit.code])}"' in page
    client.post(reverse("visits:arrive", args=[visit.code]))
    visit.refresh_from_db()
    assert visit.state == "arrived"


@pytest.mark.clause("P3-4.8", "P6-7.4")
def test_a_certificate_that_ends_before_the_visit_is_told_ahead_and_stops_the_arrival(
    field, client
):
    """The dispatcher hears of it, the arrival says what to do, and somebody else is sent."""
    tomorrow = field.world.at + timedelta(days=1)
    visit = moved(field.agreed(), tomorrow)
    assert actions.foresee(visit.provider_id, at=field.world.at) == 0
    Certificate.objects.filter(person__user=field.engineer).update(valid_until=field.world.on)
    assert actions.foresee(visit.provider_id, at=field.world.at) == 1
    assert actions.foresee(visit.provider_id, at=field.later(10)) == 0, "once is enough"
    entry = Entry.objects.get(happening="visit.unfit")
    told = notices.telling_of(entry).people
    assert {Role.DISPATCHER, Role.ENGINEER} <= {role for person in told for role in person.roles}

    sender = field.world.mei(Role.DISPATCHER)
    client.force_login(sender)
    page = client.get(reverse("visits:visit", args=[visit.code])).content.decode()
    assert "由调度改派他人" in page
    client.force_login(field.engineer)
    with pytest.raises(Refused, match=r"expired on .* have somebody else sent"):
        actions.arrive(visit, place=None, by=field.engineer, at=tomorrow)
    reason = "资格证已过期"
    actions.abandon(visit, reason=reason, by=field.engineer, at=tomorrow)
    order = WorkOrder.objects.get(pk=field.order.pk)
    other = engineer(field.world.ours, "li", until=field.world.on + timedelta(days=90))
    seen = orders.seen_of(order)
    workorders.assign(order, other, by=sender, at=tomorrow, seen=seen)
    order.refresh_from_db()
    assert (order.engineer, order.state) == (other, "assigned")
