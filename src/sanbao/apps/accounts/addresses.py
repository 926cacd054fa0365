"""The addresses of many things on one page: a name is looked up once, not once a row."""

from functools import cache
from urllib.parse import quote

from django.urls import get_script_prefix, get_urlconf, reverse

# Digits, so that a number may stand there as well as a code; no address has them of itself.
MARK = "700007"


def address(name: str, *codes: str | int) -> str:
    """As `reverse(name, args=codes)` for codes without a slash, which the codes we give are."""
    pattern = written(name, len(codes), get_urlconf(), get_script_prefix())
    return pattern.format(*(quote(str(code), safe="") for code in codes))


@cache
def written(name: str, count: int, urlconf: str | None, prefix: str) -> str:
    """The address with `{}` for each code. Script and urls are part of what it depends on."""
    marks = [f"{MARK}{place}" for place in range(count)]
    found = reverse(name, urlconf=urlconf, args=marks)
    for mark in marks:
        found = found.replace(mark, "{}")
    return found
