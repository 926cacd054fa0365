"""An inspection on a phone, from the inspector's list to the customer's signature."""

import pytest
from playwright.sync_api import Page

from sanbao.apps.accounts.access import Role
from sanbao.apps.inspections.models import Round

from ..apps.inspections.conftest import CHECKLIST, proposed
from ..apps.world import World
from .hands import PHONE, draw, fits, tick

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_an_inspector_walks_a_round_on_the_phone(opened, world: World, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    trip = proposed(world)
    trip.plan()
    page: Page = opened(world.mei(Role.ENGINEER), width=PHONE)
    page.set_default_timeout(90_000)
    page.goto("/inspections/today/")
    fits(page)
    page.get_by_text(world.ours.site.name).first.click()
    page.get_by_role("button", name="已到现场，开始巡检").click()
    page.get_by_role("link", name="检查表").click()
    fits(page)
    for name in CHECKLIST:
        if name not in ("measured", "result"):
            tick(page, name, "yes")
    page.fill("[name=measured]", "空载 0.02 kg")
    tick(page, "result", "problem")
    page.get_by_role("button", name="保存").click()
    page.fill("[name=found]", "接线端子过热发黑")
    page.get_by_text("未排除：转工单").click()
    fits(page)
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="意见").click()
    page.fill("[name=said_by]", "老周")
    page.fill("[name=words]", "润滑点太低，够不着")
    page.get_by_role("button", name="保存").click()
    fits(page)
    page.get_by_role("link", name="用户反馈与签字").click()
    for name in ("thorough", "attitude", "satisfaction"):
        tick(page, name, "5")
    tick(page, "explained", "yes")
    page.fill("[name=signer_name]", "卫工")
    draw(page)
    fits(page)
    page.get_by_role("button", name="确认并签字").click()
    page.wait_for_url(f"**/inspections/{trip.row.code}/")
    fits(page)
    row = Round.objects.get()
    assert (row.state, row.signer_name) == ("done", "卫工")
    assert row.inspections.get().faults.get().case is not None
