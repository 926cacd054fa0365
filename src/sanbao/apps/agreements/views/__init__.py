"""Pages of agreements: reading for the staff, drawing up and signing for the manager."""

from sanbao.apps.agreements.views.drafting import create as create
from sanbao.apps.agreements.views.drafting import fill as fill
from sanbao.apps.agreements.views.drafting import gallery as gallery
from sanbao.apps.agreements.views.drafting import preview as preview
from sanbao.apps.agreements.views.drafting import revise as revise
from sanbao.apps.agreements.views.reading import agreement_list as agreement_list
from sanbao.apps.agreements.views.reading import detail as detail
from sanbao.apps.agreements.views.reading import version as version
from sanbao.apps.agreements.views.signing import end as end
from sanbao.apps.agreements.views.signing import sign as sign
