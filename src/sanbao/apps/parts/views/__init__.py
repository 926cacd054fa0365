"""Pages of spare units, and of parts and tools in their stores."""

from sanbao.apps.parts.views.listing import drop_usual as drop_usual
from sanbao.apps.parts.views.listing import part_list as part_list
from sanbao.apps.parts.views.listing import usual_list as usual_list
from sanbao.apps.parts.views.loan import ask as ask
from sanbao.apps.parts.views.loan import hand_over as hand_over
from sanbao.apps.parts.views.loan import loan as loan
from sanbao.apps.parts.views.loan import loan_list as loan_list
from sanbao.apps.parts.views.loan import pool as pool
from sanbao.apps.parts.views.loan import remove as remove
from sanbao.apps.parts.views.loan import take_back as take_back
from sanbao.apps.parts.views.loan import withdraw as withdraw
from sanbao.apps.parts.views.stock import move as move
from sanbao.apps.parts.views.stock import stock_list as stock_list
from sanbao.apps.parts.views.stock import store as store
