"""Pages of call-backs and samples."""

from sanbao.apps.callbacks.views.calls import call as call
from sanbao.apps.callbacks.views.calls import call_list as call_list
from sanbao.apps.callbacks.views.calls import give_up as give_up
from sanbao.apps.callbacks.views.calls import results as results
from sanbao.apps.callbacks.views.calls import take as take
from sanbao.apps.callbacks.views.calls import try_again as try_again
