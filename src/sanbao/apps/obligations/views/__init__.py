"""Pages of the promises: the board, one promise, and when to warn and whom to tell."""

from sanbao.apps.obligations.views.board import board as board
from sanbao.apps.obligations.views.board import detail as detail
from sanbao.apps.obligations.views.board import done as done
from sanbao.apps.obligations.views.board import duties as duties
from sanbao.apps.obligations.views.board import duty as duty
from sanbao.apps.obligations.views.board import excuse as excuse
from sanbao.apps.obligations.views.board import lapse as lapse
from sanbao.apps.obligations.views.board import panel as panel
from sanbao.apps.obligations.views.board import panel_of as panel_of
from sanbao.apps.obligations.views.board import pause as pause
from sanbao.apps.obligations.views.board import restore as restore
from sanbao.apps.obligations.views.board import resume as resume
from sanbao.apps.obligations.views.policy import drop_policy as drop_policy
from sanbao.apps.obligations.views.policy import policies as policies
from sanbao.apps.obligations.views.policy import policy as policy
