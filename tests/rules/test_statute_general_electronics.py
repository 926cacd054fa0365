"""The general rule and those of electronics: periods and daily rates of each kind of goods."""

from decimal import Decimal

import pytest

from sanbao.rules.facts import LegalPart
from sanbao.rules.statute.article import Topic

from .floors import figure, of


@pytest.mark.parametrize(
    ("category", "whole", "main", "rate"),
    [
        ("bicycle", 12, 24, "0.0005"),
        ("colour_tv", 12, 36, "0.001"),
        ("black_and_white_tv", 12, 36, "0.0005"),
        ("flat_tv", 12, 36, "0.001"),
        ("video_recorder", 12, 12, "0.001"),
        ("air_conditioner", 12, 36, "0.001"),
        ("refrigerator", None, 36, "0.0005"),
        ("washing_machine", None, 36, "0.0005"),
        ("fan", None, 36, "0.0005"),
        ("vacuum_cleaner", None, 36, "0.0005"),
        ("microwave", None, None, "0.0005"),
        ("range_hood", 12, None, "0.0005"),
        ("gas_water_heater", 12, None, "0.0005"),
        ("microcomputer", 12, 24, "0.0025"),
        ("mobile_phone", 12, None, "0.005"),
        ("camcorder", None, None, None),
        ("fixed_telephone", None, None, None),
        ("sewing_machine", None, None, None),
    ],
)
def test_periods_and_daily_rates_of_each_kind(category, whole, main, rate) -> None:
    periods = {row.part: row.figure.amount for row in of(category).of(Topic.PERIOD)}
    assert periods.get(None) == whole
    assert periods.get(LegalPart.MAIN) == main
    assert figure(Topic.DAILY_RATE, category) == (rate and Decimal(rate))


def test_accessories_of_a_phone_have_periods_of_their_own() -> None:
    months = {
        row.part: row.figure.amount for row in of("mobile_phone").of(Topic.PERIOD) if row.part
    }
    assert months == {LegalPart.BATTERY: 6, LegalPart.EARPHONE: 3, LegalPart.CHARGER: 12}


def test_a_part_without_a_period_of_its_own_has_that_of_the_whole_unit() -> None:
    law = of("mobile_phone")
    assert law.period(LegalPart.BATTERY).figure.amount == 6
    assert law.period(LegalPart.MAIN).figure.amount == 12
    assert law.period(None).part is None
