"""Which dealers a reader sees, and who may do what with them."""

from typing import Any

from django.db.models import QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.parties import queries as parties

# Who sees every dealer's file.
SEES_ALL = (Role.MANAGER, Role.MARKETING, Role.FINANCE, Role.QUALITY, Role.AUDITOR)
READERS = (*SEES_ALL, Role.DEALER)
KEEPS = (Role.MANAGER, Role.MARKETING, Role.DEALER)
# Who puts a report on record: the dealer, or whoever enters what came on paper.
FILES = (Role.MANAGER, Role.MARKETING, Role.QUALITY, Role.DEALER)
ASKS = (Role.MANAGER, Role.MARKETING)
PROPOSES = (Role.MANAGER, Role.FINANCE, Role.DEALER)
CONFIRMS = (Role.MANAGER, Role.FINANCE)
# Whose business a whole account number is.
PAYS = (Role.MANAGER, Role.MARKETING, Role.FINANCE, Role.AUDITOR, Role.DEALER)


def dealers_for(user: User) -> QuerySet[parties.Dealer, Any]:
    """All of the company for those who run the dealers' service; a dealer's people their own."""
    rows = parties.Dealer.objects.filter(provider_id=user.provider_id)
    if user.has_role(*SEES_ALL):
        return rows
    return rows.filter(people__user=user) if user.has_role(Role.DEALER) else rows.none()


def is_inside(user: User) -> bool:
    """Whether `user` reads dealers as the company does."""
    return user.has_role(*SEES_ALL)
