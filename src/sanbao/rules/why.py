"""Why something is covered or not, in sentences for a person."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from sanbao.rules.cover import SHOWS, Cover, Ground
from sanbao.rules.facts import Cause, Code, EventKind, Facts
from sanbao.rules.message import Message
from sanbao.rules.terms import Standing

_OPEN_CAUSE = Message(
    "The cause is still to be established; until then this is decided as a fault of product"
    " quality."
)
_LONGER = Message(
    "By clause %(clause)s it is %(months)s months longer, with the provider's approval."
)
_NO_PERIOD = Message("The agreement promises no warranty period.")
# Asking about a product or its price is no claim: nothing has failed whose cause could matter.
_NO_CLAIM = frozenset({EventKind.QUESTION_ASKED, EventKind.PRICE_ASKED})

FOUND: Mapping[Code, Message] = {
    Code.SEAL_BROKEN: Message("Found: the warranty seal is broken (clause %(clause)s)."),
    Code.OPENED: Message("Found: opened without permission (clause %(clause)s)."),
    Code.NOT_PER_MANUAL: Message("Found: not used as the manual says (clause %(clause)s)."),
    Code.MISUSE: Message("Found: misuse (clause %(clause)s)."),
    Code.UNFIT_SUPPLIES: Message("Found: unfit supplies were used (clause %(clause)s)."),
    Code.HUMAN_DAMAGE: Message("Found: damage done by people (clause %(clause)s)."),
    Code.FORCE_MAJEURE: Message("Found: force majeure (clause %(clause)s)."),
    Code.VOUCHER_MISMATCH: Message(
        "Found: the voucher does not match the product (clause %(clause)s)."
    ),
    Code.VOUCHER_ALTERED: Message("Found: the voucher has been altered (clause %(clause)s)."),
}
CAUSED: Mapping[Cause, Message] = {
    Cause.BATCH_FAULT: Message("The cause is a batch fault (clause %(clause)s)."),
    Cause.TRANSIT: Message("The cause is damage in transit (clause %(clause)s)."),
    Cause.MISUSE: Message("The cause is misuse (clause %(clause)s)."),
    Cause.HUMAN_DAMAGE: Message("The cause is damage done by people (clause %(clause)s)."),
    Cause.FORCE_MAJEURE: Message("The cause is force majeure (clause %(clause)s)."),
}
_EXCLUDED = Message("An exclusion of clause %(clause)s applies.")


def reasons(facts: Facts, covered: Cover, on: date) -> tuple[Message, ...]:
    """The sentences that explain how an event on the local date `on` stands."""
    told = [_period(covered, on)]
    if covered.extension:
        longer = {"clause": covered.extension, "months": facts.extra_months}
        told.append(Message(_LONGER.msgid, longer))
    if covered.grounds:
        told += _exclusions(covered.grounds)
    if is_open(facts.kind, facts.cause, facts.exclusions):
        told.append(_OPEN_CAUSE)
    return tuple(told)


@lru_cache(maxsize=1024)
def _exclusions(grounds: tuple[Ground, ...]) -> tuple[Message, ...]:
    named = [Message(_ground(ground).msgid, {"clause": ground.clause}) for ground in grounds]
    return (*named, Message("So it is not covered."))


def _ground(ground: Ground) -> Message:
    if ground.code is not None:
        return FOUND.get(ground.code, _EXCLUDED)
    return CAUSED.get(ground.cause, _EXCLUDED) if ground.cause is not None else _EXCLUDED


@lru_cache(maxsize=1024)
def is_open(kind: EventKind, cause: Cause, codes: frozenset[Code]) -> bool:
    """Whether the cause of what is claimed is still to be established."""
    return (
        cause is Cause.UNKNOWN
        and kind not in _NO_CLAIM
        and not any(code in SHOWS for code in codes)
    )


def _period(covered: Cover, on: date) -> Message:
    if covered.term is None or covered.starts_on is None:
        return _NO_PERIOD
    if covered.standing is not Standing.OUTSIDE:
        return Message(
            "Clause %(clause)s covers it from %(starts_on)s to %(ends_on)s, that day included.",
            {
                "clause": covered.term.clause,
                "starts_on": covered.starts_on,
                "ends_on": covered.ends_on,
            },
        )
    if on < covered.starts_on:
        return Message(
            "The event on %(on)s lies before the start of the period of clause %(clause)s on"
            " %(starts_on)s.",
            {"on": on, "clause": covered.term.clause, "starts_on": covered.starts_on},
        )
    return Message(
        "The period of clause %(clause)s ended with %(ends_on)s.",
        {"clause": covered.term.clause, "ends_on": covered.ends_on},
    )
