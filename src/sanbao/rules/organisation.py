"""Whether a service organisation has what the agreement asks for (P2-2.1, P2-2.2, P5-2.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sanbao.rules.message import Message
from sanbao.rules.sentence.words import word
from sanbao.rules.span import last_day
from sanbao.rules.terms import Gear, Organisation, Per, Term


@dataclass(frozen=True, slots=True)
class Register:
    """What the register of a dealer shows on a day.

    staff: named repair staff, whoever heads them included. trained: how many of them hold a
    certificate or have passed a training. stations, units: that staff is asked for. gear: kinds of
    equipment of which there is at least one.
    """

    has_head: bool = False
    staff: int = 0
    trained: int = 0
    stations: int = 0
    units: int = 0
    gear: frozenset[str] = frozenset()


class Lack(StrEnum):
    HEAD = "head"
    STAFF = "staff"
    TRAINED = "trained"
    EQUIPMENT = "equipment"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One thing that is asked for and not there: how many are needed, how many there are.

    gear: which kind of equipment, None for people. clause: that asks for it.
    """

    lack: Lack
    needed: int
    there: int
    clause: str
    gear: Gear | None = None


def organisations(terms: Iterable[Term]) -> tuple[Organisation, ...]:
    """What an agreement asks of a service organisation."""
    return tuple(term for term in terms if isinstance(term, Organisation))


def staff_needed(term: Organisation, register: Register) -> int:
    """How many named staff the term asks for: of each station or unit, of one at least."""
    counted = {Per.DEALER: 1, Per.STATION: register.stations, Per.UNIT: register.units}
    return term.staff * max(1, counted[term.per])


def shortfalls(term: Organisation, register: Register) -> tuple[Shortfall, ...]:
    """Everything that the register lacks, people first, then equipment by its code.

    Where people are to be trained the untrained do not count; those who are missing altogether are
    told once, as missing.
    """
    needed = staff_needed(term, register)
    found = []
    if term.head and not register.has_head:
        found.append(Shortfall(Lack.HEAD, 1, 0, term.clause))
    if register.staff < needed:
        found.append(Shortfall(Lack.STAFF, needed, register.staff, term.clause))
    if term.qualified and register.trained < min(needed, register.staff):
        found.append(
            Shortfall(Lack.TRAINED, min(needed, register.staff), register.trained, term.clause)
        )
    missing = sorted(gear for gear in term.equipment if gear not in register.gear)
    return (*found, *(Shortfall(Lack.EQUIPMENT, 1, 0, term.clause, gear) for gear in missing))


def told_late(term: Organisation, *, changed_on: date, told_on: date | None) -> bool:
    """Whether a change of staff was told too late, or not at all (P2-2.2).

    told_on: None for a change that the provider found out by itself. Where the term states no time
    a change that is told at all is told in time.
    """
    if told_on is None:
        return True
    return term.told_within is not None and told_on > last_day(changed_on, term.told_within)


def lack_words(shortfall: Shortfall) -> Message:
    """What is lacking, for the page and for the reason of a lapse."""
    if shortfall.lack is Lack.HEAD:
        return Message("no head of repair is named")
    numbers = {"needed": shortfall.needed, "there": shortfall.there}
    if shortfall.lack is Lack.STAFF:
        return Message("%(there)s of %(needed)s repair staff are named", numbers)
    if shortfall.lack is Lack.TRAINED:
        return Message("%(there)s of %(needed)s repair staff are trained", numbers)
    return Message("missing: %(gear)s", {"gear": word(shortfall.gear or Gear.TOOLS)})
