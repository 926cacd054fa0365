"""The month's sheets are handed in with the settlement form (P2-7.2.2, P7-5.5)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Sum

from sanbao.apps.accounts.access import User
from sanbao.apps.claims import queries
from sanbao.apps.claims.actions.waiving import waive
from sanbao.apps.claims.facts import FORM_PREFIX, first_of_month, period_of
from sanbao.apps.claims.models import MonthlyForm, Sheet, SheetState
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.parties import queries as parties
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.money import NOTHING
from sanbao.rules.moves import Refused
from sanbao.rules.terms import After, Deed


@transaction.atomic
def hand_in(dealer: parties.Dealer, month: date, *, by: User | None, at: datetime) -> MonthlyForm:
    """Hand in what is confirmed of `month` (its first day), and of earlier ones sent back since.

    A form without a sheet says that nothing was repaired. Done twice, the first form stands. Raises
    Refused before the days of the term; afterwards it comes in late.
    """
    parties.Dealer.objects.select_for_update().get(pk=dealer.pk)
    if (first := MonthlyForm.objects.filter(dealer=dealer, month=month).first()) is not None:
        return first
    waive(dealer, by=by, at=at)
    found = queries.month_of_dealer(dealer, month, on=china_day(at))
    refuse_early(found, on=china_day(at))
    form = MonthlyForm.objects.create(
        provider_id=dealer.provider_id,
        code=journal.next_code(FORM_PREFIX, provider=dealer.provider_id, on=china_day(at)),
        dealer=dealer,
        month=month,
        version=found.version,
        sheet_count=0,
        amount=NOTHING,
        is_late=found.is_late_on(china_day(at)),
        submitted_at=at,
        submitted_by=by,
    )
    ready = Sheet.objects.filter(dealer=dealer, month__lte=month, state=SheetState.CONFIRMED)
    ready.update(state=SheetState.SUBMITTED, form=form, submitted_at=at, submitted_by=by)
    # Said of what is on it: a sheet may have been confirmed, or mended, since the month was read.
    told = form.sheets.filter(state=SheetState.SUBMITTED).aggregate(
        count=Count("pk"), amount=Sum("claimed")
    )
    form.sheet_count, form.amount = told["count"], told["amount"] or NOTHING
    form.save(update_fields=["sheet_count", "amount"])
    keep(form, by=by, at=at)
    journal.record(
        "monthly_form.submitted",
        form.code,
        provider=form.provider_id,
        at=at,
        by=by,
        details={
            "dealer": dealer.code,
            "month": period_of(month),
            "sheets": form.sheet_count,
            "amount": f"{form.amount}",
            "is_late": form.is_late,
        },
    )
    return form


def refuse_early(found: queries.Month, *, on: date) -> None:
    if found.window is None:
        if first_of_month(on) <= found.month:
            raise Refused(Message("the month is not over yet"))
        return
    if on >= found.window.opens_on:
        return
    message = Message(
        "the sheets of the month are handed in from %(opens)s to %(due)s",
        {"opens": f"{found.window.opens_on}", "due": f"{found.window.due_on}"},
    )
    raise Refused(message, clause=found.window.clause)


def keep(form: MonthlyForm, *, by: User | None, at: datetime) -> None:
    """What was owed for the month is done; what follows from it is owed from now on."""
    dealer, period = form.dealer, period_of(form.month)
    who, what = ("dealer", dealer.code), Deed.SHEETS_SUBMITTED.value
    obligations.happened(dealer.provider_id, who, what, at=at, by=by, period=period, note=form.code)
    if form.version is None or not form.sheet_count:
        return
    heads = parties.heads_of(dealer.provider_id)
    subject = obligations.Subject(
        *who, label=f"{dealer.name} {period}", dealer=dealer.code, owner=heads.manager
    )
    obligations.raise_one_off(
        form.version, After.SHEETS_RECEIVED, subject, on_day_or_at=at, at=at, by=by, period=period
    )
