"""What the paper asks for before it binds, and what may be approved besides, in words."""

from collections.abc import Mapping

from sanbao.rules.message import Message
from sanbao.rules.sentence.listing import all_of, in_order, span_words
from sanbao.rules.sentence.words import word
from sanbao.rules.terms import Extension, Formality, Organisation

Names = Mapping[str, str]


def extension(term: Extension, names: Names) -> Message:
    """That the cover may be longer somewhere."""
    return Message("For a place or a unit the cover is longer if the provider approves.")


def formality(term: Formality, names: Names) -> Message:
    """Everything that one clause asks for."""
    asked = [said for said in _asked(term) if said is not None]
    return Message("Before it binds: %(asked)s.", {"asked": all_of(asked)})


def _asked(term: Formality) -> list[Message | None]:
    return [
        Message("%(n)s copies", {"n": term.copies}) if term.copies else None,
        Message("the seal of both sides") if term.sealed else None,
        Message("the ID-card number of whoever signs for %(sides)s", _sides(term))
        if term.identified
        else None,
        Message("who %(roles)s", {"roles": all_of([word(role) for role in term.roles])})
        if term.roles
        else None,
        Message("the main agreement in force") if term.with_main else None,
        Message("the court at our seat") if term.court else None,
        Message("the jointly liable persons on record") if term.liable else None,
        Message("valid for %(span)s from signing", {"span": span_words(term.valid)})
        if term.valid
        else None,
    ]


def _sides(term: Formality) -> dict[str, object]:
    return {"sides": all_of(in_order(term.identified))}


def organisation(term: Organisation, names: Names) -> Message:
    """Whom and what a service organisation has at least."""
    asked = [said for said in _kept(term) if said is not None]
    has = {"by": word(term.by), "asked": all_of(asked)}
    if term.told_within is None:
        return Message("%(by)s has at least: %(asked)s.", has)
    return Message(
        "%(by)s has at least: %(asked)s; a change of staff is told within %(span)s.",
        {**has, "span": span_words(term.told_within)},
    )


def _kept(term: Organisation) -> list[Message | None]:
    n = {"n": term.staff}
    staff = Message("%(n)s repair staff", n)
    if term.qualified:
        staff = Message("%(n)s trained repair staff", n)
    return [
        Message("a head of repair") if term.head else None,
        Message("%(staff)s %(per)s", {"staff": staff, "per": word(term.per)}),
        *(word(gear) for gear in sorted(term.equipment)),
    ]
