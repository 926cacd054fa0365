"""What happened decides what was kept: promises met or missed, and those that start with it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from sanbao.apps.accounts.access import User
from sanbao.apps.obligations.actions.ending import cancel_drawn
from sanbao.apps.obligations.actions.log import record, settle, write
from sanbao.apps.obligations.models import OPEN_STATES, Obligation, ObligationState
from sanbao.rules.obligation import OWED_UNTIL_KEPT, Kind

IN_TIME_AFTER_ALL = gettext_noop("it was done in time after all")
DONE_MEANWHILE = gettext_noop("done late; nothing is owed for it any more")


@transaction.atomic
def happened(
    provider_id: int, subject: tuple[str, str], what: str, *, at: datetime, by: User | None
) -> list[Obligation]:
    """`what` was done for `subject` at `at`: the obligations that this ended or started.

    A promise done within its time is met, later it is missed with the time it was done. One that
    the sweep had called missed becomes met when it was in fact done in time (a report that came
    late). Said twice it changes nothing the second time.
    """
    kind, code = subject
    unfinished = Q(state__in=OPEN_STATES) | Q(state=ObligationState.MISSED, met_at__isnull=True)
    rows = Obligation.objects.select_for_update().filter(
        unfinished, provider_id=provider_id, subject_kind=kind, subject_code=code
    )
    touched = []
    for obligation in rows.order_by("id"):
        if obligation.what == what:
            finish(obligation, at=at, by=by)
            touched.append(obligation)
        elif obligation.after == what and obligation.state == ObligationState.WAITING:
            start(obligation, at=at, by=by)
            touched.append(obligation)
    return touched


def start(obligation: Obligation, *, at: datetime, by: User | None) -> None:
    was = obligation.state
    write(obligation, Kind.STARTED, at=at, by=by)
    settle(obligation, at=at)
    record("obligation.started", obligation, at=at, by=by, was=was)


def finish(obligation: Obligation, *, at: datetime, by: User | None) -> None:
    was = obligation.state
    write(obligation, Kind.MET, at=at, by=by)
    settle(obligation, at=at)
    if obligation.state == ObligationState.MET:
        record("obligation.met", obligation, at=at, by=by, was=was)
        cancel_drawn(obligation, reason=IN_TIME_AFTER_ALL, at=at, by=by)
        return
    if was == ObligationState.MISSED:
        record("obligation.done_late", obligation, at=at, by=by, was=was)
    else:
        record("obligation.missed", obligation, at=at, by=by, was=was)
    cancel_drawn(obligation, reason=DONE_MEANWHILE, at=at, by=by, only=OWED_UNTIL_KEPT)
