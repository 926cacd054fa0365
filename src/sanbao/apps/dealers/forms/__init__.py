"""What is typed about dealers."""

from sanbao.apps.dealers.forms.organisation import AccountForm as AccountForm
from sanbao.apps.dealers.forms.organisation import EquipmentForm as EquipmentForm
from sanbao.apps.dealers.forms.organisation import LeavingForm as LeavingForm
from sanbao.apps.dealers.forms.organisation import NamingForm as NamingForm
from sanbao.apps.dealers.forms.organisation import NoteForm as NoteForm
from sanbao.apps.dealers.forms.organisation import ReasonForm as ReasonForm
from sanbao.apps.dealers.forms.organisation import RemovalForm as RemovalForm
from sanbao.apps.dealers.forms.organisation import ToldForm as ToldForm
