from decimal import Decimal

import pytest

from sanbao.rules.capitals import in_capitals


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("1", "壹元整"),
        ("10.00", "壹拾元整"),
        ("100.05", "壹佰元零伍分"),
        ("1680.50", "壹仟陆佰捌拾元伍角整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("10001", "壹万零壹元整"),
        ("100000", "壹拾万元整"),
        ("10010000", "壹仟零壹万元整"),
        ("100000001", "壹亿零壹元整"),
        ("100010000", "壹亿零壹万元整"),
        ("12345678.90", "壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元玖角整"),
        ("1000000000000", "壹万亿元整"),
        ("0.005", "壹分"),
    ],
)
def test_an_amount_reads_as_on_a_receipt(amount, text):
    assert in_capitals(Decimal(amount)) == text


@pytest.mark.parametrize("amount", ["-0.01", "10000000000000000"])
def test_what_no_receipt_can_say_is_refused(amount):
    with pytest.raises(ValueError, match="capitals"):
        in_capitals(Decimal(amount))
