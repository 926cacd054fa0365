"""Stating when to warn and whom to tell, and having what is open follow it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from procrastinate.contrib.django import app

from sanbao.apps.accounts.access import User
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import queries
from sanbao.apps.obligations.actions.watching import WATCHED, watch
from sanbao.apps.obligations.models import Obligation, ObligationState, Policy
from sanbao.rules import warning
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.replay import span_of, standing

BATCH = 500
FOLLOW = "obligations.follow_policy"


@transaction.atomic
def save_policy(
    what: str, *, shares: Sequence[int], line: Sequence[warning.Rung], at: datetime, by: User
) -> Policy:
    """State for one promise ("" for all others) when to warn and whom to tell of a miss.

    Raises Refused that names the field. What is open follows in a job of its own.
    """
    if what and what not in queries.PROMISES:
        raise Refused(Message("there is no such promise"), field="what")
    policy = warning.checked(shares, line)
    kept = {
        "shares": list(policy.shares),
        "line": [{"hours": rung.hours, "to": rung.to} for rung in policy.line],
    }
    row, _is_new = Policy.objects.update_or_create(
        provider_id=by.provider_id, what=what, defaults={**kept, "changed_at": at, "changed_by": by}
    )
    say(what, by=by, at=at, **kept)
    return row


@transaction.atomic
def drop_policy(what: str, *, at: datetime, by: User) -> None:
    """Go back to what holds otherwise. Said twice it changes nothing the second time."""
    gone, _by_model = Policy.objects.filter(provider_id=by.provider_id, what=what).delete()
    if gone:
        say(what, by=by, at=at)


def say(what: str, *, by: User, at: datetime, **kept: object) -> None:
    journal.record(
        "policy.changed", what or "*", provider=by.provider_id, at=at, by=by, details=kept
    )
    app.configure_task(FOLLOW).defer(provider_id=by.provider_id)


def follow_policy(provider_id: int, *, at: datetime) -> int:
    """Derive anew when to look at everything open or missed; batch by batch, as others write."""
    last, total = 0, 0
    while ids := following(provider_id, after=last):
        total += follow_batch(ids, at=at)
        last = ids[-1]
    return total


def following(provider_id: int, *, after: int) -> list[int]:
    looked_at = Q(state=ObligationState.RUNNING) | Q(
        state=ObligationState.MISSED, met_at__isnull=True
    )
    rows = Obligation.objects.filter(looked_at, provider_id=provider_id, pk__gt=after)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def follow_batch(ids: Sequence[int], *, at: datetime) -> int:
    rows = list(
        Obligation.objects.select_for_update()
        .filter(pk__in=ids)
        .order_by("pk")
        .prefetch_related("log")
    )
    policies = queries.policies_of(row.provider_id for row in rows)
    for row in rows:
        log = queries.lines_of(row)
        span = span_of(log, roll=row.roll)
        found = standing(span, log, now=max(at, *(line.at for line in log)))
        watch(row, found, log, policies=policies)
    Obligation.objects.bulk_update(rows, WATCHED)
    return len(rows)
