"""Calls that come round: every buyer is asked, and what is bad is looked into."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from sanbao.apps.callbacks import queries as callbacks
from sanbao.apps.evidence import queries as evidence

from .house import House, RefusedByPage
from .rounds import owed

ANSWERS = {
    "respondent": "卫工",
    "works": "yes",
    "familiar": "4",
    "fits": "5",
    "attitude": "5",
    "satisfaction": "5",
    "wishes": "希望增加夜间灯",
}


def call(house: House, what: str = "called_back") -> str:
    """The number of the call that is owed to the customer of the first unit, taken by the desk."""
    code = owed(house, what, house.units[0].customer.code).code
    house.post("desk", "callbacks:take", code, data={})
    return code


@pytest.mark.clause("P3-3.5")
def test_buyers_are_asked_what_the_clause_names_and_the_answers_are_read(
    company: Callable[..., House],
) -> None:
    house = company("full-process")
    asked = {question.name for question in evidence.asked(evidence.form("call-back")).questions}
    assert {"familiar", "fits", "attitude", "wishes"} <= asked
    code = call(house)
    page = house.page("desk", "callbacks:call", code)
    assert "按照服务协议，我们定期回访" in page
    with pytest.raises(RefusedByPage, match="还有问题没有回答"):
        house.post("desk", "callbacks:call", code, data={"key": str(uuid4()), "works": "yes"})
    house.post("desk", "callbacks:call", code, data={**ANSWERS, "key": str(uuid4())})
    assert "希望增加夜间灯" in house.page("quality", "callbacks:results")
    row = callbacks.Callback.objects.get().obligation
    assert row.state == "met"


@pytest.mark.clause("P6-5.5")
def test_each_month_the_customer_is_called_and_a_bad_answer_becomes_a_case(
    company: Callable[..., House],
) -> None:
    house = company("integrated-equipment")
    code = call(house)
    bad = {**ANSWERS, "key": str(uuid4()), "works": "no", "works_note": "称重漂移"}
    house.post("desk", "callbacks:call", code, data=bad)
    case = callbacks.Callback.objects.get().case
    assert case is not None
    assert "称重漂移" in house.page("desk", "desk:case", case.code)


@pytest.mark.clause("P3-3.5")
def test_nobody_is_reached_after_so_many_attempts(company: Callable[..., House]) -> None:
    house = company("full-process")
    code = call(house)
    for seen in range(3):
        with pytest.raises(RefusedByPage, match="才能放弃"):
            house.post("desk", "callbacks:give_up", code, data={})
        house.post("desk", "callbacks:take", code, data={})
        house.post("desk", "callbacks:try_again", code, data={"seen": seen, "note": "无人接听"})
    house.post("desk", "callbacks:give_up", code, data={})
    page = house.page("manager", "obligations:detail", code)
    assert "用户联系不上，已拨打 3 次" in page
