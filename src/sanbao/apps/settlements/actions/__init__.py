"""What is done about statements: made in runs, approved, paid, disputed."""

from sanbao.apps.settlements.actions.disputing import Contested as Contested
from sanbao.apps.settlements.actions.disputing import Decision as Decision
from sanbao.apps.settlements.actions.disputing import decide as decide
from sanbao.apps.settlements.actions.disputing import dispute as dispute
from sanbao.apps.settlements.actions.paying import remit as remit
from sanbao.apps.settlements.actions.paying import save_layout as save_layout
from sanbao.apps.settlements.actions.paying import take_answers as take_answers
from sanbao.apps.settlements.actions.run import CARRY_OUT as CARRY_OUT
from sanbao.apps.settlements.actions.run import Settled as Settled
from sanbao.apps.settlements.actions.run import ask_run as ask_run
from sanbao.apps.settlements.actions.run import carry_out as carry_out
from sanbao.apps.settlements.actions.run import fail as fail
from sanbao.apps.settlements.actions.run import settle_month as settle_month
from sanbao.apps.settlements.actions.run import settle_year as settle_year
from sanbao.apps.settlements.actions.run import stop_run as stop_run
from sanbao.apps.settlements.actions.step import approve_first as approve_first
from sanbao.apps.settlements.actions.step import approve_second as approve_second
from sanbao.apps.settlements.actions.step import note_invoice as note_invoice
from sanbao.apps.settlements.actions.step import send_back as send_back
