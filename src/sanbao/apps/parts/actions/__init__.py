"""Spare units lent and taken back; parts and tools moved between stores, counted, used."""

from sanbao.apps.parts.actions.lending import add_unit as add_unit
from sanbao.apps.parts.actions.lending import ask as ask
from sanbao.apps.parts.actions.lending import ask_back as ask_back
from sanbao.apps.parts.actions.lending import hand_over as hand_over
from sanbao.apps.parts.actions.lending import leave as leave
from sanbao.apps.parts.actions.lending import remove_unit as remove_unit
from sanbao.apps.parts.actions.lending import take_back as take_back
from sanbao.apps.parts.actions.lending import withdraw as withdraw
from sanbao.apps.parts.actions.listing import drop_usual as drop_usual
from sanbao.apps.parts.actions.listing import list_part as list_part
from sanbao.apps.parts.actions.listing import say_usual as say_usual
from sanbao.apps.parts.actions.stock import count as count
from sanbao.apps.parts.actions.stock import hold as hold
from sanbao.apps.parts.actions.stock import receive as receive
from sanbao.apps.parts.actions.stock import send as send
from sanbao.apps.parts.actions.using import put_back as put_back
from sanbao.apps.parts.actions.using import use as use
