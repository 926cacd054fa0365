"""Making statements, for any number of dealers at once."""

from sanbao.apps.settlements.actions.run.settling import Settled as Settled
from sanbao.apps.settlements.actions.run.settling import settle_month as settle_month
from sanbao.apps.settlements.actions.run.settling import settle_year as settle_year
