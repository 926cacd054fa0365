"""A manager changes a draft in the browser: a form in its place, a fault at its field."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements import actions

from ..apps.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def shoot(page, name: str) -> None:
    if folder := os.environ.get("SANBAO_SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def drafted(world: World, template: str):
    return actions.create(
        template,
        title="衡器服务协议",
        counterparty="清河水泥厂",
        by=world.mei(Role.MANAGER),
        at=world.at,
    )


@pytest.mark.parametrize("width", [1440, 390])
def test_a_term_is_changed_in_its_place(opened, world: World, width: int) -> None:
    agreement = drafted(world, "scale-supplier")
    page = opened(world.mei(Role.MANAGER), width=width)
    page.goto(f"/agreements/{agreement.code}/v1/edit/")
    shoot(page, f"editor-{width}")
    card = page.locator("#term-0")
    expect(card).to_contain_text("整机自调试之日起质保 18 个月。")
    expect(card).to_contain_text("按第 5.1 条质保至")
    card.get_by_label("修改 质保第 1 项").click()
    page.locator("#entry-form").wait_for()
    shoot(page, f"editor-form-{width}")
    page.locator("[name=span_figure]").fill("x")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#field-span")).to_contain_text("整数")
    expect(page.locator("[name=span_figure]")).to_have_value("x")
    shoot(page, f"editor-fault-{width}")
    page.locator("[name=span_figure]").fill("24")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#term-0")).to_contain_text("整机自调试之日起质保 24 个月。")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("link", name="增加第 2.3 条的含义").click()
    page.get_by_role("link", name="时限承诺", exact=True).click()
    page.locator("#entry-form").wait_for()
    shoot(page, f"editor-new-{width}")
