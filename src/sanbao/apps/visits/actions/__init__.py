"""What may be done with a visit and its follow-up. Each locks its row, asks the rules, saves, and
says so.
"""

from sanbao.apps.visits.actions.appointment import abandon as abandon
from sanbao.apps.visits.actions.appointment import agree as agree
from sanbao.apps.visits.actions.appointment import move as move
from sanbao.apps.visits.actions.arrival import arrive as arrive
from sanbao.apps.visits.actions.arrival import check_conduct as check_conduct
from sanbao.apps.visits.actions.arrival import show as show
from sanbao.apps.visits.actions.back import go_back as go_back
from sanbao.apps.visits.actions.call import answer as answer
from sanbao.apps.visits.actions.call import give_up as give_up
from sanbao.apps.visits.actions.call import plan as plan
from sanbao.apps.visits.actions.call import try_again as try_again
from sanbao.apps.visits.actions.duties import keep_duties as keep_duties
from sanbao.apps.visits.actions.foresight import foresee as foresee
from sanbao.apps.visits.actions.photo import add_file as add_file
from sanbao.apps.visits.actions.photo import add_photo as add_photo
from sanbao.apps.visits.actions.photo import refuse_file as refuse_file
from sanbao.apps.visits.actions.report import keep_report as keep_report
from sanbao.apps.visits.actions.report import report as report
from sanbao.apps.visits.actions.row import possible as possible
from sanbao.apps.visits.actions.shares import measure_follow_ups as measure_follow_ups
from sanbao.apps.visits.actions.signing import sign as sign
from sanbao.apps.visits.actions.work import work as work
from sanbao.apps.visits.facts import Appointment as Appointment
from sanbao.apps.visits.facts import Place as Place
from sanbao.apps.visits.facts import Signing as Signing
from sanbao.apps.visits.facts import Use as Use
from sanbao.apps.visits.facts import Work as Work
