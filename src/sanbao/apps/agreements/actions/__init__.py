"""Drawing up agreements, signing them, ending them, longer covers, and deciding by them."""

from sanbao.apps.agreements.actions.deciding import decide as decide
from sanbao.apps.agreements.actions.describing import Liable as Liable
from sanbao.apps.agreements.actions.describing import Particulars as Particulars
from sanbao.apps.agreements.actions.describing import Responsible as Responsible
from sanbao.apps.agreements.actions.describing import describe as describe
from sanbao.apps.agreements.actions.drafting import create as create
from sanbao.apps.agreements.actions.drafting import fill_blanks as fill_blanks
from sanbao.apps.agreements.actions.drafting import new_version as new_version
from sanbao.apps.agreements.actions.ending import resume as resume
from sanbao.apps.agreements.actions.ending import suspend as suspend
from sanbao.apps.agreements.actions.ending import terminate as terminate
from sanbao.apps.agreements.actions.ending import turn_of_the_day as turn_of_the_day
from sanbao.apps.agreements.actions.extending import Longer as Longer
from sanbao.apps.agreements.actions.extending import decide_extension as decide_extension
from sanbao.apps.agreements.actions.extending import request_extension as request_extension
from sanbao.apps.agreements.actions.paper import keep_paper as keep_paper
from sanbao.apps.agreements.actions.renewing import renew as renew
from sanbao.apps.agreements.actions.signing import Given as Given
from sanbao.apps.agreements.actions.signing import acknowledge as acknowledge
from sanbao.apps.agreements.actions.signing import hand_out as hand_out
from sanbao.apps.agreements.actions.signing import put_in_force as put_in_force
from sanbao.apps.agreements.actions.signing import seal as seal
from sanbao.apps.agreements.actions.signing import send_back as send_back
from sanbao.apps.agreements.actions.signing import sign as sign
from sanbao.apps.agreements.actions.signing import submit as submit
