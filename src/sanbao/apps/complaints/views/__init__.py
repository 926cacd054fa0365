"""Pages of complaints and suggestions."""

from sanbao.apps.complaints.views.file import complaint as complaint
from sanbao.apps.complaints.views.file import step as step
from sanbao.apps.complaints.views.listing import complaint_list as complaint_list
from sanbao.apps.complaints.views.listing import figures as figures
from sanbao.apps.complaints.views.own import mine as mine
from sanbao.apps.complaints.views.own import send as send
from sanbao.apps.complaints.views.own import suggest as suggest
from sanbao.apps.complaints.views.suggestion import suggestion as suggestion
from sanbao.apps.complaints.views.suggestion import suggestion_list as suggestion_list
from sanbao.apps.complaints.views.suggestion import suggestion_step as suggestion_step
from sanbao.apps.complaints.views.taking import take as take
