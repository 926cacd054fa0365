"""What is typed about dealers."""

from sanbao.apps.dealers.forms.awarding import ExposureForm as ExposureForm
from sanbao.apps.dealers.forms.awarding import YearForm as YearForm
from sanbao.apps.dealers.forms.moving import MoveForm as MoveForm
from sanbao.apps.dealers.forms.ordering import AcceptForm as AcceptForm
from sanbao.apps.dealers.forms.ordering import DoneForm as DoneForm
from sanbao.apps.dealers.forms.ordering import SendForm as SendForm
from sanbao.apps.dealers.forms.ordering import WhyForm as WhyForm
from sanbao.apps.dealers.forms.organisation import AccountForm as AccountForm
from sanbao.apps.dealers.forms.organisation import EquipmentForm as EquipmentForm
from sanbao.apps.dealers.forms.organisation import LeavingForm as LeavingForm
from sanbao.apps.dealers.forms.organisation import NamingForm as NamingForm
from sanbao.apps.dealers.forms.organisation import NoteForm as NoteForm
from sanbao.apps.dealers.forms.organisation import ReasonForm as ReasonForm
from sanbao.apps.dealers.forms.organisation import RemovalForm as RemovalForm
from sanbao.apps.dealers.forms.organisation import SeenForm as SeenForm
from sanbao.apps.dealers.forms.organisation import ToldForm as ToldForm
from sanbao.apps.dealers.forms.reporting import AnswersForm as AnswersForm
from sanbao.apps.dealers.forms.reporting import AssessmentForm as AssessmentForm
from sanbao.apps.dealers.forms.reporting import AuditForm as AuditForm
from sanbao.apps.dealers.forms.reporting import DrawForm as DrawForm
from sanbao.apps.dealers.forms.reporting import FailureForm as FailureForm
from sanbao.apps.dealers.forms.reporting import InquiryForm as InquiryForm
from sanbao.apps.dealers.forms.reporting import ReachedForm as ReachedForm
from sanbao.apps.dealers.forms.reporting import SurveyForm as SurveyForm
