"""What a decision asks the terms for, in words: cover, who pays, what is owed or may be had."""

from collections.abc import Mapping

from sanbao.rules.message import Message
from sanbao.rules.sentence.condition import condition_words, event_words
from sanbao.rules.sentence.listing import (
    all_of,
    any_of,
    in_order,
    joined,
    percent,
    plain,
    span_words,
)
from sanbao.rules.sentence.words import word
from sanbao.rules.span import Span
from sanbao.rules.terms import (
    Basis,
    Charge,
    Condition,
    Deed,
    Depreciation,
    Exclusion,
    Guidance,
    Payer,
    Promise,
    Relief,
    Remedy,
    Statute,
    Warranty,
)
from sanbao.rules.terms.condition import REPAIRS

Names = Mapping[str, str]
# Only for these does a price, or its absence, say anything.
PRICED = frozenset({Relief.REPAIR, Relief.EXCHANGE, Relief.REFUND, Relief.LOANER, Relief.TRAINING})


def warranty(term: Warranty, names: Names) -> Message:
    """For how long a component is covered, from when on, for whom."""
    what = Message(
        "%(component)s is covered for %(span)s from %(start)s.",
        {
            "component": names.get(term.component, term.component),
            "span": span_words(term.span),
            "start": word(term.start),
        },
    )
    return framed(condition_words(Condition(claimant=term.claimant, tier=term.tier), names), what)


def exclusion(term: Exclusion, names: Names) -> Message:
    """What the warranty does not answer for."""
    grounds = [*in_order(term.causes), *in_order(term.codes)]
    # A cause and the code that shows it may be told alike.
    told = any_of(list({str(ground): ground for ground in grounds}.values()) or [plain("—")])
    if term.component is None:
        return Message("The warranty does not answer for %(grounds)s.", {"grounds": told})
    return Message(
        "The warranty of %(component)s does not answer for %(grounds)s.",
        {"component": names.get(term.component, term.component), "grounds": told},
    )


def charge(term: Charge, names: Names) -> Message:
    """Who pays for what, at which price."""
    params: dict[str, object] = {
        "items": all_of(in_order(term.items)),
        "payer": word(term.payer),
        "basis": word(term.basis),
    }
    if term.rate is not None:
        what = Message(
            "%(items)s: %(payer)s pays, %(rate)s CNY for one unit.", params | {"rate": term.rate}
        )
    elif term.basis is Basis.FREE and term.payer is Payer.PROVIDER:
        what = Message("%(items)s: free of charge, borne by %(payer)s.", params)
    else:
        what = Message("%(items)s: %(payer)s pays, %(basis)s.", params)
    when = condition_words(term.when, names)
    if term.events != REPAIRS:
        when = [event_words(term.events), *when]
    if term.apart:
        when = [*when, Message("besides everything else")]
    return framed(when, what)


def promise(term: Promise, names: Names) -> Message:
    """Who does what within which time."""
    params = {"by": word(term.by), "deed": word(term.what), "span": span_words(term.within)}
    if term.after is not None:
        what = Message("%(by)s is to %(deed)s within %(span)s of being on site%(roll)s.")
    elif term.within.amount == 0:
        what = Message("%(by)s is to %(deed)s at once%(roll)s.")
    else:
        what = Message("%(by)s is to %(deed)s within %(span)s%(roll)s.")
    filled = Message(what.msgid, params | {"roll": roll_words(term.within, roll=term.roll)})
    return framed([event_words(term.events), *condition_words(term.when, names)], filled)


def roll_words(span: Span, *, roll: bool) -> Message:
    """A time that ends on a day off moves to the next working day, unless the clause says not."""
    if roll or span.by_the_clock:
        return plain("")
    return Message(", days off not moved to the next working day")


def guidance(term: Guidance, names: Names) -> Message:
    """A clause that says how, without a time."""
    what = Message(
        "it is taken up as clause %(clause)s says; no time is promised.", {"clause": term.clause}
    )
    return framed([event_words(term.events), *condition_words(term.when, names)], what)


def remedy(term: Remedy, names: Names) -> Message:
    """What may be had, or what is done instead."""
    parts = [word(term.what)]
    if term.what in PRICED:
        parts.append(_fee(term))
    if term.refuses:
        parts.append(Message("and the times promised for it are not owed"))
    what = Message("what follows is %(relief)s.", {"relief": joined(parts)})
    when = [event_words(term.events), *condition_words(term.when, names)]
    if term.if_missed is not None:
        when.append(Message("if the duty to %(deed)s is missed", {"deed": deed(term.if_missed)}))
    return framed(when, what)


def statute(term: Statute, names: Names) -> Message:
    """That the law fills what the agreement leaves open."""
    return Message("Where the agreement says nothing, the national three-guarantees rules count.")


def deed(code: str) -> Message:
    """A deed by its code, which in a remedy is only text."""
    return word(Deed(code)) if code in list(Deed) else plain(code.replace("_", " "))


def _fee(term: Remedy) -> Message:
    if isinstance(term.fee, Depreciation):
        return Message(
            "for a fee of %(rate)s of the price for each day since %(since)s",
            {"rate": percent(term.fee.daily_rate), "since": word(term.fee.since)},
        )
    if term.fee == "free":
        return Message("free of charge")
    return Message("at a price still to be agreed")


def framed(when: list[Message], what: Message) -> Message:
    """The conditions first, then what holds."""
    if not when:
        return what
    return Message("%(when)s: %(what)s", {"when": joined(when), "what": what})
