"""What is covered for how long, and what takes it out: warranty and exclusion."""

from typing import Literal

from sanbao.rules.facts import WHOLE, Cause, Claimant, Code, DateName, Tier
from sanbao.rules.terms.condition import ClauseId, Cover, Part


class Warranty(Part):
    """A component class is covered for `span` from a date in the life of the asset on.

    claimant, tier: for whom it holds; left out, for everyone. Of several terms that fit, the
    first counts, so the narrower one stands first.
    """

    kind: Literal["warranty"]
    clause: ClauseId
    component: str = WHOLE
    start: DateName
    span: Cover
    claimant: Claimant | None = None
    tier: Tier | None = None


class Exclusion(Part):
    """Causes, or codes found on inspection, that the warranty does not answer for.

    component: left out, all of them.
    """

    kind: Literal["exclusion"]
    clause: ClauseId
    component: str | None = None
    causes: frozenset[Cause] = frozenset()
    codes: frozenset[Code] = frozenset()
