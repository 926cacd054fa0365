"""The last day of production, entered: the years of spare parts are owed from that moment on."""

from datetime import date

import pytest

from sanbao.apps.accounts.access import Role
from sanbao.apps.assets import tasks
from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations.models import Obligation
from sanbao.apps.parties.queries import CustomerKind
from sanbao.apps.products import actions as products
from sanbao.site.reactions import REACTIONS

from ..world import World

pytestmark = pytest.mark.django_db
ENDED = date(2026, 1, 31)


@pytest.fixture
def sold(world: World) -> World:
    """A consumer's unit under an agreement in force."""
    customer = world.asset.customer
    type(customer).objects.filter(pk=customer.pk).update(kind=CustomerKind.CONSUMER)
    return world


def change(world: World, *, category: str = "microcomputer", ended: date | None) -> None:
    """The page of the product, and what the worker does about it, which may run twice."""
    product = world.asset.product
    details = products.ProductDetails(product.name, product.model, (), category, ended)
    products.change_product(product, details, at=world.at, by=world.mei(Role.MANAGER))
    entry = Entry.objects.filter(happening="product.changed").latest("id")
    for _run_twice in range(2):
        for task in REACTIONS["product.changed"]:
            task(entry_id=entry.pk)


def owed(world: World) -> list[tuple[str, date | None]]:
    rows = Obligation.objects.filter(
        provider=world.provider, subject_kind="product", what="parts_available"
    )
    return [
        (row.state, row.due_at and row.due_at.date())
        for row in rows.exclude(state="cancelled").order_by("id")
    ]


def test_entered_it_is_owed_at_once_and_once(sold: World) -> None:
    change(sold, ended=ENDED)
    assert owed(sold) == [("running", date(2031, 1, 31))]
    row = Obligation.objects.get(subject_kind="product")
    assert (row.subject_code, row.clause) == (sold.asset.product.code, "三包-停产后")


def test_another_day_moves_it_and_no_day_ends_it_with_the_reason(sold: World) -> None:
    change(sold, ended=ENDED)
    change(sold, ended=date(2026, 2, 27))
    assert owed(sold) == [("running", date(2031, 2, 27))]
    change(sold, ended=None)
    assert owed(sold) == []
    row = Obligation.objects.get(subject_kind="product")
    assert row.log.last().reason


@pytest.mark.parametrize("category", ["", "other"])
def test_goods_that_the_law_does_not_list_owe_nothing(sold: World, category: str) -> None:
    change(sold, category=category, ended=ENDED)
    assert owed(sold) == []


def test_what_only_businesses_have_owes_nothing_and_strangers_are_not_touched(
    world: World,
) -> None:
    change(world, ended=ENDED)
    assert not Obligation.objects.filter(subject_kind="product").exists()
    assert tasks.raise_kept_of_product in REACTIONS["product.changed"]
