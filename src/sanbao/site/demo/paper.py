"""The agreement of a company: drawn up from the shipped template, filled, signed, in force."""

from datetime import timedelta

from sanbao.apps.accounts.access import Provider, Role
from sanbao.apps.agreements import actions as agreements
from sanbao.apps.agreements import queries as agreement_rows
from sanbao.site.demo.clock import Clock
from sanbao.site.demo.company import CompanyData
from sanbao.site.demo.people import Staff

SIGNED_DAYS_AGO = 1500
YEARS_IN_FORCE = 6


def sign(
    data: CompanyData, provider: Provider, staff: Staff, clock: Clock
) -> agreement_rows.Version:
    """The version that the manager has put in force; it outlives every case of the demo."""
    manager = staff[Role.MANAGER]
    at = clock.ago(SIGNED_DAYS_AGO)
    agreement = agreements.create(
        data.slug,
        title=data.title,
        counterparty=data.counterparty,
        by=manager,
        at=at,
        key=clock.key(),
    )
    version = agreement.versions.get()
    agreements.fill_blanks(version, data.blanks, by=manager, at=at + timedelta(hours=1))
    return agreements.put_in_force(
        version,
        agreements.Signing(
            starts_on=at.date(),
            ends_on=at.date() + timedelta(days=365 * YEARS_IN_FORCE),
            signed_for_provider=str(manager),
            signed_for_counterparty=data.counterparty,
        ),
        by=manager,
        at=at + timedelta(hours=2),
    )
