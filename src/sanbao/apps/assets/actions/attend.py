"""Which engineer a unit exists for: later steps say so, since units know no work orders."""

from sanbao.apps.accounts.access import User
from sanbao.apps.assets.models import Attendance


def attend(asset_id: int, *, engineer: User) -> None:
    """From now on the engineer sees the unit. Saying it twice changes nothing."""
    Attendance.objects.get_or_create(asset_id=asset_id, engineer=engineer)


def leave(asset_id: int, *, engineer: User) -> None:
    """The work went to somebody else, or was called off."""
    Attendance.objects.filter(asset_id=asset_id, engineer=engineer).delete()
