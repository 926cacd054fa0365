"""Every icon that a page names is in the sprite; a missing one leaves a hole beside its word."""

import re

from sanbao.site.navigation import ENTRIES, MENUS

from .sources import PACKAGE, ROOT

NAMED = re.compile(r"{% icon \"([a-z-]+)\"")
DRAWN = re.compile(r"^  ([a-z]+): \"[a-z0-9-]+\",$", re.MULTILINE)


def test_every_icon_that_is_named_is_drawn() -> None:
    drawn = set(DRAWN.findall((ROOT / "frontend/icons.ts").read_text(encoding="utf-8")))
    assert len(drawn) > 40
    missing = {
        f"{page.relative_to(PACKAGE)}: {name}"
        for page in PACKAGE.rglob("templates/**/*.html")
        for name in NAMED.findall(page.read_text(encoding="utf-8"))
        if name not in drawn
    }
    assert missing == set()
    assert {entry.icon for entry in ENTRIES} | {icon for _label, icon in MENUS.values()} <= drawn
