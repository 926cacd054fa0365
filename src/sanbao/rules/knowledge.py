"""Articles and product documents: their editions, the full set, and words written nearly right.

An edition is a draft, published, or superseded by a later one. A complete set of documents comes
with a product (P6-1.3, P6-6.1); repair documents of a new product reach the dealers (P2-1.3).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sanbao.rules.message import Message
from sanbao.rules.moves import Moves, No


class State(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


class Step(StrEnum):
    PUBLISH = "publish"
    SUPERSEDE = "supersede"


class Kind(StrEnum):
    """What it is: an answer to a fault or a question, or a document of a product."""

    ARTICLE = "article"
    REPAIR = "repair"
    INSTALLATION = "installation"
    INSPECTION = "inspection"
    TEST = "test"
    OPERATION = "operation"
    MAINTENANCE = "maintenance"
    DRAWING = "drawing"
    RULES = "rules"


# What is handed over with a unit: manuals and drawings for installation, checks, tests,
# operation and maintenance (P6-1.3).
FULL_SET = (
    Kind.INSTALLATION,
    Kind.INSPECTION,
    Kind.TEST,
    Kind.OPERATION,
    Kind.MAINTENANCE,
    Kind.DRAWING,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """has_file: a file is attached, so that the text may be short or missing."""

    title: str = ""
    body: str = ""
    has_file: bool = False


def nothing_to_read(facts: Facts) -> No | None:
    if facts.title.strip() and (facts.body.strip() or facts.has_file):
        return None
    return No(Message("a title, and a text or a file, are needed before it is published"))


MOVES: Moves[Facts] = Moves(
    next={
        State.DRAFT: {Step.PUBLISH: State.PUBLISHED},
        State.PUBLISHED: {Step.SUPERSEDE: State.SUPERSEDED},
        State.SUPERSEDED: {},
    },
    guards={Step.PUBLISH: (nothing_to_read,)},
    state_words={
        State.DRAFT: Message("draft"),
        State.PUBLISHED: Message("published"),
        State.SUPERSEDED: Message("superseded"),
    },
)


def missing(kinds: Iterable[str]) -> tuple[Kind, ...]:
    """What is still missing from the full set, in its order."""
    there = set(kinds)
    return tuple(kind for kind in FULL_SET if kind not in there)


def deletions(word: str) -> list[str]:
    """The word, and each word that is left when one of its characters is taken out.

    Two words that differ by one character (put in, left out, or another one) share one of these;
    so words written nearly right are found by an index. A word of one character has itself alone.
    """
    if len(word) < 2:
        return [word]
    shorter = {word[:place] + word[place + 1 :] for place in range(len(word))}
    return sorted({word, *shorter})


def is_near(one: str, other: str) -> bool:
    """Whether two words differ by one character at most, put in, left out, or another one."""
    if one == other:
        return True
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    shorter, longer = sorted((one, other), key=len)
    return len(longer) - len(shorter) == 1 and shorter in deletions(longer)


def units(pieces: Iterable[str], known: Iterable[str]) -> list[str]:
    """What is asked for, of the pieces that a question was cut into.

    A word with a wrong character falls to pieces of one: neighbouring pieces of one character that
    are no words of ours are put together again, to be looked up as one word written nearly right.
    """
    vocabulary, found, run = set(known), [], ""
    for piece in pieces:
        if len(piece) == 1 and piece not in vocabulary:
            run += piece
            continue
        found += [run] if len(run) > 1 else []
        run = ""
        found.append(piece)
    found += [run] if len(run) > 1 else []
    return list(dict.fromkeys(found))
