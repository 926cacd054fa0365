"""The calendar behind a secret address: an engineer's visits and duties, a dealer's duties."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar, Event

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.notices import actions
from sanbao.apps.notices.models import FeedToken
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations.models import Obligation
from sanbao.apps.visits import actions as visits

from ..apps.obligations.promises import raised
from ..apps.visits.conftest import take_to_the_field
from ..apps.world import CHINA, World

pytestmark = pytest.mark.django_db


def fetched(user: User) -> dict[str, Event]:
    """The events by UID, as a calendar program reads them."""
    text = actions.make_feed(user, at=datetime.now(tz=CHINA))
    answer = Client().get(reverse("calendar_feed", args=[text]))
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["Cache-Control"] == "private, no-store"
    read = Calendar.from_ical(answer.content)
    assert read["version"] == "2.0"
    return {str(event["uid"]): event for event in read.walk("VEVENT")}


def only(events: dict[str, Event], start: str) -> Event:
    (found,) = [event for uid, event in events.items() if uid.startswith(start)]
    return found


def test_an_engineer_sees_his_visit_at_its_time_and_place(world: World) -> None:
    field = take_to_the_field(world, world.asset)
    visit = field.agreed()
    event = only(fetched(visit.engineer), f"visit-{visit.code}")
    assert event["dtstart"].dt == visit.agreed_from
    assert event["dtend"].dt == visit.agreed_until
    assert event["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert "清河水泥厂" in str(event["summary"])
    assert "南京" in str(event["location"])
    assert {"last-modified", "dtstamp", "sequence"} <= {name.lower() for name in event}


def test_a_moved_visit_is_the_same_event_with_a_higher_sequence(world: World) -> None:
    field = take_to_the_field(world, world.asset)
    visit = field.agreed()
    before = only(fetched(visit.engineer), "visit-")
    later = visit.agreed_from + timedelta(days=1)
    visits.move(
        visit,
        visits.Appointment(later, later + timedelta(hours=2), "钱一"),
        reason="客户要求",
        at=world.at,
        by=visit.engineer,
    )
    after = only(fetched(visit.engineer), "visit-")
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["dtstart"].dt == later


def test_what_ends_with_a_day_takes_all_of_that_day(world: World) -> None:
    row = raised(world, world.at)["resolved"]
    mechanic = world.mei(Role.ENGINEER)
    midnight = datetime.combine(world.on + timedelta(days=3), datetime.min.time(), CHINA)
    Obligation.objects.filter(pk=row.pk).update(owner=mechanic, due_at=midnight)
    event = only(fetched(mechanic), f"obligation-{row.code}")
    assert event["dtstart"].dt == world.on + timedelta(days=2)
    assert type(event["dtstart"].dt) is date
    assert event["dtend"].dt == world.on + timedelta(days=3)


def test_what_falls_due_by_the_clock_stands_at_its_time_and_goes_when_it_is_done(
    world: World,
) -> None:
    row = raised(world, world.at)["on_site"]
    event = only(fetched(world.mei()), f"obligation-{row.code}")
    assert event["dtstart"].dt == row.due_at
    subject = ("case", row.subject_code)
    obligations.happened(world.provider.pk, subject, "on_site", at=world.at, by=world.mei())
    assert f"obligation-{row.code}" not in " ".join(fetched(world.mei()))


def test_a_dealer_sees_what_the_dealer_owes_and_nothing_else(world: World) -> None:
    rows = raised(world, world.at)
    owed = rows["on_site"]
    Obligation.objects.filter(pk=owed.pk).update(owed_by="dealer", dealer=world.ours.dealer.code)
    assert list(fetched(world.mei(Role.DEALER))) == [
        f"obligation-{owed.code}-{world.provider.pk}@sanbao"
    ]
    assert fetched(world.stranger(Role.DEALER)) == {}


@pytest.mark.parametrize("role", [Role.ENGINEER, Role.DEALER, Role.MANAGER])
def test_a_stranger_sees_nothing_of_ours(world: World, role: str) -> None:
    take_to_the_field(world, world.asset).agreed()
    assert fetched(world.stranger(role)) == {}


def test_a_strange_address_a_withdrawn_one_and_a_replaced_one_do_not_exist(world: World) -> None:
    mechanic = world.mei(Role.ENGINEER)
    first = actions.make_feed(mechanic, at=world.at)
    second = actions.make_feed(mechanic, at=world.at)
    client = Client()
    assert client.get(reverse("calendar_feed", args=[first])).status_code == 404
    assert client.get(reverse("calendar_feed", args=[second])).status_code == 200
    assert actions.revoke_feed(mechanic, at=world.at)
    assert client.get(reverse("calendar_feed", args=[second])).status_code == 404
    assert client.get(reverse("calendar_feed", args=["nothing"])).status_code == 404
    assert second not in str(FeedToken.objects.values_list("digest", flat=True))


def test_who_may_not_sign_in_any_more_has_no_calendar(world: World) -> None:
    mechanic = world.mei(Role.ENGINEER)
    text = actions.make_feed(mechanic, at=world.at)
    User.objects.filter(pk=mechanic.pk).update(is_active=False)
    assert Client().get(reverse("calendar_feed", args=[text])).status_code == 404


def test_the_address_is_shown_once(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.ENGINEER))
    shown = client.post(reverse("notices:calendar")).content.decode()
    assert "/calendar/" in shown
    assert ".ics" in shown
    assert ".ics" not in client.get(reverse("notices:calendar")).content.decode()
    client.post(reverse("notices:calendar_revoke"))
    assert FeedToken.objects.get().revoked_at is not None
