"""The life of a dealer's repair sheet, and what it needs to be complete.

Drafted, confirmed by the dealer's first follow-up, handed in with the month's form, verified by the
provider, settled (P2-7.2). An incomplete one goes back and is not paid (P2-10.1, P7-5.5); what is
not handed in for three months is waived (P2-7.3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sanbao.rules.message import Message
from sanbao.rules.moves import Moves, No


class State(StrEnum):
    DRAFTED = "drafted"
    CONFIRMED = "confirmed"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    VERIFIED = "verified"
    REFUSED = "refused"
    WAIVED = "waived"
    SETTLED = "settled"


class Step(StrEnum):
    WRITE = "write"  # what was confirmed is no longer what it says
    CONFIRM = "confirm"
    SUBMIT = "submit"
    CHECK = "check"  # the provider's second follow-up
    RETURN = "return"
    VERIFY = "verify"
    REFUSE = "refuse"
    WAIVE = "waive"
    SETTLE = "settle"


class Ask(StrEnum):
    """What a clause asks of a sheet."""

    FIELDS = "fields"
    SIGNATURE = "signature"
    VOUCHER = "voucher"  # or a serial number that shows the term
    MATERIAL = "material"


class Lack(StrEnum):
    """What may be missing in a sheet: a field by its name, or a proof."""

    SERIAL = "serial"
    PRODUCT = "product_code"
    CUSTOMER = "customer_name"
    PHONE = "customer_phone"
    REPAIRER = "repairer"
    FAULT = "fault"
    CAUSE = "cause"
    MEASURE = "measure"
    LINES = "lines"
    SIGNATURE = "signature"
    VOUCHER = "voucher"
    MATERIAL = "material"


FIELDS = (
    Lack.SERIAL,
    Lack.PRODUCT,
    Lack.CUSTOMER,
    Lack.PHONE,
    Lack.REPAIRER,
    Lack.FAULT,
    Lack.CAUSE,
    Lack.MEASURE,
)

LACK_WORDS: Mapping[Lack, Message] = {
    Lack.SERIAL: Message("the serial number is missing"),
    Lack.PRODUCT: Message("the product is missing"),
    Lack.CUSTOMER: Message("the customer is missing"),
    Lack.PHONE: Message("the customer's phone is missing"),
    Lack.REPAIRER: Message("who repaired it is missing"),
    Lack.FAULT: Message("the fault is missing"),
    Lack.CAUSE: Message("the cause is missing"),
    Lack.MEASURE: Message("what was done is missing"),
    Lack.LINES: Message("nothing is claimed: parts, labour or freight"),
    Lack.SIGNATURE: Message("the customer has not signed"),
    Lack.VOUCHER: Message("neither a copy of the voucher nor a serial number within the term"),
    Lack.MATERIAL: Message("the used material has not been sent back"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a sheet says, as far as its completeness asks. fields: by their names, "" for nothing.

    lines: how many. parts: of them parts; parts_back: of those whose old part came back.
    within_term: the serial number shows that the warranty had not ended on the day of the repair.
    """

    fields: Mapping[str, str]
    lines: int = 0
    parts: int = 0
    parts_back: int = 0
    is_signed: bool = False
    has_voucher: bool = False
    within_term: bool = False
    material_returned: bool = False


def lacks(told: Told, asked: Mapping[Ask, str]) -> dict[Lack, str]:
    """What is missing, each with the clause that asks for it, in the order of the sheet.

    asked: what the agreement asks for, each with its clause. A voucher is not needed where the
    serial number shows the term (P7-5.5); material is asked for only where parts were used, and
    is there once the whole of it, or the old part of every line, has come back.
    """
    found: dict[Lack, str] = {}
    if Ask.FIELDS in asked:
        empty = [name for name in FIELDS if not told.fields.get(name, "").strip()]
        missing = [*empty, *([] if told.lines else [Lack.LINES])]
        found |= dict.fromkeys(missing, asked[Ask.FIELDS])
    has = {
        Ask.SIGNATURE: told.is_signed,
        Ask.VOUCHER: told.has_voucher or told.within_term,
        Ask.MATERIAL: told.material_returned or told.parts_back >= told.parts,
    }
    found |= {
        Lack(ask): asked[ask] for ask, is_there in has.items() if ask in asked and not is_there
    }
    return found


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards ask.

    lacking: what is missing, with the clause of each. is_repairer, is_confirmer: whoever takes the
    step repaired it, or made the first follow-up. is_wrong: a second follow-up said that the sheet
    is not true. is_judged: every line has been judged. needs_word: the clause by which the
    provider's word was needed before the work, "" where he gave it or it was not needed.
    """

    lacking: Mapping[Lack, str]
    is_repairer: bool = False
    is_confirmer: bool = False
    is_wrong: bool = False
    needs_word: str = ""
    reason: str = ""
    clause: str = ""


def incomplete(facts: Facts) -> No | None:
    """An incomplete sheet is not confirmed, not handed in and not paid (P2-10.1, P7-5.5)."""
    for lack, clause in facts.lacking.items():
        return No(LACK_WORDS[lack], clause)
    return None


def own_repair(facts: Facts) -> No | None:
    if not facts.is_repairer:
        return None
    return No(Message("whoever repaired it does not confirm it"), facts.clause)


def own_confirmation(facts: Facts) -> No | None:
    """The two follow-ups are made by two different people (P2-7.2.3)."""
    if not facts.is_confirmer:
        return None
    return No(Message("whoever made the first follow-up does not make the second"), facts.clause)


def not_true(facts: Facts) -> No | None:
    if not facts.is_wrong:
        return None
    return No(Message("the second follow-up says that the sheet is not true"), facts.clause)


def without_word(facts: Facts) -> No | None:
    """Costly work needs the provider's word before it is done."""
    if not facts.needs_word:
        return None
    return No(Message("the work needed our word before it was done"), facts.needs_word)


def without_reason(facts: Facts) -> No | None:
    return None if facts.reason.strip() else No(Message("a reason is needed"))


MOVES: Moves[Facts] = Moves(
    next={
        State.DRAFTED: {
            Step.WRITE: State.DRAFTED,
            Step.CONFIRM: State.CONFIRMED,
            Step.WAIVE: State.WAIVED,
        },
        State.CONFIRMED: {
            Step.WRITE: State.DRAFTED,
            Step.SUBMIT: State.SUBMITTED,
            Step.WAIVE: State.WAIVED,
        },
        State.SUBMITTED: {
            Step.CHECK: State.SUBMITTED,
            Step.RETURN: State.RETURNED,
            Step.VERIFY: State.VERIFIED,
            Step.REFUSE: State.REFUSED,
        },
        State.RETURNED: {Step.WRITE: State.DRAFTED, Step.WAIVE: State.WAIVED},
        State.VERIFIED: {Step.REFUSE: State.REFUSED, Step.SETTLE: State.SETTLED},
        State.REFUSED: {},
        State.WAIVED: {},
        State.SETTLED: {},
    },
    guards={
        Step.CONFIRM: (incomplete, own_repair),
        Step.SUBMIT: (incomplete,),
        Step.CHECK: (own_repair, own_confirmation),
        Step.RETURN: (without_reason,),
        Step.VERIFY: (incomplete, own_repair, own_confirmation, not_true, without_word),
        Step.REFUSE: (own_repair, without_reason),
        Step.WAIVE: (without_reason,),
    },
    state_words={
        State.DRAFTED: Message("drafted"),
        State.CONFIRMED: Message("confirmed by a first follow-up"),
        State.SUBMITTED: Message("handed in"),
        State.RETURNED: Message("sent back to be completed"),
        State.VERIFIED: Message("checked and allowed"),
        State.REFUSED: Message("payment refused"),
        State.WAIVED: Message("waived"),
        State.SETTLED: Message("settled"),
    },
)
