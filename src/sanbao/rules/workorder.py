"""The life of a work order: steps 2 to 6 of an on-site service (P3-4)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sanbao.rules.certificate import Lack
from sanbao.rules.message import Message
from sanbao.rules.moves import Moves, No


class State(StrEnum):
    RAISED = "raised"
    ASSIGNED = "assigned"
    AT_WORK = "at_work"
    RESTORED = "restored"
    REPORTED = "reported"
    CANCELLED = "cancelled"


class Step(StrEnum):
    ASSIGN = "assign"
    UNASSIGN = "unassign"  # whoever was assigned does not go
    JOIN = "join"  # somebody goes along with the one who is assigned
    STAY_AWAY = "stay_away"  # and does not any more
    START = "start"  # an appointment is agreed
    GO_BACK = "go_back"  # the visit did not take place or did not restore
    RESTORE = "restore"  # the customer signed that it works
    REPORT = "report"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards ask.

    on: the day for which somebody is assigned.
    is_engineer: the person chosen works as an engineer for this provider.
    lack: the certificate that the work asks for and that he does not hold on `on`. leads: he is
    the one who is assigned already.
    """

    on: date | None = None
    is_engineer: bool = True
    lack: Lack | None = None
    leads: bool = False
    reason: str = ""
    summary: str = ""


def no_engineer(facts: Facts) -> No | None:
    return None if facts.is_engineer else No(Message("the person chosen is not an engineer"))


def no_certificate(facts: Facts) -> No | None:
    """Only somebody with the certificates of the work, valid on the day, is sent (P3-4.8, P6-7.4).

    The refusal names the one that is missing or has expired, and the clause.
    """
    return facts.lack.no() if facts.lack else None


def leads_already(facts: Facts) -> No | None:
    return No(Message("this engineer leads the work order")) if facts.leads else None


def without_reason(facts: Facts) -> No | None:
    return None if facts.reason.strip() else No(Message("a reason is needed"))


def without_report(facts: Facts) -> No | None:
    """The report cannot be left out (P3-4, step 6)."""
    return None if facts.summary.strip() else No(Message("the report is empty"))


MOVES: Moves[Facts] = Moves(
    next={
        State.RAISED: {Step.ASSIGN: State.ASSIGNED, Step.CANCEL: State.CANCELLED},
        State.ASSIGNED: {
            Step.ASSIGN: State.ASSIGNED,
            Step.UNASSIGN: State.RAISED,
            Step.JOIN: State.ASSIGNED,
            Step.STAY_AWAY: State.ASSIGNED,
            Step.START: State.AT_WORK,
            Step.CANCEL: State.CANCELLED,
        },
        State.AT_WORK: {
            Step.JOIN: State.AT_WORK,
            Step.STAY_AWAY: State.AT_WORK,
            Step.GO_BACK: State.ASSIGNED,
            Step.RESTORE: State.RESTORED,
        },
        State.RESTORED: {Step.REPORT: State.REPORTED},
        State.REPORTED: {},
        State.CANCELLED: {},
    },
    guards={
        Step.ASSIGN: (no_engineer, no_certificate),
        Step.JOIN: (no_engineer, leads_already),
        Step.UNASSIGN: (without_reason,),
        Step.GO_BACK: (without_reason,),
        Step.REPORT: (without_report,),
        Step.CANCEL: (without_reason,),
    },
    state_words={
        State.RAISED: Message("to be assigned"),
        State.ASSIGNED: Message("assigned"),
        State.AT_WORK: Message("visit agreed or under way"),
        State.RESTORED: Message("restored, report due"),
        State.REPORTED: Message("report handed in"),
        State.CANCELLED: Message("cancelled"),
    },
)
