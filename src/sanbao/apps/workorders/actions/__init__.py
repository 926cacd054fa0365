"""What may be done with a work order. Each locks its row, asks the rules, saves, and says so."""

from sanbao.apps.workorders.actions.booking import book as book
from sanbao.apps.workorders.actions.booking import unbook as unbook
from sanbao.apps.workorders.actions.companion import join as join
from sanbao.apps.workorders.actions.companion import stay_away as stay_away
from sanbao.apps.workorders.actions.errand import Errand as Errand
from sanbao.apps.workorders.actions.errand import book_errand as book_errand
from sanbao.apps.workorders.actions.errand import free_errand as free_errand
from sanbao.apps.workorders.actions.needing import fit as fit
from sanbao.apps.workorders.actions.needing import require as require
from sanbao.apps.workorders.actions.order import assign as assign
from sanbao.apps.workorders.actions.order import cancel as cancel
from sanbao.apps.workorders.actions.order import go_back as go_back
from sanbao.apps.workorders.actions.order import possible as possible
from sanbao.apps.workorders.actions.order import raise_for as raise_for
from sanbao.apps.workorders.actions.order import report as report
from sanbao.apps.workorders.actions.order import restore as restore
from sanbao.apps.workorders.actions.order import start as start
from sanbao.apps.workorders.actions.order import unassign as unassign
from sanbao.apps.workorders.actions.row import lock as lock
