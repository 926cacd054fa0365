"""The bank accounts of a dealer: the one in force, the one that waits, those before."""

from django.db.models import QuerySet

from sanbao.apps.dealers.models import BankAccount


def account_of(dealer_id: int) -> BankAccount | None:
    """The account that is paid to; None while none is confirmed."""
    rows = BankAccount.objects.filter(
        dealer=dealer_id, confirmed_at__isnull=False, ended_at__isnull=True
    )
    return rows.first()


def proposed_account(dealer_id: int) -> BankAccount | None:
    """The account that waits for a second person."""
    rows = BankAccount.objects.filter(
        dealer=dealer_id, confirmed_at__isnull=True, ended_at__isnull=True
    )
    return rows.select_related("proposed_by").first()


def accounts_of(dealer_id: int) -> QuerySet[BankAccount]:
    """All of them, the newest first."""
    rows = BankAccount.objects.filter(dealer=dealer_id)
    return rows.select_related("proposed_by", "confirmed_by", "ended_by").order_by("-id")
