"""Files of bank transfers, and how the bank wants them."""

from django.db.models import Count, Q, QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.settlements.models import BankLayout, Payment, PaymentState, Remittance
from sanbao.rules.remittance import Layout

PAYS = (Role.FINANCE,)
SEES_PAYMENTS = (Role.FINANCE, Role.AUDITOR)
USUAL_ENCODING = "utf-8-sig"


def layout_of(provider_id: int) -> tuple[Layout, str]:
    """The layout of a company and the encoding of its file; the usual one where none is set."""
    row = BankLayout.objects.filter(provider=provider_id).first()
    if row is None:
        return Layout(), USUAL_ENCODING
    kept = Layout(tuple(row.columns), row.delimiter, row.has_header, row.has_total)
    return kept, row.encoding


def remittances_for(user: User) -> QuerySet[Remittance]:
    """Finance and auditors see the files; nobody else does."""
    rows = Remittance.objects.filter(provider_id=user.provider_id).defer("file")
    rows = rows.select_related("made_by").annotate(
        paid=Count("payments", filter=Q(payments__state=PaymentState.PAID)),
        refused=Count("payments", filter=Q(payments__state=PaymentState.REFUSED)),
    )
    return rows if user.has_role(*SEES_PAYMENTS) else rows.none()


def payments_of(remittance: Remittance) -> QuerySet[Payment]:
    rows = Payment.objects.filter(remittance=remittance)
    return rows.select_related("statement__dealer", "account", "answered_by").order_by("id")
