"""When the sweeps look at an obligation again: two columns derived whenever its log settles."""

from collections.abc import Sequence

from sanbao.apps.obligations import queries
from sanbao.apps.obligations.models import Obligation, ObligationState
from sanbao.rules import warning
from sanbao.rules.replay import Line, Standing, span_of

WATCHED = ("warn_at", "escalate_at", "escalation")


def watch(
    obligation: Obligation,
    found: Standing,
    log: Sequence[Line],
    *,
    policies: queries.Policies | None = None,
) -> None:
    """Set when to warn and when to tell higher up; the caller saves WATCHED.

    Only what runs is warned of, and only what was missed and is still not done is told of.
    policies: those of its provider where many rows are looked at together.
    """
    obligation.warn_at = obligation.escalate_at = None
    obligation.escalation = warning.climbed(log)
    is_missing = obligation.state == ObligationState.MISSED and found.met_at is None
    if found.due_at is None or not (is_missing or obligation.state == ObligationState.RUNNING):
        return
    policy = (policies or queries.policies_of([obligation.provider_id])).of(obligation)
    if is_missing:
        step = warning.next_rung(policy, obligation.escalation, found.due_at)
        obligation.escalate_at = step[0] if step else None
        return
    span = span_of(log, roll=obligation.roll)
    obligation.warn_at = warning.next_warning(policy, found, span, log)
