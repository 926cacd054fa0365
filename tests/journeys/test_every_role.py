"""One case in the hands of everybody, each at the screen that is his own.

The caller is recognised, the desk opens the case by the clause, the dispatcher takes the best of
three, the engineer works on his phone, the customer follows it and answers by a link, and what she
says opens a complaint; the regular call finds a new fault; the manager sees what was kept.
"""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.complaints.queries import Complaint
from sanbao.apps.desk.queries import Case
from sanbao.apps.visits.queries import Visit
from sanbao.site.demo.answers import POINTS

from ..clauses.house import House
from .conftest import Opened
from .hands import PATIENCE, PHONE, draw, fits, go, press, tick, turn

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
FAULT = "身份证放上去没有反应"
PART = "证件阅读模块"
ON_PHONES = (Role.ENGINEER, Role.CUSTOMER)
At = Callable[[str], Page]


@pytest.fixture
def house(company: Callable[..., House]) -> House:
    return company("full-process", assets=2)


@pytest.fixture
def at(house: House, opened: Opened) -> At:
    """The page of somebody's own browser; of the engineer and the customer on a phone."""
    pages: dict[str, Page] = {}

    def page_of(role: str) -> Page:
        if role not in pages:
            width = PHONE if role in ON_PHONES else 1440
            pages[role] = opened(house.person(role), width=width)
            pages[role].set_default_timeout(PATIENCE)
        return pages[role]

    return page_of


def test_a_case_goes_through_the_hands_of_every_role(house: House, at: At) -> None:
    case = take_the_call(house, at(Role.DESK))
    dispatch(at(Role.DISPATCHER), case)
    follow(at(Role.CUSTOMER), case, "已指派工程师")
    visit = agree_and_arrive(house, at(Role.ENGINEER))
    work(at(Role.ENGINEER), visit)
    sign(at(Role.ENGINEER), visit)
    house.settle()
    address = try_to_reach(at(Role.DESK), case)
    answer_by_link(at(Role.CUSTOMER), case, address)
    house.settle()
    look_into_it(at(Role.DISPATCHER), house.person(Role.ENGINEER))
    assert call_back(at(Role.DESK)) != case
    see_what_was_kept(at(Role.MANAGER), case)


def take_the_call(house: House, desk: Page) -> Case:
    """The telephone system tells of a call; its caller is known by the number."""
    unit = house.units[0]
    call = {"ref": str(uuid4()), "event": "ringing", "number": unit.site.contact_phone}
    rings = house.client(Role.DESK).post("/api/calls", call, content_type="application/json")
    assert rings.status_code == 201
    go(desk, "/desk/")
    expect(desk.locator("#ringing")).to_contain_text(unit.customer.name)
    press(desk, "我来接")
    turn(desk, desk.get_by_role("link", name=unit.serial))
    desk.fill("[name=description]", FAULT)
    desk.select_option("[name=cause]", "unknown")
    expect(desk.locator("#call-body")).to_contain_text("4.5")
    fits(desk)
    press(desk, "派工单")
    desk.wait_for_url("**/desk/cases/**")
    return Case.objects.get()


def dispatch(dispatcher: Page, case: Case) -> None:
    """The first of the best three, each with its reasons."""
    go(dispatcher, "/dispatch/")
    turn(dispatcher, dispatcher.locator("#waiting a"))
    best = dispatcher.locator("#best form")
    expect(best.first).to_be_visible()
    fits(dispatcher)
    turn(dispatcher, best.first.get_by_role("button"))


def follow(customer: Page, case: Case, how_far: str) -> None:
    """How far it is, in the customer's portal."""
    go(customer, "/")
    turn(customer, customer.locator(f"a[href$='{case.code}/']").first)
    expect(customer.locator("#way")).to_contain_text(how_far)


def agree_and_arrive(house: House, engineer: Page) -> Visit:
    go(engineer, "/visits/today/")
    turn(engineer, engineer.get_by_role("link", name="预约", exact=True))
    press(engineer, "确认预约")
    visit = Visit.objects.get()
    house.go_to(visit.agreed_from)
    go(engineer, "/visits/today/")
    engineer.locator("#arrive summary").click()
    press(engineer, "到场签到")
    engineer.wait_for_url(f"**/visits/{visit.code}/")
    return visit


def work(engineer: Page, visit: Visit) -> None:
    """What is shown, how he behaves, what he does; a step cannot be skipped."""
    turn(engineer, engineer.locator("#steps").get_by_text("出示资格证和收费标准"))
    engineer.check("[name=certificate]")
    engineer.check("[name=price_list]")
    press(engineer, "已出示")
    turn(engineer, engineer.locator("#steps").get_by_text("服务规范检查"))
    for point in POINTS:
        tick(engineer, point, "yes")
    press(engineer, "保存")
    turn(engineer, engineer.locator("#steps").get_by_text("维修记录和部件"))
    engineer.select_option("[name=cause]", "product_quality")
    engineer.fill("[name=finding]", "证件阅读模块损坏")
    engineer.fill("[name=measure]", "更换阅读模块，连读二十张均成功")
    engineer.select_option("[name$='-price'] >> nth=0", label=f"{PART}（块）")
    engineer.check("[name=is_restored][value=yes]")
    press(engineer, "保存并显示费用")


def sign(engineer: Page, visit: Visit) -> None:
    """The phone in the customer's hand, then the report, which cannot be left out."""
    turn(engineer, engineer.locator("#steps").get_by_text("客户签字"))
    engineer.locator("#field-satisfaction label").first.click()
    draw(engineer)
    press(engineer, "确认并签字")
    expect(engineer.locator("#work")).to_contain_text("票据")
    engineer.fill("[name=summary]", "阅读模块损坏，已换新")
    press(engineer, "提交报告")


def try_to_reach(desk: Page, case: Case) -> str:
    """Nobody answers; the customer gets the link. Gives it."""
    go(desk, "/visits/follow-ups/")
    turn(desk, desk.locator(f"#follow-ups a:has-text('{case.code}')"))
    address = desk.input_value("#link")
    desk.fill("[name=note]", "占线")
    press(desk, "没有联系上")
    return address


def answer_by_link(customer: Page, case: Case, address: str) -> None:
    """She has paid more than the list says. Her own page of the case asks her, too."""
    follow(customer, case, "客户已签字")
    expect(customer.get_by_role("link", name="评价本次服务")).to_be_visible()
    turn(customer, customer.locator("#visits a").first)
    expect(customer.locator("#work")).to_contain_text("SJ-000001")
    go(customer, address)
    customer.fill("[name=respondent]", "黄丽萍")
    tick(customer, "works", "yes")
    tick(customer, "satisfaction", "2")
    tick(customer, "extra_charge", "yes")
    press(customer, "提交评价")


def look_into_it(officer: Page, engineer: User) -> None:
    """The complaint is there by itself, and says whose conduct it is about."""
    complaint = Complaint.objects.get()
    go(officer, "/complaints/")
    turn(officer, officer.locator(f"#complaint-{complaint.code}"))
    expect(officer.locator("main")).to_contain_text(str(engineer))
    officer.locator("#note summary").click()
    officer.fill("[name=text]", "已请工程师说明")
    press(officer, "添加")
    expect(officer.locator("#history")).to_contain_text("已请工程师说明")


def call_back(desk: Page) -> Case:
    """The regular call to every buyer finds what nobody has reported: a case."""
    go(desk, "/call-backs/")
    turn(desk, desk.locator("#calls a").first)
    press(desk, "我来拨打")
    desk.fill("[name=respondent]", "黄丽萍")
    tick(desk, "works", "no")
    desk.fill("[name=works_note]", "考勤机认不出人")
    for name in ("familiar", "fits", "satisfaction"):
        tick(desk, name, "4")
    press(desk, "保存回访结果")
    found = Case.objects.latest("pk")
    turn(desk, desk.get_by_role("status").get_by_role("link", name=found.code))
    return found


def see_what_was_kept(manager: Page, case: Case) -> None:
    go(manager, "/promises/?state=met")
    expect(manager.locator("#board")).to_contain_text(case.code)
