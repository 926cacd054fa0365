"""Taking a picture of a page at both widths, small enough for a repository."""

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

WIDTHS = {390: 844, 1440: 900}
# A long page is cut where nobody would go on looking.
TALLEST = 2600
MOST_BYTES = 250_000
COLOURS = (256, 128, 64, 32)


@dataclass(frozen=True, slots=True)
class Camera:
    folder: Path

    def shoot(self, page: Page, name: str) -> None:
        """`<name>-390.png` and `<name>-1440.png`. The page stays as it is but for its width."""
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(250)  # the page finds its new shape
            tall = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
            page.set_viewport_size({"width": width, "height": max(tall, height)})
            self.keep(page.screenshot(animations="disabled"), f"{name}-{width}")
        page.set_viewport_size({"width": 1440, "height": WIDTHS[1440]})

    def keep(self, picture: bytes, name: str) -> None:
        """With as many colours as fit."""
        image = Image.open(io.BytesIO(picture)).convert("RGB")
        for colours in COLOURS:
            out = io.BytesIO()
            flat = image.quantize(
                colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
            )
            flat.save(out, "PNG", optimize=True)
            if out.tell() <= MOST_BYTES:
                break
        (self.folder / f"{name}.png").write_bytes(out.getvalue())
