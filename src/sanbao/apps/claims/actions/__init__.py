"""What may be done with repair sheets. Each locks its row, asks the rules, says what happened."""

from sanbao.apps.claims.actions.bulk import Imported as Imported
from sanbao.apps.claims.actions.bulk import Problem as Problem
from sanbao.apps.claims.actions.bulk import import_sheets as import_sheets
from sanbao.apps.claims.actions.bulk import look_through as look_through
from sanbao.apps.claims.actions.checking import check as check
from sanbao.apps.claims.actions.checking import confirm as confirm
from sanbao.apps.claims.actions.drafting import draft as draft
from sanbao.apps.claims.actions.handing_in import hand_in as hand_in
from sanbao.apps.claims.actions.judging import proposed as proposed
from sanbao.apps.claims.actions.judging import refuse as refuse
from sanbao.apps.claims.actions.judging import send_back as send_back
from sanbao.apps.claims.actions.judging import verify as verify
from sanbao.apps.claims.actions.releasing import Released as Released
from sanbao.apps.claims.actions.releasing import release as release
from sanbao.apps.claims.actions.settling import settled as settled
from sanbao.apps.claims.actions.signing import find_signs as find_signs
from sanbao.apps.claims.actions.spotting import draw_spot_check as draw_spot_check
from sanbao.apps.claims.actions.word import ask_word as ask_word
from sanbao.apps.claims.actions.word import decide_word as decide_word
from sanbao.apps.claims.actions.writing import rewrite as rewrite
from sanbao.apps.claims.actions.writing import write as write
from sanbao.apps.claims.facts import Allowed as Allowed
from sanbao.apps.claims.facts import Called as Called
from sanbao.apps.claims.facts import LineTold as LineTold
from sanbao.apps.claims.facts import SheetTold as SheetTold
from sanbao.apps.claims.facts import WordAsked as WordAsked
