"""Headings over the clauses of an agreement, which keep their own numbers and order."""

from collections.abc import Sequence

from sanbao.rules.message import Message
from sanbao.rules.parameter import Words
from sanbao.rules.source import Source
from sanbao.rules.terms.condition import ClauseId


class Chapter(Words):
    """A heading that stands over a clause and those behind it, up to the next chapter."""

    clause: ClauseId


def check_chapters(chapters: Sequence[Chapter], clauses: Sequence[str], source: Source) -> None:
    """Each chapter begins at a clause that is there, further down than the chapter before it.

    clauses: their numbers in the order of the paper. Raises TermsError at the first that does not.
    """
    last = -1
    for place, chapter in enumerate(chapters):
        path = ("chapters", place, "clause")
        if chapter.clause not in clauses:
            there = {"clause": chapter.clause}
            raise source.error(Message("there is no clause %(clause)s", there), path)
        begins = clauses.index(chapter.clause)
        if begins <= last:
            raise source.error(Message("begins before the chapter above it"), path)
        last = begins
