"""The work on record: cause, finding, measure, what was used; decided again, and priced."""

from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.stored import change
from sanbao.apps.desk import actions as desk
from sanbao.apps.visits import queries
from sanbao.apps.visits.actions.row import lock, say
from sanbao.apps.visits.facts import Use, Work, fee_day
from sanbao.apps.visits.models import UsedItem, Visit
from sanbao.rules.facts import Cause
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.visit import MOVES, Facts, Step

WORK_FIELDS = (
    "state",
    "cause",
    "component",
    "exclusions",
    "finding",
    "measure",
    "is_restored",
    "not_restored_because",
    "worked_at",
    "decision",
)
CAUSES = frozenset(cause.value for cause in Cause if cause is not Cause.UNKNOWN)


@transaction.atomic
def work(visit: Visit, done: Work, *, by: User, at: datetime) -> Visit:
    """Record the work. The case is decided again with the cause that was found; the fee follows
    from that decision and the price lists. May be recorded again until the customer signs.
    """
    visit = lock(visit)
    was = visit.state
    # What can be said without deciding comes first, so that the nearest reason is given.
    MOVES.advance(was, Step.WORK, working(visit, done, is_priced=True))
    if not done.is_restored and not done.not_restored_because.strip():
        message = Message("say why another visit is needed")
        raise Refused(message, field="not_restored_because")
    visit.decision = desk.established(
        visit.order.case,
        component=done.component,
        cause=done.cause,
        exclusions=done.exclusions,
        by=by,
        at=at,
    )
    write_down(visit, done, at=at)
    use(visit, done.used)
    fee = queries.fee_of(visit)
    visit.state = MOVES.advance(was, Step.WORK, working(visit, done, is_priced=fee.is_priced))
    change(visit, *WORK_FIELDS)
    owed = f"{fee.owed_by('customer')}"
    say("visit.worked", visit, by=by, at=at, was=was, cause=done.cause, customer_owes=owed)
    return visit


def write_down(visit: Visit, done: Work, *, at: datetime) -> None:
    visit.cause, visit.component = done.cause, done.component
    visit.exclusions = sorted(set(done.exclusions))
    visit.finding, visit.measure = done.finding.strip(), done.measure.strip()
    visit.is_restored = done.is_restored
    visit.not_restored_because = "" if done.is_restored else done.not_restored_because.strip()
    visit.worked_at = at


def working(visit: Visit, done: Work, *, is_priced: bool) -> Facts:
    return Facts(
        certificate_shown=visit.certificate_shown,
        price_list_shown=visit.price_list_shown,
        is_checklist_complete=queries.checklist_of(visit) is not None,
        is_cause_known=done.cause in CAUSES,
        is_restored=done.is_restored,
        signed_result=visit.is_restored if visit.taken_back_at else None,
        finding=done.finding,
        measure=done.measure,
        is_priced=is_priced,
    )


def use(visit: Visit, uses: tuple[Use, ...]) -> None:
    """Replace what was used; each is a position of a list in force on the day of the visit."""
    known = {price.pk: price for price in queries.in_force(visit.provider_id, on=fee_day(visit))}
    for one in uses:
        if one.price_id not in known:
            raise Refused(Message("this is not on a price list in force"), field="used")
        if one.quantity <= 0:
            raise Refused(Message("a quantity must be more than 0"), field="used")
    visit.used.all().delete()
    UsedItem.objects.bulk_create(
        UsedItem(
            visit=visit,
            price=known[one.price_id],
            quantity=one.quantity,
            serial=one.serial.strip(),
            is_outer=one.is_outer,
            old_part_returned=one.old_part_returned,
        )
        for one in uses
    )
