"""Months without sheets and forms: after three in a row those fees are waived (P2-7.3)."""

from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.wording import in_chinese
from sanbao.apps.claims import queries
from sanbao.apps.claims.models import Sheet, SheetState
from sanbao.apps.journal import actions as journal
from sanbao.apps.journal import queries as happenings
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations import queries as duties
from sanbao.apps.parties import queries as parties
from sanbao.rules.message import Message

NOT_HANDED_IN = (SheetState.DRAFTED, SheetState.CONFIRMED, SheetState.RETURNED)
WHY = Message("not handed in for several months in a row")
WHY_AGAIN = Message("a month was excused: what was waived stands again")


@transaction.atomic
def waive_drawn(entry: happenings.Entry) -> int:
    """A consequence was drawn: where it is a waiver, the sheets of its months are waived; once."""
    drawn = duties.Obligation.objects.select_related("caused_by").get(
        provider_id=entry.provider_id, code=entry.subject_code
    )
    if drawn.what != queries.WAIVER or drawn.subject_kind != "dealer":
        return 0
    rows = parties.Dealer.objects.filter(provider_id=entry.provider_id, code=drawn.subject_code)
    count = sum(waive(dealer, by=None, at=entry.at) for dealer in rows)
    if drawn.met_at is None:
        obligations.mark_done(drawn.pk, done_at=entry.at, at=entry.at, by=None)
    return count


def waive(dealer: parties.Dealer, *, by: User | None, at: datetime) -> int:
    """Waive whatever of the dealer's waived months is not handed in; returns how many sheets."""
    months = queries.waived_months(dealer)
    rows = Sheet.objects.select_for_update().filter(
        dealer=dealer, month__in=list(months), state__in=NOT_HANDED_IN
    )
    found = list(
        rows.only("code", "state", "month", "reason", "judged_at", "provider").order_by("pk")
    )
    Sheet.objects.filter(pk__in=[sheet.pk for sheet in found]).update(
        state=SheetState.WAIVED, reason=in_chinese(WHY), judged_at=at
    )
    journal.record_all(
        "sheet.waived",
        [told(sheet, months[sheet.month], dealer) for sheet in found],
        provider=dealer.provider_id,
        at=at,
        by=by,
    )
    return len(found)


@transaction.atomic
def restore_excused(entry: happenings.Entry) -> int:
    """A dealer's month was excused: a waiver whose run is none any more is void, what is missed in
    a row all the same draws it anew, and what is not waived any more stands again as it was
    before; once. Returns how many sheets.
    """
    excused = duties.Obligation.objects.get(provider_id=entry.provider_id, code=entry.subject_code)
    if excused.subject_kind != "dealer":
        return 0
    dealers = parties.Dealer.objects.filter(
        provider_id=entry.provider_id, code=excused.subject_code
    )
    for dealer in dealers:
        void(dealer, by=entry.by, at=entry.at)
    obligations.draw_again(excused, at=entry.at)
    return sum(restore(dealer, by=entry.by, at=entry.at) for dealer in dealers)


def void(dealer: parties.Dealer, *, by: User | None, at: datetime) -> None:
    for waiver, months in queries.waivers_of(dealer).items():
        if not months:
            obligations.void(waiver.pk, reason=in_chinese(WHY_AGAIN), at=at, by=by)


def restore(dealer: parties.Dealer, *, by: User | None, at: datetime) -> int:
    """And what has come to be waived instead, is."""
    rows = Sheet.objects.select_for_update().filter(dealer=dealer, state=SheetState.WAIVED)
    rows = rows.exclude(month__in=list(queries.waived_months(dealer)))
    found = {sheet.code: sheet for sheet in rows.order_by("pk")}
    waived = happenings.last_entries(dealer.provider_id, "sheet.waived", found)
    for code, sheet in found.items():
        put_back(sheet, waived.get(code))
    Sheet.objects.bulk_update(found.values(), ["state", "reason", "judged_at"])
    details = {"dealer": dealer.code, "reason": in_chinese(WHY_AGAIN)}
    journal.record_all(
        "sheet.restored",
        [
            journal.Told(code, was=SheetState.WAIVED, now=sheet.state, details=details)
            for code, sheet in found.items()
        ],
        provider=dealer.provider_id,
        at=at,
        by=by,
    )
    waive(dealer, by=None, at=at)
    return len(found)


def put_back(sheet: Sheet, waived: happenings.Entry | None) -> None:
    """As it was when it was waived, with the reason for which it had been sent back."""
    details = waived.details if waived else {}
    sheet.state = SheetState(waived.was if waived else SheetState.DRAFTED)
    sheet.reason = details.get("reason_before", "")
    judged = details.get("judged_before", "")
    sheet.judged_at = datetime.fromisoformat(judged) if judged else None


def told(sheet: Sheet, clause: str, dealer: parties.Dealer) -> journal.Told:
    details = {"dealer": dealer.code, "clause": clause, "reason": in_chinese(WHY)}
    before = {
        "reason_before": sheet.reason,
        "judged_before": sheet.judged_at.isoformat() if sheet.judged_at else "",
    }
    details |= {name: text for name, text in before.items() if text}
    return journal.Told(sheet.code, was=sheet.state, now=SheetState.WAIVED, details=details)
