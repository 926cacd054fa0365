"""The provider checks a dealer: on schedule, or drawn at random (P2-1.4)."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.dealers.actions.row import lock, say
from sanbao.apps.dealers.facts import AUDIT_PREFIX, CHECK_FORM, CHECKED, SUBJECT
from sanbao.apps.dealers.models import Audit, AuditDraw, AuditKind
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.parties import queries as parties
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.rhythm import month_after
from sanbao.rules.sampling import drawn


@transaction.atomic
def plan_audit(
    dealer: parties.Dealer,
    planned_on: date,
    *,
    draw: AuditDraw | None = None,
    by: User,
    at: datetime,
) -> Audit:
    """A check is to be made. The dealer is not told ahead of one drawn at random."""
    if draw is None and planned_on < china_day(at):
        raise Refused(Message("that day is over"), field="planned_on")
    code = journal.next_code(AUDIT_PREFIX, provider=dealer.provider_id, on=china_day(at))
    return Audit.objects.create(
        provider_id=dealer.provider_id,
        code=code,
        dealer=dealer,
        kind=AuditKind.RANDOM if draw else AuditKind.SCHEDULED,
        draw=draw,
        planned_on=planned_on,
        asked_at=at,
        asked_by=by,
    )


@transaction.atomic
def draw_audits(month: date, percent: int, *, by: User, at: datetime) -> AuditDraw:
    """Draw whom to check in a month. Drawn before, it stays as it was: nobody draws twice."""
    month = month.replace(day=1)
    if month.year > at.year + 1:
        raise Refused(Message("no more than a year ahead"), field="month")
    if not 1 <= percent <= 100:
        raise Refused(Message("between 1 and 100 per cent"), field="percent")
    rows = parties.Dealer.objects.filter(provider_id=by.provider_id).order_by("code")
    dealers = {dealer.code: dealer for dealer in rows}
    if not dealers:
        raise Refused(Message("there is no dealer to check"), field="month")
    seed = secrets.token_hex(8)
    chosen = drawn(list(dealers), percent=percent, seed=seed)
    draw, is_new = AuditDraw.objects.get_or_create(
        provider_id=by.provider_id,
        month=month,
        defaults={
            "percent": percent,
            "seed": seed,
            "dealers": list(dealers),
            "chosen": chosen,
            "drawn_at": at,
            "drawn_by": by,
        },
    )
    if not is_new:
        return draw
    last = date(*month_after(month.year, month.month, 1), 1).toordinal() - 1
    for code in chosen:
        plan_audit(dealers[code], date.fromordinal(last), draw=draw, by=by, at=at)
    journal.record(
        "auditdraw.drawn",
        f"{draw}",
        provider=by.provider_id,
        at=at,
        by=by,
        details={"percent": percent, "seed": seed, "of": len(dealers), "chosen": chosen},
    )
    return draw


@transaction.atomic
def make_audit(
    audit: Audit, answers: Mapping[str, str], *, key: UUID, by: User, at: datetime
) -> Audit:
    """The dealer was checked; what its agreement promises for this quarter is kept by it."""
    dealer = lock(audit.dealer)
    audit = Audit.objects.select_related("provider", "dealer").get(pk=audit.pk)
    if audit.made_at is not None:
        return audit
    audit.record = evidence.fill(
        CHECK_FORM,
        answers,
        provider=audit.provider,
        subject=("audit", audit.code),
        key=key,
        by=by,
        at=at,
    )
    audit.made_at, audit.made_by = at, by
    audit.save(update_fields=["record", "made_at", "made_by"])
    bad = [name for name, answer in audit.record.answers.items() if answer == "no"]
    say("dealer.checked", dealer, by=by, at=at, audit=audit.code, kind=audit.kind, bad=bad)
    subject = (SUBJECT, dealer.code)
    obligations.happened(dealer.provider_id, subject, CHECKED, at=at, by=by, note=audit.code)
    return audit
