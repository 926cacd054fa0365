"""What the desk does with a call: solved, handed over in time, handed to sales, seen to its end."""

from collections.abc import Callable

import pytest

from .house import House, RefusedByPage, text_of
from .owed import decided, owed
from .paper import revise

Company = Callable[..., House]


@pytest.mark.clause("P3-3.2")
def test_what_the_call_solves_is_recorded_as_solved_on_the_call(company: Company) -> None:
    house = company("full-process")
    walk = house.walk()
    with pytest.raises(RefusedByPage, match="422"):
        walk.report(next="solve", answer="")
    walk.report(next="solve", answer="重新插拔读卡模块后正常")
    assert (walk.case.state, walk.case.solved_on_call) == ("restored", True)
    assert "排除故障 第 3.3 条 2026-09-10 24:00 按时履行" in owed(walk)
    assert "重新插拔读卡模块后正常" in walk.page()
    walk.follow_up()
    assert walk.case.state == "closed"


@pytest.mark.clause("P3-3.2")
def test_solved_after_somebody_was_sent_is_not_solved_on_the_call(company: Company) -> None:
    house = company("full-process")
    walk = house.walk().to("assigned")
    with pytest.raises(RefusedByPage, match="工单"):
        walk.solve()
    data = {"reason": "用户自行恢复"}
    house.post("manager", "workorders:cancel", walk.order.code, data=data)
    walk.solve()
    assert (walk.case.state, walk.case.solved_on_call) == ("restored", False)


@pytest.mark.clause("P3-3.3")
def test_what_the_call_does_not_solve_is_dealt_with_in_the_working_days_agreed(
    company: Company,
) -> None:
    house = company("full-process")
    walk = house.walk(house.units[0]).to("raised")
    assert "排除故障 供方 2026-09-10 24:00 第 3.3 条" in decided(walk)
    revise(house, handle_within_working_days="5")
    longer = house.walk(house.units[1]).to("raised")
    assert "排除故障 供方 2026-09-14 24:00 第 3.3 条" in decided(longer)
    house.go(days=4)
    assert "排除故障 第 3.3 条 2026-09-10 24:00 已逾期" in owed(walk)
    assert longer.promise("resolved").state == "running"
    longer.to("signed")
    assert "排除故障 第 3.3 条 2026-09-14 24:00 按时履行" in owed(longer)


@pytest.mark.clause("P3-3.4")
def test_a_price_is_not_told_on_the_call_but_by_sales(company: Company) -> None:
    house = company("full-process")
    walk = house.walk(kind="price_asked")
    with pytest.raises(RefusedByPage, match="询价由销售人员答复"):
        walk.report(next="solve", answer="一台八千")
    walk.report(said="再加三台考勤机多少钱")
    page = walk.page()
    assert "此处不报价：转销售处理 即可 第 3.4 条" in page
    assert "¥" not in page
    with pytest.raises(RefusedByPage, match="404"):
        walk.solve("一台八千")
    assert f"{walk.code} · {walk.unit.customer} 再加三台考勤机多少钱" in house.page("sales", "home")
    answered = {"answer": "三台优惠价 7000 元，报价单已发"}
    house.post("sales", "desk:step", walk.code, "solve", data=answered)
    assert walk.case.state == "restored"
    assert "报价单已发" in walk.page()


@pytest.mark.clause("P3-3.4")
def test_sales_answers_prices_and_nothing_else(company: Company) -> None:
    house = company("full-process")
    walk = house.walk()
    walk.report()
    with pytest.raises(RefusedByPage, match="404"):
        house.post("sales", "desk:step", walk.code, "solve", data={"answer": "没问题"})
    assert walk.case.state == "reported"


@pytest.mark.clause("P1-7.1")
@pytest.mark.parametrize("kind", ["complaint_received", "question_asked"])
def test_a_complaint_or_question_is_followed_and_verified_until_it_is_closed(
    company: Company, kind: str
) -> None:
    house = company("scale-supplier")
    walk = house.walk(kind=kind)
    walk.report(channel="web", said="称不准，维修回电太慢")
    assert "称不准，维修回电太慢" in house.page("desk", "home")
    assert "投诉和咨询有人受理、处理、跟踪并核实，直到办结" in walk.page()
    with pytest.raises(RefusedByPage, match="422"):
        walk.solve(" ")
    walk.solve("已致歉，安排当天校准")
    assert walk.case.state == "restored"
    assert "已恢复" in house.page("customer", "desk:customer_case", walk.code)
    walk.follow_up(works="no", works_note="还是没人来")
    assert walk.case.state == "reported"
    walk.solve("主管上门校准")
    walk.follow_up()
    assert walk.case.state == "closed"
    history = walk.page().rsplit(" 历史记录 ", 1)[1]
    for step in ("登记服务请求", "已回访", "重新", "已办结"):
        assert step in history


@pytest.mark.clause("P5-1.5")
def test_a_dealers_complaint_is_settled_at_once_or_answered_by_a_plan_within_a_day(
    company: Company,
) -> None:
    house = company("fuel-truck-dealer")
    at_once = house.walk(house.units[0], kind="complaint_received")
    planned = house.walk(house.units[1], kind="complaint_received")
    missed = house.walk(house.units[2], kind="complaint_received")
    for walk in (at_once, planned, missed):
        walk.report()
        assert "给出明确方案 供方 2026-09-08 10:00 第 1.5 条" in decided(walk)
    at_once.solve("电话指导复位")
    assert at_once.promise("plan_given").state == "met"
    house.go(hours=24)
    plan = {"what": "plan_given", "note": "周三带泵上门更换"}
    house.post("desk", "desk:step", planned.code, "done", data=plan)
    assert "给出明确方案 第 1.5 条 2026-09-08 10:00 按时履行" in owed(planned)
    assert "周三带泵上门更换" in planned.page()
    house.go(minutes=1)
    assert "给出明确方案 第 1.5 条 2026-09-08 10:00 已逾期 1 分钟" in owed(missed)
    assert missed.promise("plan_given").met_at is None


@pytest.mark.clause("P3-3.4")
def test_the_page_of_a_call_about_a_price_offers_no_answer(company: Company) -> None:
    house = company("full-process")
    form = {"kind": "price_asked", "province": "贵州", "area": "city"}
    form["reported_at"] = f"{house.present.now:%Y-%m-%dT%H:%M}"
    page = house.post("desk", "desk:call_preview", house.units[0].pk, data=form)
    assert 'name="answer"' not in page.content.decode()
    assert "销售" in text_of(page)
