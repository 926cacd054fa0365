"""What can be done about the installed units."""

from sanbao.apps.assets.actions.attend import attend as attend
from sanbao.apps.assets.actions.attend import leave as leave
from sanbao.apps.assets.actions.kept_parts import raise_kept_of_product as raise_kept_of_product
from sanbao.apps.assets.actions.raising import raise_for_units as raise_for_units
from sanbao.apps.assets.actions.register import AssetDetails as AssetDetails
from sanbao.apps.assets.actions.register import change as change
from sanbao.apps.assets.actions.register import register as register
from sanbao.apps.assets.actions.repair import correct_repair as correct_repair
from sanbao.apps.assets.actions.repair import not_held as not_held
from sanbao.apps.assets.actions.repair import record_repair as record_repair
from sanbao.apps.assets.actions.running import MaintenanceDone as MaintenanceDone
from sanbao.apps.assets.actions.running import RunDay as RunDay
from sanbao.apps.assets.actions.running import log_maintenance as log_maintenance
from sanbao.apps.assets.actions.running import log_run as log_run
from sanbao.apps.assets.actions.search import refresh_customer as refresh_customer
from sanbao.apps.assets.actions.search import refresh_search as refresh_search
