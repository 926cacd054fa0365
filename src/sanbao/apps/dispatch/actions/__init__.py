"""Sending people: planning their time, and when they are away."""

from sanbao.apps.dispatch.actions.company import accompany as accompany
from sanbao.apps.dispatch.actions.company import stay_away as stay_away
from sanbao.apps.dispatch.actions.engineer import Hours as Hours
from sanbao.apps.dispatch.actions.engineer import note_absence as note_absence
from sanbao.apps.dispatch.actions.engineer import set_hours as set_hours
from sanbao.apps.dispatch.actions.engineer import withdraw_absence as withdraw_absence
from sanbao.apps.dispatch.actions.placing import place as place
from sanbao.apps.dispatch.actions.placing import take_off as take_off
from sanbao.apps.dispatch.actions.planning import PlanWish as PlanWish
from sanbao.apps.dispatch.actions.planning import accept as accept
from sanbao.apps.dispatch.actions.planning import ask as ask
from sanbao.apps.dispatch.actions.planning import carry_out as carry_out
from sanbao.apps.dispatch.actions.planning import fail as fail
from sanbao.apps.dispatch.actions.planning import stop as stop
