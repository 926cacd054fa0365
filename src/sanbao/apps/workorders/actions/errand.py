"""The time of an engineer that no work order takes: an errand by its number, at a site."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.parties import queries as parties
from sanbao.apps.workorders import queries
from sanbao.apps.workorders.actions.booking import taken
from sanbao.apps.workorders.facts import Time
from sanbao.apps.workorders.models import HELD, Booking, BookingState


@dataclass(frozen=True, slots=True)
class Errand:
    """What takes the time: its number, and where it is done."""

    code: str
    site: parties.Site


@transaction.atomic
def book_errand(errand: Errand, engineer: User, time: Time, *, by: User, at: datetime) -> Booking:
    """Keep the time of `engineer` instead of what was kept for the errand before, of anybody.

    Refused where something else has it already; the database would refuse what passes by here.
    """
    list(User.objects.select_for_update(no_key=True).only("pk").filter(pk=engineer.pk))
    rows = queries.bookings_between(engineer.provider_id, time).filter(
        engineer=engineer, state__in=HELD
    )
    other = rows.exclude(errand=errand.code).select_related("order", "engineer").first()
    if other is not None:
        raise taken(other)
    free_errand(engineer.provider_id, errand.code)
    return Booking.objects.create(
        provider_id=engineer.provider_id,
        errand=errand.code,
        site=errand.site,
        engineer=engineer,
        state=BookingState.AGREED,
        starts_at=time.starts_at,
        ends_at=time.ends_at,
        booked_at=at,
        booked_by=by,
    )


def free_errand(provider_id: int, code: str, state: BookingState = BookingState.RELEASED) -> None:
    """Nobody's time is kept for it any longer: given up, or over."""
    held = Booking.objects.filter(provider_id=provider_id, errand=code, state__in=HELD)
    held.update(state=state)
