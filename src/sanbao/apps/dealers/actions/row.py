"""What the writes about a dealer share: the dealer held, its entries in the journal."""

from datetime import datetime
from typing import Any

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.journal import actions as journal
from sanbao.apps.parties import queries as parties


def lock(dealer: parties.Dealer) -> parties.Dealer:
    """The dealer, held until the transaction ends: what belongs to it changes one by one."""
    return parties.Dealer.objects.select_for_update().get(pk=dealer.pk)


def is_of_dealer(by: User) -> bool:
    """Whether the dealer itself speaks, and the provider hears of it by that."""
    return by.has_role(Role.DEALER) and not by.has_role(Role.MANAGER, Role.MARKETING)


def say(
    happening: str, dealer: parties.Dealer, *, by: User | None, at: datetime, **details: Any
) -> None:
    journal.record(
        happening,
        dealer.code,
        provider=dealer.provider_id,
        at=at,
        by=by,
        details={"about": dealer.name, "dealer": dealer.code, **details},
    )
