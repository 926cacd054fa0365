"""What a visit used leaves the van of its engineer."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from sanbao.apps.accounts.access import Role
from sanbao.apps.parts import actions as parts
from sanbao.apps.parts import queries as stocks
from sanbao.apps.parts.facts import van_of
from sanbao.apps.products.models import Price
from sanbao.apps.visits import actions as visits
from sanbao.apps.workorders.models import WorkOrder
from tests.apps.visits.conftest import Field, take_to_the_field
from tests.apps.world import World


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def listed(world: World, code: str):
    by = world.mei(Role.MANAGER)
    given = {"unit": "只", "is_tool": False, "provider": world.provider}
    return parts.list_part(code, "传感器", by=by, at=world.at, **given)


@pytest.fixture
def used(world) -> Field:
    """A visit on which two parts of the price list are fitted, one of which is on the list."""
    return take_to_the_field(world, world.counter_unit)


def test_what_a_visit_used_leaves_the_van_and_comes_back_with_the_signature(used, world):
    part, van = listed(world, "parts-1"), van_of(used.engineer)
    parts.count(van, part, Decimal(1), key=uuid4(), by=world.mei(Role.MANAGER), at=world.at)
    price = visits_price(world)
    visit = used.signed(used=[visits.Use(price.pk, Decimal(2))])

    def left() -> Decimal:
        return stocks.stock_in(van).get(part=part).on_hand

    assert left() == -1  # more was used than the books knew of: somebody has to count
    at = world.at + timedelta(minutes=115)
    visit = visits.go_back(visit, seen="signed", reason="写错了", by=used.engineer, at=at)
    assert left() == 1
    visits.sign(visit, used.signing(), key=uuid4(), by=used.engineer, at=at)
    assert left() == -1
    order = WorkOrder.objects.get(pk=used.order.pk)
    assert order.state == "restored"


def visits_price(world: World) -> Price:
    return Price.objects.filter(code="parts-1", price_list__basis="price_list").get(
        price_list__provider=world.provider
    )
