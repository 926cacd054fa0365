"""Reading contacts and rosters."""

from sanbao.apps.contacts.models import Channel as Channel
from sanbao.apps.contacts.models import Contact as Contact
from sanbao.apps.contacts.models import ContactState as ContactState
from sanbao.apps.contacts.models import Line as Line
from sanbao.apps.contacts.models import Saying as Saying
from sanbao.apps.contacts.models import Shift as Shift
from sanbao.apps.contacts.models import Side as Side
from sanbao.apps.contacts.queries.caller import customers_at as customers_at
from sanbao.apps.contacts.queries.caller import customers_by_mail as customers_by_mail
from sanbao.apps.contacts.queries.caller import digits_of as digits_of
from sanbao.apps.contacts.queries.contact import Filters as Filters
from sanbao.apps.contacts.queries.contact import by_code as by_code
from sanbao.apps.contacts.queries.contact import by_key as by_key
from sanbao.apps.contacts.queries.contact import contact_file as contact_file
from sanbao.apps.contacts.queries.contact import contact_whole as contact_whole
from sanbao.apps.contacts.queries.contact import contacts_for as contacts_for
from sanbao.apps.contacts.queries.contact import contacts_of_case as contacts_of_case
from sanbao.apps.contacts.queries.contact import inbox_for as inbox_for
from sanbao.apps.contacts.queries.contact import ringing_for as ringing_for
from sanbao.apps.contacts.queries.contact import sayings_of as sayings_of
from sanbao.apps.contacts.queries.figures import Figure as Figure
from sanbao.apps.contacts.queries.figures import figures_for as figures_for
from sanbao.apps.contacts.queries.line import line_called as line_called
from sanbao.apps.contacts.queries.line import lines_of as lines_of
from sanbao.apps.contacts.queries.line import lines_on_duty as lines_on_duty
from sanbao.apps.contacts.queries.line import on_duty as on_duty
