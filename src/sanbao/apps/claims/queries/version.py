"""By which agreement a dealer's sheet is judged."""

from calendar import monthrange
from datetime import date

from django.db.models import F, Q, Value
from django.db.models.functions import Greatest

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


def version_of_month(dealer: parties.Dealer, month: date, *, on: date) -> agreements.Version | None:
    """What asks for the month's form, as far as the month has come: the version that holds on its
    last day; where none does, because the agreement ended or rests, the last one that held in it.
    """
    last = min(month.replace(day=monthrange(month.year, month.month)[1]), on)
    if (version := version_with(dealer, on=last)) is not None:
        return version
    rows = agreements.Version.objects.select_related("agreement").filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=month),
        Q(agreement__ended_on__isnull=True)
        | Q(agreement__ended_on__gte=Greatest(Value(month), F("starts_on"))),
        agreement__provider=dealer.provider_id,
        agreement__dealer=dealer,
        put_in_force_at__isnull=False,
        starts_on__lte=last,
    )
    held = list(rows.order_by("-starts_on", "-number"))
    asking = (version for version in held if asks(agreements.terms(version)))
    return next(asking, next(iter(held), None))
