"""Drawing a quarter of a month's repairs; and what was answered after a service, by whom."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.callbacks import actions, queries
from sanbao.apps.callbacks.models import Sample
from sanbao.apps.desk import actions as desk
from sanbao.apps.journal.models import Entry
from sanbao.apps.visits import actions as visits
from sanbao.apps.visits.models import FollowUp
from sanbao.rules.deadline import CHINA_TIME
from sanbao.rules.moves import Refused
from tests.apps.desk.reports import report
from tests.apps.visits.conftest import take_to_the_field
from tests.apps.world import World

LATER = datetime(2099, 1, 10, tzinfo=CHINA_TIME)


@pytest.fixture
def follow_up(world: World) -> FollowUp:
    """One repair, restored today, its follow-up planned."""
    field = take_to_the_field(world, world.asset)
    field.signed()
    return visits.plan(Entry.objects.get(happening="case.restored"))


def month_of(follow_up: FollowUp) -> date:
    return follow_up.created_at.astimezone(CHINA_TIME).date().replace(day=1)


def test_a_month_is_drawn_once_and_its_calls_are_listed(
    client: Client, world: World, follow_up: FollowUp
) -> None:
    boss, month = world.mei(Role.MANAGER), month_of(follow_up)
    for _twice in "ab":
        made = actions.draw(month, 25, by=boss, at=LATER)
    sample = Sample.objects.get()
    assert (sample.chosen, sample.repairs) == ([follow_up.case.code], [follow_up.case.code])
    assert queries.is_same_again(sample)
    client.force_login(world.mei())
    page = client.get(reverse("callbacks:sample", args=[made.pk])).content.decode()
    assert follow_up.case.code in page
    assert "待回访" in page
    Sample.objects.update(chosen=["GD-OTHER"])
    page = client.get(reverse("callbacks:sample", args=[made.pk])).content.decode()
    assert "名单被改动" in page


def test_what_an_answer_solved_is_no_repair(world: World, follow_up: FollowUp) -> None:
    case = desk.open_case(report(world), by=world.mei(), at=world.at)
    desk.solve_on_call(case, "电话指导后正常", by=world.mei(), at=world.at)
    visits.plan(Entry.objects.get(happening="case.solved"))
    repairs = queries.repairs_of(world.provider.pk, month_of(follow_up))
    assert repairs == [follow_up.case.code]


def test_what_cannot_be_drawn(client: Client, world: World, follow_up: FollowUp) -> None:
    boss, month = world.mei(Role.MANAGER), month_of(follow_up)
    with pytest.raises(Refused, match="not over yet"):
        actions.draw(month, 25, by=boss, at=follow_up.created_at)
    with pytest.raises(Refused, match="nothing was repaired"):
        actions.draw(date(2001, 1, 1), 25, by=boss, at=LATER)
    with pytest.raises(Refused, match="at least 25"):
        actions.draw(month, 10, by=boss, at=LATER)
    client.force_login(boss)
    told = {"month": "2001-01", "percent": "30"}
    refused = client.post(reverse("callbacks:samples"), told)
    assert refused.status_code == 422
    assert "2001-01" in refused.content.decode()
    client.force_login(world.mei())
    assert client.post(reverse("callbacks:samples"), told).status_code == 200
    assert not Sample.objects.exists()


def test_results_after_a_service_by_product_person_and_station(
    client: Client, world: World, follow_up: FollowUp
) -> None:
    answers = {"respondent": "钱一", "works": "yes", "satisfaction": "4", "attitude": "3"}
    at = follow_up.created_at + timedelta(hours=2)
    visits.answer(follow_up, answers, key=uuid4(), by=None, at=at)
    boss, since = world.mei(Role.QUALITY), world.at - timedelta(days=9)
    names = {
        by: queries.after_repairs_for(boss, queries.By(by), since=since)[0]
        for by in ("product", "engineer", "station")
    }
    assert [row["name"] for row in names.values()] == ["称重成套设备 XD-9", "王工", "总站"]
    assert (names["engineer"]["mean_satisfaction"], names["engineer"]["mean_attitude"]) == (4, 3)
    assert queries.after_repairs_for(world.lan, queries.By.PRODUCT, since=since) == []
    client.force_login(boss)
    assert "王工" in client.get(reverse("callbacks:results"), {"by": "engineer"}).content.decode()
