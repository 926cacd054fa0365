"""What may be done with a contact. Each locks its row, asks the rules, saves, and says so."""

from sanbao.apps.contacts.actions.begin import note_read as note_read
from sanbao.apps.contacts.actions.begin import reply as reply
from sanbao.apps.contacts.actions.begin import start as start
from sanbao.apps.contacts.actions.begin import write as write
from sanbao.apps.contacts.actions.call import call as call
from sanbao.apps.contacts.actions.call import take_down as take_down
from sanbao.apps.contacts.actions.chat import Asked as Asked
from sanbao.apps.contacts.actions.chat import ask as ask
from sanbao.apps.contacts.actions.chat import digest as digest
from sanbao.apps.contacts.actions.fetching import fetch as fetch
from sanbao.apps.contacts.actions.letter import send as send
from sanbao.apps.contacts.actions.letter import take_in as take_in
from sanbao.apps.contacts.actions.move import close as close
from sanbao.apps.contacts.actions.move import give_back as give_back
from sanbao.apps.contacts.actions.move import into_case as into_case
from sanbao.apps.contacts.actions.move import pass_on as pass_on
from sanbao.apps.contacts.actions.move import recognise as recognise
from sanbao.apps.contacts.actions.move import settle as settle
from sanbao.apps.contacts.actions.move import solve as solve
from sanbao.apps.contacts.actions.move import take as take
from sanbao.apps.contacts.actions.roster import LineDetails as LineDetails
from sanbao.apps.contacts.actions.roster import copy_week as copy_week
from sanbao.apps.contacts.actions.roster import drop_shift as drop_shift
from sanbao.apps.contacts.actions.roster import keep_line as keep_line
from sanbao.apps.contacts.actions.roster import plan_shift as plan_shift
from sanbao.apps.contacts.actions.watch import watch as watch
