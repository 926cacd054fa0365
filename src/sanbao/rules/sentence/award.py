"""A criterion of the service award in words."""

from collections.abc import Mapping

from sanbao.rules.message import Message
from sanbao.rules.sentence.listing import percent
from sanbao.rules.sentence.words import word
from sanbao.rules.terms import Criterion


def criterion(term: Criterion, names: Mapping[str, str]) -> Message:
    """What is asked of the year."""
    what = {"what": word(term.measured)}
    if term.below is not None:
        return Message(
            "For the award: %(what)s below %(share)s.", {**what, "share": percent(term.below)}
        )
    if term.least is not None:
        return Message(
            "For the award: %(what)s at least %(share)s.", {**what, "share": percent(term.least)}
        )
    return Message("For the award: %(what)s.", what)
