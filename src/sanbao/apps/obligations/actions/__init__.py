"""Raising, keeping, stopping and ending what is owed."""

from sanbao.apps.obligations.actions.consequence import draw as draw
from sanbao.apps.obligations.actions.demanding import Demand as Demand
from sanbao.apps.obligations.actions.demanding import demand as demand
from sanbao.apps.obligations.actions.demanding import withdraw as withdraw
from sanbao.apps.obligations.actions.ending import cancel_all as cancel_all
from sanbao.apps.obligations.actions.ending import excuse as excuse
from sanbao.apps.obligations.actions.ending import hand_to as hand_to
from sanbao.apps.obligations.actions.escalating import escalate as escalate
from sanbao.apps.obligations.actions.escalating import sweep_and_tell as sweep_and_tell
from sanbao.apps.obligations.actions.happening import happened as happened
from sanbao.apps.obligations.actions.lasting import raise_lasting as raise_lasting
from sanbao.apps.obligations.actions.measuring import measure as measure
from sanbao.apps.obligations.actions.oneoff import raise_one_off as raise_one_off
from sanbao.apps.obligations.actions.pausing import pause as pause
from sanbao.apps.obligations.actions.pausing import resume as resume
from sanbao.apps.obligations.actions.policy import drop_policy as drop_policy
from sanbao.apps.obligations.actions.policy import follow_policy as follow_policy
from sanbao.apps.obligations.actions.policy import save_policy as save_policy
from sanbao.apps.obligations.actions.raising import About as About
from sanbao.apps.obligations.actions.raising import raise_from as raise_from
from sanbao.apps.obligations.actions.subject import Subject as Subject
from sanbao.apps.obligations.actions.sweeping import sweep as sweep
from sanbao.apps.obligations.actions.together import end_with_agreement as end_with_agreement
from sanbao.apps.obligations.actions.upkeep import lapse as lapse
from sanbao.apps.obligations.actions.upkeep import restore as restore
from sanbao.apps.obligations.actions.warning import warn as warn
