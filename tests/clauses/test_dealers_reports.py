"""What a dealer tells its provider, and how the provider looks after its dealers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from sanbao.apps.dealers import queries as dealers
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations import tasks as jobs
from sanbao.apps.obligations.queries import Obligation
from sanbao.rules.terms import After

from .house import House, RefusedByPage
from .present import CHINA

Company = Callable[..., House]
FEEDBACK = {"faults": "电磁阀关不严 3 台", "repeated": "no"}
STATISTICS = {"repairs": "41", "covered": "38", "charged": "3", "products": "YH-18 30 台次"}
POINTS = ("organisation", "orders", "refusals", "sheets", "charges", "rules")


def bound(company: Company) -> House:
    house = company("solar-dealer")
    jobs.raise_provider.func(house.company.provider.pk)
    house.settle()
    return house


def report(house: House, who: str, kind: str, period: str, **answers: Any) -> None:
    form = {"key": str(uuid4()), **answers}
    house.post(who, "dealers:report", "D01", kind, period, data=form)


def duty(what: str, period: str) -> Obligation:
    return Obligation.objects.get(subject_kind="dealer", what=what, period=period)


@pytest.mark.clause("P2-2.5", "P2-8.1", "P2-8.3")
def test_feedback_and_statistics_are_due_by_the_15th_and_new_users_under_their_product(
    company: Company,
) -> None:
    house = bound(company)
    with pytest.raises(RefusedByPage, match="该月尚未结束"):
        report(house, "dealer", "feedback", "2026-09", **FEEDBACK)
    house.go_to(datetime(2026, 10, 12, 9, tzinfo=CHINA))
    assert "月度质量信息反馈 · 2026-09" in house.page("dealer", "dealers:file", "D01")
    with pytest.raises(RefusedByPage, match="422"):
        report(house, "dealer", "feedback", "2026-09", repeated="no")
    report(house, "dealer", "feedback", "2026-09", **FEEDBACK)
    assert duty("feedback_reported", "2026-09").state == "met"
    assert "质量信息反馈表" in house.page("quality", "dealers:report", "D01", "feedback", "2026-09")
    # The statistics come by fax on the 14th and are entered on the 19th: in time all the same.
    house.go_to(datetime(2026, 10, 19, 9, tzinfo=CHINA))
    assert duty("repairs_reported", "2026-09").state == "missed"
    fax = {**STATISTICS, "reached_on": "2026-10-14"}
    report(house, "marketing", "repairs", "2026-09", **fax)
    assert duty("repairs_reported", "2026-09").state == "met"
    agreement = Obligation.objects.filter(subject_kind="dealer").first().version.agreement
    product = house.units[0].product.code
    event = obligations.Event(After.PRODUCT_LAUNCHED, on=house.present.today, period=product)
    obligations.tell_event(agreement, event, at=house.present.now, by=house.person("manager"))
    assert duty("users_reported", product).state == "running"
    report(house, "dealer", "users", product, users="张桂英 138 岱岳新村", quality="正常")
    assert duty("users_reported", product).state == "met"
    assert "张桂英" in house.page("quality", "dealers:report", "D01", "users", product)


@pytest.mark.clause("P2-1.4", "P2-8.4")
def test_dealers_are_checked_on_schedule_and_at_random_and_asked(company: Company) -> None:
    house = bound(company)
    house.post("manager", "dealers:step", "D01", "plan_audit", data={"planned_on": "2026-10-20"})
    planned = dealers.Audit.objects.get()
    answers = dict.fromkeys(POINTS, "yes")
    no = {**answers, "sheets": "no", "key": str(uuid4())}
    with pytest.raises(RefusedByPage, match="422"):
        house.post("quality", "dealers:audit", planned.code, data=no)
    done = {**answers, "sheets": "no", "sheets_note": "两张没有签字", "key": str(uuid4())}
    house.post("quality", "dealers:audit", planned.code, data=done)
    first = Obligation.objects.filter(what="dealer_checked").order_by("due_at").first()
    assert first is not None
    assert first.state == "met"
    house.post("manager", "dealers:draw", data={"month": "2026-10", "percent": "50"})
    page = house.page("auditor", "dealers:audit_list")
    assert "随机抽检" in page
    assert "重抽结果一致" in page
    assert dealers.AuditDraw.objects.get().seed in page
    form = {
        "key": str(uuid4()),
        "title": "配件供应调查",
        "questions": "配件够用吗",
        "due_on": "2026-10-30",
        "dealers": [planned.dealer_id],
    }
    house.post("marketing", "dealers:open_survey", data=form)
    survey = dealers.Survey.objects.get()
    assert "尚未答复" in house.page("manager", "dealers:survey", survey.code)
    house.post("dealer", "dealers:survey", survey.code, data={"answer_0": "真空管常缺"})
    page = house.page("manager", "dealers:survey", survey.code)
    assert "尚未答复" not in page
    assert "真空管常缺" in page


@pytest.mark.clause("P2-2.4")
def test_a_major_failure_is_reported_at_once_and_investigated_together(company: Company) -> None:
    house = bound(company)
    form = {
        "key": str(uuid4()),
        "dealer": dealers.dealers_for(house.person("dealer")).get().pk,
        "description": "水箱爆裂，两人烫伤",
        "harm": "两人轻伤",
        "serial": house.units[0].serial,
        "known_at": house.present.local(house.present.now),
    }
    house.post("manager", "dealers:open_failure", data=form)
    failure = dealers.Failure.objects.get()
    assert duty("failure_reported", failure.code).state == "running"
    house.go(hours=3)
    house.post("dealer", "dealers:failure_step", failure.code, "report", data={})
    assert duty("failure_reported", failure.code).state == "met"
    both = {"ours": "高树林", "theirs": "", "finding": "焊缝开裂"}
    with pytest.raises(RefusedByPage, match="422"):
        house.post("quality", "dealers:failure_step", failure.code, "investigate", data=both)
    both["theirs"] = "牛国强"
    house.post("quality", "dealers:failure_step", failure.code, "investigate", data=both)
    told = {"cause": "焊接缺陷", "measure": "排查同批水箱"}
    house.post("quality", "dealers:failure_step", failure.code, "assess", data=told)
    assert "排查同批水箱" in house.page("dealer", "dealers:failure", failure.code)
