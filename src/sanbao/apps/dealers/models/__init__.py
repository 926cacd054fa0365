"""The dealer's side: its organisation, its account, what it hands in, how it is checked."""

from sanbao.apps.dealers.models.account import BankAccount as BankAccount
from sanbao.apps.dealers.models.audit import Audit as Audit
from sanbao.apps.dealers.models.audit import AuditDraw as AuditDraw
from sanbao.apps.dealers.models.audit import AuditKind as AuditKind
from sanbao.apps.dealers.models.award import Award as Award
from sanbao.apps.dealers.models.award import Exposure as Exposure
from sanbao.apps.dealers.models.award import ExposureKind as ExposureKind
from sanbao.apps.dealers.models.award import Score as Score
from sanbao.apps.dealers.models.failure import Failure as Failure
from sanbao.apps.dealers.models.failure import FailureState as FailureState
from sanbao.apps.dealers.models.order import RepairOrder as RepairOrder
from sanbao.apps.dealers.models.order import RepairOrderState as RepairOrderState
from sanbao.apps.dealers.models.organisation import Equipment as Equipment
from sanbao.apps.dealers.models.organisation import Gear as Gear
from sanbao.apps.dealers.models.organisation import Post as Post
from sanbao.apps.dealers.models.organisation import PostKind as PostKind
from sanbao.apps.dealers.models.reporting import Report as Report
from sanbao.apps.dealers.models.reporting import ReportKind as ReportKind
from sanbao.apps.dealers.models.reporting import Survey as Survey
from sanbao.apps.dealers.models.reporting import SurveyAnswer as SurveyAnswer
from sanbao.apps.dealers.models.territory import TerritoryMove as TerritoryMove
