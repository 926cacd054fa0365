"""Longer covers: who may see which, and how many months a unit has by them."""

from django.db.models import Q, QuerySet

from sanbao.apps.accounts.access import STAFF, Role, User
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.agreements.models import Agreement, Extension, ExtensionState
from sanbao.apps.agreements.queries.signed import last_in_force
from sanbao.apps.agreements.queries.terms import terms
from sanbao.apps.parties.queries import Site
from sanbao.rules import formality
from sanbao.rules.place import province


def extensions_for(user: User) -> QuerySet[Extension]:
    """The staff sees all of the company, dealers those of their agreements."""
    rows = Extension.objects.filter(provider_id=user.provider_id).select_related(
        "agreement", "site__customer", "requested_by", "decided_by"
    )
    if user.has_role(*STAFF):
        return rows
    if user.has_role(Role.DEALER):
        return rows.filter(agreement__dealer__isnull=False, agreement__dealer__people__user=user)
    return rows.none()


def extension_clause(agreement: Agreement) -> str:
    """The clause that lets its cover be made longer, "" where none does."""
    version = last_in_force(agreement)
    return formality.extension_clause(terms(version)) if version else ""


def extra_months(agreement_id: int | None, site: Site, serial: str) -> int:
    """Months by which the cover of a unit is longer by approval: of several the longest counts."""
    if agreement_id is None:
        return 0
    where = province(site.province) or site.province
    found = approved(agreement_id, site.pk, (where, site.city), (serial,) if serial else ())
    return max((row.months for row in found), default=0)


@prepared
def approved(
    agreement_id: int, site_id: int, place: tuple[str, str], serials: tuple[str, ...]
) -> QuerySet[Extension]:
    """What has been approved for a site, its place, or a unit by its serial."""
    where, city = place
    there = Q(site_id=site_id) | Q(serial__in=serials) | Q(province=where, city__in=("", city))
    return Extension.objects.filter(
        there, agreement_id=agreement_id, state=ExtensionState.APPROVED
    ).only("months")
