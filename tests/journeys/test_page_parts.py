"""The parts that pages are made of, in a real browser: signature, photos, position, buttons."""

import base64
import io
import time

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from PIL import Image
from playwright.sync_api import Page, expect

from sanbao.site.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500"]

PAGE = """{% extends "base.html" %}{% block content %}
<form id="plain" method="post" action="/parts/" enctype="multipart/form-data">{% csrf_token %}
  {% include "site/_signature.html" with name="signature" required=True %}
  <photo-field><input type="file" name="photos" multiple>
    <progress hidden></progress><div data-previews></div></photo-field>
  {% include "site/_position.html" %}
  <button id="send" name="way" value="signed">send</button>
</form>
<form id="swapped" hx-post="/swap/" hx-target="#swapped">
  <button id="swap">swap</button><span>{{ count }}</span>
</form>
<button id="lost" hx-post="/nowhere/" hx-target="#lost">lost</button>
{% endblock %}"""
FRAGMENT = """<form id="swapped" hx-post="/swap/" hx-target="#swapped">
  <button id="swap">swap</button><span>{{ count }}</span><p role="alert">refused</p></form>"""

received: list[dict] = []
swaps: list[str] = []


def parts(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        files = [(file.name, file.size, file.read()) for file in request.FILES.getlist("photos")]
        received.append({**request.POST.dict(), "files": files})
        time.sleep(0.5)
    return HttpResponse(engines["django"].from_string(PAGE).render({"count": 0}, request))


def swap(request: HttpRequest) -> HttpResponse:
    swaps.append(request.headers.get("X-CSRFToken", ""))
    time.sleep(0.5)
    text = engines["django"].from_string(FRAGMENT).render({"count": len(swaps)}, request)
    return HttpResponse(text, status=422)


urlpatterns = [*urlpatterns, path("parts/", parts), path("swap/", swap)]
pytestmark = [
    pytest.mark.urls(__name__),
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def page(opened) -> Page:
    received.clear()
    swaps.clear()
    found = opened(
        width=390,
        geolocation={"latitude": 30.630212, "longitude": 104.100134, "accuracy": 12},
        permissions=["geolocation"],
    )
    found.goto("/parts/")
    return found


def sign(page: Page) -> None:
    box = page.locator("signature-field canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + 30, box["y"] + 40)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 30 + step * 15, box["y"] + 40 + (step % 3) * 20)
    page.mouse.up()


def photo(width: int, height: int) -> bytes:
    """A picture that does not compress to nothing."""
    noise = Image.effect_noise((width // 4, height // 4), 90).resize((width, height))
    out = io.BytesIO()
    noise.convert("RGB").save(out, "JPEG", quality=97)
    return out.getvalue()


def test_a_signature_arrives_as_a_picture(page: Page) -> None:
    sign(page)
    page.click("#send")
    page.wait_for_load_state()
    kind, _, content = received[0]["signature"].partition(",")
    assert kind == "data:image/png;base64"
    picture = Image.open(io.BytesIO(base64.b64decode(content))).convert("L")
    assert picture.getextrema()[0] < 100, "the strokes are dark"
    assert received[0]["way"] == "signed", "the button's own value is sent"


def test_without_a_signature_nothing_is_sent_and_the_page_says_why(page: Page) -> None:
    page.click("#send")
    expect(page.get_by_text("请先签名。")).to_be_visible()
    assert received == []
    expect(page.locator("#send")).to_be_enabled()
    sign(page)
    page.click("#send")
    page.wait_for_load_state()
    assert len(received) == 1


def test_a_cleared_signature_is_none(page: Page) -> None:
    sign(page)
    page.click("signature-field [data-clear]")
    page.click("#send")
    expect(page.get_by_text("请先签名。")).to_be_visible()
    assert received == []


def test_a_large_photo_becomes_small_before_it_travels(page: Page) -> None:
    large = photo(4000, 3000)
    page.set_input_files(
        "input[type=file]",
        [
            {"name": "nameplate.jpg", "mimeType": "image/jpeg", "buffer": large},
            {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"},
        ],
    )
    expect(page.locator(".photo-preview")).to_have_count(1)
    expect(page.locator("#send")).to_be_enabled()
    sign(page)
    page.click("#send")
    page.wait_for_load_state()
    (name, size, content), other = received[0]["files"]
    assert name == "nameplate.jpg"
    assert size < len(large) / 2
    assert max(Image.open(io.BytesIO(content)).size) == 2000
    assert other == ("paper.pdf", 8, b"%PDF-1.7")


def test_what_is_transparent_in_a_picture_turns_white(page: Page) -> None:
    noise = Image.effect_noise((900, 900), 90).convert("RGBA")
    noise.paste((0, 0, 0, 0), (0, 0, 300, 900))
    out = io.BytesIO()
    noise.save(out, "PNG")
    file = {"name": "screen.png", "mimeType": "image/png", "buffer": out.getvalue()}
    page.set_input_files("input[type=file]", [file])
    expect(page.locator("#send")).to_be_enabled()
    sign(page)
    page.click("#send")
    page.wait_for_load_state()
    ((name, _size, content),) = received[0]["files"]
    assert name == "screen.jpg"
    assert min(Image.open(io.BytesIO(content)).convert("RGB").getpixel((100, 450))) > 250


def test_the_position_is_asked_for_and_sent(page: Page) -> None:
    page.get_by_text("记录当前位置").click()
    expect(page.get_by_text("已取得位置")).to_be_visible()
    sign(page)
    page.click("#send")
    page.wait_for_load_state()
    sent = received[0]
    assert (sent["latitude"], sent["longitude"]) == ("30.630212", "104.100134")


def test_a_double_click_sends_once(page: Page) -> None:
    sign(page)
    page.dblclick("#send", no_wait_after=True)
    page.wait_for_load_state()
    page.wait_for_timeout(800)
    assert len(received) == 1


def test_a_double_click_on_an_htmx_form_sends_once_and_shows_the_refusal(page: Page) -> None:
    page.dblclick("#swap")
    expect(page.get_by_text("refused")).to_be_visible()
    page.wait_for_timeout(800)
    assert len(swaps) == 1
    assert swaps[0], "htmx sends the CSRF token"
    page.click("#swap")
    expect(page.locator("#swapped span")).to_have_text("2")


def test_a_failed_request_is_said_and_takes_nothing_away(page: Page) -> None:
    page.click("#lost")
    expect(page.get_by_role("alert").filter(has_text="不存在")).to_be_visible()
    expect(page.locator("#lost")).to_be_visible()


def test_a_lost_connection_is_said_and_the_button_works_again(page: Page) -> None:
    page.route("**/swap/", lambda route: route.abort())
    page.click("#swap")
    expect(page.get_by_text("连接不上服务器")).to_be_visible()
    expect(page.locator("#swap")).to_be_enabled()
    page.unroute("**/swap/")
    page.click("#swap")
    expect(page.get_by_text("refused")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_frame_is_wider_than_the_screen(opened, width: int) -> None:
    page = opened(width=width)
    page.goto("/accounts/login/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_reaches_the_content_first(opened) -> None:
    page = opened()
    page.goto("/accounts/login/")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
