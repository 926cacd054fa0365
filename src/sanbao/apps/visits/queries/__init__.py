"""Reading visits, their fee, and the follow-ups."""

from sanbao.apps.visits.models import FollowUp as FollowUp
from sanbao.apps.visits.models import Receipt as Receipt
from sanbao.apps.visits.models import UsedItem as UsedItem
from sanbao.apps.visits.models import Visit as Visit
from sanbao.apps.visits.models import VisitState as VisitState
from sanbao.apps.visits.queries.along import Along as Along
from sanbao.apps.visits.queries.along import along as along
from sanbao.apps.visits.queries.along import written_down as written_down
from sanbao.apps.visits.queries.day import Day as Day
from sanbao.apps.visits.queries.day import day_of as day_of
from sanbao.apps.visits.queries.fee import fee_of as fee_of
from sanbao.apps.visits.queries.fee import in_force as in_force
from sanbao.apps.visits.queries.fee import lists_to_show as lists_to_show
from sanbao.apps.visits.queries.fee import positions as positions
from sanbao.apps.visits.queries.fee import receipt_of as receipt_of
from sanbao.apps.visits.queries.follow_up import CALLERS as CALLERS
from sanbao.apps.visits.queries.follow_up import LINK_LASTS as LINK_LASTS
from sanbao.apps.visits.queries.follow_up import by_link as by_link
from sanbao.apps.visits.queries.follow_up import follow_ups_for as follow_ups_for
from sanbao.apps.visits.queries.follow_up import follow_ups_of as follow_ups_of
from sanbao.apps.visits.queries.follow_up import link_token as link_token
from sanbao.apps.visits.queries.follow_up import open_follow_ups as open_follow_ups
from sanbao.apps.visits.queries.paper import Paper as Paper
from sanbao.apps.visits.queries.paper import paper_of as paper_of
from sanbao.apps.visits.queries.visit import SEES_ALL as SEES_ALL
from sanbao.apps.visits.queries.visit import agreed_ahead as agreed_ahead
from sanbao.apps.visits.queries.visit import checklist_of as checklist_of
from sanbao.apps.visits.queries.visit import files_of as files_of
from sanbao.apps.visits.queries.visit import filtered as filtered
from sanbao.apps.visits.queries.visit import is_late as is_late
from sanbao.apps.visits.queries.visit import key_of as key_of
from sanbao.apps.visits.queries.visit import on_site_due as on_site_due
from sanbao.apps.visits.queries.visit import open_visit as open_visit
from sanbao.apps.visits.queries.visit import orders_to_work as orders_to_work
from sanbao.apps.visits.queries.visit import photos_of as photos_of
from sanbao.apps.visits.queries.visit import (
    providers_with_appointments as providers_with_appointments,
)
from sanbao.apps.visits.queries.visit import visits_for as visits_for
from sanbao.apps.visits.queries.visit import visits_of as visits_of
from sanbao.apps.visits.queries.visit import visits_of_engineer as visits_of_engineer
from sanbao.apps.visits.queries.visit import visits_to_work as visits_to_work
