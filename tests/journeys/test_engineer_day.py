"""An engineer with one hand free: two taps on the page of the day, and he has arrived."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from ..apps.visits.conftest import take_to_the_field
from ..apps.world import World

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = 390
THUMB = 44  # pixels


def test_two_taps_to_arrive(opened, world: World) -> None:
    field = take_to_the_field(world)
    visit = field.agreed()
    now = timezone.now()
    visit.agreed_from, visit.agreed_until = now, now + timedelta(minutes=30)
    visit.save(update_fields=["agreed_from", "agreed_until"])
    phone: Page = opened(field.engineer, width=PHONE)
    phone.set_default_timeout(60_000)
    phone.goto("/visits/today/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE
    for target in phone.locator(f"#visit-{visit.code} .btn-lg:visible").all():
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= THUMB
    phone.locator("#arrive summary").click()
    phone.get_by_role("button", name="到场签到").click()
    phone.wait_for_url(f"**/visits/{visit.code}/")
    visit.refresh_from_db()
    assert visit.state == "arrived"
