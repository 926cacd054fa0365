"""A dealer's month: what there is to hand in, and between which days."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.claims.facts import period_of
from sanbao.apps.claims.models import MonthlyForm, Sheet, SheetState
from sanbao.apps.claims.queries.sheet import is_inside
from sanbao.apps.claims.queries.version import version_of_month
from sanbao.apps.parties import queries as parties
from sanbao.rules.money import NOTHING
from sanbao.rules.verification import Window, window


@dataclass(frozen=True, slots=True)
class Month:
    """ready, amount: confirmed sheets of the month and earlier ones, which go in with its form;
    earlier: how many of them are of earlier months.

    open: how many of the month are not confirmed yet. window: None where no clause names days.
    """

    month: date
    version: agreements.Version | None
    window: Window | None
    form: MonthlyForm | None
    ready: int
    earlier: int
    amount: Decimal
    open: int

    def is_late_on(self, day: date) -> bool:
        return self.window is not None and day > self.window.due_on


def month_of_dealer(dealer: parties.Dealer, month: date, *, on: date) -> Month:
    version = version_of_month(dealer, month, on=on)
    terms = agreements.terms(version) if version else None
    rows = Sheet.objects.filter(dealer=dealer)
    ready = rows.filter(month__lte=month, state=SheetState.CONFIRMED).aggregate(
        count=Count("pk"),
        earlier=Count("pk", filter=Q(month__lt=month)),
        amount=Sum("claimed"),
    )
    return Month(
        month=month,
        version=version,
        window=window(terms, period_of(month)) if terms else None,
        form=MonthlyForm.objects.filter(dealer=dealer, month=month).first(),
        ready=ready["count"],
        earlier=ready["earlier"],
        amount=ready["amount"] or NOTHING,
        open=rows.filter(month=month, state__in=["drafted", "returned"]).count(),
    )


def forms_for(user: User) -> QuerySet[MonthlyForm]:
    """The forms handed in, of the company or of one's own."""
    rows = MonthlyForm.objects.filter(provider_id=user.provider_id).select_related("dealer")
    if is_inside(user):
        return rows
    dealer = parties.dealer_of(user) if user.has_role(Role.DEALER) else None
    return rows.filter(dealer=dealer) if dealer else rows.none()
