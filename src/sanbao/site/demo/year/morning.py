"""What the periodic jobs do, at the instant of the story."""

from datetime import datetime, timedelta

from sanbao.apps.assets import actions as assets
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.training import actions as training
from sanbao.apps.visits import actions as visits
from sanbao.site.demo.build import DemoCompany
from sanbao.site.demo.clock import Story

ONE_DAY = timedelta(days=1)
# Everything stands a quarter ahead, so units need no look each single night.
UNITS_EVERY_DAYS = 7


def raise_all(company: DemoCompany, since: datetime, until: datetime) -> Story:
    """Every night what comes within the horizon is raised, and what is kept up is checked."""
    agreement, provider_id = company.version.agreement, company.provider.pk
    night = since
    number = 0
    while night <= until:
        yield night
        obligations.raise_agreements([agreement], at=night)
        training.check_certified(provider_id, at=night)
        training.remind(provider_id, at=night)
        visits.measure_follow_ups(provider_id, at=night)
        if number % UNITS_EVERY_DAYS == 0:
            assets.raise_for_units([agreement], at=night)
        night = (since + ONE_DAY * (number + 1)).replace(hour=2, minute=0, second=0, microsecond=0)
        number += 1
