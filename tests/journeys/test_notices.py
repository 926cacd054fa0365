"""Being told: the bell, the list, one's choices, the calendar; and the manager's rules."""

import pytest

from sanbao.apps.accounts.access import Role
from sanbao.apps.notices import queries
from sanbao.apps.notices.models import Preference
from sanbao.apps.obligations.models import Policy

from ..apps.notices.news import missed, told, warned

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [390, 1440])
def test_one_reads_what_one_is_told_and_chooses_how(opened, world, width) -> None:
    told(warned(world, "GD-1"))
    told(missed(world, code="GD-2"))
    page = opened(world.mei(), width=width)
    page.goto("/notices/")
    assert page.get_by_label("通知，2 条未读").is_visible()
    page.get_by_role("button", name="标为已读", exact=True).first.click()
    page.get_by_role("button", name="标为已读", exact=True).nth(1).wait_for(state="detached")
    assert queries.unread_count(world.mei()) == 1
    page.get_by_role("button", name="全部标为已读").click()
    page.get_by_text("已将 1 条通知标为已读").wait_for()
    page.goto("/notices/preferences/")
    page.get_by_label("免打扰开始").fill("22:00")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("免打扰时段须同时填写起止时间").wait_for()
    assert page.get_by_label("免打扰开始").input_value() == "22:00"
    page.get_by_label("免打扰结束").fill("07:00")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已保存").wait_for()
    assert Preference.objects.get().quiet_until is not None
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_new_address_of_the_calendar_is_copied(opened, world) -> None:
    page = opened(
        world.mei(Role.ENGINEER), permissions=["clipboard-read", "clipboard-write"], width=390
    )
    page.goto("/notices/calendar/")
    page.get_by_role("button", name="生成地址").click()
    address = page.get_by_label("日历订阅地址").input_value()
    page.get_by_role("button", name="复制").click()
    page.get_by_text("已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == address
    assert address.endswith(".ics")


def test_the_manager_states_a_rule(opened, world) -> None:
    page = opened(world.mei(Role.MANAGER), width=390)
    page.goto("/promises/policies/")
    page.get_by_role("link", name="新增规则").click()
    page.locator("[name=what]").select_option("on_site")
    page.locator("[name=shares]").fill("60")
    page.locator("[name=hours_1]").fill("1")
    page.locator("[name=to_1]").select_option("station")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("时限用去 60% 时预警").wait_for()
    assert Policy.objects.get().what == "on_site"
