"""A sheet is written by the dealer: new, or mended until it is handed in."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets import queries as assets
from sanbao.apps.claims import queries
from sanbao.apps.claims.actions.row import advance, facts_of, lock, say
from sanbao.apps.claims.facts import SHEET_PREFIX, WRITTEN, LineTold, SheetTold, first_of_month
from sanbao.apps.claims.models import Authorisation, AuthorisationState, Sheet, SheetLine
from sanbao.apps.journal import actions as journal
from sanbao.apps.parties import queries as parties
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.money import NOTHING
from sanbao.rules.moves import Refused
from sanbao.rules.sheet import Step

CHANGED = (
    *WRITTEN,
    "number",
    "repaired_on",
    "month",
    "version",
    "asset",
    "authorisation",
    "started_at",
    "finished_at",
    "signed_on",
    "has_voucher",
    "material_returned",
    "claimed",
    "reason",
    "digest",
    "confirmer",
    "confirmed_at",
    "confirmed_by",
)


@transaction.atomic
def write(told: SheetTold, *, dealer: parties.Dealer, by: User | None, at: datetime) -> Sheet:
    """Draft a sheet. The same number of the same dealer is the same sheet: it is refused."""
    refuse(told, dealer=dealer, at=at)
    sheet = Sheet(provider_id=dealer.provider_id, dealer=dealer, drafted_at=at, drafted_by=by)
    fill(sheet, told)
    sheet.code = journal.next_code(SHEET_PREFIX, provider=sheet.provider_id, on=china_day(at))
    try:
        with transaction.atomic():
            sheet.save()
    except IntegrityError as error:
        # A file, or somebody else, brought the number since we looked.
        refuse(told, dealer=dealer, at=at)
        raise error from None
    put_lines(sheet, told.lines)
    say("sheet.drafted", sheet, by=by, at=at)
    return sheet


@transaction.atomic
def rewrite(sheet: Sheet, told: SheetTold, *, by: User, at: datetime) -> Sheet:
    """Mend a sheet that is not handed in, or was sent back. What was confirmed is so no more."""
    sheet = lock(sheet)
    refuse(told, dealer=sheet.dealer, at=at, but=sheet.pk)
    sheet.confirmer, sheet.confirmed_at, sheet.confirmed_by = "", None, None
    sheet.digest, sheet.reason = "", ""
    fill(sheet, told)
    was = advance(sheet, Step.WRITE, facts_of(sheet, by=by), *CHANGED)
    sheet.lines.all().delete()
    put_lines(sheet, told.lines)
    say("sheet.changed", sheet, by=by, at=at, was=was)
    return sheet


def refuse(told: SheetTold, *, dealer: parties.Dealer, at: datetime, but: int = 0) -> None:
    """What no draft may be either."""
    if not told.number.strip():
        raise Refused(Message("the sheet has no number"), field="number")
    same = Sheet.objects.filter(dealer=dealer, number=told.number.strip()).exclude(pk=but)
    if (first := same.first()) is not None:
        message = Message("this number is on sheet %(code)s already", {"code": first.code})
        raise Refused(message, field="number")
    if told.repaired_on > china_day(at):
        raise Refused(Message("the day lies in the future"), field="repaired_on")
    if clause := queries.waived_months(dealer).get(first_of_month(told.repaired_on)):
        message = Message("the fees of this month were waived")
        raise Refused(message, clause=clause, field="repaired_on")
    if told.started_at and told.finished_at and told.finished_at < told.started_at:
        raise Refused(Message("the work ends before it begins"), field="finished_at")


def fill(sheet: Sheet, told: SheetTold) -> None:
    """Everything but the lines, what is known of the unit filled in."""
    for name in WRITTEN:
        setattr(sheet, name, told.texts.get(name, "").strip())
    sheet.number, sheet.repaired_on = told.number.strip(), told.repaired_on
    sheet.month = first_of_month(told.repaired_on)
    sheet.started_at, sheet.finished_at = told.started_at, told.finished_at
    sheet.signed_on = told.signed_on
    sheet.has_voucher, sheet.material_returned = told.has_voucher, told.material_returned
    sheet.claimed = sum((line.claimed for line in told.lines), NOTHING)
    sheet.version = version_for(sheet.dealer, on=told.repaired_on)
    sheet.asset = unit_of(sheet.provider_id, sheet.serial)
    sheet.authorisation = word_of(sheet, told.authorisation)
    if sheet.asset is not None:
        sheet.product_code = sheet.product_code or sheet.asset.product.code
        sheet.customer_name = sheet.customer_name or sheet.asset.customer.name
        sheet.customer_phone = sheet.customer_phone or sheet.asset.customer.phone


def version_for(dealer: parties.Dealer, *, on: date) -> agreements.Version:
    version = queries.version_with(dealer, on=on)
    if version is None:
        message = Message("no agreement with the dealer is in force on that day")
        raise Refused(message, field="repaired_on")
    return version


def unit_of(provider_id: int, serial: str) -> assets.Asset | None:
    rows = assets.Asset.objects.select_related("product", "customer")
    return rows.filter(provider_id=provider_id, serial=serial).first() if serial else None


def word_of(sheet: Sheet, code: str) -> Authorisation | None:
    """The approval that the sheet names: for its unit, and not refused. Whether it was given, and
    before the work, is asked when the sheet is judged.
    """
    if not code.strip():
        return None
    words = Authorisation.objects.filter(dealer=sheet.dealer, serial=sheet.serial)
    word = words.filter(code=code.strip()).exclude(state=AuthorisationState.REFUSED).first()
    if word is None:
        message = Message("there is no such approval for this unit")
        raise Refused(message, field="authorisation")
    return word


def put_lines(sheet: Sheet, lines: Sequence[LineTold]) -> None:
    if any(line.quantity <= 0 for line in lines):
        raise Refused(Message("a quantity must be more than 0"), field="lines")
    if any(line.unit_price < Decimal(0) for line in lines):
        raise Refused(Message("a price cannot be negative"), field="lines")
    SheetLine.objects.bulk_create(
        SheetLine(
            sheet=sheet,
            place=place,
            item=line.item,
            code=line.code.strip(),
            name=line.name.strip() or line.code.strip(),
            quantity=line.quantity,
            unit_price=line.unit_price,
            claimed=line.claimed,
            old_part_returned=line.old_part_returned,
        )
        for place, line in enumerate(lines, start=1)
    )
