from sanbao.apps.dispatch.views.engineer import away as away
from sanbao.apps.dispatch.views.engineer import engineer as engineer
from sanbao.apps.dispatch.views.engineer import engineer_list as engineer_list
from sanbao.apps.dispatch.views.engineer import hours as hours
from sanbao.apps.dispatch.views.engineer import withdraw as withdraw
from sanbao.apps.dispatch.views.placing import best as best
from sanbao.apps.dispatch.views.placing import place as place
from sanbao.apps.dispatch.views.placing import take_off as take_off
