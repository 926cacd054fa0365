"""A dispatcher drags a job on the board; a colleague sees it within two seconds."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page

from sanbao.apps.accounts.access import Role
from sanbao.apps.workorders.models import Booking

from ..apps.dispatch.conftest import Desk
from ..apps.world import CHINA, World

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = 390
TWO_SECONDS = 2_000


def test_a_job_is_dragged_and_the_other_screen_follows(opened, world: World) -> None:
    desk = Desk(world, world.at)
    order = desk.order()
    on = datetime.now(CHINA).date() + timedelta(days=1)
    mine: Page = opened(desk.by)
    theirs: Page = opened(world.mei(Role.MANAGER))
    for page in (mine, theirs):
        page.set_default_timeout(60_000)
        page.goto(f"/dispatch/?on={on}")
    job = mine.locator(f"#waiting [data-job*='{order.code}']")
    row = mine.locator(f"tr[data-engineer='{desk.engineer.pk}']")
    job.drag_to(row.locator(f"[data-at='{on}T10:00']"))
    mine.wait_for_selector(f".bar[href*='{order.code}']")
    theirs.wait_for_selector(f".bar[href*='{order.code}']", timeout=TWO_SECONDS * 3)
    booking = Booking.objects.get()
    assert booking.starts_at.astimezone(CHINA).strftime("%m-%d %H:%M") == f"{on:%m-%d} 10:00"

    # Moved outside the working time: the form says why, with what was chosen.
    mine.locator(f".bar[href*='{order.code}']").drag_to(row.locator(f"[data-at='{on}T17:30']"))
    mine.wait_for_selector("text=工作时间为 08:00 至 18:00")
    # By the form alone: no mouse is needed.
    mine.fill("[name=starts_at]", f"{on}T14:00")
    mine.get_by_role("button", name="保存").press("Enter")
    mine.wait_for_selector(f".bar[href*='{order.code}'][title*='14:00']")

    phone: Page = opened(desk.by, width=PHONE)
    phone.goto(f"/dispatch/?on={on}")
    phone.wait_for_selector("text=14:00–16:00")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE
    mine.goto(f"/dispatch/map/?on={on}")
    mine.wait_for_selector("day-map .map-place")
