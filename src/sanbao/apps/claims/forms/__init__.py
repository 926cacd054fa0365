"""What is typed about repair sheets."""

from sanbao.apps.claims.forms.sheet import LineForm as LineForm
from sanbao.apps.claims.forms.sheet import SheetForm as SheetForm
from sanbao.apps.claims.forms.sheet import lines_told as lines_told
from sanbao.apps.claims.forms.sheet import written as written
from sanbao.apps.claims.forms.sheet import written_line as written_line
from sanbao.apps.claims.forms.step import CallForm as CallForm
from sanbao.apps.claims.forms.step import FilterForm as FilterForm
from sanbao.apps.claims.forms.step import PenaltyForm as PenaltyForm
from sanbao.apps.claims.forms.step import PhotoForm as PhotoForm
from sanbao.apps.claims.forms.step import ReasonForm as ReasonForm
from sanbao.apps.claims.forms.step import VerifyForm as VerifyForm
from sanbao.apps.claims.forms.step import month_from as month_from
from sanbao.apps.claims.forms.upload import UploadForm as UploadForm
from sanbao.apps.claims.forms.word import WordDecisionForm as WordDecisionForm
from sanbao.apps.claims.forms.word import WordForm as WordForm
