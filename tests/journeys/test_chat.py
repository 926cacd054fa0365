"""A visitor's page shows the answer by itself, and the desk's page a call that comes in."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from sanbao.apps.contacts import actions
from sanbao.apps.contacts.facts import CallTold, Ring
from sanbao.apps.contacts.models import Contact

from ..apps.world import World
from .conftest import Opened


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_a_call_show_themselves(world: World, opened: Opened) -> None:
    visitor = opened(width=390)
    visitor.goto(f"/r/talk/{world.provider.slug}/")
    visitor.fill("textarea", "请问量程怎么设？")
    visitor.fill("input[name=name]", "路人甲")
    visitor.click("#chat button")
    expect(visitor.locator("#talk")).to_contain_text("很快会有人答复您")
    desk = opened(world.mei())
    desk.goto("/contacts/")
    desk.get_by_role("button", name=re.compile("受理")).click()
    desk.fill("#talk-card textarea", "长按设置键三秒")
    desk.click("#talk-card form button")
    expect(desk.locator("#talk")).to_contain_text("长按设置键三秒")
    # Nobody touches these pages; without a stream they look anew every five seconds.
    told = CallTold(ref=str(uuid4()), what=Ring.RINGING, number="025-88886666")
    actions.call(world.provider, told, by=world.mei(), at=datetime.now(UTC))
    expect(visitor.locator("#talk")).to_contain_text("长按设置键三秒", timeout=15_000)
    desk.goto("/desk/")
    expect(desk.locator("#ringing")).to_contain_text("025-88886666", timeout=15_000)
    desk.click("#ringing button")
    expect(desk.locator("#contact-state")).to_contain_text("梅客服 正在处理")
    assert Contact.objects.get(channel="phone").held_by == world.mei()
