"""What may be done on the dealer's side. Each write holds the dealer and says what happened."""

from sanbao.apps.dealers.actions.account import confirm_account as confirm_account
from sanbao.apps.dealers.actions.account import propose_account as propose_account
from sanbao.apps.dealers.actions.account import withdraw_account as withdraw_account
from sanbao.apps.dealers.actions.equipping import declare_complete as declare_complete
from sanbao.apps.dealers.actions.equipping import declare_shortfall as declare_shortfall
from sanbao.apps.dealers.actions.equipping import enter_equipment as enter_equipment
from sanbao.apps.dealers.actions.equipping import remove_equipment as remove_equipment
from sanbao.apps.dealers.actions.staffing import end_staff as end_staff
from sanbao.apps.dealers.actions.staffing import hear_of as hear_of
from sanbao.apps.dealers.actions.staffing import name_staff as name_staff
from sanbao.apps.dealers.facts import Account as Account
from sanbao.apps.dealers.facts import Leaving as Leaving
from sanbao.apps.dealers.facts import Naming as Naming
