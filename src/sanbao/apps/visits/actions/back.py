"""One step back, with a reason that stays in the history (P3-4)."""

from datetime import datetime
from uuid import uuid5

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.money import actions as money
from sanbao.apps.money import queries as ledger
from sanbao.apps.parts import actions as parts
from sanbao.apps.visits.actions.row import lock, say
from sanbao.apps.visits.models import Receipt, Visit, VisitState
from sanbao.apps.workorders import actions as workorders
from sanbao.rules.visit import MOVES, Facts, Step


@transaction.atomic
def go_back(visit: Visit, *, seen: str, reason: str, by: User, at: datetime) -> Visit:
    """From the work on record to being on site, or from the signature to the work.

    What the customer signed is not undone: its lines are booked back, its receipt is void, its
    paper and record stay with the visit, and nothing is reported before a new signature. What
    followed from the result (it works again, or another visit is needed) stands. seen: the state
    of the visit on the page, so that a repeated request goes back once.
    """
    visit = lock(visit)
    if visit.state != seen:
        return visit
    was = visit.state
    facts = Facts(at=at, reason=reason, later_visit=later_visit(visit))
    state = MOVES.advance(was, Step.GO_BACK, facts)
    if was == VisitState.SIGNED:
        take_back(visit, reason=reason.strip(), by=by, at=at)
    else:
        visit.worked_at = None
    visit.state = state
    visit.save(update_fields=FIELDS)
    say("visit.went_back", visit, by=by, at=at, was=was, reason=reason.strip())
    return visit


FIELDS = (
    "state",
    "worked_at",
    "companions",
    "signer_name",
    "signature",
    "opinion",
    "satisfaction",
    "signed_at",
    "report",
    "taken_back_at",
    "taken_back_by",
)


def later_visit(visit: Visit) -> str:
    """The visit of the same order that was agreed after this one and not given up, "" for none."""
    later = Visit.objects.filter(order=visit.order, pk__gt=visit.pk)
    found = later.exclude(state=VisitState.ABANDONED).order_by("pk").first()
    return found.code if found else ""


def take_back(visit: Visit, *, reason: str, by: User, at: datetime) -> None:
    """The signature does not stand any more, nor what was booked and handed out under it."""
    lines = ledger.lines_of(visit.provider_id, "visit", visit.code)
    for line in lines.filter(corrects=None, corrected_by=None).exclude(amount=0):
        money.correct(line, amount=line.amount * 0, reason=reason, by=by, at=at)
    Receipt.objects.filter(visit=visit, voided_at=None).update(voided_at=at, voided_by=by)
    signature = visit.signature.key if visit.signature else visit.key
    undone = uuid5(signature, "back on the van")
    back = parts.put_back(visit.engineer, visit=visit.code, key=undone, by=by, at=at)
    workorders.fit(visit.order, {part: -count for part, count in back.items()})
    visit.companions, visit.report = [], None
    visit.signer_name, visit.signature, visit.signed_at = "", None, None
    visit.opinion, visit.satisfaction = "", None
    visit.taken_back_at, visit.taken_back_by = at, by
