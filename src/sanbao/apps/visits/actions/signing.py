"""The customer signs: the record stands, the fee is booked, the case is restored or goes on."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid5

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.stored import change
from sanbao.apps.assets import actions as assets
from sanbao.apps.desk import actions as desk
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.journal import actions as journal
from sanbao.apps.money import actions as money
from sanbao.apps.parts import actions as parts
from sanbao.apps.visits import queries
from sanbao.apps.visits.actions.row import lock, say
from sanbao.apps.visits.facts import SERVICE_RECORD, Signing
from sanbao.apps.visits.models import Receipt, Visit
from sanbao.apps.visits.queries.fee import used_by
from sanbao.apps.workorders import actions as workorders
from sanbao.rules.deadline import china_day
from sanbao.rules.fee import PARTS, Fee, FeeLine
from sanbao.rules.form import SCALE
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.visit import MOVES, Facts, Step

ACCOUNT = "visit"
RECEIPTS = "SJ"
DEALER = "dealer"
SIGNED_FIELDS = (
    "state",
    "companions",
    "signer_name",
    "signature",
    "opinion",
    "satisfaction",
    "signed_at",
)


@transaction.atomic
def sign(visit: Visit, signing: Signing, *, key: UUID, by: User, at: datetime) -> Visit:
    """The customer signs on the engineer's screen. The same key again gives the signed visit."""
    visit = lock(visit)
    if visit.signature is not None and visit.signature.key == key:
        return visit
    was, fee = visit.state, queries.fee_of(visit)
    state = MOVES.advance(was, Step.SIGN, facts_of(visit, signing, fee, at=at))
    if str(signing.satisfaction) not in SCALE:
        raise Refused(Message("choose from 1 to 5"), field="satisfaction")
    put_on_record(visit, signing, fee, key=key, by=by, at=at)
    visit.companions = queries.written_down(visit)
    visit.state = state
    change(visit, *SIGNED_FIELDS)
    book(visit, fee, by=by, at=at)
    take_from_van(visit, key=key, by=by, at=at)
    receipt = issue(visit, fee, by=by, at=at)
    if visit.taken_back_at is not None:
        correct_repair(visit)
    elif visit.is_restored:
        restore(visit, by=by, at=at)
    else:
        workorders.go_back(visit.order, reason=visit.not_restored_because, by=by, at=at)
    details = {
        "satisfaction": visit.satisfaction,
        "is_restored": visit.is_restored,
        "receipt": str(receipt or ""),
    }
    say("visit.signed", visit, by=by, at=at, was=was, **details)
    return visit


def facts_of(visit: Visit, signing: Signing, fee: Fee, *, at: datetime) -> Facts:
    points = queries.checklist_of(visit)
    return Facts(
        at=at,
        signer_name=signing.signer_name,
        has_signature=signing.image is not None and not evidence.is_blank(signing.image),
        is_restored=bool(visit.is_restored),
        owes=fee.owed_by("customer") > 0,
        does_not_apply=frozenset(
            name for name, answer in (points.answers if points else {}).items() if answer == "none"
        ),
    )


def put_on_record(
    visit: Visit, signing: Signing, fee: Fee, *, key: UUID, by: User, at: datetime
) -> None:
    """The signature, and the one repair form of this visit that it stands under (P2-4.2)."""
    subject = ("visit", visit.code)
    if signing.image is None:
        raise Refused(Message("the customer has not signed"), field="signature")
    signature = evidence.attach(
        signing.image,
        provider=visit.provider,
        subject=subject,
        purpose="signature",
        key=key,
        by=by,
        at=at,
    )
    visit.signer_name, visit.signature = signing.signer_name.strip(), signature
    visit.opinion, visit.satisfaction = signing.opinion.strip(), signing.satisfaction
    visit.signed_at = at
    evidence.fill(
        SERVICE_RECORD,
        answers_of(visit, fee),
        provider=visit.provider,
        subject=subject,
        # One form for each signature: taken back and signed anew it is a further one.
        key=visit.key if visit.taken_back_at is None else uuid5(visit.key, f"{key}"),
        by=by,
        at=at,
        signer_name=visit.signer_name,
        signature=signature,
    )


def answers_of(visit: Visit, fee: Fee) -> dict[str, str]:
    used = [
        f"{line.name} × {line.quantity.normalize():f} {line.unit}".strip()
        for line in fee.lines
        if line.name
    ]
    return {
        "finding": visit.finding,
        "measure": visit.measure,
        "used": "\n".join(used),
        "fee": f"{fee.owed_by('customer')}",
        "works_again": "yes" if visit.is_restored else "no",
        "satisfaction": f"{visit.satisfaction}",
        "opinion": visit.opinion,
    }


def book(visit: Visit, fee: Fee, *, by: User, at: datetime) -> None:
    """Every line with a price and a clause goes to the ledger, free ones with 0.00."""
    money.book(
        [
            entry(line, visit, at=at)
            for line in fee.lines
            if line.amount is not None and line.clause
        ],
        provider=visit.provider,
        account=ACCOUNT,
        subject=("visit", visit.code),
        by=by,
        at=at,
    )


def take_from_van(visit: Visit, *, key: UUID, by: User, at: datetime) -> None:
    """The parts that were fitted leave the van of the engineer; the order needs them no more."""
    used: dict[str, Decimal] = {}
    for item in used_by(visit.pk):
        if item.price.item == PARTS:
            used[item.price.code] = used.get(item.price.code, Decimal(0)) + item.quantity
    van = uuid5(key, "van")
    gone = parts.use(visit.engineer, used, visit=visit.code, key=van, by=by, at=at)
    workorders.fit(visit.order, gone)


def issue(visit: Visit, fee: Fee, *, by: User, at: datetime) -> Receipt | None:
    """A receipt for what the customer owes, numbered without gaps; None where nothing is owed."""
    owed = fee.owed_by("customer")
    if owed <= 0:
        return None
    return Receipt.objects.create(
        provider=visit.provider,
        number=journal.next_number(RECEIPTS, provider=visit.provider_id),
        visit=visit,
        amount=owed,
        payer_name=visit.signer_name,
        issued_at=at,
        issued_by=by,
    )


def entry(line: FeeLine, visit: Visit, *, at: datetime) -> money.Entry:
    """One line of a fee; what a dealer bears (P5-3.1 to 3.3, P7-4.3) stands under its number."""
    if line.unit_price is None or line.amount is None:
        raise ValueError("a line without a price cannot be booked")
    dealer = visit.order.case.asset.dealer if line.payer == DEALER else None
    return money.Entry(
        item=line.item,
        payer=line.payer,
        basis=line.basis,
        description=line.name or line.item,
        quantity=line.quantity,
        unit_price=line.unit_price,
        amount=line.amount,
        clause=line.clause,
        dealer=dealer.code if dealer else "",
        period=f"{china_day(at):%Y-%m}",
        evidence=visit.code,
    )


def correct_repair(visit: Visit) -> None:
    """The result stands since it was signed first; what was found may read differently now."""
    if visit.is_restored:
        assets.correct_repair(
            visit.order.case.asset,
            component=visit.component,
            cause=visit.cause,
            in_warranty=in_warranty(visit),
            visit_code=visit.code,
            finding=visit.finding,
        )


def in_warranty(visit: Visit) -> bool:
    return visit.decision is not None and visit.decision.answer["warranty"]["covered"]


def restore(visit: Visit, *, by: User, at: datetime) -> None:
    """It works again since the work was done, not only since it was signed."""
    since = visit.worked_at or at
    case = visit.order.case
    workorders.restore(visit.order, by=by, at=at)
    desk.restored(case, by=by, at=since)
    assets.record_repair(
        case.asset,
        component=visit.component,
        cause=visit.cause,
        in_warranty=in_warranty(visit),
        visit_code=visit.code,
        finding=visit.finding,
        on=china_day(case.reported_at),
        at=since,
    )
