"""Pages of courses, sessions and certificates."""

from sanbao.apps.training.views.certificate import certificate as certificate
from sanbao.apps.training.views.certificate import certificate_list as certificate_list
from sanbao.apps.training.views.certificate import renew as renew
from sanbao.apps.training.views.certificate import revoke as revoke
from sanbao.apps.training.views.need import drop_need as drop_need
from sanbao.apps.training.views.need import needs as needs
from sanbao.apps.training.views.person import mine as mine
from sanbao.apps.training.views.person import people as people
from sanbao.apps.training.views.person import person as person
