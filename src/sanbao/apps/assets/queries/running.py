"""What customers write down about their units, and which weeks they left out."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import QuerySet

from sanbao.apps.accounts.columns import shown
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.assets.models import Asset, MaintenanceEntry, RunLogEntry

WEEKS_SHOWN = 12
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Week:
    """A week by its Monday, and on how many of its days the run log was kept."""

    monday: date
    days: int


@dataclass(frozen=True, slots=True)
class Running:
    """What the page of a unit says of its running. missing: weeks without an entry, since the
    first that there was.
    """

    log: list[RunLogEntry]
    maintenance: list[MaintenanceEntry]
    weeks: list[Week]

    @property
    def missing(self) -> list[Week]:
        return [week for week in self.weeks if not week.days]


def run_log_of(asset: Asset) -> QuerySet[RunLogEntry]:
    return asset.run_log.select_related("written_by").order_by("-on", "-id")


def maintenance_of(asset: Asset) -> QuerySet[MaintenanceEntry]:
    return asset.maintenance.select_related("written_by").order_by("-on", "-id")


def running(asset: Asset, *, on: date) -> Running:
    """The latest entries, and the last twelve weeks."""
    return replace(latest_running(asset), weeks=weeks(asset, on=on))


def latest_running(asset: Asset) -> Running:
    """The latest entries alone, without their writers."""
    return Running(latest_log(asset.pk), latest_maintenance(asset.pk), [])


@prepared
def latest_log(asset_id: int) -> QuerySet[RunLogEntry]:
    rows = RunLogEntry.objects.filter(asset_id=asset_id).order_by("-on", "-id")
    return shown(rows, "on", "hours", "readings", "remarks", "is_abnormal")[:SHOWN]


@prepared
def latest_maintenance(asset_id: int) -> QuerySet[MaintenanceEntry]:
    rows = MaintenanceEntry.objects.filter(asset_id=asset_id).order_by("-on", "-id")
    return shown(rows, "on", "what", "done_by")[:SHOWN]


def weeks(asset: Asset, *, on: date) -> list[Week]:
    """The last weeks up to that of `on`, the newest first, none before the first entry."""
    this = on - timedelta(days=on.weekday())
    since = this - timedelta(weeks=WEEKS_SHOWN - 1)
    days = set(asset.run_log.filter(on__gte=since, on__lte=on).values_list("on", flat=True))
    first = asset.run_log.order_by("on").values_list("on", flat=True).first()
    if first is None:
        return []
    mondays = (this - timedelta(weeks=back) for back in range(WEEKS_SHOWN))
    return [
        Week(monday, sum(monday <= day < monday + timedelta(weeks=1) for day in days))
        for monday in mondays
        if monday + timedelta(weeks=1) > first
    ]
