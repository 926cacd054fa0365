"""The case of the pictures, step by step: each by the person whose step it is."""

import re

from playwright.sync_api import Locator, Page

from scripts.screenshots import field, office
from scripts.screenshots.camera import Camera
from scripts.screenshots.people import People

COMPANY = "integrated-equipment"
FAULT = "报告厅一体机开机黑屏，指示灯不亮"
SENT, EXPIRED = "唐一帆", "简文韬"


def walk(people: People, camera: Camera) -> None:
    """From the manager's set-up to the closed file, and the board of promises."""
    office.sign_in_page(people, camera)
    office.agreement(people, camera)
    office.agreement_paper(people, camera)
    office.imported(people, camera)
    scan(people, camera)
    case = call(people, camera)
    order = send_engineer(people, camera, case)
    visit = field.visit(people, camera, order)
    field.paper(people, camera, visit)
    follow_up(people, camera, case)
    office.promises(people, camera)


def scan(people: People, camera: Camera) -> None:
    """A visitor reads the QR code on a unit."""
    manager = people.go("manager", "/assets/")
    camera.shoot(manager, "06-equipment")
    manager.click("#found a >> nth=0")
    camera.shoot(manager, "07-unit")
    serial = manager.url.rstrip("/").rsplit("/", 1)[1]
    manager.goto(f"/assets/unit/{serial}/label/")
    address = re.search(r"/r/[\w-]+/", manager.content())
    assert address, "the label carries no address"
    camera.shoot(manager, "08-label")
    visitor = people.go("", address.group())
    visitor.fill("[name=description]", "触摸屏下半部分没有反应")
    visitor.fill("[name=reporter_name]", "甘老师")
    visitor.fill("[name=reporter_phone]", "13000001234")
    camera.shoot(visitor, "09-qr-report")
    visitor.click("main form button.btn-primary")
    visitor.wait_for_url("**/r/case/**")
    camera.shoot(visitor, "10-qr-follow")


def call(people: People, camera: Camera) -> str:
    """The desk finds a unit while it types, and sees at once what is promised."""
    desk = people.go("desk", "/desk/")
    desk.fill("[name=q]", "锦水")
    desk.wait_for_selector("a[href*='/desk/calls/']")
    desk.wait_for_timeout(600)
    camera.shoot(desk, "11-desk-search")
    desk.click("a[href*='/desk/calls/'] >> nth=0")
    desk.fill("[name=description]", FAULT)
    desk.select_option("[name=cause]", "unknown")
    desk.dispatch_event("[name=description]", "change")
    desk.wait_for_timeout(900)
    camera.shoot(desk, "12-desk-decision")
    desk.click("button[value=order]")
    desk.wait_for_url("**/desk/cases/**")
    camera.shoot(desk, "13-case-opened")
    code = case_code(desk)
    again(desk, camera)
    return code


def again(desk: Page, camera: Camera) -> None:
    """Somebody else calls about the same unit: the open case is pointed out."""
    desk.goto("/desk/?q=锦水")
    desk.wait_for_selector("a[href*='/desk/calls/']")
    desk.click("a[href*='/desk/calls/'] >> nth=0")
    camera.shoot(desk, "14-desk-duplicate")


def case_code(page: Page) -> str:
    return page.url.rstrip("/").rsplit("/", 1)[1]


def send_engineer(people: People, camera: Camera, case: str) -> str:
    """An engineer whose certificate has run out cannot be chosen; then one is sent."""
    dispatcher = people.go("dispatcher", "/workorders/?state=open")
    camera.shoot(dispatcher, "15-work-orders")
    dispatcher.goto(f"/desk/cases/{case}/")
    dispatcher.click("a[href*='/workorders/GD'] >> nth=0")
    order = case_code(dispatcher)
    assert chooser(dispatcher, EXPIRED).is_disabled()
    camera.shoot(dispatcher, "16-assign-uncertified")
    chooser(dispatcher, SENT).click()
    dispatcher.wait_for_load_state()
    camera.shoot(dispatcher, "17-assigned")
    return order


def chooser(page: Page, name: str) -> Locator:
    """The button beside a name."""
    return page.locator("form[action$='/assign/']").filter(has_text=name).locator("button")


def follow_up(people: People, camera: Camera, case: str) -> None:
    """The call after the service closes the case; the customer sees it so."""
    desk = people.go("desk", f"/desk/cases/{case}/")
    desk.wait_for_timeout(1500)
    desk.goto("/visits/follow-ups/")
    camera.shoot(desk, "27-follow-ups")
    desk.click(f"a[href*='/visits/follow-ups/']:has-text('{case}')")
    answers = {"works": "yes", "attitude": "5", "satisfaction": "5", "extra_charge": "no"}
    for name, value in (answers | {"gift": "no", "knows_product": "yes"}).items():
        desk.check(f"[name={name}][value='{value}']", force=True)
    desk.fill("[name=wishes]", "希望每学期开学前来检查一次")
    camera.shoot(desk, "28-follow-up")
    desk.click("button:has-text('保存')")
    desk.wait_for_url(f"**/desk/cases/{case}/")
    camera.shoot(desk, "29-case-closed")
    customer = people.go("customer", f"/desk/mine/cases/{case}/")
    camera.shoot(customer, "30-customer-sees")
