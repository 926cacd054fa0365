"""Two sentences side by side: which words of each stand in the other, and how alike they are."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# A figure or a Latin word is changed as a whole, a Chinese character by itself.
_WORD = re.compile(r"[A-Za-z0-9.,:%/_'-]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a sentence; is_changed: the other sentence has others, or none, in their place."""

    words: str
    is_changed: bool = False


Marked = tuple[Stretch, ...]


def marked(old: str, new: str) -> tuple[Marked, Marked]:
    """Both sentences cut where they differ; "" for a side without one gives nothing."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    # Fewer, longer stretches read better than the smallest edit: a space alone is no common word.
    steps = SequenceMatcher(lambda word: word.isspace(), before, after, autojunk=False)
    left: list[Stretch] = []
    right: list[Stretch] = []
    for tag, start, end, begin, finish in steps.get_opcodes():
        for side, words in ((left, before[start:end]), (right, after[begin:finish])):
            if words:
                side.append(Stretch("".join(words), tag != "equal"))
    return tuple(left), tuple(right)


def likeness(old: str, new: str) -> float:
    """How alike two sentences are by their pairs of neighbouring characters, from 0 to 1."""
    before, after = _pairs(old), _pairs(new)
    together = len(before) + len(after)
    return 2 * len(before & after) / together if together else float(old == new)


def _pairs(words: str) -> set[str]:
    return {words[place : place + 2] for place in range(len(words) - 1)}
