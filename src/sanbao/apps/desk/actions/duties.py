"""Duties over time that the life of a case makes owed."""

from datetime import datetime

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.desk.models import Case
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.parties import queries as parties
from sanbao.rules.terms import After, OneOff


def about(case: Case) -> obligations.About:
    """What the promises of a case say of the unit, its place and its people."""
    site = case.asset.site
    is_there = site.province == case.province
    city, county = (site.city, site.county) if is_there else ("", "")
    station = parties.serving(case.provider_id, province=case.province, city=city, county=county)
    return obligations.About(
        label=f"{case.asset.serial} {case.customer.name}",
        province=case.province,
        station=station.code if station else "",
        dealer=case.asset.dealer.code if case.asset.dealer else "",
        product=case.asset.product.code,
        customer=case.customer.code,
        owner=case.owner,
    )


def raise_after(
    case: Case, after: After, *, on: datetime, at: datetime, by: User | None, period: str = ""
) -> None:
    """Raise what the case's agreement owes once `after` has happened `on`, if it owes anything.

    period: which visit or restoring it was, of several.
    """
    if case.version is None or after not in awaited(case.version):
        return
    told = about(case)
    subject = obligations.Subject(
        "case",
        case.code,
        label=told.label,
        province=told.province,
        station=told.station,
        dealer=told.dealer,
        product=told.product,
        customer=told.customer,
        owner=told.owner,
    )
    obligations.raise_one_off(
        case.version, after, subject, on_day_or_at=on, at=at, by=by, period=period
    )


def awaited(version: agreements.Version) -> set[After]:
    """What the one-off duties of an agreement follow."""
    return {term.after for term in agreements.terms(version).terms if isinstance(term, OneOff)}
