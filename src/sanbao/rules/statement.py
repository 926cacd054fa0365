"""The way of a statement: made, approved by marketing, then by finance, sent to the bank, paid.

Each step is taken by somebody who has taken none before it (P2-7.2.4); the bank's answer is read by
somebody else than who has sent the file; what a bank refuses is sent
again once it is mended.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sanbao.rules.message import Message
from sanbao.rules.moves import Moves, No


class State(StrEnum):
    MADE = "made"
    MARKETING_APPROVED = "marketing_approved"
    APPROVED = "approved"
    SENT = "sent"
    PAID = "paid"
    NOTHING_DUE = "nothing_due"


class Step(StrEnum):
    APPROVE_FIRST = "approve_first"  # the marketing manager
    APPROVE_SECOND = "approve_second"  # finance
    SEND_BACK = "send_back"  # finance to marketing
    SEND = "send"  # on a transfer file
    PAY = "pay"  # the bank says so
    BOUNCE = "bounce"  # the bank refuses it


@dataclass(frozen=True, slots=True)
class Facts:
    """who: takes the step. before: who has taken one, by the clause that asks for somebody else.

    sender: who has sent the file that the bank answers.
    """

    who: int
    before: frozenset[int] = field(default_factory=frozenset)
    clause: str = ""
    has_account: bool = True
    account_clause: str = ""
    reason: str = ""
    sender: int | None = None


def somebody_else(facts: Facts) -> No | None:
    if facts.who in facts.before:
        reason = Message("somebody else has to do this: you have taken a step of this statement")
        return No(reason, facts.clause)
    return None


def account_is_named(facts: Facts) -> No | None:
    if not facts.has_account:
        return No(Message("the dealer has named no bank account yet"), facts.account_clause)
    return None


def not_who_sent(facts: Facts) -> No | None:
    if facts.who == facts.sender:
        reason = Message("somebody else reads the bank's answer: you have sent the file")
        return No(reason, facts.clause)
    return None


def reason_is_given(facts: Facts) -> No | None:
    return None if facts.reason.strip() else No(Message("a reason is needed"))


NEXT: Mapping[str, Mapping[str, str]] = {
    State.MADE: {Step.APPROVE_FIRST: State.MARKETING_APPROVED},
    State.MARKETING_APPROVED: {
        Step.APPROVE_SECOND: State.APPROVED,
        Step.SEND_BACK: State.MADE,
    },
    State.APPROVED: {Step.SEND: State.SENT},
    State.SENT: {Step.PAY: State.PAID, Step.BOUNCE: State.APPROVED},
    State.PAID: {},
    State.NOTHING_DUE: {},
}
STATE_WORDS: Mapping[str, Message] = {
    State.MADE: Message("drawn up, to be approved"),
    State.MARKETING_APPROVED: Message("approved by the marketing manager"),
    State.APPROVED: Message("approved by finance"),
    State.SENT: Message("sent to the bank"),
    State.PAID: Message("paid"),
    State.NOTHING_DUE: Message("nothing to pay"),
}
MOVES: Moves[Facts] = Moves(
    next=NEXT,
    guards={
        Step.APPROVE_FIRST: (somebody_else,),
        Step.APPROVE_SECOND: (somebody_else,),
        Step.SEND_BACK: (reason_is_given,),
        Step.SEND: (somebody_else, account_is_named),
        Step.PAY: (not_who_sent,),
        Step.BOUNCE: (not_who_sent,),
    },
    state_words=STATE_WORDS,
)
