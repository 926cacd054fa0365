"""What clause tests stand on: `company(slug)` gives one small demo company, see `house`."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.utils import timezone

from sanbao.site.demo import reacting
from sanbao.site.demo.build import build_company

from .house import House
from .present import Present


@pytest.fixture
def present(monkeypatch: pytest.MonkeyPatch) -> Present:
    """The time that all pages and jobs read; assign `present.now`, or use `house.go`."""
    clock = Present()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture
def basket(db: None) -> Iterator[reacting.Basket]:
    """What follows from a step waits here until the house lets it happen."""
    with reacting.in_basket() as waiting:
        yield waiting


@pytest.fixture
def company(
    present: Present,
    basket: reacting.Basket,
    settings: pytest.FixtureRequest,
    tmp_path: Path,
) -> Callable[..., House]:
    """Build the company that uses a template: `company("fire-door", now=..., assets=5)`."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]

    def built(slug: str, *, now: datetime | None = None, assets: int = 3) -> House:
        present.now = now or present.now
        made = build_company(slug, today=present.today, now=present.now, cases=0, assets=assets)
        return House(company=made, present=present, basket=basket)

    return built
