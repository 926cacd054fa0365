"""Limits on what a stranger may send from the open page."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from sanbao.apps.desk.models import Knock
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

LOOKING_BACK = timedelta(hours=1)
PER_ADDRESS = 10
PER_UNIT = 5


def digest(what: str, value: str) -> str:
    """A keyed digest, so that the table holds no address that somebody could read back."""
    text = f"{what}:{value}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()


@transaction.atomic
def knock(address: str, public_key: str, *, at: datetime) -> None:
    """Count one report from `address` about one unit. Refused once either has sent too many."""
    Knock.objects.filter(at__lt=at - LOOKING_BACK).delete()
    limits = ((digest("address", address), PER_ADDRESS), (digest("unit", public_key), PER_UNIT))
    for who, limit in limits:
        if Knock.objects.filter(who=who, at__gte=at - LOOKING_BACK).count() >= limit:
            raise Refused(
                Message(
                    "too many reports have been sent from here; call the hotline, "
                    "or try again in an hour"
                )
            )
    Knock.objects.bulk_create(Knock(who=who, at=at) for who, _limit in limits)
