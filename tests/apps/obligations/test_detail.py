"""One promise: its log, its buttons, and the panel that a case page shows."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations import actions
from sanbao.apps.obligations.models import Obligation, ObligationState

from ..world import World
from .promises import raised

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
HTMX = {"HX-Request": "true"}


def url(name: str, obligation: Obligation) -> str:
    return reverse(f"obligations:{name}", args=[obligation.code])


def test_the_page_shows_line_by_line_how_the_due_time_came_about(
    client: Client, world: World
) -> None:
    row = raised(world, world.at - 5 * HOUR)["resolved"]
    actions.pause(row.pk, reason="part", note="缺主板", at=world.at - 4 * HOUR, by=world.mei())
    actions.resume(row.pk, at=world.at - HOUR, by=world.mei())
    client.force_login(world.mei())
    text = client.get(url("detail", row)).content.decode()
    for line in ("承诺产生", "时限：12 小时", "暂停计时", "等待配件", "缺主板", "恢复计时"):
        assert line in text
    row.refresh_from_db()
    assert row.due_at is not None
    assert row.due_at.astimezone(world_zone()).strftime("%Y-%m-%d %H:%M") in text


def world_zone() -> object:
    from ..world import CHINA

    return CHINA


def test_the_desk_stops_the_clock_with_a_reason_and_gets_the_card_back(
    client: Client, world: World
) -> None:
    row = raised(world, world.at)["resolved"]
    client.force_login(world.mei())
    answer = client.post(url("pause", row), {"reason": "later_date", "note": "周五"}, headers=HTMX)
    assert answer.status_code == 200
    assert answer.content.decode().count('id="obligation"') == 1
    row.refresh_from_db()
    assert row.state == ObligationState.PAUSED
    answer = client.post(url("resume", row), headers=HTMX)
    assert answer.status_code == 200
    row.refresh_from_db()
    assert row.state == ObligationState.RUNNING


def test_without_a_reason_nothing_stops_and_the_note_typed_stays(
    client: Client, world: World
) -> None:
    row = raised(world, world.at)["resolved"]
    client.force_login(world.mei())
    answer = client.post(url("pause", row), {"reason": "", "note": "等客户回电"}, headers=HTMX)
    assert answer.status_code == 422
    assert "等客户回电" in answer.content.decode()
    row.refresh_from_db()
    assert row.state == ObligationState.RUNNING


def test_a_second_click_on_resume_is_told_why_not(client: Client, world: World) -> None:
    row = raised(world, world.at)["resolved"]
    client.force_login(world.mei())
    answer = client.post(url("resume", row), headers=HTMX)
    assert answer.status_code == 422
    assert "进行中" in answer.content.decode()


def test_without_htmx_the_page_is_shown_again(client: Client, world: World) -> None:
    row = raised(world, world.at)["resolved"]
    client.force_login(world.mei(Role.MANAGER))
    answer = client.post(url("excuse", row), {"reason": "洪水"})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.state == ObligationState.EXCUSED
    answer = client.post(url("excuse", row), {"reason": "再来"})
    assert answer.status_code == 422
    assert b"<html" in answer.content


def test_only_the_manager_excuses(client: Client, world: World) -> None:
    row = raised(world, world.at)["resolved"]
    client.force_login(world.mei(Role.DESK))
    assert client.post(url("excuse", row), {"reason": "x"}).status_code == 404
    assert "免责处理" not in client.get(url("detail", row)).content.decode()
    row.refresh_from_db()
    assert row.state == ObligationState.RUNNING


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.FINANCE, Role.SALES, Role.QUALITY])
def test_who_only_reads_changes_nothing(client: Client, world: World, role: str) -> None:
    row = raised(world, world.at)["resolved"]
    client.force_login(world.mei(role))
    assert client.get(url("detail", row)).status_code == 200
    assert client.post(url("pause", row), {"reason": "part"}).status_code == 404
    assert client.post(url("resume", row)).status_code == 404


def test_a_miss_leads_to_the_loaner_that_follows(client: Client, world: World) -> None:
    row = raised(world, world.at - 13 * HOUR)["resolved"]
    actions.sweep(world.at)
    (loaner,) = actions.draw(Entry.objects.get(details__what="resolved", now="missed").pk)
    client.force_login(world.mei())
    text = client.get(url("detail", row)).content.decode()
    assert "提供备用机（第 5.3 条）" in text
    assert url("detail", loaner) in text
    assert url("detail", row) in client.get(url("detail", loaner)).content.decode()


def panel(world: World, role: str) -> str:
    request = RequestFactory().get("/")
    request.user = world.mei(role)
    template = Template('{% load promises %}{% obligations_of "case" "GD-1" %}')
    return template.render(Context({"request": request}))


def test_the_panel_of_a_case_shows_its_promises_and_links_only_for_staff(world: World) -> None:
    row = raised(world, world.at)["resolved"]
    assert url("detail", row) in panel(world, Role.DESK)
    shown = panel(world, Role.CUSTOMER)
    assert "排除故障" in shown
    assert "href" not in shown
