"""One case, walked by people through a real browser, on the product as `make run` starts it."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page

from scripts.screenshots import product, story
from scripts.screenshots.people import People

pytestmark = pytest.mark.journey


@dataclass(slots=True)
class Witness:
    """Stands where the camera stands: notes what each step shows, and how wide it is."""

    seen: dict[str, str] = field(default_factory=dict)
    too_wide: list[str] = field(default_factory=list)

    def shoot(self, page: Page, name: str) -> None:
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 844})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                self.too_wide.append(f"{name} at {width} px")
        page.set_viewport_size({"width": 1440, "height": 900})
        self.seen[name] = page.inner_text("body")

    def keep_pdf(self, content: bytes, name: str, *, pages: int) -> None:
        assert content.startswith(b"%PDF")
        self.seen[name] = f"{len(content)} bytes"


def test_a_case_goes_from_the_call_to_the_closed_file(browser: Browser) -> None:
    """Agreement, import, QR code, call, engineer, visit, signature, report, follow-up, board."""
    witness = Witness()
    with product.running(story.COMPANY) as started:
        story.walk(People(browser, started, slug=story.COMPANY), witness)
    seen = witness.seen
    assert "QY2609-0005" in seen["05-import-bad-rows"]
    assert "在保修范围内" in seen["12-desk-decision"]
    assert "第 5.2 条" in seen["12-desk-decision"]
    assert story.FAULT in seen["13-case-opened"]
    assert "更换电源板" in seen["24-signature"]
    assert "已办结" in seen["29-case-closed"]
    assert "提供备用机" in seen["31-promises"]
    assert witness.too_wide == []
