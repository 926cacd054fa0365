"""Who wrote, called or asked, what was said, and who is on duty to answer."""

from sanbao.apps.contacts.models.contact import OVER as OVER
from sanbao.apps.contacts.models.contact import Channel as Channel
from sanbao.apps.contacts.models.contact import Contact as Contact
from sanbao.apps.contacts.models.contact import ContactState as ContactState
from sanbao.apps.contacts.models.contact import Saying as Saying
from sanbao.apps.contacts.models.contact import Side as Side
from sanbao.apps.contacts.models.line import Gap as Gap
from sanbao.apps.contacts.models.line import Line as Line
from sanbao.apps.contacts.models.line import Shift as Shift
from sanbao.apps.contacts.models.mailbox import MailAccount as MailAccount
from sanbao.apps.contacts.models.mailbox import Security as Security
