"""Repair orders of the provider: a dealer takes and does them; refusing one is a breach."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from sanbao.apps.dealers import queries as dealers
from sanbao.apps.obligations import tasks as jobs
from sanbao.apps.obligations.queries import Obligation

from .house import House, RefusedByPage

Company = Callable[..., House]


def sent(house: House, case: str, **given: Any) -> dealers.RepairOrder:
    dealer = dealers.dealers_for(house.person("dealer")).get()
    form = {"key": str(uuid4()), "dealer": dealer.pk, "task": "更换真空管", "quantity": 1, **given}
    house.post("dispatcher", "dealers:send", case, data=form)
    return dealers.RepairOrder.objects.latest("id")


@pytest.mark.clause("P2-2.3", "P2-2.6")
def test_a_repair_order_is_taken_and_done_in_time_and_refusing_one_is_a_breach(
    company: Company,
) -> None:
    house = company("solar-dealer")
    jobs.raise_provider.func(house.company.provider.pk)
    house.settle()
    walk = house.walk(house.units[0])
    walk.report()
    case = walk.case.code
    order = sent(house, case)
    assert order.clause == "4.1"
    assert order.code in house.page("dealer", "dealers:home")
    with pytest.raises(RefusedByPage, match="422"):
        house.post("dealer", "dealers:order_step", order.code, "refuse", data={"reason": ""})
    house.post("dealer", "dealers:order_step", order.code, "refuse", data={"reason": "人手不够"})
    duty = Obligation.objects.get(what="service_not_refused", caused_by=None)
    assert duty.log.filter(kind="lapsed").count() == 1
    drawn = Obligation.objects.filter(caused_by=duty, what="breach")
    assert {row.clause for row in drawn} >= {"2.3"}
    assert "2.3" in house.page("manager", "dealers:file", "D01")
    again = sent(house, case)
    house.post("dealer", "dealers:order_step", again.code, "accept", data={"engineer": ""})
    house.go(hours=3)
    done = {"summary": "更换真空管两支，试水不漏", "repaired": "1", "works": "on"}
    house.post("dealer", "dealers:order_step", again.code, "complete", data=done)
    page = house.page("marketing", "dealers:order", again.code)
    assert "按时" in page
    assert "1 / 1" in page
