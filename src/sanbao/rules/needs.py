"""Which facts a decision cannot do without, and which of several problems is told first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sanbao.rules.agreement import Agreement
from sanbao.rules.cover import warranty_term
from sanbao.rules.facts import Claimant, DateName, EventKind, FactError, Facts, Tier, in_order
from sanbao.rules.message import Message
from sanbao.rules.questions import questions
from sanbao.rules.reading import NEEDED


@dataclass(frozen=True, slots=True)
class Needs:
    """What must be known of one kind of event on one component. dates: in the table's order."""

    dates: tuple[DateName, ...]
    province: bool
    area: bool
    reason: bool


@lru_cache(maxsize=4096)
def needs(
    agreement: Agreement, component: str, kind: EventKind, claimant: Claimant, tier: Tier | None
) -> Needs:
    """What a decision about such an event cannot do without."""
    about = questions(agreement).kinds[kind]
    dates = set(about.dates)
    term = warranty_term(agreement, component, claimant, tier)
    if term is not None:
        dates.add(term.start)
    return Needs(
        dates=tuple(name for name in DateName if name in dates),
        province=about.province,
        area=about.area,
        reason=about.reason,
    )


def missing(agreement: Agreement, facts: Facts) -> list[FactError]:
    """What the agreement needs to know about such an event and the facts do not say, in order."""
    if facts.component not in agreement.components:
        known = ", ".join(agreement.components)
        return [
            FactError("asset.component", Message("must be one of: %(choices)s", {"choices": known}))
        ]
    needed = needs(agreement, facts.component, facts.kind, facts.claimant, facts.tier)
    lacks = [f"asset.dates.{name}" for name in needed.dates if name not in facts.dates]
    if needed.province or needed.area:
        lacks += _place_lacks(needed, facts)
    if needed.reason and facts.reason is None:
        lacks.append("event.reason")
    return [FactError(field, NEEDED) for field in lacks]


def _place_lacks(needed: Needs, facts: Facts) -> list[str]:
    if facts.province is None and facts.area is None:
        return ["event.place"]
    lacks = ["event.place.province"] if needed.province and facts.province is None else []
    if needed.area and facts.area is None:
        lacks.append("event.place.area")
    return lacks


def first_problem(agreement: Agreement, facts: Facts, problems: Sequence[FactError]) -> FactError:
    """The first in the order of the table, of what could not be read and what is missing."""
    bad = {problem.field for problem in problems}
    found = [*problems]
    if "asset" not in bad:
        found += [lack for lack in missing(agreement, facts) if not _hidden(lack.field, bad)]
    return in_order(found)[0]


def _hidden(field: str, bad: set[str]) -> bool:
    """Whether a lack only shows because the field, or what holds it, could not be read."""
    return any(field == path or field.startswith(f"{path}.") for path in bad)
