"""Drawing the sample of a month: once, by a seed that stands on record."""

import secrets
from datetime import date, datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.callbacks import queries
from sanbao.apps.callbacks.models import Sample
from sanbao.apps.journal import actions as journal
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.sampling import LEAST_PERCENT, drawn


@transaction.atomic
def draw(month: date, percent: int, *, by: User, at: datetime) -> Sample:
    """Draw `percent` of the repairs of a month that is over. Drawn before, it stays as it was."""
    month = month.replace(day=1)
    if not LEAST_PERCENT <= percent <= 100:
        least = {"least": LEAST_PERCENT}
        raise Refused(
            Message("at least %(least)d and at most 100 per cent", least), field="percent"
        )
    if china_day(at) < queries.month_after(month):
        raise Refused(Message("the month is not over yet"), field="month")
    repairs = queries.repairs_of(by.provider_id, month)
    if not repairs:
        raise Refused(Message("nothing was repaired in that month"), field="month")
    seed = secrets.token_hex(8)
    sample, is_new = Sample.objects.get_or_create(
        provider_id=by.provider_id,
        month=month,
        defaults={
            "percent": percent,
            "seed": seed,
            "repairs": repairs,
            "chosen": drawn(repairs, percent=percent, seed=seed),
            "drawn_at": at,
            "drawn_by": by,
        },
    )
    if is_new:
        journal.record(
            "sample.drawn",
            f"{sample}",
            provider=by.provider_id,
            at=at,
            by=by,
            details={"percent": percent, "seed": seed, "of": len(repairs)},
        )
    return sample
