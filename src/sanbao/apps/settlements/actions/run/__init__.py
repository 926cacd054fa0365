"""Making statements, for any number of dealers at once."""

from sanbao.apps.settlements.actions.run.job import CARRY_OUT as CARRY_OUT
from sanbao.apps.settlements.actions.run.job import ask_run as ask_run
from sanbao.apps.settlements.actions.run.job import carry_out as carry_out
from sanbao.apps.settlements.actions.run.job import fail as fail
from sanbao.apps.settlements.actions.run.job import stop_run as stop_run
from sanbao.apps.settlements.actions.run.settling import Settled as Settled
from sanbao.apps.settlements.actions.run.settling import settle_month as settle_month
from sanbao.apps.settlements.actions.run.settling import settle_year as settle_year
