"""Duties over time in words: once after an event, in a rhythm, for years, as a share; a miss."""

from collections.abc import Iterator

from sanbao.rules.message import Message
from sanbao.rules.sentence.claim import framed, roll_words
from sanbao.rules.sentence.listing import all_of, in_order, joined, percent, plain, span_words
from sanbao.rules.sentence.words import word
from sanbao.rules.terms import Consequence, OneOff, Rhythm, Runs, Share, Upkeep
from sanbao.rules.terms.duty import ANY, EVERY_MONTH

_MONTHS = (
    Message("January"),
    Message("February"),
    Message("March"),
    Message("April"),
    Message("May"),
    Message("June"),
    Message("July"),
    Message("August"),
    Message("September"),
    Message("October"),
    Message("November"),
    Message("December"),
)
_OF = {"repairs": Message("repairs"), "complaints": Message("complaints")}


def month_words(month: int) -> Message:
    """A month by its name, 1 to 12."""
    return _MONTHS[month - 1]


def one_off(term: OneOff) -> Message:
    """Once, within a time after an event or before it."""
    params: dict[str, object] = {
        "by": word(term.by),
        "deed": word(term.what),
        "after": word(term.after),
    }
    if term.before is not None:
        params["span"] = span_words(term.before)
        return Message("%(by)s is to %(deed)s at least %(span)s before %(after)s.", params)
    if term.within is None:
        return Message("%(by)s is to %(deed)s after %(after)s.", params)
    params["span"] = span_words(term.within)
    params["roll"] = roll_words(term.within, roll=term.roll)
    return Message("%(by)s is to %(deed)s within %(span)s after %(after)s%(roll)s.", params)


def rhythm(term: Rhythm) -> Message:
    """Again and again."""
    details = [*_times(term), word(term.each)]
    if term.runs is not Runs.IN_FORCE:
        details.append(word(term.runs))
    if term.taking_part:
        who = all_of(in_order(term.taking_part))
        details.append(Message("%(who)s takes part", {"who": who}))
    if term.tries is not None:
        details.append(Message("given up after %(n)s attempts", {"n": term.tries}))
    return Message(
        "%(by)s is to %(deed)s: %(details)s.",
        {"by": word(term.by), "deed": word(term.what), "details": joined(details)},
    )


def _times(term: Rhythm) -> Iterator[Message]:
    if term.every is not None:
        yield Message("every %(span)s", {"span": span_words(term.every)})
        if term.start is not None:
            yield Message("counted from %(start)s", {"start": word(term.start)})
        else:
            yield Message("counted from the first day of the agreement")
    elif len(set(term.months)) == len(EVERY_MONTH):
        yield Message("every month")
    else:
        months = all_of([month_words(month) for month in sorted(set(term.months))])
        yield Message("every year in %(months)s", {"months": months})
    if term.opens_day is not None:
        yield Message("not before day %(day)s of the month", {"day": term.opens_day})
    if term.day is not None:
        yield Message("by day %(day)s of the month", {"day": term.day})
    if term.about_last_month:
        yield Message("about the month before")
    if not term.roll:
        yield Message("days off not moved to the next working day")


def upkeep(term: Upkeep) -> Message:
    """All the time."""
    details = []
    if term.start is not None:
        details.append(Message("from %(start)s on", {"start": word(term.start)}))
    if term.span is not None:
        details.append(Message("for %(span)s", {"span": span_words(term.span)}))
    if term.outlives:
        details.append(Message("also once the agreement has ended"))
    details += [word(term.each)] if details else [Message("all the time"), word(term.each)]
    return Message(
        "%(by)s is to %(deed)s: %(details)s.",
        {"by": word(term.by), "deed": word(term.what), "details": joined(details)},
    )


def share(term: Share) -> Message:
    """Of all that happens in a month at least so much."""
    details = [
        Message(
            "at least %(share)s of the month's %(of)s",
            {"share": percent(term.least), "of": _OF.get(term.of) or plain(term.of)},
        ),
        word(term.each),
    ]
    if term.day is None:
        details.append(Message("by the end of the next month"))
    else:
        details.append(Message("by day %(day)s of the next month", {"day": term.day}))
    return Message(
        "%(by)s is to %(deed)s: %(details)s.",
        {"by": word(term.by), "deed": word(term.what), "details": joined(details)},
    )


def _missed(term: Consequence) -> Message:
    if term.if_missed == ANY:
        if term.missed_by is None:
            return Message("if any duty over time is missed")
        return Message("if %(by)s misses any duty over time", {"by": word(term.missed_by)})
    missed = {"deed": word(term.if_missed)}
    if term.missed_by is None:
        return Message("if the duty to %(deed)s is missed", missed)
    missed["by"] = word(term.missed_by)
    return Message("if %(by)s misses the duty to %(deed)s", missed)


def consequence(term: Consequence) -> Message:
    """What follows a miss."""
    when = [_missed(term)]
    if term.in_a_row > 1:
        when.append(Message("%(n)s times in a row", {"n": term.in_a_row}))
    if term.times is not None and term.within is not None:
        within = {"n": term.times, "span": span_words(term.within)}
        when.append(Message("%(n)s times within %(span)s", within))
    elif term.times is not None:
        when.append(Message("%(n)s times in all", {"n": term.times}))
    what = [word(term.what)]
    if term.amount is not None:
        what.append(Message("%(amount)s CNY", {"amount": term.amount}))
    if term.share is not None:
        fund = {"share": percent(term.share)}
        what.append(Message("%(share)s of the year's repair fund", fund))
    if term.by is not None:
        what.append(Message("owed by %(by)s", {"by": word(term.by)}))
    return framed(when, Message("%(parts)s.", {"parts": joined(what)}))
