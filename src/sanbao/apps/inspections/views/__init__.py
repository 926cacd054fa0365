"""Pages of the rounds."""

from sanbao.apps.inspections.views.closing import report_paper as report_paper
from sanbao.apps.inspections.views.closing import sign as sign
from sanbao.apps.inspections.views.finding import answer_quote as answer_quote
from sanbao.apps.inspections.views.finding import opinions as opinions
from sanbao.apps.inspections.views.finding import quotes as quotes
from sanbao.apps.inspections.views.on_site import call_off as call_off
from sanbao.apps.inspections.views.on_site import checklist as checklist
from sanbao.apps.inspections.views.on_site import fault as fault
from sanbao.apps.inspections.views.on_site import fault_photo as fault_photo
from sanbao.apps.inspections.views.on_site import opinion as opinion
from sanbao.apps.inspections.views.on_site import photo as photo
from sanbao.apps.inspections.views.on_site import start as start
from sanbao.apps.inspections.views.planning import cancel as cancel
from sanbao.apps.inspections.views.planning import notify as notify
from sanbao.apps.inspections.views.planning import plan as plan
from sanbao.apps.inspections.views.planning import request_one as request_one
from sanbao.apps.inspections.views.planning import round_list as round_list
from sanbao.apps.inspections.views.planning import today as today
from sanbao.apps.inspections.views.trip import round_page as round_page
