"""Every list page has a budget of queries, and a test that holds it to that."""

import json
import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from .sources import ROOT

BUDGETS: dict[str, int] = json.loads((ROOT / "tests/query_budgets.json").read_text())
LISTS = re.compile(r"(^|_)(list|board|home|search|today)$")


def pages(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name and "sanbao" in pattern.callback.__module__:
                yield f"{space}{pattern.name}"
        elif pattern.namespace != "api":
            inside = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from pages(pattern, f"{space}{inside}")


def test_every_list_page_has_a_budget() -> None:
    lists = {name for name in pages(get_resolver()) if LISTS.search(name.rpartition(":")[2])}
    assert lists - set(BUDGETS) == set()


def test_every_budget_is_of_a_page_and_is_tested() -> None:
    names = set(pages(get_resolver()))
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    measured = [text for text in texts if "query_budgets.json" in text and "BUDGETS[" in text]
    untested = {name for name in BUDGETS if not any(f'"{name}"' in text for text in measured)}
    assert set(BUDGETS) - names == set()
    assert untested == set()
