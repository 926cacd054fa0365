"""Values as YAML on one line, in the way that the shipped agreements are written."""

import json
import re
from collections.abc import Mapping, Sequence

Value = str | Sequence["Value"] | Mapping[str, "Value"]

# Words that stand without quotes: no colon, no bracket, nothing that looks like a number.
_BARE = re.compile(
    r"[A-Za-z_\u4e00-\u9fff](?:[\w \u3001-\u301b\uff01-\uff65%/-]*[\w\uff01-\uff65。])?"
)
_NULLS = frozenset({"null", "Null", "NULL"})
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_FITS_A_LINE = 100


def written(value: Value) -> str:
    """A value in flow style. What needs quotes gets double ones."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {written(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(written(item) for item in value) + "]"


def _text(words: str) -> str:
    if _BARE.fullmatch(words) and words not in _NULLS:
        return words
    quoted = json.dumps(words, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def entry(value: Mapping[str, Value], *, indent: int, newline: str) -> str:
    """A mapping as an entry of a list whose dash stands at `indent`: on one line where it fits."""
    if (one := written(value)) and indent + 2 + len(one) <= _FITS_A_LINE and "zh" not in value:
        return one
    below = newline + " " * (indent + 2)
    return below.join(f"{key}: {written(item)}" for key, item in value.items())
