"""Telling people and programs, and what each person does with it."""

from sanbao.apps.notices.actions.deliver import deliver as deliver
from sanbao.apps.notices.actions.deliver import send_again as send_again
from sanbao.apps.notices.actions.endpoint import change_endpoint as change_endpoint
from sanbao.apps.notices.actions.endpoint import make_endpoint as make_endpoint
from sanbao.apps.notices.actions.endpoint import rotate_secret as rotate_secret
from sanbao.apps.notices.actions.own import Chosen as Chosen
from sanbao.apps.notices.actions.own import choose as choose
from sanbao.apps.notices.actions.own import make_feed as make_feed
from sanbao.apps.notices.actions.own import note_use as note_use
from sanbao.apps.notices.actions.own import read as read
from sanbao.apps.notices.actions.own import read_all as read_all
from sanbao.apps.notices.actions.own import revoke_feed as revoke_feed
from sanbao.apps.notices.actions.tell import tell as tell
from sanbao.apps.notices.actions.tell import tell_all as tell_all
