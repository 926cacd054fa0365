"""Farm machines, cars and the law of consumers: which generation, which province."""

import pytest

from sanbao.rules.statute.article import Topic

from .floors import of


@pytest.mark.parametrize(
    ("category", "sold", "repair_days"),
    [
        pytest.param("household_car", "2021-12-31", {35}, id="the rule of 2013 to the last day"),
        pytest.param("household_car", "2022-01-01", {30}, id="order 43 from its first day"),
        pytest.param("household_car", "2013-09-30", set(), id="before any rule that was seen"),
    ],
)
def test_cars_follow_the_rule_of_the_day_of_the_sale(category, sold, repair_days) -> None:
    rows = of(category, sold).of(Topic.REPAIR_DAYS_IN_SUM)
    assert {row.figure for row in rows} == repair_days


@pytest.mark.parametrize(
    ("sold", "article", "days"),
    [
        ("1999-06-01", "农机三包98-修理期限", 40),
        ("2010-05-31", "农机三包98-修理期限", 40),
        ("2010-06-01", "农机三包-修理期限", 30),
    ],
)
def test_farm_machines_have_two_generations_of_rules(sold, article, days) -> None:
    (row,) = of("farm_machine", sold).of(Topic.DAYS_IN_REPAIR)
    amount = row.figure if isinstance(row.figure, int) else row.figure.amount
    assert (row.article.id, amount) == (article, days)


def test_a_province_adds_to_the_nation_from_its_day_on() -> None:
    before, since = of("fan", "2017-03-30", "浙江"), of("fan", "2017-03-31", "浙江")
    assert before.of(Topic.NO_FEE) == ()
    assert [row.article.id for row in since.of(Topic.NO_FEE)] == ["浙江消保-不收折旧费"]
    assert len(since.of(Topic.FAILED_REPAIRS)) == 2
    assert of("fan", province="江苏").of(Topic.NO_FEE) == ()


def test_what_protects_consumers_is_no_law_between_businesses() -> None:
    assert of("fan", province="浙江", consumer=False).of(Topic.NO_FEE) == ()
    assert of("fan", consumer=False).of(Topic.FREIGHT) == ()
