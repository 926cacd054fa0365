"""What is read from the engineer's pages. The rules judge it; forms only read."""

from sanbao.apps.visits.forms.follow_up import TriedForm as TriedForm
from sanbao.apps.visits.forms.steps import AgreeForm as AgreeForm
from sanbao.apps.visits.forms.steps import ArriveForm as ArriveForm
from sanbao.apps.visits.forms.steps import BackForm as BackForm
from sanbao.apps.visits.forms.steps import FilterForm as FilterForm
from sanbao.apps.visits.forms.steps import MoveForm as MoveForm
from sanbao.apps.visits.forms.steps import PapersForm as PapersForm
from sanbao.apps.visits.forms.steps import PhotoForm as PhotoForm
from sanbao.apps.visits.forms.steps import ReasonForm as ReasonForm
from sanbao.apps.visits.forms.steps import SignForm as SignForm
from sanbao.apps.visits.forms.steps import SummaryForm as SummaryForm
from sanbao.apps.visits.forms.work import UsedForm as UsedForm
from sanbao.apps.visits.forms.work import WorkForm as WorkForm
