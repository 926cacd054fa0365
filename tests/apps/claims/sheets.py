"""Sheets of our dealer for the tests: an agreement with him, a sheet at each stage of its way."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.agreements.models import Version
from sanbao.apps.claims import actions
from sanbao.apps.claims.facts import first_of_month
from sanbao.apps.claims.models import MonthlyForm, Sheet
from sanbao.apps.parties.models import Dealer, Person
from sanbao.apps.products.models import PriceList
from tests.apps.world import Company, World, put_in_force, user

TRUE = actions.Called(is_reached=True, is_true=True, note="确已修好")


def paper_with(company: Company, world: World, slug: str = "solar-dealer") -> Version:
    """An agreement in force with the dealer of a company."""
    manager = company.people[Role.MANAGER]
    version = put_in_force(slug, company.provider, manager, at=world.at, on=world.on)
    version.agreement.dealer = company.dealer
    version.agreement.save()
    return version


def repaired_on(world: World) -> date:
    """A day of the month before last, whose sheets may be handed in on any day."""
    last = first_of_month(world.on) - timedelta(days=1)
    return first_of_month(last) - timedelta(days=5)


def list_of(world: World) -> dict[str, Any]:
    """A position of the price list of parts and one of labour, by their items."""
    (prices,) = PriceList.objects.filter(provider=world.provider, basis="price_list")
    return {price.item: price for price in prices.prices.order_by("-pk")}


def told(world: World, number: str = "A-1", **changed: Any) -> actions.SheetTold:
    """A sheet with nothing missing, claiming a part and labour at the prices of the list."""
    listed = list_of(world)
    texts = {
        "serial": world.asset.serial,
        "repairer": "王师傅",
        "fault": "不制热",
        "cause": "加热棒断路",
        "measure": "更换加热棒",
        "signer_name": "钱一",
        **changed.pop("texts", {}),
    }
    if texts["serial"] != world.asset.serial:  # of a unit that we do not know
        unknown = {"product_code": "P-1", "customer_name": "孙二", "customer_phone": "139"}
        texts = unknown | texts
    lines = tuple(
        actions.LineTold(item, "名", Decimal(1), listed[item].amount, listed[item].code, True)
        for item in ("parts", "labour")
    )
    given = {
        "repaired_on": repaired_on(world),
        "lines": lines,
        "signed_on": repaired_on(world),
        "has_voucher": True,
        **changed,
    }
    return actions.SheetTold(number=number, texts=texts, **given)


def drafted(world: World, number: str = "A-1", **changed: Any) -> Sheet:
    by = world.mei(Role.DEALER)
    return actions.write(
        told(world, number, **changed), dealer=world.ours.dealer, by=by, at=world.at
    )


def confirmed(world: World, number: str = "A-1", **changed: Any) -> Sheet:
    sheet = drafted(world, number, **changed)
    return actions.confirm(sheet, TRUE, by=world.mei(Role.DEALER), at=world.at)


def handed_in(world: World, dealer: Dealer | None = None) -> MonthlyForm:
    month = first_of_month(repaired_on(world))
    of, by = dealer or world.ours.dealer, world.mei(Role.DEALER)
    return actions.hand_in(of, month, by=by, at=world.at)


def submitted(world: World, number: str = "A-1", **changed: Any) -> Sheet:
    sheet = confirmed(world, number, **changed)
    handed_in(world)
    sheet.refresh_from_db()
    return sheet


def colleague(world: World, name: str = "dealer-2") -> User:
    """A second person of our dealer who signs in."""
    made = user(world.provider, name, f"同事{name}", Role.DEALER)
    Person.objects.create(
        provider=world.provider, user=made, name=str(made), dealer=world.ours.dealer
    )
    return made
