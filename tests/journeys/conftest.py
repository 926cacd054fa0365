"""A real Chromium for the journeys. Where none is, they say so and are skipped."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from ..apps.conftest import kept_world as kept_world
from ..apps.conftest import world as world
from ..clauses.conftest import basket as basket
from ..clauses.conftest import company as company
from ..clauses.conftest import present as present

QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Opened = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium here: install Debian's chromium, or run `make test` as root")
    # Playwright's loop runs in this thread, where Django would refuse its ordinary calls.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    # Chromium refuses its sandbox to root, which containers run as.
    arguments = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield started
        started.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")


@pytest.fixture
def opened(browser: Browser, live_server, tmp_path: Path) -> Iterator[Opened]:
    """`opened(user, width=390)`: a page of that user's own browser, on the site under test.

    The test fails on what a person would not see: an error of a script or of the content policy.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(user=None, *, width: int = 1440, language: str = "zh-CN", **options) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            locale=language,
            timezone_id="Asia/Shanghai",
            viewport={"width": width, "height": 844},
            **options,
        )
        contexts.append(context)
        if user is not None:
            client = Client()
            client.force_login(user)
            name = settings.SESSION_COOKIE_NAME
            cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
            context.add_cookies([cookie])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda said: (
                faults.append(said.text) if "Content Security Policy" in said.text else None
            ),
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
