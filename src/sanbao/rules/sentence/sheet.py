"""What is asked of repair sheets, in words."""

from sanbao.rules.message import Message
from sanbao.rules.sentence.listing import all_of
from sanbao.rules.sentence.words import word
from sanbao.rules.terms import CostlyWork, Falsehood, SheetNeeds, Verification


def needs(term: SheetNeeds) -> Message:
    """What a sheet has to bring to be paid."""
    asked = all_of([word(ask) for ask in term.asks])
    return Message("A repair sheet counts only with %(asked)s.", {"asked": asked})


def verification(term: Verification) -> Message:
    """How many of a month's sheets are called about."""
    if not term.at_risk:
        return Message(
            "Of the month's repair sheets at least %(percent)s%% are checked by a call.",
            {"percent": f"{term.percent:f}"},
        )
    return Message(
        "Of the month's repair sheets at least %(percent)s%% are checked by a call, of those with"
        " a sign of risk %(at_risk)s%%.",
        {"percent": f"{term.percent:f}", "at_risk": f"{term.at_risk:f}"},
    )


def costly_work(term: CostlyWork) -> Message:
    """From which cost on the provider is asked first."""
    return Message(
        "Work for more than %(above)s CNY needs the provider's word before it is done.",
        {"above": f"{term.above:f}"},
    )


def falsehood(term: Falsehood) -> Message:
    """What a false item costs."""
    return Message("A false item costs %(times)s times its amount.", {"times": f"{term.times:f}"})
