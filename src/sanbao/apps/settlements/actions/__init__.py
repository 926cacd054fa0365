"""What is done about statements: made in runs, approved, paid, disputed."""

from sanbao.apps.settlements.actions.run import Settled as Settled
from sanbao.apps.settlements.actions.run import settle_month as settle_month
from sanbao.apps.settlements.actions.run import settle_year as settle_year
