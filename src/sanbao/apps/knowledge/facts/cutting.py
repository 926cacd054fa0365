"""Cutting Chinese text into words, and writing them as PostgreSQL keeps and asks for them.

The dictionary takes over a second to load and a hundred megabytes: it is loaded by the first
process that cuts something, when it does.
"""

import logging
import re
import warnings
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.conf import settings

LONGEST_WORD = 40
MOST_WORDS = 5000  # of one text
WORD = re.compile(r"\w")


@lru_cache(maxsize=1)
def tokenizer() -> Any:
    """The dictionary, its cache kept in our own folder, its logging silent."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's own, of old string literals
        import jieba  # type: ignore[import-untyped]
    jieba.setLogLevel(logging.ERROR)
    cutter = jieba.Tokenizer()
    folder = settings.VAR / "jieba"
    folder.mkdir(parents=True, exist_ok=True)
    cutter.tmp_dir = str(folder)
    return cutter


def cut(text: str) -> list[str]:
    """The words of a text in their order, with the shorter words inside longer ones; lower case."""
    pieces = tokenizer().cut_for_search(text.lower())
    words = (piece.strip()[:LONGEST_WORD] for piece in pieces if WORD.search(piece))
    return [word for _place, word in zip(range(MOST_WORDS), words, strict=False)]


def quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def vector_of(title: Sequence[str], body: Sequence[str]) -> str:
    """Words as a tsvector is written, those of the title with the highest weight."""
    weighed = [*((word, "A") for word in title), *((word, "B") for word in body)]
    return " ".join(
        f"{quoted(word)}:{place}{weight}" for place, (word, weight) in enumerate(weighed, start=1)
    )


def query_of(words: Iterable[str]) -> str:
    """Any of these words, as a tsquery is written; "" for none."""
    return " | ".join(quoted(word) for word in words)
