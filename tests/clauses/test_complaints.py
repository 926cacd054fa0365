"""Complaints and suggestions: heard by the right people, judged, answered, verified, closed."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from sanbao.apps.complaints import actions
from sanbao.apps.complaints import queries as complaints
from sanbao.apps.desk.actions import check_dedicated
from sanbao.apps.notices import queries as notices
from sanbao.apps.obligations.queries import Obligation
from sanbao.apps.visits import queries as visits

from .house import House, RefusedByPage

Company = Callable[..., House]
FOUND = {"finding": "经调取录音，情况属实", "verdict": "ours", "grade": "serious"}
TOLD = {"topic": "attitude", "description": "师傅态度差", "complainer_name": "卫工"}


def complained(house: House, who: str = "customer", **told: Any) -> complaints.Complaint:
    """Sent from the page of a customer or a dealer, or taken by the desk, about the first unit."""
    unit = house.units[0]
    name = "take" if who == "desk" else "complain"
    about = {"serial": unit.serial, "grade": "slight"} if who == "desk" else {"unit": unit.pk}
    form = {**TOLD, **about, "key": str(uuid4()), **told}
    house.post(who, f"complaints:{name}", data=form)
    return complaints.Complaint.objects.latest("id")


def step(house: House, row: complaints.Complaint, name: str, who: str = "manager", **f: Any) -> str:
    house.post(who, "complaints:step", row.code, name, data=f)
    row.refresh_from_db()
    return str(row.state)


@pytest.mark.clause("P1-7.1")
def test_a_complaint_is_received_handled_followed_and_verified_until_closed(
    company: Company,
) -> None:
    house = company("scale-supplier")
    row = complained(house)
    page = house.page("customer", "complaints:complaint", row.code)
    assert "已受理" in page
    assert "投诉" in page.split("协议怎么说")[1]
    assert row.code in house.page("manager", "complaints:list")
    assert step(house, row, "investigate", **FOUND) == "investigated"
    done = {"measure": "换人上门", "discipline": "通报批评", "reply": "诚恳道歉"}
    assert step(house, row, "answer", "desk", **done) == "answered"
    assert step(house, row, "reopen", "desk", reason="没有人来道歉") == "received"
    assert step(house, row, "investigate", **FOUND) == "investigated"
    assert step(house, row, "answer", "desk", **done) == "answered"
    with pytest.raises(RefusedByPage, match="404"):
        step(house, row, "close")
    verified = {"verified_with": "卫工", "satisfaction": "5"}
    assert step(house, row, "verify", "desk", **verified) == "verified"
    assert step(house, row, "close") == "closed"
    file = house.page("auditor", "complaints:complaint", row.code)
    assert "投诉处理记录" in file
    assert "诚恳道歉" in house.page("customer", "complaints:complaint", row.code)
    assert "通报批评" not in house.page("customer", "complaints:complaint", row.code)


@pytest.mark.clause("P5-1.5")
def test_a_dealers_complaint_has_a_plan_within_a_day_or_misses_it(company: Company) -> None:
    house = company("fuel-truck-dealer")
    kept, missed = (complained(house, "dealer", topic="product") for _ in "ab")

    def plan(row: complaints.Complaint) -> Obligation:
        return Obligation.objects.get(subject_kind="complaint", subject_code=row.code)

    assert (plan(kept).what, plan(kept).clause) == ("plan_given", "1.5")
    assert "2026-09-08 10:00" in house.page("dealer", "complaints:complaint", kept.code)
    house.go(hours=20)
    step(house, kept, "plan", "desk", plan="明早派人到场更换", until="2026-09-09")
    house.go(hours=5)
    assert (plan(kept).state, plan(missed).state) == ("met", "missed")
    assert "明早派人到场更换" in house.page("dealer", "complaints:complaint", kept.code)


@pytest.mark.clause("P6-5.4")
def test_a_fault_complaint_is_investigated_and_the_hotline_stands_beside_it(
    company: Company,
) -> None:
    house = company("integrated-equipment")
    row = complained(house, topic="product", description="称重一直漂移")
    assert "投诉热线" in house.page("customer", "complaints:complaint", row.code)
    with pytest.raises(RefusedByPage, match="调查结果"):
        step(house, row, "investigate", finding=" ", verdict="ours", grade="slight")
    assert step(house, row, "investigate", **FOUND) == "investigated"
    assert step(house, row, "answer", measure="更换传感器", reply="抱歉") == "answered"


@pytest.mark.clause("P8-9")
def test_a_complaint_reaches_the_dispatcher_and_the_manager(company: Company) -> None:
    house = company("bid-supply")
    row = complained(house)
    told = notices.Notice.objects.filter(entry__happening="complaint.opened")
    roles = {role for notice in told for role in notice.user.roles}
    assert {"dispatcher", "manager"} <= roles
    assert "engineer" not in roles
    page = house.page("dispatcher", "complaints:complaint", row.code)
    assert "9 对服务不满可以向技术调度员或维修经理投诉" in page
    assert step(house, row, "investigate", "dispatcher", **FOUND) == "investigated"


@pytest.mark.clause("P8-10")
def test_if_it_is_ours_somebody_is_disciplined_and_the_customer_has_an_apology(
    company: Company,
) -> None:
    house = company("bid-supply")
    row = complained(house, "desk")
    step(house, row, "investigate", **FOUND)
    with pytest.raises(RefusedByPage, match=r"处分.*10"):
        step(house, row, "answer", measure="换人上门", reply="诚恳道歉")
    done = {"measure": "换人上门", "discipline": "经理扣罚，经办人通报", "reply": "诚恳道歉"}
    assert step(house, row, "answer", **done) == "answered"
    assert "道歉诚恳道歉" in house.page("customer", "complaints:complaint", row.code)
    other = complained(house, "desk")
    step(house, other, "investigate", **{**FOUND, "verdict": "not_ours"})
    with pytest.raises(RefusedByPage, match="422"):
        step(house, other, "answer", reply="")
    assert step(house, other, "answer", reply="道路封闭，已说明") == "answered"
    assert "解释道路封闭，已说明" in house.page("customer", "complaints:complaint", other.code)


@pytest.mark.clause("P1-9.2")
def test_a_suggestion_has_an_owner_and_an_answer_in_five_working_days(company: Company) -> None:
    house = company("scale-supplier")
    unit = house.units[0]
    told = {"key": str(uuid4()), "text": "增加夜间照明", "author_name": "卫工", "unit": unit.pk}
    house.post("customer", "complaints:suggest", data=told)
    row = complaints.Suggestion.objects.get()
    owed = Obligation.objects.get(subject_kind="suggestion", subject_code=row.code)
    assert (owed.what, owed.clause, owed.due_at) == ("replied", "9.2", owed.due_at)
    desk = house.person("desk")
    with pytest.raises(RefusedByPage, match="请先指定负责人"):
        house.post(
            "desk", "complaints:suggestion_step", row.code, "answer", data={"answer": "采纳"}
        )
    house.post("manager", "complaints:suggestion_step", row.code, "assign", data={"owner": desk.pk})
    house.go(days=2)
    house.post("desk", "complaints:suggestion_step", row.code, "answer", data={"answer": "采纳"})
    owed.refresh_from_db()
    assert (owed.state, owed.owner) == ("met", desk)
    assert "采纳" in house.page("customer", "complaints:suggestion", row.code)


@pytest.mark.clause("P1-9.3")
def test_a_customers_report_is_with_the_desk_at_once(company: Company) -> None:
    house = company("scale-supplier")
    walk = house.walk()
    walk.report(channel="web")
    assert walk.code in house.page("desk", "desk:case_list")
    told = notices.Notice.objects.filter(entry__subject_code=walk.code)
    assert "desk" in {role for notice in told for role in notice.user.roles}


@pytest.mark.clause("P3-4.9", "P3-4.11", "P6-1.5")
def test_an_answer_that_contradicts_the_checklist_opens_a_complaint_by_itself_once(
    company: Company,
) -> None:
    house = company("full-process")
    walk = house.walk().to("handed_in")
    assert not complaints.Complaint.objects.exists()
    said = {"extra_charge_note": "另收 50 元", "gift": "yes", "rules_kept": "no"}
    walk.follow_up(extra_charge="yes", rules_kept_note="动火未办证", **said)
    rows = complaints.Complaint.objects.order_by("id")
    assert [row.topic for row in rows] == ["charges", "gift", "attitude"]
    assert {row.about_code for row in rows} == {walk.visit.code}
    assert {row.against for row in rows} == {walk.sent}
    page = house.page("manager", "complaints:complaint", rows[0].code)
    assert "重大" in page
    assert "另收 50 元" in page
    actions.open_for_contradictions(walk.unit.provider_id, walk.code, at=house.present.now)
    assert rows.count() == 3


@pytest.mark.clause("P3-4.7", "P3-3.5")
def test_the_customer_answers_by_a_link_and_what_is_bad_is_looked_into(company: Company) -> None:
    house = company("full-process")
    walk = house.walk().to("handed_in")
    link = visits.link_token(visits.FollowUp.objects.get(case__code=walk.code))
    told = {"key": str(uuid4()), "respondent": "卫工", "works": "yes", "satisfaction": "2"}
    house.post("", "public:follow_up", link, data=told)
    assert walk.case.state == "closed"
    row = complaints.Complaint.objects.get()
    assert (row.topic, row.against) == ("repair", walk.sent)
    assert "这次服务的总体满意度" in row.description
    assert "2.0" in house.page("quality", "callbacks:results").split("维修后回访")[1]


@pytest.mark.clause("P3-4.9")
def test_who_pays_has_a_receipt_numbered_without_a_gap(company: Company) -> None:
    house = company("full-process")
    first, second = (house.walk(unit) for unit in house.units[:2])
    for walk, parts in ((first, ("DSK-04",)), (second, ("DSK-04",))):
        walk.to("worked", parts=parts)
        with pytest.raises(RefusedByPage):
            walk.sign(signer_name="")
        walk.sign()
    numbers = [visits.receipt_of(walk.visit) for walk in (first, second)]
    assert [str(receipt) for receipt in numbers] == ["SJ-000001", "SJ-000002"]
    assert "票据 SJ-000001" in house.page("engineer", "visits:visit", first.visit.code)
    assert ["票据", "SJ-000002"] in visits.paper_of(second.visit).text["signed"]


@pytest.mark.clause("P8-11")
def test_the_project_has_somebody_of_its_own_whom_the_customer_can_call(company: Company) -> None:
    house = company("bid-supply")
    desk = house.person("desk")
    home = house.page("customer", "desk:customer_home")
    assert f"您的售后专人 {desk}" in home
    provider = house.company.provider
    duty = Obligation.objects.get(provider=provider, what="organisation_kept")
    check_dedicated(provider.pk, at=house.present.now)
    duty.refresh_from_db()
    assert duty.state == "running"
    desk.is_active = False
    desk.save()
    check_dedicated(provider.pk, at=house.present.now)
    duty.refresh_from_db()
    assert duty.state == "lapsed"
    assert "没有售后专人" in house.page("manager", "obligations:detail", duty.code)
    assert "您的售后专人" not in house.page("customer", "desk:customer_home")
