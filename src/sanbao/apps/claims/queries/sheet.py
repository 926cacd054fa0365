"""Which sheets there are, for whom."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.claims.models import SettledSheet, Sheet, SheetState
from sanbao.apps.journal import queries as journal
from sanbao.apps.parties import queries as parties

SEES_ALL = (
    Role.DESK,
    Role.MANAGER,
    Role.QUALITY,
    Role.MARKETING,
    Role.FINANCE,
    Role.AUDITOR,
)
WRITES = (Role.DEALER,)
# Who calls the customer a second time, and who judges what the sheet claims.
CHECKS = (Role.DESK, Role.MANAGER, Role.QUALITY)
JUDGES = (Role.MANAGER, Role.QUALITY)
OPEN = ("drafted", "confirmed", "submitted", "returned")
# Where what is missing is still of interest.
MENDED = OPEN


def is_inside(user: User) -> bool:
    """Whether `user` reads sheets as the provider does."""
    return user.has_role(*SEES_ALL)


def sheets_for(user: User) -> QuerySet[Sheet]:
    """All of the company for who runs or audits the service; a dealer's own."""
    rows = Sheet.objects.filter(provider_id=user.provider_id)
    if is_inside(user):
        return rows
    dealer = parties.dealer_of(user) if user.has_role(Role.DEALER) else None
    return rows.filter(dealer=dealer) if dealer else rows.none()


def sheets_to_write(user: User) -> QuerySet[Sheet]:
    """Those that `user` writes himself."""
    rows = sheets_for(user)
    return rows if user.has_role(*WRITES) else rows.none()


def files_for(user: User) -> QuerySet[Sheet]:
    """The same with what the page of one shows."""
    return sheets_for(user).select_related(
        "provider",
        "dealer",
        "version__agreement",
        "asset__product",
        "form",
        "authorisation",
        "repaired_by",
        "confirmed_by",
        "checked_by",
        "judged_by",
    )


def settled() -> Exists:
    return Exists(SettledSheet.objects.filter(sheet=OuterRef("pk")))


def filtered(
    rows: QuerySet[Sheet],
    *,
    state: str = "",
    text: str = "",
    month: date | None = None,
    at_risk: bool = False,
) -> QuerySet[Sheet]:
    """Narrowed by state (or `open`), month, the start of a number or name, and signs of risk."""
    if state == "open":
        rows = rows.filter(state__in=OPEN)
    elif state == SheetState.SETTLED:
        rows = rows.filter(settled())
    elif state == SheetState.VERIFIED:
        rows = rows.filter(~settled(), state=state)
    elif state:
        rows = rows.filter(state=state)
    if month is not None:
        rows = rows.filter(month=month)
    if at_risk:
        rows = rows.filter(signs__isnull=False).distinct()
    if text := text.replace("\x00", "").strip():
        rows = rows.filter(
            Q(code__startswith=text.upper())
            | Q(number__startswith=text)
            | Q(serial__startswith=text)
            | Q(customer_name__startswith=text)
            | Q(customer_phone=text)
        )
    return rows


def returns_of(sheet: Sheet) -> QuerySet[journal.Entry]:
    """Each time that it went back, with the reason: that stays, whatever became of it since."""
    rows = journal.history(sheet.provider_id, ("sheet", sheet.code))
    return rows.filter(happening="sheet.returned")


def earlier_returns(sheet: Sheet) -> list[journal.Entry]:
    """The same without the one for which it lies with its dealer now."""
    rows = list(returns_of(sheet))
    return rows[:-1] if sheet.state == SheetState.RETURNED else rows


def standing(sheet: Sheet) -> SheetState:
    """Its state, settled included."""
    is_settled = SettledSheet.objects.filter(sheet=sheet.pk).exists()
    return SheetState.SETTLED if is_settled else SheetState(sheet.state)
