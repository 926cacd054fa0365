"""The lines of the desk: consultations, a hotline always staffed, answers at once, prices."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from sanbao.apps.contacts import tasks
from sanbao.apps.contacts.models import Contact
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.workorders.models import WorkOrder

from .house import House, RefusedByPage, text_of

Company = Callable[..., House]
AROUND_THE_CLOCK = {
    "code": "H",
    "days": [1, 2, 3, 4, 5, 6, 7],
    "opens": "00:00",
    "closes": "00:00",
    "least": 1,
    "ahead_hours": 24,
    "answers_writing": "on",
    "is_active": "on",
}


def call(house: House, said: str, who: str = "desk") -> Contact:
    """Somebody is on the line, and `who` writes it down."""
    form = {"key": uuid4(), "phone": "13912345678", "name": "卫工", "said": said}
    house.post(who, "contacts:call", data=form)
    return Contact.objects.latest("id")


def chat(house: House, said: str) -> Contact:
    house.post("customer", "contacts:mine", data={"key": uuid4(), "text": said})
    return Contact.objects.latest("id")


def minute(house: House, **later: float) -> None:
    """Time passes, and the worker looks at the lines."""
    house.go(**later)
    tasks.watch(0)
    house.settle()


def on_duty(house: House, who: str, starts: str, ends: str, days: int) -> None:
    data = {"person": house.person(who).pk, "first": f"{house.present.today:%Y-%m-%d}"}
    data |= {"days": str(days), "starts": starts, "ends": ends}
    house.post("manager", "contacts:plan", "H", data=data)


def hotline(house: House) -> obligations.Obligation:
    rows = obligations.Obligation.objects.filter(provider=house.company.provider)
    return rows.get(what="hotline_staffed", subject_kind="agreement")


@pytest.mark.clause("P1-2.2")
def test_a_consultation_is_answered_by_an_engineer_and_closed_without_a_work_order(
    company: Company,
) -> None:
    house = company("scale-supplier")
    house.post("manager", "contacts:create_line", data={**AROUND_THE_CLOCK, "name": "咨询专线"})
    on_duty(house, "engineer", "08:00", "20:00", 1)
    contact = call(house, "传感器怎么标定？", who="engineer")
    with pytest.raises(RefusedByPage, match="422"):
        house.post("engineer", "contacts:step", contact.code, "solve", data={"answer": " "})
    answer = {"answer": "按说明书第五章，先空载再加码"}
    house.post("engineer", "contacts:step", contact.code, "solve", data=answer)
    contact.refresh_from_db()
    assert (contact.state, contact.is_first) == ("solved", True)
    assert not WorkOrder.objects.exists()
    assert "按说明书第五章" in house.page("desk", "contacts:contact", contact.code)
    assert str(house.person("engineer")) in house.page("manager", "contacts:figures")


@pytest.mark.parametrize(
    ("slug", "clause"),
    [
        pytest.param("scale-supplier", "2.5", marks=pytest.mark.clause("P1-2.5")),
        pytest.param("full-process", "2.3", marks=pytest.mark.clause("P3-2.3")),
        pytest.param("integrated-equipment", "7.3", marks=pytest.mark.clause("P6-7.3")),
    ],
)
def test_a_gap_of_the_roster_is_told_ahead_and_a_staffed_line_keeps_the_promise(
    company: Company, slug: str, clause: str
) -> None:
    house = company(slug)
    details = {**AROUND_THE_CLOCK, "name": "全天热线", "clause": clause}
    house.post("manager", "contacts:create_line", data=details)
    on_duty(house, "desk", "08:00", "20:00", 1)
    minute(house, minutes=1)
    assert hotline(house).state == "running"
    notices = house.page("manager", "notices:list")
    assert "值班表将有空缺" in notices
    assert f"第 {clause} 条" in notices
    assert "无人 20:00–24:00" in house.page("manager", "contacts:roster")
    minute(house, hours=11)
    assert hotline(house).state == "lapsed"
    assert "无人值班" in house.page("manager", "notices:list")
    on_duty(house, "engineer", "20:00", "08:00", 2)
    on_duty(house, "manager", "08:00", "20:00", 2)
    minute(house, minutes=1)
    assert hotline(house).state == "running"


@pytest.mark.clause("P3-2.3")
def test_a_question_that_nobody_answers_goes_up_the_line(company: Company) -> None:
    house = company("full-process")
    house.post("manager", "contacts:create_line", data={**AROUND_THE_CLOCK, "name": "网站客服"})
    on_duty(house, "desk", "08:00", "20:00", 1)
    chat(house, "设备报警怎么办？")
    minute(house, minutes=3)
    assert "有人等待答复" in house.page("desk", "notices:list")
    assert "有人等待答复" not in house.page("manager", "notices:list")
    minute(house, minutes=8)
    assert "有人等待答复" in house.page("manager", "notices:list")


@pytest.mark.clause("P3-2.2")
def test_the_first_answer_on_the_web_is_timed_and_keeps_the_promise_of_the_case(
    company: Company,
) -> None:
    house = company("full-process")
    contact = chat(house, "量程怎么设？")
    house.post("desk", "contacts:step", contact.code, "take", data={})
    house.go(seconds=40)
    reply = {"key": uuid4(), "text": "长按设置键三秒"}
    house.post("desk", "contacts:step", contact.code, "reply", data=reply)
    assert "长按设置键三秒" in house.page("customer", "contacts:mine")
    contact.refresh_from_db()
    assert contact.answered_at - contact.started_at == timedelta(seconds=40)
    walk = house.walk(kind="question_asked")
    url = f"{reverse('desk:call', args=[walk.unit.pk])}?contact={contact.code}"
    form = {
        "key": uuid4(),
        "kind": "question_asked",
        "component": "whole",
        "cause": "unknown",
        "province": "贵州",
        "area": "city",
        "description": "量程怎么设？",
        "reporter_name": "卫工",
        "reporter_phone": "139",
        "reported_at": f"{contact.started_at.astimezone(house.present.now.tzinfo):%Y-%m-%dT%H:%M}",
        "next": "keep",
    }
    assert house.client("desk").post(url, form).status_code == 302
    contact.refresh_from_db()
    rows = obligations.of_subject(house.company.provider.pk, "case", contact.case_code)
    assert rows.get(what="answered").state == "met"
    house.post("desk", "desk:step", contact.case_code, "solve", data={"answer": "长按设置键三秒"})
    assert "40 秒" in house.page("manager", "contacts:figures")


@pytest.mark.clause("P3-2.4")
def test_what_a_chat_cannot_solve_is_registered_and_somebody_comes_in_the_days_agreed(
    company: Company,
) -> None:
    house = company("full-process")
    contact = chat(house, "读卡器没有反应，远程试过了")
    house.post("desk", "contacts:step", contact.code, "take", data={})
    walk = house.walk()
    url = f"{reverse('desk:call', args=[walk.unit.pk])}?contact={contact.code}"
    form = {
        "key": uuid4(),
        "kind": "fault_reported",
        "component": "whole",
        "cause": "unknown",
        "province": "贵州",
        "area": "city",
        "description": "读卡器没有反应",
        "reporter_name": "卫工",
        "reporter_phone": "139",
        "reported_at": f"{contact.started_at.astimezone(house.present.now.tzinfo):%Y-%m-%dT%H:%M}",
        "next": "order",
    }
    assert house.client("desk").post(url, form).status_code == 302
    house.settle()
    contact.refresh_from_db()
    walk.code, walk.done = contact.case_code, "raised"
    assert contact.state == "in_case"
    assert walk.order.state == "raised"
    due = walk.promise("on_site")
    assert due.clause == "2.4"
    walk.to("arrived")
    assert walk.promise("on_site").state == "met"


@pytest.mark.clause("P3-2.5")
def test_the_web_service_asks_for_an_opinion_and_a_bad_one_reaches_the_manager(
    company: Company,
) -> None:
    house = company("full-process")
    contact = chat(house, "量程怎么设？")
    house.post("desk", "contacts:step", contact.code, "take", data={})
    house.post("desk", "contacts:step", contact.code, "solve", data={"answer": "见说明书"})
    assert "您对本次服务满意吗" in house.page("customer", "contacts:mine")
    data = {"satisfaction": "2", "opinion": "答得太慢"}
    house.post("customer", "contacts:rate_mine", data=data)
    assert "有人对答复不满意" in house.page("manager", "notices:list")
    assert "答得太慢" in house.page("manager", "contacts:contact", contact.code)
    assert "2.0" in house.page("manager", "contacts:figures")


@pytest.mark.clause("P3-3.4")
def test_a_price_asked_in_a_chat_goes_to_sales_and_the_line_gives_none(company: Company) -> None:
    house = company("full-process")
    contact = chat(house, "再加三台多少钱？")
    house.post("desk", "contacts:step", contact.code, "take", data={})
    house.post("desk", "contacts:step", contact.code, "pass-on", data={})
    page = house.get("desk", "contacts:contact", contact.code)
    assert "¥" not in text_of(page)
    with pytest.raises(RefusedByPage, match="询价由销售人员答复"):
        house.post("desk", "contacts:step", contact.code, "take", data={})
    assert "再加三台多少钱" in house.page("sales", "contacts:contact", contact.code)
    house.post("sales", "contacts:step", contact.code, "take", data={})
    reply = {"key": uuid4(), "text": "三台优惠价 7000 元"}
    house.post("sales", "contacts:step", contact.code, "reply", data=reply)
    house.post("sales", "contacts:step", contact.code, "solve", data={"answer": "已报价"})
    contact.refresh_from_db()
    assert (contact.state, contact.is_first) == ("solved", False)
    other = chat(house, "机器坏了")
    with pytest.raises(RefusedByPage, match="404"):
        house.post("sales", "contacts:step", other.code, "take", data={})
