"""What may be done about rounds of inspection. Each locks its row, asks the rules, saves, and says
so.
"""

from sanbao.apps.inspections.actions.finding import answer_quote as answer_quote
from sanbao.apps.inspections.actions.finding import hear as hear
from sanbao.apps.inspections.actions.finding import write_down as write_down
from sanbao.apps.inspections.actions.on_site import add_fault_photo as add_fault_photo
from sanbao.apps.inspections.actions.on_site import add_photo as add_photo
from sanbao.apps.inspections.actions.on_site import call_off as call_off
from sanbao.apps.inspections.actions.on_site import check as check
from sanbao.apps.inspections.actions.on_site import start as start
from sanbao.apps.inspections.actions.planning import cancel as cancel
from sanbao.apps.inspections.actions.planning import notify as notify
from sanbao.apps.inspections.actions.planning import plan as plan
from sanbao.apps.inspections.actions.proposing import propose as propose
from sanbao.apps.inspections.actions.proposing import request as request
from sanbao.apps.inspections.actions.signing import keep_report as keep_report
from sanbao.apps.inspections.actions.signing import sign as sign
from sanbao.apps.inspections.facts import Found as Found
from sanbao.apps.inspections.facts import Plan as Plan
from sanbao.apps.inspections.facts import Signing as Signing
