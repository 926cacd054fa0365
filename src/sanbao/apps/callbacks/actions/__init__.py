"""Calling customers back, and drawing whom to call of a month's repairs."""

from sanbao.apps.callbacks.actions.calling import answer as answer
from sanbao.apps.callbacks.actions.calling import give_up as give_up
from sanbao.apps.callbacks.actions.calling import take as take
from sanbao.apps.callbacks.actions.calling import try_again as try_again
from sanbao.apps.callbacks.actions.drawing import draw as draw
