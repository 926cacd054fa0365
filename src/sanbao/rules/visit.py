"""The life of one visit, from the appointment to the report (P3-4, P3-4.8 to P3-4.13)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sanbao.rules.certificate import Lack
from sanbao.rules.message import Message
from sanbao.rules.moves import Moves, No


class State(StrEnum):
    AGREED = "agreed"
    ARRIVED = "arrived"
    WORKED = "worked"
    SIGNED = "signed"
    REPORTED = "reported"
    ABANDONED = "abandoned"


class Step(StrEnum):
    MOVE = "move"  # another appointment
    ARRIVE = "arrive"
    WORK = "work"
    SIGN = "sign"
    REPORT = "report"
    GO_BACK = "go_back"  # one step, with a reason
    ABANDON = "abandon"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards ask.

    at: when the step is taken. lack: the certificate that the engineer does not hold that day.
    is_checklist_complete: every point of the conduct checklist has an answer.
    is_cause_known: a cause other than `unknown` was recorded.
    is_priced: every fee line that the customer owes has a price from a list.
    is_restored: the unit works again. owes: the customer pays something for this visit.
    does_not_apply: points of the checklist that were answered so. signed_result: whether it works
    again as the customer has signed it before the signature was taken back, None where he has not.
    later_visit: the visit that follows on this one already, "" for none.
    """

    at: datetime | None = None
    lack: Lack | None = None
    certificate_shown: str = ""
    price_list_shown: bool = False
    is_checklist_complete: bool = False
    is_cause_known: bool = False
    finding: str = ""
    measure: str = ""
    is_priced: bool = True
    is_restored: bool = False
    owes: bool = False
    does_not_apply: frozenset[str] = frozenset()
    signed_result: bool | None = None
    later_visit: str = ""
    signer_name: str = ""
    has_signature: bool = False
    reason: str = ""
    summary: str = ""


def no_certificate(facts: Facts) -> No | None:
    """The certificate must be valid on the day of the visit (P3-4.8), whatever it was before."""
    if facts.lack is None:
        return None
    no = facts.lack.no()
    words = Message(
        "%(why)s: give the visit up with this reason, and have somebody else sent",
        {"why": no.reason},
    )
    return No(words, no.clause)


def certificate_not_shown(facts: Facts) -> No | None:
    if facts.certificate_shown:
        return None
    return No(Message("the certificate has not been shown to the customer"))


def price_list_not_shown(facts: Facts) -> No | None:
    """The price list is shown before the work, and followed (P3-4.9)."""
    if facts.price_list_shown:
        return None
    return No(Message("the price list has not been shown to the customer"))


def checklist_open(facts: Facts) -> No | None:
    if facts.is_checklist_complete:
        return None
    return No(Message("the checklist has points without an answer"))


def cause_open(facts: Facts) -> No | None:
    return None if facts.is_cause_known else No(Message("the cause has not been established"))


def work_not_described(facts: Facts) -> No | None:
    if facts.finding.strip() and facts.measure.strip():
        return None
    return No(Message("what was found and what was done must both be written down"))


def not_priced(facts: Facts) -> No | None:
    """Nothing is charged that no price list names (P2-3.4, P3-4.9)."""
    return None if facts.is_priced else No(Message("a charge has no price in the price list"))


def result_changed(facts: Facts) -> No | None:
    """Order and case have moved on by the result that was signed: it is not taken back."""
    if facts.signed_result is None or facts.signed_result == facts.is_restored:
        return None
    words = Message("the customer has signed the result: whether it works again stays as it is")
    return No(words)


def followed_on(facts: Facts) -> No | None:
    if not facts.later_visit:
        return None
    return No(Message("visit %(code)s follows on this one already", {"code": facts.later_visit}))


def not_signed(facts: Facts) -> No | None:
    """The customer signs the service record and leaves an opinion (P2-4.2, P3-4.9)."""
    if facts.signer_name.strip() and facts.has_signature:
        return None
    return No(Message("the customer has not signed"))


def not_demonstrated(facts: Facts) -> No | None:
    """What works again is shown to work before the customer signs (P3-4.10)."""
    if facts.is_restored and "working_order_shown" in facts.does_not_apply:
        return No(Message("it works again: show that to the customer, and tick it off"))
    return None


def no_receipt(facts: Facts) -> No | None:
    """Who pays gets a receipt (P3-4.9); the fee is collected when the work is accepted."""
    if facts.is_restored and facts.owes and "receipt_given" in facts.does_not_apply:
        return No(Message("the customer pays: give a receipt, and tick it off"))
    return None


def without_reason(facts: Facts) -> No | None:
    return None if facts.reason.strip() else No(Message("a reason is needed"))


def without_report(facts: Facts) -> No | None:
    """The report cannot be left out (P3-4, step 6)."""
    return None if facts.summary.strip() else No(Message("the report is empty"))


MOVES: Moves[Facts] = Moves(
    next={
        State.AGREED: {
            Step.MOVE: State.AGREED,
            Step.ARRIVE: State.ARRIVED,
            Step.ABANDON: State.ABANDONED,
        },
        State.ARRIVED: {Step.WORK: State.WORKED, Step.ABANDON: State.ABANDONED},
        State.WORKED: {
            Step.WORK: State.WORKED,
            Step.SIGN: State.SIGNED,
            Step.GO_BACK: State.ARRIVED,
        },
        State.SIGNED: {Step.REPORT: State.REPORTED, Step.GO_BACK: State.WORKED},
        State.REPORTED: {},
        State.ABANDONED: {},
    },
    guards={
        Step.MOVE: (without_reason,),
        Step.ARRIVE: (no_certificate,),
        Step.WORK: (
            certificate_not_shown,
            price_list_not_shown,
            checklist_open,
            cause_open,
            work_not_described,
            result_changed,
            not_priced,
        ),
        Step.SIGN: (not_signed, not_demonstrated, no_receipt),
        Step.REPORT: (without_report,),
        Step.GO_BACK: (without_reason, followed_on),
        Step.ABANDON: (without_reason,),
    },
    state_words={
        State.AGREED: Message("appointment agreed"),
        State.ARRIVED: Message("on site"),
        State.WORKED: Message("work recorded"),
        State.SIGNED: Message("signed by the customer"),
        State.REPORTED: Message("report handed in"),
        State.ABANDONED: Message("did not take place"),
    },
)
