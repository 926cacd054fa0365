"""Reading cases."""

from sanbao.apps.desk.models import Case as Case
from sanbao.apps.desk.models import CaseState as CaseState
from sanbao.apps.desk.models import Channel as Channel
from sanbao.apps.desk.queries.case import OPEN as OPEN
from sanbao.apps.desk.queries.case import by_follow_token as by_follow_token
from sanbao.apps.desk.queries.case import cases_for as cases_for
from sanbao.apps.desk.queries.case import duplicates as duplicates
from sanbao.apps.desk.queries.case import files_for as files_for
from sanbao.apps.desk.queries.case import filtered as filtered
from sanbao.apps.desk.queries.case import open_cases as open_cases
from sanbao.apps.desk.queries.duty import nearest_duties as nearest_duties
from sanbao.apps.desk.queries.spoken import Spoken as Spoken
from sanbao.apps.desk.queries.spoken import spoken_of as spoken_of
