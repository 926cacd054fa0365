"""The settlement of a dealer's repair fees in words."""

from sanbao.rules.message import Message
from sanbao.rules.sentence.listing import percent, span_words
from sanbao.rules.sentence.words import word
from sanbao.rules.terms import Deduction, Dispute, Fee, Fund, Settling


def fund(term: Fund) -> Message:
    """What the repair fund is."""
    share = {"share": percent(term.share)}
    return Message("the dealer's repair fund is %(share)s of the year's settled sales.", share)


def fee(term: Fee) -> Message:
    """What a verified sheet is paid."""
    if term.amount is None:
        return Message("of each verified repair sheet what is allowed on it is paid.")
    amount = {"amount": term.amount}
    return Message("for the unit of each verified repair sheet %(amount)s CNY is paid.", amount)


def deduction(term: Deduction) -> Message:
    """What is deducted from the fund."""
    said = {"amount": term.amount, "what": word(term.what)}
    return Message("from the repair fund %(amount)s CNY is deducted for %(what)s.", said)


def dispute(term: Dispute) -> Message:
    """Until when fees are disputed."""
    span = {"span": span_words(term.within)}
    return Message("fees are disputed within %(span)s of the statement.", span)


def settling(term: Settling) -> Message:
    """The way of a statement."""
    return Message("%(parts)s.", {"parts": word(term.what)})
