"""Reading the installed units. Other apps import this module and write `assets.Asset`."""

from sanbao.apps.assets.models import DATED_EVENTS as DATED_EVENTS
from sanbao.apps.assets.models import Asset as Asset
from sanbao.apps.assets.models import Attendance as Attendance
from sanbao.apps.assets.models import Import as Import
from sanbao.apps.assets.models import ImportRow as ImportRow
from sanbao.apps.assets.models import ImportState as ImportState
from sanbao.apps.assets.models import MaintenanceEntry as MaintenanceEntry
from sanbao.apps.assets.models import Repair as Repair
from sanbao.apps.assets.models import RunLogEntry as RunLogEntry
from sanbao.apps.assets.models import Verdict as Verdict
from sanbao.apps.assets.queries.asset import assets_for as assets_for
from sanbao.apps.assets.queries.asset import by_public_key as by_public_key
from sanbao.apps.assets.queries.asset import categories_under as categories_under
from sanbao.apps.assets.queries.asset import facts_of as facts_of
from sanbao.apps.assets.queries.asset import repairs_of as repairs_of
from sanbao.apps.assets.queries.imports import imports_for as imports_for
from sanbao.apps.assets.queries.paper import paper_for as paper_for
from sanbao.apps.assets.queries.paper import paper_of_unit as paper_of_unit
from sanbao.apps.assets.queries.running import Running as Running
from sanbao.apps.assets.queries.running import latest_running as latest_running
from sanbao.apps.assets.queries.running import maintenance_of as maintenance_of
from sanbao.apps.assets.queries.running import run_log_of as run_log_of
from sanbao.apps.assets.queries.running import running as running
from sanbao.apps.assets.queries.search import search_for as search_for
from sanbao.apps.assets.queries.standing import Standing as Standing
from sanbao.apps.assets.queries.standing import standing as standing
