"""The built front end in a page: `{% script "app" %}`, `{% style "app" %}`, `{% icon "key" %}`."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
BUILD = Path(__file__).resolve().parent.parent / "static" / "build"


@cache
def manifest() -> dict[str, Any]:
    """What Vite built: source name to hashed file name. Read once a process."""
    path = BUILD / "manifest.json"
    if not path.exists():
        raise RuntimeError("The front end is not built: run `make frontend`.")
    entries: dict[str, Any] = json.loads(path.read_text())
    return entries


@cache
def built(source: str) -> str:
    return static(f"build/{manifest()[source]['file']}")


@register.simple_tag
def script(name: str) -> SafeString:
    return format_html('<script type="module" src="{}"></script>', built(f"src/{name}.ts"))


@register.simple_tag
def style(name: str) -> SafeString:
    files = manifest()[f"src/{name}.ts"].get("css", [])
    links = [
        format_html('<link rel="stylesheet" href="{}">', static(f"build/{file}")) for file in files
    ]
    return SafeString("".join(links))


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon beside a word; screen readers skip it."""
    return format_html(
        '<svg class="icon" width="24" height="24" viewBox="0 0 24 24" fill="none" '
        'stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" '
        'aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        built("icons.svg"),
        name,
    )
