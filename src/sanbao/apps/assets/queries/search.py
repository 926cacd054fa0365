"""Finding a unit while somebody types its serial number, a phone number or a name."""

from sanbao.apps.accounts.access import User
from sanbao.apps.assets.models import Asset
from sanbao.apps.assets.queries.asset import assets_for
from sanbao.apps.parties import queries as parties

FOUND_AT_MOST = 20


def search_for(user: User, text: str) -> list[Asset]:
    """At most 20 units that the reader may see, in two queries: an exact serial number first,
    then the newest that hold every word. Too short a text finds exact serial numbers only.
    """
    text = text.replace("\x00", "").strip()
    if not text:
        return []
    seen = assets_for(user)
    exact = list(seen.filter(serial__in={text, text.upper(), text.lower()}).order_by("-pk"))
    others = parties.found(seen, text).exclude(pk__in=[asset.pk for asset in exact])
    return (exact + list(others.order_by("-pk")[:FOUND_AT_MOST]))[:FOUND_AT_MOST]


def units_at(provider_id: int, text: str, *, most: int) -> list[Asset]:
    """The newest units of a company that are known by `text`, each with its customer: for a
    telephone number, the units of the site that it belongs to.
    """
    rows = Asset.objects.filter(provider_id=provider_id).select_related("customer")
    return list(parties.found(rows, text).order_by("-pk")[:most])
