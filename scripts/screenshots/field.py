"""What the engineer does on site, on his phone."""

from random import Random

from playwright.sync_api import FilePayload, Page

from sanbao.site.demo import pictures
from scripts.screenshots.camera import Camera
from scripts.screenshots.people import People

CHECKS = (
    "certificate_shown",
    "price_list_followed",
    "working_order_shown",
    "use_explained",
    "nothing_accepted",
    "courteous",
    "no_cut_corners",
    "site_rules_kept",
)


def visit(people: People, camera: Camera, order: str) -> str:
    """From the appointment to the report; gives the number of the visit."""
    engineer = people.go("engineer", "/visits/today/")
    camera.shoot(engineer, "18-engineer-day")
    engineer.goto(f"/visits/agree/{order}/")
    camera.shoot(engineer, "19-appointment")
    engineer.click("main form button.btn-primary")
    engineer.wait_for_load_state()
    code = engineer.url.rstrip("/").rsplit("/", 1)[1]
    arrive(engineer, camera)
    show_papers(engineer, camera, code)
    checklist(engineer, camera, code)
    work(engineer, camera, code)
    sign(engineer, camera, code)
    engineer.fill("[name=summary]", "电源板损坏，已换新并连续运行两小时；建议该教室加装稳压插座。")
    engineer.click("form[action$='/report/'] button.btn-primary")
    engineer.wait_for_load_state()
    camera.shoot(engineer, "25-report")
    return code


def arrive(engineer: Page, camera: Camera) -> None:
    locate = engineer.locator("position-field button")
    if locate.count():
        locate.first.click()
        engineer.wait_for_timeout(500)
    camera.shoot(engineer, "20-check-in")
    engineer.click("form[action$='/arrive/'] button.btn-primary")
    engineer.wait_for_load_state()


def show_papers(engineer: Page, camera: Camera, code: str) -> None:
    engineer.goto(f"/visits/{code}/papers/")
    engineer.check("[name=certificate]")
    engineer.check("[name=price_list]")
    camera.shoot(engineer, "21-papers")
    engineer.click("main form button.btn-primary")
    engineer.wait_for_load_state()


def checklist(engineer: Page, camera: Camera, code: str) -> None:
    engineer.goto(f"/visits/{code}/checklist/")
    for name in CHECKS:
        engineer.check(f"[name={name}][value=yes]", force=True)
    engineer.check("[name=receipt_given][value=none]", force=True)
    camera.shoot(engineer, "22-checklist")
    engineer.click("main form button.btn-primary")
    engineer.wait_for_load_state()


def work(engineer: Page, camera: Camera, code: str) -> None:
    engineer.goto(f"/visits/{code}/work/")
    engineer.set_input_files("#photos [type=file]", picture())
    engineer.wait_for_selector("#photos img")
    engineer.select_option("[name=cause]", "product_quality")
    engineer.fill("[name=finding]", "电源板无输出，滤波电容鼓包")
    engineer.fill("[name=measure]", "更换电源板，连续运行正常")
    engineer.select_option("[name$='-price'] >> nth=0", label="一体机电源板（块）")
    engineer.check("[name=is_restored][value=yes]")
    camera.shoot(engineer, "23-work")
    engineer.click("#work-form .card-footer button.btn-primary")
    engineer.wait_for_load_state()
    camera.shoot(engineer, "23-fee")


def picture() -> FilePayload:
    shot = pictures.photo(Random(7)).read()
    return {"name": "故障.jpg", "mimeType": "image/jpeg", "buffer": shot}


def sign(engineer: Page, camera: Camera, code: str) -> None:
    engineer.goto(f"/visits/{code}/sign/")
    engineer.check("[name=satisfaction][value='5']", force=True)
    engineer.fill("[name=opinion]", "来得很快，讲得清楚")
    on_the_phone(engineer)
    stroke(engineer)
    camera.shoot(engineer, "24-signature")
    on_the_phone(engineer)
    stroke(engineer)
    engineer.click("main form .card-footer button.btn-primary")
    engineer.wait_for_url(f"**/visits/{code}/")


def on_the_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 1600})
    page.wait_for_timeout(300)


def stroke(page: Page) -> None:
    """A signature with the mouse, across the field."""
    canvas = page.locator("signature-field canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    wide, high = box["width"] / 16, box["height"]
    page.mouse.move(box["x"] + 2 * wide, box["y"] + high * 0.7)
    page.mouse.down()
    for step in range(3, 14):
        level = (0.3, 0.75, 0.45, 0.6)[step % 4]
        page.mouse.move(box["x"] + step * wide, box["y"] + high * level, steps=4)
    page.mouse.up()


def paper(people: People, camera: Camera, code: str) -> None:
    """The first page of the PDF report; the worker makes it a moment after the signature."""
    engineer = people.page("engineer")
    for _ in range(60):
        answer = engineer.request.get(f"/visits/{code}/report.pdf")
        if answer.ok:
            break
        engineer.wait_for_timeout(1000)
    assert answer.ok, "the worker has not made the report"
    camera.keep_pdf(answer.body(), "26-report-paper", pages=1)
