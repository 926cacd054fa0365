"""The life of a complaint, from the first word until it is verified and closed.

Received, investigated, ours or not ours, a measure and an apology or an explanation, verified
with the complainer, closed (P1-7.1, P5-1.5, P6-5.4, P8-9, P8-10). Suggestions are shorter: each
gets an owner and an answer (P1-9.2).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sanbao.rules.message import Message
from sanbao.rules.moves import Moves, No


class State(StrEnum):
    RECEIVED = "received"
    INVESTIGATED = "investigated"
    ANSWERED = "answered"
    VERIFIED = "verified"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    PLAN = "plan"  # what will be done by when
    INVESTIGATE = "investigate"
    ANSWER = "answer"
    VERIFY = "verify"  # the complainer is content with the answer
    REOPEN = "reopen"  # the complainer is not
    CLOSE = "close"
    WITHDRAW = "withdraw"


class Verdict(StrEnum):
    """What the investigation found."""

    OURS = "ours"
    NOT_OURS = "not_ours"


class Topic(StrEnum):
    """What is complained of."""

    REPAIR = "repair"
    ATTITUDE = "attitude"
    CHARGES = "charges"
    GIFT = "gift"
    DELAY = "delay"
    PRODUCT = "product"
    OTHER = "other"


class Grade(StrEnum):
    """How severe a complaint is, mildest first: fines are graded by it (P2-5.3)."""

    SLIGHT = "slight"
    SERIOUS = "serious"
    GRAVE = "grave"


# Somebody did what he should not have done: where it is ours, somebody answers for it.
OF_CONDUCT = frozenset({Topic.REPAIR, Topic.ATTITUDE, Topic.CHARGES, Topic.GIFT, Topic.DELAY})


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards ask.

    is_about_me: whoever judges is the one complained of. clause: of the agreement, on complaints.
    discipline: what it meant for the manager and the handler.
    """

    topic: str = Topic.OTHER
    verdict: str = ""
    finding: str = ""
    measure: str = ""
    discipline: str = ""
    reply: str = ""
    plan: str = ""
    reason: str = ""
    is_about_me: bool = False
    clause: str = ""


def own_judge(facts: Facts) -> No | None:
    if not facts.is_about_me:
        return None
    return No(Message("nobody judges a complaint about himself"))


def not_investigated(facts: Facts) -> No | None:
    if facts.finding.strip() and facts.verdict:
        return None
    return No(Message("what was found, and whether it is ours, must both be said"), facts.clause)


def no_measure(facts: Facts) -> No | None:
    if facts.verdict != Verdict.OURS or facts.measure.strip():
        return None
    return No(Message("it is ours: write down the measure taken"), facts.clause)


def no_discipline(facts: Facts) -> No | None:
    """If it is ours, manager and handler are disciplined (P8-10)."""
    is_asked = facts.verdict == Verdict.OURS and facts.topic in OF_CONDUCT
    if not is_asked or facts.discipline.strip():
        return None
    return No(
        Message("it is ours: write down how manager and handler were disciplined"), facts.clause
    )


def no_reply(facts: Facts) -> No | None:
    if facts.reply.strip():
        return None
    if facts.verdict == Verdict.OURS:
        return No(Message("the apology to the complainer is missing"), facts.clause)
    return No(Message("the explanation to the complainer is missing"), facts.clause)


def no_plan(facts: Facts) -> No | None:
    return None if facts.plan.strip() else No(Message("the plan is missing"))


def without_reason(facts: Facts) -> No | None:
    return None if facts.reason.strip() else No(Message("a reason is needed"))


MOVES: Moves[Facts] = Moves(
    next={
        State.RECEIVED: {
            Step.PLAN: State.RECEIVED,
            Step.INVESTIGATE: State.INVESTIGATED,
            Step.WITHDRAW: State.WITHDRAWN,
        },
        State.INVESTIGATED: {
            Step.PLAN: State.INVESTIGATED,
            Step.INVESTIGATE: State.INVESTIGATED,
            Step.ANSWER: State.ANSWERED,
            Step.WITHDRAW: State.WITHDRAWN,
        },
        State.ANSWERED: {Step.VERIFY: State.VERIFIED, Step.REOPEN: State.RECEIVED},
        State.VERIFIED: {Step.CLOSE: State.CLOSED},
        State.CLOSED: {},
        State.WITHDRAWN: {},
    },
    guards={
        Step.PLAN: (no_plan,),
        Step.INVESTIGATE: (own_judge, not_investigated),
        Step.ANSWER: (own_judge, no_measure, no_discipline, no_reply),
        Step.VERIFY: (own_judge,),
        Step.REOPEN: (without_reason,),
        Step.CLOSE: (own_judge,),
        Step.WITHDRAW: (own_judge, without_reason),
    },
    state_words={
        State.RECEIVED: Message("received"),
        State.INVESTIGATED: Message("investigated"),
        State.ANSWERED: Message("answered, to be verified"),
        State.VERIFIED: Message("verified with the complainer"),
        State.CLOSED: Message("closed"),
        State.WITHDRAWN: Message("withdrawn"),
    },
)


class Wish(StrEnum):
    """How far a suggestion is."""

    RECEIVED = "received"
    ANSWERED = "answered"


class Handling(StrEnum):
    ASSIGN = "assign"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class WishFacts:
    """has_owner: somebody looks after it. clause: of the agreement, on suggestions."""

    has_owner: bool = False
    answer: str = ""
    clause: str = ""


def nobody_owns(facts: WishFacts) -> No | None:
    return None if facts.has_owner else No(Message("give it an owner first"), facts.clause)


def no_answer(facts: WishFacts) -> No | None:
    return None if facts.answer.strip() else No(Message("the answer is missing"), facts.clause)


WISHES: Moves[WishFacts] = Moves(
    next={
        Wish.RECEIVED: {Handling.ASSIGN: Wish.RECEIVED, Handling.ANSWER: Wish.ANSWERED},
        Wish.ANSWERED: {},
    },
    guards={Handling.ANSWER: (nobody_owns, no_answer)},
    state_words={
        Wish.RECEIVED: Message("received"),
        Wish.ANSWERED: Message("answered"),
    },
)


# Answers to a follow-up that contradict the conduct that was ticked off: question, the answer
# that does, what it is then a complaint about, and how grave.
AGAINST: Mapping[str, tuple[str, Topic, Grade]] = {
    "extra_charge": ("yes", Topic.CHARGES, Grade.GRAVE),
    "gift": ("yes", Topic.GIFT, Grade.GRAVE),
    "rules_kept": ("no", Topic.ATTITUDE, Grade.SERIOUS),
}


# On the scale of 1 to 5: this or less is looked into.
BAD = 2
SCORED: Mapping[str, Topic] = {"attitude": Topic.ATTITUDE, "satisfaction": Topic.REPAIR}


@dataclass(frozen=True, slots=True)
class Sign:
    """An answer that opens a complaint: to which question, about what, how grave."""

    name: str
    topic: Topic
    grade: Grade


def signs(answers: Mapping[str, str]) -> tuple[Sign, ...]:
    """What the answers to a follow-up open a complaint for: each contradiction; else, of bad scores
    (2 or less of 5), one, for the attitude before the service.
    """
    found = tuple(Sign(name, *AGAINST[name][1:]) for name in contradictions(answers))
    if found:
        return found
    bad = (
        Sign(name, topic, Grade.SLIGHT)
        for name, topic in SCORED.items()
        if answers.get(name, "").isdecimal() and int(answers[name]) <= BAD
    )
    return tuple(bad)[:1]


def contradictions(answers: Mapping[str, str]) -> tuple[str, ...]:
    """The questions of a follow-up whose answers say that the conduct was broken.

    An extra charge or a gift, however well the engineer's checklist reads (P3-4.9, P3-4.11); the
    rules of the place broken (P6-1.5).
    """
    return tuple(name for name, (bad, _, _) in AGAINST.items() if answers.get(name) == bad)
