"""Walk the case and keep the pictures in docs/screenshots.

--url and --password: walk a product that runs already, on demo data.
"""

import argparse
import os
import shutil
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.screenshots import product, story
from scripts.screenshots.camera import Camera
from scripts.screenshots.people import People

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url")
    parser.add_argument("--password", default=product.PASSWORD)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    asked = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("No Chromium here: install Debian's chromium, then try again.")
    asked.folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        running = (
            product.Product(asked.url, asked.password)
            if asked.url
            else stack.enter_context(product.running())
        )
        playwright = stack.enter_context(sync_playwright())
        # Chromium refuses its sandbox to root, which containers run as.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=[*arguments, "--lang=zh-CN"],
            env={**os.environ, "LANGUAGE": "zh_CN"},
        )
        story.walk(People(browser, running, slug=story.COMPANY), Camera(asked.folder))
        browser.close()


if __name__ == "__main__":
    main()
