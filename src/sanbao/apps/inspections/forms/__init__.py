"""Forms of the rounds."""

from sanbao.apps.inspections.forms.finding import AnswerForm as AnswerForm
from sanbao.apps.inspections.forms.finding import FaultForm as FaultForm
from sanbao.apps.inspections.forms.finding import OpinionForm as OpinionForm
from sanbao.apps.inspections.forms.trip import FilterForm as FilterForm
from sanbao.apps.inspections.forms.trip import NotifyForm as NotifyForm
from sanbao.apps.inspections.forms.trip import PhotoForm as PhotoForm
from sanbao.apps.inspections.forms.trip import PlanForm as PlanForm
from sanbao.apps.inspections.forms.trip import ReasonForm as ReasonForm
from sanbao.apps.inspections.forms.trip import RequestForm as RequestForm
from sanbao.apps.inspections.forms.trip import SignForm as SignForm
