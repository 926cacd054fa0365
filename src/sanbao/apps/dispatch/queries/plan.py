"""Plans of the machine: which there are, and how far they are."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.dispatch.models import PlanRun, PlanState

DISPATCHERS = (Role.DISPATCHER, Role.MANAGER)
GOING = (PlanState.WAITING, PlanState.RUNNING)
# A run of which nothing was heard for so long after its time has died with its worker.
GRACE = timedelta(minutes=5)


def plans_for(user: User) -> QuerySet[PlanRun]:
    rows = PlanRun.objects.filter(provider_id=user.provider_id).select_related("asked_by")
    return rows if user.has_role(*DISPATCHERS) else rows.none()


def plan_of(provider_id: int, code: str) -> PlanRun:
    return PlanRun.objects.get(provider_id=provider_id, code=code)


def given_up(run: PlanRun, *, at: datetime) -> bool:
    return at > (run.begun_at or run.asked_at) + timedelta(seconds=run.seconds) + GRACE


def share_done(run: PlanRun, *, at: datetime) -> int:
    """How much of its time has gone by, in per cent."""
    if not run.is_going:
        return 100
    if run.begun_at is None:
        return 0
    gone = (at - run.begun_at) / timedelta(seconds=run.seconds)
    return max(0, min(99, round(gone * 100)))
