"""The figures in a real browser: the picture is drawn, the table says the same, a row leads on."""

from datetime import timedelta

import pytest

from sanbao.apps.accounts.access import Role
from sanbao.apps.obligations import actions

from ..apps.obligations.promises import raised
from ..apps.world import World
from .conftest import Opened

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("width", [390, 1440])
def test_a_manager_looks_at_the_figures_and_goes_down_to_one_breach(
    world: World, opened: Opened, width: int
) -> None:
    for number, days in enumerate((200, 120, 90, 31, 30, 2)):
        at = world.at - timedelta(days=days)
        raised(world, at, code=f"GD-{number}")
        on_time = at + HOUR / 2 if number % 3 else at + 2 * HOUR
        for what in ("dispatched", "on_site"):
            actions.happened(
                world.provider.pk, ("case", f"GD-{number}"), what, at=on_time, by=world.mei()
            )
    actions.sweep(world.at)
    page = opened(world.mei(Role.MANAGER), width=width)
    page.goto("/insight/?by=what")
    page.locator("chart-figure canvas").nth(1).wait_for()
    assert page.locator("chart-figure canvas").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    row = page.get_by_role("row").filter(has_text="排除故障")
    row.get_by_role("link", name="6").click()
    page.get_by_role("heading", name="违约台账").wait_for()
    page.get_by_role("link", name="排除故障").first.click()
    page.get_by_role("heading", name="排除故障").wait_for()
    page.goto("/insight/calendar/")
    page.get_by_role("table").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
