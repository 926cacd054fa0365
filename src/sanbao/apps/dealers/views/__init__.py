"""Pages of the dealer's side."""

from sanbao.apps.dealers.views.awarding import award as award
from sanbao.apps.dealers.views.awarding import award_list as award_list
from sanbao.apps.dealers.views.awarding import certificate as certificate
from sanbao.apps.dealers.views.awarding import decide as decide
from sanbao.apps.dealers.views.checking import audit as audit
from sanbao.apps.dealers.views.checking import audit_list as audit_list
from sanbao.apps.dealers.views.checking import draw as draw
from sanbao.apps.dealers.views.failing import failure as failure
from sanbao.apps.dealers.views.failing import failure_list as failure_list
from sanbao.apps.dealers.views.failing import failure_step as failure_step
from sanbao.apps.dealers.views.failing import open_failure as open_failure
from sanbao.apps.dealers.views.file import dealer_file as dealer_file
from sanbao.apps.dealers.views.file import step as step
from sanbao.apps.dealers.views.listing import dealer_list as dealer_list
from sanbao.apps.dealers.views.moving import move_list as move_list
from sanbao.apps.dealers.views.ordering import order as order
from sanbao.apps.dealers.views.ordering import order_list as order_list
from sanbao.apps.dealers.views.ordering import order_step as order_step
from sanbao.apps.dealers.views.ordering import send as send
from sanbao.apps.dealers.views.reporting import report as report
from sanbao.apps.dealers.views.reporting import report_list as report_list
from sanbao.apps.dealers.views.surveying import open_survey as open_survey
from sanbao.apps.dealers.views.surveying import survey as survey
from sanbao.apps.dealers.views.surveying import survey_list as survey_list
