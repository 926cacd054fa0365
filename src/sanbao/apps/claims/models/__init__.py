"""A dealer's repair sheets, how they are handed in, checked twice, and what is false in them."""

from sanbao.apps.claims.models.bringing import SheetImport as SheetImport
from sanbao.apps.claims.models.bringing import SheetImportState as SheetImportState
from sanbao.apps.claims.models.bringing import SheetProblem as SheetProblem
from sanbao.apps.claims.models.checking import RiskSign as RiskSign
from sanbao.apps.claims.models.checking import SheetCheck as SheetCheck
from sanbao.apps.claims.models.checking import SheetPhoto as SheetPhoto
from sanbao.apps.claims.models.checking import SpotCheck as SpotCheck
from sanbao.apps.claims.models.checking import SpotChecked as SpotChecked
from sanbao.apps.claims.models.form import Authorisation as Authorisation
from sanbao.apps.claims.models.form import AuthorisationState as AuthorisationState
from sanbao.apps.claims.models.form import MonthlyForm as MonthlyForm
from sanbao.apps.claims.models.penalty import Penalty as Penalty
from sanbao.apps.claims.models.penalty import PenaltyState as PenaltyState
from sanbao.apps.claims.models.sheet import SettledSheet as SettledSheet
from sanbao.apps.claims.models.sheet import Sheet as Sheet
from sanbao.apps.claims.models.sheet import SheetItem as SheetItem
from sanbao.apps.claims.models.sheet import SheetLine as SheetLine
from sanbao.apps.claims.models.sheet import SheetState as SheetState
