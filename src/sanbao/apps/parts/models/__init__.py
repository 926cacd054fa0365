"""Spare units that are lent, and parts and tools in their stores."""

from sanbao.apps.parts.models.loan import OPEN as OPEN
from sanbao.apps.parts.models.loan import OUT as OUT
from sanbao.apps.parts.models.loan import Loan as Loan
from sanbao.apps.parts.models.loan import LoanState as LoanState
from sanbao.apps.parts.models.loan import LoanUnit as LoanUnit
from sanbao.apps.parts.models.stock import MoveKind as MoveKind
from sanbao.apps.parts.models.stock import Part as Part
from sanbao.apps.parts.models.stock import Stock as Stock
from sanbao.apps.parts.models.stock import StockMove as StockMove
from sanbao.apps.parts.models.stock import Store as Store
from sanbao.apps.parts.models.stock import UsualPart as UsualPart
