"""What the manager does: agreement, import, promises."""

import io
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from playwright.sync_api import Page

from scripts.screenshots.camera import Camera
from scripts.screenshots.field import stroke
from scripts.screenshots.people import People

PLACE = ("客户编号", "客户名称", "客户电话", "安装地点", "省份", "城市", "市区/县")
HEADER = (*PLACE, "产品编号", "序列号", "交货日期", "验收日期", "价格")
CHINA = ZoneInfo("Asia/Shanghai")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sign_in_page(people: People, camera: Camera) -> None:
    visitor = people.go("", "/accounts/login/")
    camera.shoot(visitor, "00-sign-in")


def agreement(people: People, camera: Camera) -> None:
    """From a template to an agreement in force."""
    manager = people.go("manager", "/")
    camera.shoot(manager, "00-start")
    manager.goto("/agreements/new/")
    camera.shoot(manager, "01-agreement-templates")
    manager.goto("/agreements/new/integrated-equipment/")
    manager.fill("[name=title]", "青羊区图书馆多媒体系统售后服务承诺")
    manager.fill("[name=counterparty]", "青羊区图书馆")
    manager.click("main form button.btn-primary")
    manager.wait_for_url("**/v1/**")
    manager.fill("[name=complaint_hotline]", "028-0000-0609")
    manager.dispatch_event("[name=complaint_hotline]", "change")
    manager.wait_for_timeout(800)
    camera.shoot(manager, "02-agreement-blanks")
    manager.click("button[value=review]")
    manager.wait_for_url("**/sign/")
    for side, name in (("provider", "岳明川"), ("counterparty", "青羊区图书馆 周馆长")):
        manager.click(f"#side-{side} a.btn-primary")
        manager.wait_for_url(f"**/sign/{side}/")
        manager.fill("[name=name]", name)
        stroke(manager)
        camera.shoot(manager, f"03-agreement-signing-{side}")
        manager.click("#signing button.btn-primary")
        manager.wait_for_url("**/sign/")
    camera.shoot(manager, "03-agreement-signing")
    manager.click("#force button.btn-primary")
    manager.wait_for_load_state()
    camera.shoot(manager, "03-agreement-in-force")


def agreement_paper(people: People, camera: Camera) -> None:
    """What was promised, as the paper that both sides sign."""
    manager = people.go("manager", "/agreements/")
    manager.click("main a[href^='/agreements/XY'] >> nth=-1")
    manager.wait_for_load_state()
    manager.click("a[href$='/paper/'] >> nth=0")
    manager.wait_for_load_state()
    camera.shoot(manager, "03-agreement-paper")
    answer = manager.request.get(manager.url.replace("/paper/", "/paper.pdf"))
    assert answer.ok, "there is no paper"
    camera.keep_pdf(answer.body(), "03-agreement-pdf", pages=3)


def sheet(*, with_errors: bool) -> bytes:
    """Units to import; the first file has two rows that cannot be."""
    rows = [unit(number) for number in range(1, 5)]
    last = unit(5, product="NO-SUCH"), unit(6, delivered="2026-09-20")
    rows += last if with_errors else (unit(5), unit(6))
    book = Workbook()
    page = book.active
    assert page is not None
    for row in [HEADER, *rows]:
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def unit(number: int, *, product: str = "MM-86", delivered: str = "2026-08-20") -> tuple[str, ...]:
    where = ("QY-01", "青羊区图书馆", "028-00001111", "一层阅览室", "四川省", "成都市", "市区")
    return (*where, product, f"QY2609-{number:04}", delivered, "2026-09-10", "23800")


def imported(people: People, camera: Camera) -> None:
    """A spreadsheet is looked through before anything is taken over, whole or not at all."""
    manager = people.go("manager", "/assets/imports/new/")
    camera.shoot(manager, "04-import-upload")
    send(manager, sheet(with_errors=True))
    manager.wait_for_selector("a[href*='bad-rows']", timeout=120_000)
    camera.shoot(manager, "05-import-bad-rows")
    manager.goto("/assets/imports/new/")
    send(manager, sheet(with_errors=False))
    manager.wait_for_selector("form[action$='/confirm/']", timeout=120_000)
    camera.shoot(manager, "05-import-preview")
    manager.click("form[action$='/confirm/'] button")
    manager.wait_for_selector("#import .alert-success", timeout=120_000)
    camera.shoot(manager, "05-imported")


def send(manager: Page, content: bytes) -> None:
    manager.set_input_files(
        "[name=file]", {"name": "图书馆设备.xlsx", "mimeType": EXCEL, "buffer": content}
    )
    if manager.locator("[name=agreement]").count():
        manager.select_option("[name=agreement]", index=1)
    manager.click("main form button.btn-primary")


def promises(people: People, camera: Camera) -> None:
    """The board; a promise that was missed; the spare unit that is owed for it."""
    manager = people.go("manager", "/promises/")
    camera.shoot(manager, "31-promises")
    manager.goto("/promises/?state=missed")
    camera.shoot(manager, "32-promises-missed")
    manager.goto("/promises/?what=loaner")
    camera.shoot(manager, "33-spare-unit-owed")
    manager.click("main a[href^='/promises/LY'] >> nth=0")
    camera.shoot(manager, "34-promise-and-its-log")
