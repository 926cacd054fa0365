"""Money is rounded half up to the fen; a message keeps its words apart from its parameters."""

from decimal import Decimal, InvalidOperation

import pytest

from sanbao.rules.message import Message
from sanbao.rules.money import fen


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [
        pytest.param("0.005", "0.01", id="half a fen goes up"),
        pytest.param("0.0049", "0.00", id="less than half goes down"),
        pytest.param("2.675", "2.68", id="decimals are exact, unlike floats"),
        pytest.param("-0.005", "-0.01", id="half goes away from nought"),
        pytest.param("7", "7.00", id="two places are always shown"),
    ],
)
def test_an_amount_is_rounded_to_the_fen(amount, rounded):
    assert str(fen(Decimal(amount))) == rounded


def test_what_is_not_finite_is_no_amount():
    with pytest.raises(InvalidOperation):
        fen(Decimal("Infinity"))


def test_a_message_says_itself_in_english_and_fills_a_translation():
    message = Message("there is no clause %(clause)s", {"clause": "5.2"})
    assert str(message) == "there is no clause 5.2"
    assert message.fill("没有条款 %(clause)s") == "没有条款 5.2"


def test_a_message_may_stand_within_another():
    inner = Message("is needed and missing")
    assert str(Message("%(name)s: %(problem)s", {"name": "x", "problem": inner})) == (
        "x: is needed and missing"
    )
