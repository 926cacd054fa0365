"""What hands do on a page: choose, draw a signature, and see that nothing sticks out of it."""

from playwright.sync_api import Error, Locator, Page

PHONE = 390
STICKS_OUT = "document.documentElement.scrollWidth > window.innerWidth"
PATIENCE = 60_000  # milliseconds, on a machine that does much else


def fits(page: Page) -> None:
    """No page is wider than its screen."""
    try:
        sticks_out = page.evaluate(STICKS_OUT)
    except Error:  # it led on to another page meanwhile
        page.wait_for_load_state()
        sticks_out = page.evaluate(STICKS_OUT)
    assert not sticks_out, page.url


def tick(page: Page, name: str, value: str) -> None:
    """An answer that is a large button beside others."""
    page.locator(f"label[for='{name}-{value}']").click()


def draw(page: Page) -> None:
    """A signature with the mouse, across the field."""
    canvas = page.locator("signature-field canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 25, steps=6)
    page.mouse.move(box["x"] + 200, box["y"] + 70, steps=6)
    page.mouse.up()


def press(page: Page, name: str) -> None:
    """The button of that name; the page that follows must fit, whatever it says."""
    turn(page, page.get_by_role("button", name=name, exact=True).first)


def turn(page: Page, by: Locator) -> None:
    """Click what leads to another page, and wait for that."""
    with page.expect_navigation():
        by.click()
    fits(page)


def go(page: Page, path: str) -> Page:
    answer = page.goto(path)
    assert answer is None or answer.ok, f"{path}: {answer.status}"
    fits(page)
    return page
