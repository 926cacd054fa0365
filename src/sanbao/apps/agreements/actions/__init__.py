"""Drawing up agreements, putting them in force, ending them, and deciding by them."""

from sanbao.apps.agreements.actions.deciding import decide as decide
from sanbao.apps.agreements.actions.drafting import create as create
from sanbao.apps.agreements.actions.drafting import fill_blanks as fill_blanks
from sanbao.apps.agreements.actions.drafting import new_version as new_version
from sanbao.apps.agreements.actions.paper import keep_paper as keep_paper
from sanbao.apps.agreements.actions.signing import Signing as Signing
from sanbao.apps.agreements.actions.signing import end as end
from sanbao.apps.agreements.actions.signing import put_in_force as put_in_force
