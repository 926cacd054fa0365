"""Of which months of sheets a statement keeps the promise to pay (P2-7.2.5)."""

from collections.abc import Collection

from django.db.models import Exists, F, OuterRef, Q

from sanbao.apps.claims import queries as claims
from sanbao.apps.obligations.queries import Obligation
from sanbao.apps.settlements.models import Statement, StatementKind, StatementState
from sanbao.apps.settlements.queries.statement import sheets_of

PAID = "paid"
NEVER_PAID = ("refused", "waived")
DONE = (StatementState.PAID, StatementState.NOTHING_DUE)


def periods_of(statement: Statement) -> list[str]:
    """The month of each form whose sheets stand on a statement, and its own."""
    months = sheets_of(statement).order_by().values_list("form__month", flat=True).distinct()
    return sorted({statement.period, *(f"{month:%Y-%m}" for month in months if month)})


def nothing_due_for(provider_id: int, dealers: Collection[int]) -> list[tuple[str, str]]:
    """Dealer and month of each promise to pay of which nothing is left to be paid.

    All sheets of the form are refused, waived, or on a statement that pays nothing or is paid.
    """
    promised = Obligation.objects.filter(
        provider=provider_id, subject_kind="dealer", what=PAID, met_at__isnull=True
    ).exclude(state__in=["cancelled", "excused", "lapsed"])
    owed = set(promised.order_by().values_list("subject_code", "period"))
    if not owed:
        return []
    unpaid = Statement.objects.filter(
        ~Q(state__in=DONE),
        dealer=OuterRef("dealer"),
        kind=StatementKind.MONTHLY,
        month=OuterRef("settled__month"),
    )
    left = claims.Sheet.objects.filter(
        Q(settled__isnull=True) & ~Q(state__in=NEVER_PAID) | Q(Exists(unpaid)),
        form=OuterRef("pk"),
    )
    forms = claims.MonthlyForm.objects.filter(
        ~Exists(left),
        provider=provider_id,
        dealer__in=list(dealers),
        dealer__code__in={code for code, _period in owed},
    )
    found = forms.order_by("pk").values_list(F("dealer__code"), "month")
    pairs = [(code, f"{month:%Y-%m}") for code, month in found]
    return [pair for pair in pairs if pair in owed]
