"""A visit of a dealer's engineer drafts its sheet by itself (P2-4.2, P2-7.2.1)."""

from decimal import Decimal

from django.db import transaction

from sanbao.apps.accounts.prepared import held
from sanbao.apps.claims.actions.photographing import keep_photo
from sanbao.apps.claims.actions.writing import write
from sanbao.apps.claims.facts import LineTold, SheetTold
from sanbao.apps.claims.models import Sheet, SheetItem
from sanbao.apps.claims.queries import prices_on, version_with
from sanbao.apps.journal import queries as journal
from sanbao.apps.parties import queries as parties
from sanbao.apps.visits import queries as visits
from sanbao.apps.visits.queries.words import CAUSES, word
from sanbao.rules.deadline import china_day
from sanbao.rules.money import NOTHING

ONE = Decimal(1)
row = held(
    visits.Visit,
    "decision",
    "engineer__person__dealer",
    "engineer__person__station__dealer",
    "order__case__asset__product",
    "order__case__customer",
)
CLAIMED = frozenset(SheetItem.values)


@transaction.atomic
def draft(entry: journal.Entry) -> Sheet | None:
    """The sheet of the visit that was reported; once. None where the customer pays for it all, the
    engineer is no dealer's, or no agreement with the dealer is in force.
    """
    visit = row(visits.key_of(entry.provider_id, entry.subject_code))
    dealer = dealer_of(visit)
    if dealer is None or visit.signed_at is None or not is_ours_to_pay(visit):
        return None
    if Sheet.objects.filter(dealer=dealer, visit_code=visit.code).exists():
        return None
    if version_with(dealer, on=china_day(visit.signed_at)) is None:
        return None
    sheet = write(told_by(visit), dealer=dealer, by=None, at=entry.at)
    sheet.visit_code, sheet.repaired_by = visit.code, visit.engineer
    sheet.save(update_fields=["visit_code", "repaired_by"])
    for photo in visits.photos_of(visit):
        keep_photo(sheet, photo)
    return sheet


def dealer_of(visit: visits.Visit) -> parties.Dealer | None:
    """Whose engineer made the visit: his own dealer, or that of his station."""
    person = getattr(visit.engineer, "person", None)
    if person is None:
        return None
    station: parties.Station | None = person.station
    return person.dealer or (station.dealer if station else None)


def is_ours_to_pay(visit: visits.Visit) -> bool:
    """Whether the decision covers the repair, so that the dealer asks for it here."""
    decision = visit.decision
    return decision is not None and bool(decision.answer["warranty"]["covered"])


def told_by(visit: visits.Visit) -> SheetTold:
    day = china_day(visit.signed_at or visit.agreed_from)
    case, asset = visit.order.case, visit.order.case.asset
    station = visit.engineer.person.station
    return SheetTold(
        number=visit.code,
        repaired_on=day,
        texts={
            "serial": asset.serial,
            "product_code": asset.product.code,
            "customer_name": case.customer.name,
            "customer_phone": case.reporter_phone or case.customer.phone,
            "station_code": station.code if station else "",
            "repairer": str(visit.engineer),
            "fault": case.description[:400],
            "cause": " ".join(filter(None, (word(CAUSES, visit.cause), visit.finding)))[:400],
            "measure": visit.measure[:400],
            "signer_name": visit.signer_name,
        },
        lines=lines_of(visit),
        started_at=visit.arrived_at,
        finished_at=visit.worked_at,
        signed_on=day,
    )


def lines_of(visit: visits.Visit) -> tuple[LineTold, ...]:
    """What was used, and the work, at the prices of the list: the customer was not charged."""
    day = china_day(visit.signed_at or visit.agreed_from)
    prices = prices_on(visit.provider_id, day) or {}
    found = [
        LineTold(
            item=used.price.item,
            code=used.price.code,
            name=used.price.name,
            quantity=used.quantity,
            unit_price=prices.get((used.price.item, used.price.code), NOTHING),
            old_part_returned=used.old_part_returned,
        )
        for used in visit.used.select_related("price").order_by("id")
        if used.price.item in CLAIMED
    ]
    if not any(line.item == SheetItem.LABOUR for line in found):
        found += [
            LineTold(SheetItem.LABOUR, price.name, ONE, price.amount, price.code)
            for price in visits.positions(visit.provider_id, on=day)
            if (price.item, price.code) in prices and price.item == SheetItem.LABOUR
        ][:1]
    return tuple(found)
