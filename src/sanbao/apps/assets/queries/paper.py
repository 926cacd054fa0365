"""Which papers a person may read: those of the house, and those that promise him something."""

from sanbao.apps.accounts.access import STAFF, Role, User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets.models import Asset
from sanbao.apps.assets.queries.asset import assets_for


def paper_for(user: User, code: str, number: int) -> agreements.Version | None:
    """A version that `user` may read, or None.

    Staff read every version, the other side of an agreement all but its drafts. A customer also
    reads what is in force for his units, a dealer what it sells under where no dealer is named;
    an agreement with somebody of the other kind is no business of either.
    """
    rows = agreements.versions_about(user.provider_id)
    version = rows.filter(agreement__code=code, number=number).first()
    if version is None or user.has_role(*STAFF):
        return version
    if agreements.versions_for(user).filter(pk=version.pk).exists():
        return version
    return version if version.put_in_force_at and is_bound_to(user, version) else None


def is_bound_to(user: User, version: agreements.Version) -> bool:
    """Whether units of his are under it, and it is with somebody of his kind."""
    if not agreements.is_with_dealer(version):
        return user.has_role(Role.CUSTOMER) and has_units(user, version)
    if version.agreement.dealer_id is not None:
        return False
    return user.has_role(Role.DEALER) and has_units(user, version)


def has_units(user: User, version: agreements.Version) -> bool:
    return assets_for(user).filter(agreement_id=version.agreement_id).exists()


def paper_of_unit(user: User, asset: Asset) -> agreements.Version | None:
    """The newest paper about a unit that `user` may read, or None."""
    if asset.agreement is None:
        return None
    version = agreements.last_in_force(asset.agreement)
    return paper_for(user, asset.agreement.code, version.number) if version else None
