"""The roster: shifts planned and copied, gaps told ahead and at once, whoever waits goes up."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.contacts import actions
from sanbao.apps.contacts.facts import Duty, Incoming
from sanbao.apps.contacts.models import Contact, Gap, Line, Shift
from sanbao.apps.journal.models import Entry
from sanbao.apps.notices import actions as notices
from sanbao.apps.notices.models import Notice
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations.models import Obligation
from sanbao.rules.moves import Refused
from tests.apps.obligations import duties
from tests.apps.world import World

CHINA = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 9, 7, 0, 0, tzinfo=CHINA)
OFFICE = actions.LineDetails("热线", "400-1", (1, 2, 3, 4, 5), time(9), time(18), clause="2.3")


@pytest.fixture
def line(world: World) -> Line:
    return keep(world, OFFICE)


def keep(world: World, details: actions.LineDetails) -> Line:
    boss = world.mei(Role.MANAGER)
    return actions.keep_line(details, provider=world.provider, code="H", by=boss, at=MONDAY)


def on_duty(world: World, line: Line, start: float, end: float, role: str = Role.DESK) -> Shift:
    """Hours after Monday 0:00."""
    starts_at, ends_at = (MONDAY + timedelta(hours=hour) for hour in (start, end))
    duty = Duty(line, world.mei(role), starts_at, ends_at)
    return actions.plan_shift(duty, by=world.mei(Role.MANAGER), at=MONDAY)


def told(happening: str) -> int:
    return Entry.objects.filter(happening=happening).count()


def test_a_gap_is_told_ahead_once_and_forgotten_when_it_is_filled(world: World, line: Line) -> None:
    on_duty(world, line, 9, 12)
    for minutes in (0, 1, 2):
        actions.watch(MONDAY + timedelta(minutes=minutes))
    assert told("line.gap_ahead") == 1
    entry = Entry.objects.get(happening="line.gap_ahead")
    assert datetime.fromisoformat(entry.details["starts_at"]) == MONDAY + timedelta(hours=12)
    notices.tell(entry, at=MONDAY)
    assert [one.user for one in Notice.objects.all()] == [world.mei(Role.MANAGER)]
    on_duty(world, line, 12, 18, Role.MANAGER)
    actions.watch(MONDAY + timedelta(minutes=3))
    assert Gap.objects.filter(ended_at__isnull=True).count() == 0
    Shift.objects.filter(ends_at=MONDAY + timedelta(hours=18)).delete()
    actions.watch(MONDAY + timedelta(minutes=4))
    assert told("line.gap_ahead") == 2, "emptied again it is told again"


def test_a_gap_that_comes_is_told_at_once_and_so_is_its_end(world: World, line: Line) -> None:
    on_duty(world, line, 9, 12)
    for hour in (12, 12.5, 13):
        actions.watch(MONDAY + timedelta(hours=hour))
    assert told("line.unstaffed") == 1
    on_duty(world, line, 13, 18)
    actions.watch(MONDAY + timedelta(hours=13.1))
    assert (told("line.unstaffed"), told("line.staffed")) == (1, 1)
    actions.watch(MONDAY + timedelta(hours=18.1))
    assert told("line.unstaffed") == 1, "closed by the promise"


def test_a_line_out_of_use_takes_its_gap_along_and_the_promise_is_kept_again(
    world: World, line: Line
) -> None:
    version = duties.signed(world, duties.HOTLINE, starts_on=date(2026, 1, 1))
    obligations.raise_agreements([version.agreement], at=MONDAY)
    actions.watch(MONDAY + timedelta(hours=10))
    owed = Obligation.objects.get(what="hotline_staffed")
    assert owed.state == "lapsed"
    off, boss = replace(OFFICE, is_active=False), world.mei(Role.MANAGER)
    later = MONDAY + timedelta(hours=11)
    actions.keep_line(off, provider=world.provider, code="H", by=boss, at=later)
    owed.refresh_from_db()
    assert (owed.state, Gap.objects.filter(ended_at__isnull=True).count()) == ("running", 0)


def test_a_shift_that_overlaps_ends_too_late_or_is_nobodys_is_refused(
    world: World, line: Line
) -> None:
    on_duty(world, line, 9, 12)
    assert on_duty(world, line, 9, 12).pk == Shift.objects.get().pk
    with pytest.raises(Refused, match="on duty there already from 09-07 09:00 to 09-07 12:00"):
        on_duty(world, line, 11, 13)
    with pytest.raises(Refused, match="within 24 hours"):
        on_duty(world, line, 12, 40)
    with pytest.raises(Refused, match="answers calls"):
        on_duty(world, line, 12, 13, Role.FINANCE)
    stranger = Duty(line, world.stranger(), MONDAY, MONDAY + timedelta(hours=1))
    with pytest.raises(Refused, match="answers calls"):
        actions.plan_shift(stranger, by=world.mei(Role.MANAGER), at=MONDAY)


def test_a_week_is_planned_and_copied_on_its_page(world: World, line: Line, client: Client) -> None:
    client.force_login(world.mei(Role.MANAGER))
    form = {"person": world.mei().pk, "first": "2099-01-05", "days": 5}
    form |= {"starts": "09:00", "ends": "18:00"}
    plan = reverse("contacts:plan", args=["H"])
    assert client.post(plan, form).status_code == 302
    assert client.post(plan, form | {"starts": "10:00"}).status_code == 422, "overlaps"
    assert Shift.objects.count() == 5
    copy = reverse("contacts:copy")
    for _ in "ab":
        client.post(copy, {"week": "2099-01-05"})
    assert Shift.objects.count() == 10
    roster = reverse("contacts:roster")
    page = client.get(roster, {"week": "2099-01-12"}).content.decode()
    assert page.count("09:00–18:00") >= 5
    assert "无人 " not in page
    last = Shift.objects.order_by("starts_at").last()
    assert last is not None
    client.post(reverse("contacts:drop", args=[last.pk]))
    assert "无人 09:00–18:00" in client.get(roster, {"week": "2099-01-12"}).content.decode()
    assert client.get(roster, {"week": "not a day"}).status_code == 200


def test_a_line_is_made_and_changed_by_the_manager(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.MANAGER))
    form = {"code": "N", "name": "夜间线", "number": "025-1", "days": [1, 2], "opens": "20:00"}
    form |= {"closes": "08:00", "least": 1, "ahead_hours": 48, "is_active": "on"}
    new = reverse("contacts:create_line")
    assert client.post(new, form).status_code == 302
    assert client.post(new, form).status_code == 422
    assert client.post(reverse("contacts:line", args=["N"]), form | {"least": 2}).status_code == 302
    assert Line.objects.get().least == 2
    client.force_login(world.mei())
    assert client.post(reverse("contacts:line", args=["N"]), form).status_code == 200
    assert Line.objects.get().least == 2


def test_whoever_waits_too_long_is_told_to_those_on_duty_and_then_to_the_manager(
    world: World, line: Line
) -> None:
    noon = MONDAY + timedelta(hours=12)
    on_duty(world, line, 9, 18, Role.ENGINEER)
    incoming = Incoming(world.provider, "chat", uuid4(), name="钱一")
    contact = actions.start(incoming, by=None, at=noon)
    actions.write(contact, "在吗", key=uuid4(), by=None, at=noon)
    people = []
    for minutes in (1, 2, 3, 10, 11):
        actions.watch(noon + timedelta(minutes=minutes))
        entry = Entry.objects.filter(happening="contact.unanswered").order_by("-id").first()
        if entry is not None:
            notices.tell(entry, at=noon)
        people.append(Notice.objects.filter(entry__happening="contact.unanswered").count())
    assert people == [0, 1, 1, 2, 2]
    assert [str(one.user) for one in Notice.objects.order_by("id")] == ["王工", "马经理"]
    again = Incoming(world.provider, "chat", uuid4(), name="钱二")
    other = actions.start(again, by=None, at=noon)
    actions.take(other, by=world.mei(), at=noon)
    actions.reply(other, "在", key=uuid4(), by=world.mei(), at=noon)
    actions.watch(noon + timedelta(hours=3))
    assert Contact.objects.get(pk=other.pk).told == 0
