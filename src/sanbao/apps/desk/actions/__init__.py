"""What may be done with a case. Each locks its row, asks the rules, saves, and says so."""

from sanbao.apps.desk.actions.correct import Correction as Correction
from sanbao.apps.desk.actions.correct import correct as correct
from sanbao.apps.desk.actions.decide import arrived as arrived
from sanbao.apps.desk.actions.decide import decide_again as decide_again
from sanbao.apps.desk.actions.decide import established as established
from sanbao.apps.desk.actions.decide import preview as preview
from sanbao.apps.desk.actions.decide import why_undecided as why_undecided
from sanbao.apps.desk.actions.duties import raise_after as raise_after
from sanbao.apps.desk.actions.knock import knock as knock
from sanbao.apps.desk.actions.move import ANSWERS_PRICES as ANSWERS_PRICES
from sanbao.apps.desk.actions.move import cancel as cancel
from sanbao.apps.desk.actions.move import close as close
from sanbao.apps.desk.actions.move import hand_over as hand_over
from sanbao.apps.desk.actions.move import handed_back as handed_back
from sanbao.apps.desk.actions.move import lock as lock
from sanbao.apps.desk.actions.move import restored as restored
from sanbao.apps.desk.actions.move import solve_on_call as solve_on_call
from sanbao.apps.desk.actions.note import SEEN_TO_HAPPEN as SEEN_TO_HAPPEN
from sanbao.apps.desk.actions.note import add_note as add_note
from sanbao.apps.desk.actions.note import done as done
from sanbao.apps.desk.actions.open import is_known as is_known
from sanbao.apps.desk.actions.open import open_case as open_case
from sanbao.apps.desk.actions.photos import add_file as add_file
from sanbao.apps.desk.actions.photos import open_with_photos as open_with_photos
from sanbao.apps.desk.actions.reopen import reopen as reopen
from sanbao.apps.desk.facts import CaseReport as CaseReport
