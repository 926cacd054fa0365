"""The spot check: drawn again the same, signs with their reasons, and what may be let through."""

from collections import defaultdict
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from math import ceil
from typing import Any

import pytest

from sanbao.apps.accounts.access import Role
from sanbao.apps.assets.models import Asset
from sanbao.apps.claims import actions, queries
from sanbao.apps.claims.models import (
    MonthlyForm,
    RiskSign,
    Sheet,
    SheetLine,
    SpotCheck,
    SpotChecked,
)
from sanbao.apps.parties.models import Dealer
from sanbao.rules.moves import Refused
from sanbao.rules.sampling import digest
from sanbao.rules.spotcheck import size_of_amount
from sanbao.rules.verification import Line, judged
from tests.apps.world import World

from .sheets import TRUE, confirmed, handed_in, list_of, repaired_on, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper")]
D = Decimal


def line(world: World, amount: int, **changed: Any) -> dict[str, Any]:
    return {"lines": (actions.LineTold("parts", "名", D(1), D(amount), "X"),), **changed}


def month_with(world: World, amounts: list[int]) -> None:
    for n, amount in enumerate(amounts):
        confirmed(world, f"S-{n}", **line(world, amount), texts={"serial": f"U-{n}"})
    handed_in(world)


def drawn(world: World) -> SpotCheck:
    month = repaired_on(world).replace(day=1)
    by = world.mei(Role.QUALITY)
    return actions.draw_spot_check(world.provider, month, by=by, at=world.at)


def test_nothing_handed_in_nothing_drawn(world: World) -> None:
    with pytest.raises(Refused):
        drawn(world)


def test_the_draw_is_that_of_the_seed_in_each_stratum(world: World) -> None:
    """Against a slow draw in Python by the digest that `rules.sampling` mixes by."""
    month_with(world, [10, 20, 30, 40, 200, 250, 900])
    spot = drawn(world)
    strata: dict[int, list[Sheet]] = defaultdict(list)
    for sheet in Sheet.objects.all():
        strata[size_of_amount(sheet.claimed)].append(sheet)
    expected = {
        sheet.pk
        for rows in strata.values()
        for sheet in sorted(rows, key=lambda row: digest(spot.seed, row.code))[
            : ceil(len(rows) / 10)
        ]
    }
    found = SpotChecked.objects.filter(spot_check=spot, by_risk=False)
    assert {row.sheet_id for row in found} == expected
    assert [each["population"] for each in spot.strata] == [4, 2, 1]
    assert len(spot.seed) == 32, "nobody chooses it"
    again = drawn(world)
    assert (again, again.seed, again.strata) == (spot, spot.seed, spot.strata), "drawn once"


def test_what_comes_in_after_the_draw_waits_for_the_next_one(world: World) -> None:
    month_with(world, [10])
    drawn(world)
    other = Dealer.objects.create(provider=world.provider, code="D-9", name="另一家")
    first = Sheet.objects.get()
    form = MonthlyForm.objects.get()
    form.pk, form.code, form.dealer = None, "JD-9", other
    form.save()
    for n in range(3):
        first.pk, first.code, first.number, first.dealer, first.form = (
            None,
            f"L{n}",
            f"L{n}",
            other,
            form,
        )
        first.save()
    boss, late = world.mei(Role.MANAGER), Sheet.objects.filter(form=form)
    found = actions.release(world.provider, form.month, by=boss, at=world.at)
    assert (found.allowed, found.waiting) == (0, 1)
    assert {sheet.state for sheet in late} == {"submitted"}
    spot = drawn(world)
    assert [(each["dealer"], each["drawn"]) for each in spot.strata][1:] == [(other.pk, 1)]
    seed = spot.strata[1]["seed"]
    assert seed != spot.seed
    by_lot = min(late, key=lambda row: digest(seed, row.code))
    assert spot.drawn.get(stratum=1, by_risk=False).sheet == by_lot
    actions.release(world.provider, form.month, by=boss, at=world.at)
    assert late.filter(state="verified").count() == 3 - spot.drawn.filter(stratum=1).count()


def test_whoever_drew_does_not_allow_the_rest(world: World) -> None:
    month_with(world, [10, 20])
    spot = drawn(world)
    with pytest.raises(Refused):
        actions.release(world.provider, spot.month, by=world.mei(Role.QUALITY), at=world.at)


def test_each_sign_has_its_reason(world: World) -> None:
    day = repaired_on(world)
    nine = datetime.combine(day, time(1), UTC)
    hour = timedelta(hours=1)
    Asset.objects.filter(pk=world.asset.pk).update(sold_on=day + timedelta(days=1))
    at = {"started_at": nine, "finished_at": nine + hour}
    confirmed(world, "S-1", **at)
    confirmed(world, "S-2", started_at=nine + hour / 2, finished_at=nine + 2 * hour)
    confirmed(world, "S-3", texts={"serial": "U-3", "repairer": "另一位"}, **at)
    handed_in(world)
    drawn(world)
    signs = defaultdict(set)
    for sign in RiskSign.objects.select_related("sheet"):
        signs[sign.kind].add(sign.sheet.number)
    assert dict(signs) == {
        "same_serial": {"S-1", "S-2"},
        "overlap": {"S-2"},
        "before_sale": {"S-1", "S-2"},
    }
    assert actions.find_signs(world.provider.pk, day.replace(day=1))["overlap"] == 0


def test_a_way_that_cannot_be_driven(world: World) -> None:
    day = repaired_on(world)
    nine = datetime.combine(day, time(1), UTC)
    other = world.neighbour_unit
    for unit, where in ((world.asset, (32, 118)), (other, (36, 117))):
        type(unit.site).objects.filter(pk=unit.site_id).update(
            latitude=where[0], longitude=where[1]
        )
    confirmed(world, "S-1", started_at=nine, finished_at=nine + timedelta(hours=1))
    confirmed(
        world,
        "S-2",
        texts={"serial": other.serial},
        started_at=nine + timedelta(hours=2),
        finished_at=nine + timedelta(hours=3),
    )
    handed_in(world)
    drawn(world)
    assert RiskSign.objects.get(kind="too_far").sheet.number == "S-2"


def test_only_what_nothing_speaks_against_is_let_through(world: World) -> None:
    listed = list_of(world)["parts"]
    many = (actions.LineTold("parts", "名", D(2), listed.amount + 1, listed.code),)
    for n in range(12):
        confirmed(world, f"S-{n}", lines=many, texts={"serial": f"U-{n}"})
    confirmed(
        world,
        "COSTLY",
        lines=(actions.LineTold("parts", "名", D(9), D(900), listed.code),),
        texts={"serial": "U-99"},
    )
    handed_in(world)
    spot, boss = drawn(world), world.mei(Role.MANAGER)
    first = actions.release(world.provider, spot.month, by=boss, at=world.at)
    waiting = {row.sheet_id for row in spot.drawn.all()}
    assert (first.allowed, first.waiting) == (13 - len(waiting), len(waiting))
    assert first.by_hand == 1
    rows = spot.drawn.exclude(sheet__number="COSTLY").select_related("sheet")
    small = [row.sheet for row in rows.order_by("by_risk", "pk")]
    actions.check(small[0], actions.Called(True, False, "没修过"), by=world.mei(), at=world.at)
    for sheet in small[1:]:
        actions.check(sheet, TRUE, by=world.mei(), at=world.at)
    again = actions.release(world.provider, spot.month, by=boss, at=world.at)
    assert (again.allowed, again.wrong) == (len(small) - 1, 1)
    estimate = queries.estimate_of(spot)
    assert estimate is not None
    # Of twelve sheets of one size two were drawn by lot, and one of them is false.
    assert estimate.share == pytest.approx(1 / 2)


def test_lines_are_allowed_together_as_one_by_one(world: World) -> None:
    """The twin of `rules.verification.judged` in SQL."""
    listed = list_of(world)
    part, work = listed["parts"], listed["labour"]
    lines = tuple(
        actions.LineTold(item, "名", D(quantity), D(price), code)
        for item, code, quantity, price in (
            ("parts", part.code, "1", part.amount),
            ("parts", part.code, "0.35", part.amount + D("0.01")),
            ("labour", part.code, "1", "5"),
            ("labour", work.code, "1.5", "0.01"),
            ("freight", "", "1", "0"),
            ("freight", "", "1", "7"),
        )
    )
    for number in ("S-1", "S-2"):
        confirmed(world, number, lines=lines, texts={"serial": number})
    handed_in(world)
    spot = drawn(world)
    actions.release(world.provider, spot.month, by=world.mei(Role.MANAGER), at=world.at)
    prices = queries.prices_on(world.provider.pk, repaired_on(world))
    sheet = Sheet.objects.get(state="verified")
    for row in SheetLine.objects.filter(sheet=sheet):
        by_rule = judged(Line(row.item, row.code, row.quantity, row.claimed), prices)
        assert (row.allowed, row.reason) == (by_rule.allowed, by_rule.reason or ""), row.place
    assert sheet.allowed == sum(row.allowed or 0 for row in sheet.lines.all())


def test_whoever_confirmed_or_repaired_lets_nothing_through(world: World) -> None:
    month_with(world, [10, 20])
    spot, both = drawn(world), world.mei(Role.DEALER)
    found = actions.release(world.provider, spot.month, by=both, at=world.at)
    assert (found.allowed, found.own) == (0, 2)
    assert told(world).number == "A-1"
