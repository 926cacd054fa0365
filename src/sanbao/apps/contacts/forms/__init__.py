"""What is written down about a contact."""

from sanbao.apps.contacts.forms.contact import AskForm as AskForm
from sanbao.apps.contacts.forms.contact import CallForm as CallForm
from sanbao.apps.contacts.forms.contact import CustomerForm as CustomerForm
from sanbao.apps.contacts.forms.contact import RateForm as RateForm
from sanbao.apps.contacts.forms.contact import ReplyForm as ReplyForm
from sanbao.apps.contacts.forms.contact import SolveForm as SolveForm
from sanbao.apps.contacts.forms.mailbox import MailboxForm as MailboxForm
from sanbao.apps.contacts.forms.roster import LineForm as LineForm
from sanbao.apps.contacts.forms.roster import ShiftForm as ShiftForm
