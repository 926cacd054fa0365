"""What may be done with complaints and suggestions. Each locks its row, asks the rules, says so."""

from sanbao.apps.complaints.actions.contradicting import (
    open_for_contradictions as open_for_contradictions,
)
from sanbao.apps.complaints.actions.handling import answer as answer
from sanbao.apps.complaints.actions.handling import assign as assign
from sanbao.apps.complaints.actions.handling import close as close
from sanbao.apps.complaints.actions.handling import investigate as investigate
from sanbao.apps.complaints.actions.handling import note as note
from sanbao.apps.complaints.actions.handling import plan as plan
from sanbao.apps.complaints.actions.handling import reopen as reopen
from sanbao.apps.complaints.actions.handling import verify as verify
from sanbao.apps.complaints.actions.handling import withdraw as withdraw
from sanbao.apps.complaints.actions.opening import open_complaint as open_complaint
from sanbao.apps.complaints.actions.opening import open_for_case as open_for_case
from sanbao.apps.complaints.actions.suggesting import answer_suggestion as answer_suggestion
from sanbao.apps.complaints.actions.suggesting import assign_suggestion as assign_suggestion
from sanbao.apps.complaints.actions.suggesting import suggest as suggest
from sanbao.apps.complaints.facts import Found as Found
from sanbao.apps.complaints.facts import Plan as Plan
from sanbao.apps.complaints.facts import Reply as Reply
from sanbao.apps.complaints.facts import Report as Report
from sanbao.apps.complaints.facts import Wish as Wish
