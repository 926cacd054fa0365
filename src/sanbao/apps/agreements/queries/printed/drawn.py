"""The terms of a version as its tables need them, also while blanks are open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements.facts.paper import BLANK, DASH, OPEN, Piece, Sentence, plain
from sanbao.rules.agreement import Agreement, Document, fill
from sanbao.rules.message import Message
from sanbao.rules.sentence import sentence, told
from sanbao.rules.terms import Lasting, Term

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Terms:
    """names: the components in the language of the paper. waiting: by the place of a term, the
    labels of the open blanks that its figures stand in.
    """

    agreement: Agreement
    names: Mapping[str, str]
    waiting: Mapping[int, tuple[str, ...]]

    def of(self, *kinds: type[T]) -> Iterator[tuple[T, int]]:
        """The terms of some kinds in the order of the agreement, each with its place."""
        for place, term in enumerate(self.agreement.terms):
            if isinstance(term, kinds):
                yield term, place

    def lasting(self) -> Iterator[tuple[Lasting, int]]:
        """The duties over time, each with its place."""
        for place, term in enumerate(self.agreement.terms):
            if isinstance(term, Lasting):
                yield term, place

    def figure(self, place: int, words: Sentence) -> Sentence:
        """What a term states as a figure, or the blank that it still waits for."""
        open_ = self.waiting.get(place)
        if open_ is None:
            return words
        return tuple(Piece(label, OPEN) for label in open_)

    def sentence(self, term: Term, place: int) -> Sentence:
        """A term in one sentence, behind it the blanks that it still waits for."""
        words = plain(told(sentence(term, self.names), said))
        return (*words, *(Piece(label, OPEN) for label in self.waiting.get(place, ())))


def terms_of(document: Document, blanks: Mapping[str, str], *, lang: str) -> Terms:
    """The terms with what is filled in; a sample stands in for a blank that is open."""
    open_ = {
        asked.name: asked for asked in document.parameters if not blanks.get(asked.name, "").strip()
    }
    samples = {name: asked.sample for name, asked in open_.items()}
    labels = {name: asked.label.text(lang) for name, asked in open_.items()}
    return Terms(
        agreement=fill(document, {**blanks, **samples}),
        names={code: words.text(lang) for code, words in document.components.items()},
        waiting={
            place: tuple(labels[name] for name in named if name in labels)
            for place, written in enumerate(document.outline.terms)
            if (named := named_in(written)) and any(name in labels for name in named)
        },
    )


def named_in(written: Mapping[str, object]) -> list[str]:
    """The blanks that a term as written speaks of, each once."""
    return list(dict.fromkeys(BLANK.findall(str(written))))


def cell(*words: Message | str, between: str = "") -> Sentence:
    """Words as a cell of a table: its first letter large, "—" for nothing."""
    parts = [said(word) if isinstance(word, Message) else word for word in words]
    text = between.join(part for part in parts if part)
    return plain(text[:1].upper() + text[1:] if text else DASH)
