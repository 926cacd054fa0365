"""By which agreement a dealer's sheet is judged."""

from datetime import date

from sanbao.apps.agreements import queries as agreements
from sanbao.apps.parties import queries as parties
from sanbao.rules.verification import asks


def version_with(dealer: parties.Dealer, *, on: date) -> agreements.Version | None:
    """The version that holds with the dealer on the day of the repair: of several agreements the
    first that asks for repair sheets.
    """
    rows = agreements.versions_in_force(dealer.provider_id, on=on)
    found: dict[int, agreements.Version] = {}
    for version in rows.filter(agreement__dealer=dealer):
        found.setdefault(version.agreement_id, version)
    asking = (version for version in found.values() if asks(agreements.terms(version)))
    return next(asking, next(iter(found.values()), None))
