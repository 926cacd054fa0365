"""The yearly award of dealers, and what becomes of a territory after repeated breaches."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from sanbao.apps.dealers import queries as dealers
from sanbao.apps.obligations import tasks as jobs
from sanbao.apps.obligations.queries import Obligation
from sanbao.apps.parties import actions as parties
from sanbao.apps.parties import queries as people
from sanbao.apps.products import queries as products

from .house import House, RefusedByPage
from .present import CHINA

Company = Callable[..., House]


def bound(company: Company) -> House:
    house = company("solar-dealer")
    jobs.raise_provider.func(house.company.provider.pk)
    house.settle()
    return house


def sell(house: House, units: int, day: date) -> None:
    products.SettledSale.objects.create(
        provider=house.company.provider,
        dealer=dealers.dealers_for(house.person("dealer")).get(),
        reference=f"JS-{units}",
        settled_on=day,
        units=units,
        amount=Decimal(units * 2000),
        recorded_at=house.present.now,
    )


@pytest.mark.clause("P2-9.0", "P2-9.1", "P2-9.2", "P2-9.3", "P2-9.4", "P2-9.5")
def test_dealers_are_measured_ranked_and_awarded_once_a_year(company: Company) -> None:
    house = bound(company)
    house.go_to(datetime(2026, 12, 10, 9, tzinfo=CHINA))
    jobs.raise_provider.func(house.company.provider.pk)
    house.settle()
    sell(house, 2600, date(2026, 9, 30))
    complaint = {
        "key": str(uuid4()),
        "topic": "delay",
        "description": "迟到半天",
        "complainer_name": "张桂英",
        "unit": house.units[0].pk,
    }
    house.post("customer", "complaints:complain", data=complaint)
    seen = {
        "kind": "authority",
        "on": "2026-10-01",
        "source": "市场监管局",
        "description": "收费未公示",
    }
    house.post("marketing", "dealers:step", "D01", "note_exposure", data=seen)
    house.post("marketing", "dealers:award_list", data={"year": "2026"})
    page = house.page("auditor", "dealers:award", 2026)
    assert "1 / 2600" in page, "9.1: one complaint for the units sold"
    assert "用户满意率" in page
    assert "0 / 0" in page, "9.2: nobody was asked"
    assert "服务网络、设施和人员齐备" in page
    assert "已报质量信息的月份" in page
    assert "市场监管局 2026-10-01" in page
    met = {
        one["clause"]: one["is_met"]
        for one in dealers.scores_for(house.person("manager")).get().criteria
    }
    assert met == {"9.1": True, "9.2": False, "9.3": False, "9.4": False, "9.5": False}
    with pytest.raises(RefusedByPage, match="404"):
        house.post("dealer", "dealers:decide", 2026, data={})
    house.post("manager", "dealers:decide", 2026, data={})
    duty = Obligation.objects.get(what="awarded", period="2026-12")
    assert (duty.state, duty.clause) == ("met", "9.0")
    assert "已评定" in house.page("dealer", "dealers:award", 2026)


@pytest.mark.clause("P2-10.3")
def test_after_repeated_breaches_territory_and_quota_go_to_another_station(
    company: Company,
) -> None:
    house = bound(company)
    provider = house.company.provider
    old = people.Station.objects.get(provider=provider, code="TA")
    heir = parties.create_dealer("新禾电器行", provider=provider, code="D09")
    new = parties.create_station("新禾服务站", provider=provider, code="XH", dealer=heir)
    form = {"key": str(uuid4()), "old": old.pk, "new": new.pk, "reason": "一年内三次违约"}
    with pytest.raises(RefusedByPage, match=r"既未多次违约.*10\.3"):
        house.post("manager", "dealers:move_list", data=form)
    walk = house.walk(house.units[0])
    walk.report()
    for number in range(3):
        sent = {"key": str(uuid4()), "task": "维修", "quantity": 1}
        sent["dealer"] = old.dealer_id
        house.post("dispatcher", "dealers:send", walk.case.code, data=sent)
        order = dealers.RepairOrder.objects.latest("id")
        said = {"reason": f"第 {number + 1} 次没有人手"}
        house.post("dealer", "dealers:order_step", order.code, "refuse", data=said)
        house.go(hours=1)
    assert Obligation.objects.filter(what="termination", clause="10.3").exists()
    house.post("manager", "dealers:move_list", data=form)
    page = house.page("auditor", "dealers:move_list")
    assert "山东泰安" in page
    assert "新禾电器行" in page
    assert {str(row) for row in new.territories.all()} >= {"山东泰安"}
    assert not old.territories.exists()
