"""Pages of the notices: what one is told, how, and where messages go."""

from sanbao.apps.notices.views.calendar import calendar as calendar
from sanbao.apps.notices.views.calendar import revoke as revoke
from sanbao.apps.notices.views.delivery import again as again
from sanbao.apps.notices.views.delivery import delivery as delivery
from sanbao.apps.notices.views.delivery import delivery_list as delivery_list
from sanbao.apps.notices.views.endpoint import endpoint as endpoint
from sanbao.apps.notices.views.endpoint import endpoint_list as endpoint_list
from sanbao.apps.notices.views.endpoint import endpoint_new as endpoint_new
from sanbao.apps.notices.views.endpoint import rotate as rotate
from sanbao.apps.notices.views.notice import notice_list as notice_list
from sanbao.apps.notices.views.notice import read as read
from sanbao.apps.notices.views.notice import read_all as read_all
from sanbao.apps.notices.views.preference import preferences as preferences
