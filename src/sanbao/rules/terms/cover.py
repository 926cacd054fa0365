"""What is covered for how long, what takes it out, and whether a place may have it longer."""

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


class Extension(Part):
    """For a place or a unit the cover may be made longer, if the provider approves (P2-3.2).

    How much longer, and where, is no figure of the paper: it is asked for and approved, and reaches
    a decision as the fact `asset.extra_months`.
    """

    kind: Literal["extension"]
    clause: ClauseId
