"""Pages of the installed units."""

from sanbao.apps.assets.views.imports import bad_rows as bad_rows
from sanbao.apps.assets.views.imports import batch as batch
from sanbao.apps.assets.views.imports import confirm as confirm
from sanbao.apps.assets.views.imports import import_list as import_list
from sanbao.apps.assets.views.imports import progress as progress
from sanbao.apps.assets.views.imports import template as template
from sanbao.apps.assets.views.imports import upload as upload
from sanbao.apps.assets.views.record import change as change
from sanbao.apps.assets.views.record import choose as choose
from sanbao.apps.assets.views.record import register as register
from sanbao.apps.assets.views.running import maintenance as maintenance
from sanbao.apps.assets.views.running import run_log as run_log
from sanbao.apps.assets.views.unit import label as label
from sanbao.apps.assets.views.unit import unit as unit
from sanbao.apps.assets.views.unit import unit_list as unit_list
