"""The seven steps of a visit, from the call to the follow-up: each on record, none left out."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from .house import House, RefusedByPage
from .walk import Walk

Company = Callable[..., House]


@pytest.fixture
def house(company: Company) -> House:
    return company("full-process")


def journal(walk: Walk) -> str:
    return walk.page().rsplit(" 历史记录 ", 1)[1]


@pytest.mark.clause("P3-4.0")
def test_nobody_is_sent_for_what_the_call_has_solved(house: House) -> None:
    walk = house.walk()
    walk.report()
    walk.solve("重新授权后恢复正常")
    assert "派工单" not in walk.page()
    with pytest.raises(RefusedByPage, match="当前状态“已恢复，待回访”下不能这样做"):
        walk.raise_order()
    walk.follow_up(works="no")
    assert "派工单" in walk.page()
    assert walk.raise_order().state == "raised"


@pytest.mark.clause("P3-4.0")
def test_the_desk_is_the_one_to_find_that_a_visit_is_needed(house: House) -> None:
    walk = house.walk()
    walk.report(channel="web")
    for who in ("customer", "sales", "engineer"):
        data = {"task": "马上来人"}
        with pytest.raises(RefusedByPage, match="404"):
            house.post(who, "workorders:raise", walk.code, data=data)
    with pytest.raises(RefusedByPage, match="422"):
        walk.raise_order(task=" ")
    assert walk.raise_order().task == "上门检修"


@pytest.mark.clause("P3-4.1")
@pytest.mark.parametrize("left_out", ["description", "reporter_name", "reporter_phone", "province"])
def test_problem_and_customer_are_registered_or_the_call_is_not_taken(
    house: House, left_out: str
) -> None:
    walk = house.walk()
    with pytest.raises(RefusedByPage, match="422"):
        walk.report(**{left_out: ""})
    walk.report(said="刷卡没有反应", reporter_name="卢工", reporter_phone="13800001234")
    page = walk.page("dispatcher")
    for fact in ("刷卡没有反应", "卢工 13800001234", walk.unit.serial, str(walk.unit.customer)):
        assert fact in page


@pytest.mark.clause("P3-4.2")
def test_the_need_for_a_visit_is_before_the_dispatcher_at_once(house: House) -> None:
    walk = house.walk()
    walk.report()
    assert walk.unit.customer.name not in pile(house)
    order = walk.raise_order(task="更换读卡模块")
    assert f"{order.code} · {walk.unit.customer} 更换读卡模块" in pile(house)
    assert "开出工单09-07 10:00 杨雨晴" in journal(walk)
    walk.assign()
    assert order.code not in pile(house)


def pile(house: House) -> str:
    """The work orders that wait on the dispatcher's first page."""
    return house.page("dispatcher", "home").split(" 待派工单", 1)[1].split("即将到期", 1)[0]


@pytest.mark.clause("P3-4.3")
def test_the_job_is_given_to_a_person_with_a_name(house: House) -> None:
    walk = house.walk().to("raised")
    form = {"engineer": "", "seen": ""}
    with pytest.raises(RefusedByPage, match="请选择工程师"):
        house.post("dispatcher", "workorders:assign", walk.order.code, data=form)
    with pytest.raises(RefusedByPage, match="404"):
        walk.assign(engineer=house.person("sales"))
    house.go(minutes=7)
    walk.assign()
    assert "指派工程师09-07 10:07 石磊冯家豪" in journal(walk)
    assert "已指派工程师 冯家豪 09-07 10:07" in walk.page()
    assert "冯家豪" in house.page("customer", "desk:customer_case", walk.code)


@pytest.mark.clause("P3-4.4")
def test_the_engineer_has_the_number_to_call_and_agrees_a_time(house: House) -> None:
    walk = house.walk().to("assigned")
    day = house.get("engineer", "visits:today").content.decode()
    assert f'href="tel:{walk.case.reporter_phone}"' in day
    assert walk.order.code in day
    past = {"starts_at": "2026-09-07T08:00", "ends_at": "2026-09-07T09:00"}
    for wrong, why in ((past, "过去"), ({"agreed_with": ""}, "422")):
        with pytest.raises(RefusedByPage, match=why):
            walk.agree(**wrong)
    walk.agree(hours=3)
    page = house.page("customer", "desk:customer_case", walk.code)
    assert "已约定上门时间 2026-09-07 13:00" in page
    assert walk.order.code not in house.page("engineer", "visits:today")


@pytest.mark.clause("P3-4.4")
def test_another_time_is_agreed_with_a_reason_only(house: House) -> None:
    walk = house.walk().to("agreed")
    moved = {
        "starts_at": "2026-09-07T15:00",
        "ends_at": "2026-09-07T16:00",
        "agreed_with": "黄老师",
    }
    with pytest.raises(RefusedByPage, match="422"):
        house.post("engineer", "visits:move", walk.visit.code, data={**moved, "reason": ""})
    data = {**moved, "reason": "学校下午才开门"}
    house.post("engineer", "visits:move", walk.visit.code, data=data)
    page = house.page("engineer", "visits:visit", walk.visit.code)
    assert "2026-09-07 15:00–16:00约定对象 黄老师" in page


@pytest.mark.clause("P3-4.5")
def test_who_comes_within_the_agreed_time_is_shown_so_and_who_does_not_too(house: House) -> None:
    kept = house.walk(house.units[0]).to("agreed")
    late = house.walk(house.units[1]).to("agreed", engineer=house.colleague)
    kept.to("arrived")
    page = house.page("manager", "visits:visit", kept.visit.code)
    assert "到场时间2026-09-07 11:00" in page
    assert "晚于约定时间" not in page
    house.go(hours=3)
    late.to("arrived")
    assert "晚于约定时间1 小时" in house.page("manager", "visits:visit", late.visit.code)


@pytest.mark.clause("P3-4.5")
def test_the_fee_is_what_is_due_and_no_other(house: House) -> None:
    walk = house.walk().to("worked", parts=("DSK-04",))
    page = house.page("engineer", "visits:sign", walk.visit.code)
    assert "证件阅读模块 配件 ¥680.00 ¥680.00 × 1 块 · 按价格表 · 由客户承担 第 4.9 条" in page
    assert "客户应付¥800.00" in page
    walk.sign()
    assert [f"{line.amount}" for line in walk.lines] == ["680.00", "120.00"]


@pytest.mark.clause("P3-4.6")
def test_a_case_stays_open_until_the_report_is_in(house: House) -> None:
    walk = house.walk().to("signed")
    due = house.page("engineer", "visits:today").split("待交报告", 1)[1]
    assert f"客户已签字 {walk.unit.customer}" in due
    with pytest.raises(RefusedByPage, match="422"):
        walk.hand_in(summary="  ")
    walk.follow_up()
    assert (walk.case.state, walk.order.state) == ("restored", "restored")
    walk.hand_in(summary="读卡模块受潮，已换新并做防潮处理")
    assert (walk.case.state, walk.order.state) == ("closed", "reported")
    page = house.page("manager", "visits:visit", walk.visit.code)
    assert "读卡模块受潮，已换新并做防潮处理" in page


@pytest.mark.clause("P3-4.6", "P3-6.3")
def test_every_trip_is_reported_also_one_that_did_not_end_the_fault(house: House) -> None:
    walk = house.walk().to("signed", is_restored=False)
    first = walk.visit
    walk.done = "assigned"
    walk.to("signed")
    with pytest.raises(RefusedByPage, match=f"请先提交上门{first.code}的报告"):
        walk.hand_in(summary="已换新件")
    walk.follow_up()
    assert (walk.case.state, walk.order.state) == ("restored", "restored")
    report = {"summary": "读卡模块损坏，需带新件再来"}
    house.post("engineer", "visits:report", first.code, data=report)
    walk.hand_in(summary="已换新件")
    assert walk.case.state == "closed"


def calls(house: House) -> str:
    """The follow-up calls that wait on the first page of the desk."""
    return house.page("desk", "home").split(" 待回访", 1)[1]


@pytest.mark.clause("P3-4.7")
def test_the_follow_up_is_planned_by_itself_and_closes_the_case(house: House) -> None:
    walk = house.walk().to("worked")
    assert "没有待办" in calls(house)
    walk.to("handed_in")
    assert walk.code in calls(house)
    assert "回访待回访 到期 09-10 24:00" in walk.page()
    house.go_to(house.present.now + timedelta(days=4))
    assert "已超期" in calls(house)
    for left_out in ("works", "satisfaction"):
        with pytest.raises(RefusedByPage, match="还有问题没有回答"):
            walk.follow_up(**{left_out: ""})
    walk.follow_up(attitude="4", satisfaction="3", wishes="开机再快一点")
    page = walk.page()
    assert walk.case.state == "closed"
    for said in ("设备现在使用正常吗 是", "服务人员的态度（5 分最好） 4", "开机再快一点"):
        assert said in page


@pytest.mark.clause("P3-4.7")
def test_a_follow_up_that_finds_it_broken_opens_the_case_again(house: House) -> None:
    walk = house.walk().to("handed_in")
    walk.follow_up(works="no", works_note="当晚又黑屏")
    assert walk.case.state == "reported"
    assert "当晚又黑屏" in walk.page()
    walk.done = "reported"
    walk.to("followed_up")
    assert walk.case.state == "closed"


@pytest.mark.clause("P3-4.5", "P3-4.6")
def test_a_step_back_needs_a_reason_and_what_was_signed_is_signed_again(house: House) -> None:
    walk = house.walk().to("signed", parts=("DSK-04",))
    code = walk.visit.code
    with pytest.raises(RefusedByPage, match="422"):
        house.post("engineer", "visits:back", code, data={"seen": "signed", "reason": " "})
    house.post("engineer", "visits:back", code, data={"seen": "signed", "reason": "配件数量有误"})
    page = house.page("customer", "visits:visit", code)
    assert "签字已撤回" in page
    with pytest.raises(RefusedByPage, match="422"):
        walk.hand_in()
    walk.sign()
    assert sum(line.amount for line in walk.lines) == 800
    assert "配件数量有误" in house.page("manager", "visits:visit", code)
    walk.hand_in()
    assert walk.visit.state == "reported"
