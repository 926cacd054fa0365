"""Lines are only added; each names its clause; a correction is a further line."""

from decimal import Decimal

import pytest

from sanbao.apps.money import actions, queries
from sanbao.apps.money.models import Line
from sanbao.rules.moves import Refused

VISIT = ("visit", "SM261123-0001")


def entry(amount="320.00", clause="3.1", payer="customer"):
    return actions.Entry(
        item="parts",
        payer=payer,
        basis="price_list",
        description="油泵",
        quantity=Decimal(1),
        unit_price=Decimal(amount),
        amount=Decimal(amount),
        clause=clause,
    )


def book(world, *entries):
    return actions.book(
        entries,
        provider=world.provider,
        account="visit",
        subject=VISIT,
        by=world.mei(),
        at=world.at,
    )


def test_the_total_is_by_payer(world):
    book(world, entry("320.00"), entry("80.50"), entry("9.00", payer="dealer"))
    pk = world.provider.pk
    assert queries.total(pk, *VISIT, payer="customer") == Decimal("400.50")
    assert queries.total(pk, *VISIT) == Decimal("409.50")
    assert queries.total(world.theirs.provider.pk, *VISIT) == Decimal("0.00")


def test_an_amount_without_a_clause_is_not_booked(world):
    with pytest.raises(Refused, match="clause"):
        book(world, entry(), entry(clause=" "))
    assert not Line.objects.exists()


def test_a_correction_is_a_further_line_and_leaves_the_first_alone(world):
    (line,) = book(world, entry("320.00"))
    further = actions.correct(
        line, amount=Decimal("300.00"), reason="数量有误", by=world.mei(), at=world.at
    )
    assert (further.amount, further.clause) == (Decimal("-20.00"), "3.1")
    line.refresh_from_db()
    assert line.amount == Decimal("320.00")
    assert queries.total(world.provider.pk, *VISIT) == Decimal("300.00")


@pytest.mark.parametrize(
    ("amount", "reason", "match"),
    [("300.00", " ", "reason"), ("320.00", "同额", "right already")],
)
def test_a_correction_that_says_nothing_is_refused(world, amount, reason, match):
    (line,) = book(world, entry("320.00"))
    with pytest.raises(Refused, match=match):
        actions.correct(line, amount=Decimal(amount), reason=reason, by=world.mei(), at=world.at)
    assert Line.objects.count() == 1


def test_a_line_is_corrected_once(world):
    (line,) = book(world, entry("320.00"))
    actions.correct(line, amount=Decimal("300.00"), reason="一", by=world.mei(), at=world.at)
    with pytest.raises(Refused, match="already"):
        actions.correct(line, amount=Decimal("200.00"), reason="二", by=world.mei(), at=world.at)
