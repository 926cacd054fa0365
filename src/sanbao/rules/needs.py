"""Which facts a decision cannot do without, and which of several problems is told first."""

from collections.abc import Iterator, Sequence

from sanbao.rules.agreement import Agreement
from sanbao.rules.cover import warranty_term
from sanbao.rules.facts import DateName, FactError, Facts
from sanbao.rules.message import Message
from sanbao.rules.questions import questions

# The order of the contract's table; the parts of one row keep their own order.
ORDER = (
    "id",
    "asset",
    "asset.component",
    "asset.dates",
    *(f"asset.dates.{name}" for name in DateName),
    "asset.price",
    "asset.tier",
    "asset.failed_repairs",
    "asset.exclusions",
    "event",
    "event.kind",
    "event.at",
    "event.on_site_at",
    "event.cause",
    "event.place",
    "event.place.province",
    "event.place.area",
    "event.reason",
    "event.authorised",
    "event.quantity",
    "event.claimant",
)
NEEDED = Message("is needed and missing")


def missing(agreement: Agreement, facts: Facts) -> Iterator[FactError]:
    """What the agreement needs to know about such an event and the facts do not say, in order."""
    if facts.component not in agreement.components:
        choices = ", ".join(agreement.components)
        yield FactError(
            "asset.component", Message("must be one of: %(choices)s", {"choices": choices})
        )
        return
    about = questions(agreement).kinds[facts.kind]
    for name in _dates(agreement, facts, about.dates):
        if name not in facts.dates:
            yield FactError(f"asset.dates.{name}", NEEDED)
    if (about.province or about.area) and facts.province is None and facts.area is None:
        yield FactError("event.place", NEEDED)
    elif about.province and facts.province is None:
        yield FactError("event.place.province", NEEDED)
    elif about.area and facts.area is None:
        yield FactError("event.place.area", NEEDED)
    if about.reason and facts.reason is None:
        yield FactError("event.reason", NEEDED)


def _dates(agreement: Agreement, facts: Facts, asked: tuple[DateName, ...]) -> tuple[DateName, ...]:
    """The dates that are needed, in the order of the table."""
    term = warranty_term(agreement, facts.component, facts.claimant, facts.tier)
    if term is None or term.start in asked:
        return asked
    if not asked:
        return (term.start,)
    return tuple(name for name in DateName if name in asked or name is term.start)


def first_problem(agreement: Agreement, facts: Facts, problems: Sequence[FactError]) -> FactError:
    """The first in the order of the table, of what could not be read and what is missing."""
    bad = {problem.field for problem in problems}
    found = [*problems]
    if "asset" not in bad:
        found += [lack for lack in missing(agreement, facts) if not _hidden(lack.field, bad)]
    return min(found, key=lambda problem: ORDER.index(problem.field))


def _hidden(field: str, bad: set[str]) -> bool:
    """Whether a lack only shows because the field, or what holds it, could not be read."""
    return any(field == path or field.startswith(f"{path}.") for path in bad)
