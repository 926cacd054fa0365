"""Each term as one plain sentence, made from its fields, in Chinese and in English."""

from collections.abc import Callable, Mapping
from typing import Any

from sanbao.rules.message import Message
from sanbao.rules.sentence import award, claim, duty, formal, settlement, sheet
from sanbao.rules.sentence.listing import Figure, plain
from sanbao.rules.terms import Term

# A new kind of term gets its sentence here; those over time name no component.
_DECIDED: Mapping[str, Callable[[Any, Mapping[str, str]], Message]] = {
    "warranty": claim.warranty,
    "exclusion": claim.exclusion,
    "charge": claim.charge,
    "promise": claim.promise,
    "guidance": claim.guidance,
    "remedy": claim.remedy,
    "statute": claim.statute,
    "extension": formal.extension,
    "formality": formal.formality,
    "organisation": formal.organisation,
    "criterion": award.criterion,
}
_OVER_TIME: Mapping[str, Callable[[Any], Message]] = {
    "one_off": duty.one_off,
    "rhythm": duty.rhythm,
    "upkeep": duty.upkeep,
    "share": duty.share,
    "consequence": duty.consequence,
    "fund": settlement.fund,
    "fee": settlement.fee,
    "deduction": settlement.deduction,
    "dispute": settlement.dispute,
    "settling": settlement.settling,
    "sheet": sheet.needs,
    "verification": sheet.verification,
    "costly_work": sheet.costly_work,
    "falsehood": sheet.falsehood,
}
KINDS: Mapping[str, Message] = {
    "warranty": Message("Warranty"),
    "exclusion": Message("Exclusion"),
    "charge": Message("Who pays"),
    "promise": Message("Promise of a time"),
    "guidance": Message("How it is taken up"),
    "remedy": Message("Remedy"),
    "one_off": Message("Duty after an event"),
    "rhythm": Message("Duty in a rhythm"),
    "upkeep": Message("Standing duty"),
    "share": Message("Share of the month"),
    "consequence": Message("What follows a miss"),
    "statute": Message("National rules"),
    "extension": Message("Longer cover"),
    "formality": Message("Formality"),
    "fund": Message("Repair fund"),
    "fee": Message("Fee of a repair sheet"),
    "deduction": Message("Deduction from the fund"),
    "dispute": Message("Time for disputes"),
    "settling": Message("Way of settling"),
    "organisation": Message("Service organisation"),
    "criterion": Message("Condition of the award"),
    "sheet": Message("What a repair sheet needs"),
    "verification": Message("Spot check of repair sheets"),
    "costly_work": Message("Word before costly work"),
    "falsehood": Message("What a false item costs"),
}

__all__ = ["KINDS", "Figure", "kind_words", "sentence", "told"]


def sentence(term: Term, names: Mapping[str, str]) -> Message:
    """What a term says. names: the components by their code, in the language it will be told in.

    The message starts small; `told` makes a sentence of it.
    """
    if term.kind in _DECIDED:
        return _DECIDED[term.kind](term, names)
    if term.kind in _OVER_TIME:
        return _OVER_TIME[term.kind](term)
    return plain(term.kind)


def told(message: Message, say: Callable[[Message], str]) -> str:
    """A message as a sentence: its first letter large."""
    words = say(message)
    return words[:1].upper() + words[1:]


def kind_words(kind: str) -> Message:
    """What a kind of term is called; one without a name yet by its code."""
    return KINDS.get(kind) or plain(kind.replace("_", " "))
