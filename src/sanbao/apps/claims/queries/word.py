"""The provider's words before costly work, as far as a reader may see them."""

from django.db.models import QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.claims.models import Authorisation
from sanbao.apps.claims.queries.sheet import is_inside
from sanbao.apps.parties import queries as parties

DECIDES = (Role.MANAGER, Role.MARKETING)


def words_for(user: User) -> QuerySet[Authorisation]:
    rows = Authorisation.objects.filter(provider_id=user.provider_id)
    rows = rows.select_related("dealer", "asked_by", "decided_by")
    if is_inside(user):
        return rows
    dealer = parties.dealer_of(user) if user.has_role(Role.DEALER) else None
    return rows.filter(dealer=dealer) if dealer else rows.none()
