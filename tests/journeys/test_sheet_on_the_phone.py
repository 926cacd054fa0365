"""A dealer's engineer writes a sheet on the phone: the price list fills in what it knows."""

import pytest
from playwright.sync_api import Page, expect

from sanbao.apps.accounts.access import Role
from sanbao.apps.claims import queries

from ..apps.world import World

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = 390


def test_a_number_fills_the_row_by_the_list_of_the_day(opened, world: World) -> None:
    (listed, *_more) = queries.positions_on(world.provider.pk, world.on)
    phone: Page = opened(world.mei(Role.DEALER), width=PHONE)
    phone.goto("/claims/new/?repaired_on=1999-01-01")
    expect(phone.locator("#listed option")).to_have_count(0)
    phone.fill("#id_repaired_on", f"{world.on}")
    phone.locator("#id_repaired_on").blur()
    phone.wait_for_selector(f'#listed option[value="{listed.code}"]', state="attached")
    phone.fill("[name=line0-code]", listed.code)
    phone.locator("[name=line0-code]").blur()
    expect(phone.locator("[name=line0-name]")).to_have_value(listed.name)
    expect(phone.locator("[name=line0-item]")).to_have_value(listed.item)
    expect(phone.locator("[name=line0-unit_price]")).to_have_value(f"{listed.amount}")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE
