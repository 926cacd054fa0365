"""Taking a picture of a page at both widths, small enough for a repository."""

import io
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Page

WIDTHS = {390: 844, 1440: 900}
# A long page is cut where nobody would go on looking.
TALLEST = 2600
PAPER_WIDTH = 1000
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

    def keep_pdf(self, content: bytes, name: str, *, pages: int) -> None:
        """The first pages of a PDF beside each other, as one picture."""
        document = pypdfium2.PdfDocument(content)
        shown = [document[place] for place in range(min(pages, len(document)))]
        pictures = [
            page.render(scale=PAPER_WIDTH / page.get_width()).to_pil().convert("RGB")
            for page in shown
        ]
        size = (sum(picture.width for picture in pictures), pictures[0].height)
        whole = Image.new("RGB", size, "white")
        for place, picture in enumerate(pictures):
            whole.paste(picture, (place * picture.width, 0))
        out = io.BytesIO()
        whole.save(out, "PNG")
        document.close()
        self.keep(out.getvalue(), name)

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
