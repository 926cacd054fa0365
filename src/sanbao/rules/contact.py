"""A contact: a call, a chat, a mail or a report that somebody takes, and nobody answers twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sanbao.rules.message import Message
from sanbao.rules.moves import Moves, No


class Channel(StrEnum):
    PHONE = "phone"
    CHAT = "chat"
    MAIL = "mail"
    WEB = "web"


class State(StrEnum):
    WAITING = "waiting"
    HELD = "held"  # somebody has it
    MISSED = "missed"  # hung up before anybody answered
    PASSED_ON = "passed_on"  # sales is to answer (P3-3.4)
    SOLVED = "solved"  # answered without a case of its own being left open
    IN_CASE = "in_case"  # goes on in a case
    CLOSED = "closed"  # nothing was to be done


class Step(StrEnum):
    TAKE = "take"
    GIVE_BACK = "give_back"
    REPLY = "reply"
    WRITE = "write"  # the caller says something more
    MISS = "miss"
    TO_SALES = "to_sales"
    SOLVE = "solve"
    OPEN_CASE = "open_case"
    SETTLE = "settle"  # its case has been dealt with meanwhile
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Facts:
    """held_by: whoever else has it, "" for nobody else. is_mine: whoever asks has it.

    is_about_price: a price was asked for. is_sales: whoever asks may answer prices. may_free:
    whoever asks may take it from somebody else. answer: what was answered, "" for nothing.
    """

    held_by: str = ""
    is_mine: bool = False
    is_about_price: bool = False
    is_sales: bool = False
    may_free: bool = False
    answer: str = ""


def somebody_else_has_it(facts: Facts) -> No | None:
    if not facts.held_by:
        return None
    return No(Message("%(who)s has this contact", {"who": facts.held_by}))


def not_mine(facts: Facts) -> No | None:
    return None if facts.is_mine else No(Message("take the contact first"))


def not_mine_to_give(facts: Facts) -> No | None:
    """The service manager gives back what somebody has left lying."""
    if facts.is_mine or facts.may_free:
        return None
    return somebody_else_has_it(facts) or not_mine(facts)


def for_sales(facts: Facts) -> No | None:
    """A price is told by sales alone (P3-3.4): the service line has none to give."""
    if not facts.is_about_price or facts.is_sales:
        return None
    return No(Message("a question about a price is answered by sales"))


def nothing_answered(facts: Facts) -> No | None:
    return None if facts.answer.strip() else No(Message("say what was answered"))


MINE = (somebody_else_has_it, not_mine)
OVER: Mapping[str, str] = {Step.WRITE: State.WAITING}
MOVES: Moves[Facts] = Moves(
    next={
        State.WAITING: {
            Step.TAKE: State.HELD,
            Step.WRITE: State.WAITING,
            Step.MISS: State.MISSED,
            Step.SETTLE: State.IN_CASE,
        },
        State.MISSED: {Step.TAKE: State.HELD, Step.WRITE: State.WAITING},
        State.HELD: {
            Step.TAKE: State.HELD,
            Step.GIVE_BACK: State.WAITING,
            Step.REPLY: State.HELD,
            Step.WRITE: State.HELD,
            Step.TO_SALES: State.PASSED_ON,
            Step.SOLVE: State.SOLVED,
            Step.OPEN_CASE: State.IN_CASE,
            Step.SETTLE: State.IN_CASE,
            Step.CLOSE: State.CLOSED,
        },
        State.PASSED_ON: {Step.TAKE: State.HELD, Step.WRITE: State.PASSED_ON},
        State.SOLVED: OVER,
        State.IN_CASE: OVER,
        State.CLOSED: OVER,
    },
    guards={
        Step.TAKE: (somebody_else_has_it, for_sales),
        Step.GIVE_BACK: (not_mine_to_give,),
        Step.REPLY: (*MINE, for_sales),
        Step.TO_SALES: MINE,
        Step.SOLVE: (*MINE, for_sales, nothing_answered),
        Step.OPEN_CASE: MINE,
        Step.CLOSE: MINE,
    },
    state_words={
        State.WAITING: Message("nobody has it yet"),
        State.HELD: Message("being answered"),
        State.MISSED: Message("call missed"),
        State.PASSED_ON: Message("passed to sales"),
        State.SOLVED: Message("solved on the contact"),
        State.IN_CASE: Message("goes on in a case"),
        State.CLOSED: Message("closed"),
    },
)

# How long a caller may wait before the line is told, and then the service manager.
PATIENCE: Mapping[str, tuple[timedelta, timedelta]] = {
    Channel.PHONE: (timedelta(minutes=15), timedelta(hours=1)),
    Channel.CHAT: (timedelta(minutes=2), timedelta(minutes=10)),
    Channel.MAIL: (timedelta(hours=4), timedelta(hours=24)),
    Channel.WEB: (timedelta(hours=1), timedelta(hours=4)),
}


def tell_at(channel: str, waits_since: datetime, told: int) -> datetime | None:
    """When the next one up the line is told that somebody waits; None after the last.

    told: how many have been told so far, 0 for none.
    """
    steps = PATIENCE[channel]
    return waits_since + steps[told] if told < len(steps) else None


# “Immediately” in writing (P3-2.2) is read as within the first of these.
AT_ONCE = PATIENCE[Channel.CHAT][0]


def is_at_once(asked_at: datetime, answered_at: datetime) -> bool:
    """Whether what was asked in writing was answered at once."""
    return answered_at - asked_at <= AT_ONCE


# How long after its end a contact goes on when its caller writes again; later it is a new one.
GOES_ON: Mapping[str, timedelta] = {
    Channel.CHAT: timedelta(hours=2),
    Channel.MAIL: timedelta(days=7),
}
# Of a satisfaction of 1 to 5, this and less is told to the service manager (P3-2.5).
BAD = 2


def goes_on(channel: str, done_at: datetime | None, at: datetime) -> bool:
    """Whether what is written `at` belongs to the contact that was over at `done_at`, None for one
    that is not over. What is written later is a new contact: what was solved at first stays so, and
    the new question is timed by itself.
    """
    lasts = GOES_ON.get(channel)
    return done_at is None or lasts is None or at - done_at <= lasts


@dataclass(frozen=True, slots=True)
class Way:
    """How a contact went: was_missed, was_passed_on, came_again (written again once it was over),
    with_order (somebody was sent).
    """

    was_missed: bool = False
    was_passed_on: bool = False
    came_again: bool = False
    with_order: bool = False


def is_solved_at_first(way: Way) -> bool:
    """First-contact resolution (P1-2.2, P3-3.2): answered the first time, by whoever took it,
    without anybody being sent.
    """
    return not (way.was_missed or way.was_passed_on or way.came_again or way.with_order)
