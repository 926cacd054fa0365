"""Pages of agreements: reading, drawing up, signing, what befalls them, longer covers."""

from sanbao.apps.agreements.views.drafting import create as create
from sanbao.apps.agreements.views.drafting import fill as fill
from sanbao.apps.agreements.views.drafting import gallery as gallery
from sanbao.apps.agreements.views.drafting import preview as preview
from sanbao.apps.agreements.views.drafting import revise as revise
from sanbao.apps.agreements.views.editing import edit as edit
from sanbao.apps.agreements.views.ending import renew as renew
from sanbao.apps.agreements.views.ending import resume as resume
from sanbao.apps.agreements.views.ending import suspend as suspend
from sanbao.apps.agreements.views.ending import terminate as terminate
from sanbao.apps.agreements.views.extension import ask_extension as ask_extension
from sanbao.apps.agreements.views.extension import extension as extension
from sanbao.apps.agreements.views.extension import extension_list as extension_list
from sanbao.apps.agreements.views.particulars import particulars as particulars
from sanbao.apps.agreements.views.reading import agreement_list as agreement_list
from sanbao.apps.agreements.views.reading import detail as detail
from sanbao.apps.agreements.views.reading import version as version
from sanbao.apps.agreements.views.signing import acknowledge as acknowledge
from sanbao.apps.agreements.views.signing import force as force
from sanbao.apps.agreements.views.signing import hand_out as hand_out
from sanbao.apps.agreements.views.signing import seal as seal
from sanbao.apps.agreements.views.signing import send_back as send_back
from sanbao.apps.agreements.views.signing import sign as sign
from sanbao.apps.agreements.views.signing import sign_side as sign_side
from sanbao.apps.agreements.views.signing import submit as submit
