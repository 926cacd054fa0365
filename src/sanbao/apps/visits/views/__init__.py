"""Pages of a visit, most of them for a phone held in one hand."""

from sanbao.apps.visits.views.appointment import abandon as abandon
from sanbao.apps.visits.views.appointment import agree as agree
from sanbao.apps.visits.views.appointment import move as move
from sanbao.apps.visits.views.closing import report as report
from sanbao.apps.visits.views.closing import report_paper as report_paper
from sanbao.apps.visits.views.closing import sign as sign
from sanbao.apps.visits.views.follow_up import follow_up as follow_up
from sanbao.apps.visits.views.follow_up import follow_up_list as follow_up_list
from sanbao.apps.visits.views.follow_up import give_up as give_up
from sanbao.apps.visits.views.follow_up import try_again as try_again
from sanbao.apps.visits.views.on_site import arrive as arrive
from sanbao.apps.visits.views.on_site import back as back
from sanbao.apps.visits.views.on_site import checklist as checklist
from sanbao.apps.visits.views.on_site import papers as papers
from sanbao.apps.visits.views.on_site import photo as photo
from sanbao.apps.visits.views.visit import visit as visit
from sanbao.apps.visits.views.visit import visit_list as visit_list
from sanbao.apps.visits.views.work import used_row as used_row
from sanbao.apps.visits.views.work import work as work
