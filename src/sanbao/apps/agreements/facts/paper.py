"""A paper: all that an agreement says when it is printed, before a form is chosen for it.

The PDF, the Word file and the page are made of one `Paper`, so that they say the same.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

BLANK = re.compile(r"\{([a-z0-9_]+)\}")
WORDS, FILLED, OPEN = "words", "filled", "open"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence. kind: `words`, `filled` or `open` (a blank without a value)."""

    words: str
    kind: str = WORDS


Sentence = tuple[Piece, ...]
DASH = "—"
NOTHING: tuple[Sentence, ...] = ((), (Piece(""),), (Piece(DASH),))


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause under its own number. reading: how it is read where that was in doubt."""

    number: str
    sentence: Sentence
    reading: Sentence = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading, "" for none, and the clauses under it in the order of the agreement."""

    title: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A schedule drawn from the terms, or an annex such as a price list.

    mark: its number in words. widths: shares of the line, one a column. figures: the columns set
    to the right. A cell is a sentence, so that an open blank shows in a table too.
    """

    mark: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Sentence, ...], ...]
    widths: tuple[int, ...]
    note: str = ""
    figures: frozenset[int] = frozenset()

    def without_empty_columns(self) -> "Table":
        """Without the columns that say nothing in any row."""
        kept = [
            column
            for column in range(len(self.head))
            if any(row[column] not in NOTHING for row in self.rows)
        ]
        return replace(
            self,
            head=tuple(self.head[column] for column in kept),
            rows=tuple(tuple(row[column] for column in kept) for row in self.rows),
            widths=tuple(self.widths[column] for column in kept),
            figures=frozenset(place for place, was in enumerate(kept) if was in self.figures),
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A label and what stands behind it; an empty value is a line to write on."""

    label: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One party: who it is, and where it signs."""

    title: str
    name: str
    about: tuple[Line, ...]
    signs: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """watermark: "" on what both sides have signed. open_blanks: labels of what is left to fill.

    words: the few words that every form needs, by name.
    """

    lang: str
    title: str
    number: str
    edition: str
    watermark: str
    about: tuple[Line, ...]
    sides: tuple[Side, ...]
    preamble: str
    chapters: tuple[Chapter, ...]
    closing: tuple[Line, ...]
    tables: tuple[Table, ...]
    annexes: tuple[Table, ...]
    open_blanks: tuple[str, ...]
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What a file of it is called, without a suffix."""
        return f"{self.title} {self.number} {self.edition}"


def plain(words: object) -> Sentence:
    """Words without a blank, as a cell of a table."""
    return (Piece(str(words)),)


def cut(words: str, blanks: Mapping[str, str], labels: Mapping[str, str]) -> Iterator[Piece]:
    """`words` cut at their {blanks}; an open one shows its label."""
    for place, part in enumerate(BLANK.split(words)):
        if place % 2 == 0:
            if part:
                yield Piece(part)
            continue
        value = blanks.get(part, "").strip()
        yield Piece(value, FILLED) if value else Piece(labels[part], OPEN)
