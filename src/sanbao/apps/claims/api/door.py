"""Whoever comes in by the API for a dealer."""

from django.http import Http404, HttpRequest

from sanbao.apps.accounts.access import User, api_reader
from sanbao.apps.claims import queries
from sanbao.apps.parties import queries as parties

READERS = (*queries.SEES_ALL, *queries.WRITES)


def own(request: HttpRequest) -> tuple[User, parties.Dealer]:
    """Whoever writes for a dealer, and which."""
    me = api_reader(request, *queries.WRITES)
    dealer = parties.dealer_of(me)
    if dealer is None:
        raise Http404
    return me, dealer
