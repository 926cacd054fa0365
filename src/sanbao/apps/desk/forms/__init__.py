"""Forms of the desk."""

from sanbao.apps.desk.forms.call import CallForm as CallForm
from sanbao.apps.desk.forms.small import AnswerForm as AnswerForm
from sanbao.apps.desk.forms.small import CorrectForm as CorrectForm
from sanbao.apps.desk.forms.small import DoneForm as DoneForm
from sanbao.apps.desk.forms.small import NoteForm as NoteForm
from sanbao.apps.desk.forms.small import ReasonForm as ReasonForm
from sanbao.apps.desk.forms.visitor import CustomerReportForm as CustomerReportForm
from sanbao.apps.desk.forms.visitor import VisitorReportForm as VisitorReportForm
