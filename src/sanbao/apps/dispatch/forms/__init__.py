"""What is typed when people are sent, and about their hours."""

from sanbao.apps.dispatch.forms.engineer import AbsenceForm as AbsenceForm
from sanbao.apps.dispatch.forms.engineer import HoursForm as HoursForm
from sanbao.apps.dispatch.forms.placing import AlongForm as AlongForm
from sanbao.apps.dispatch.forms.placing import NeedForm as NeedForm
from sanbao.apps.dispatch.forms.placing import PlaceForm as PlaceForm
from sanbao.apps.dispatch.forms.placing import TakeOffForm as TakeOffForm
from sanbao.apps.dispatch.forms.planning import PlanForm as PlanForm
