"""Pages of repair sheets: the dealer writes and hands in, the provider checks and judges."""

from sanbao.apps.claims.views.file import sheet as sheet
from sanbao.apps.claims.views.file import step as step
from sanbao.apps.claims.views.listing import sheet_list as sheet_list
from sanbao.apps.claims.views.month import hand_in as hand_in
from sanbao.apps.claims.views.month import month_list as month_list
from sanbao.apps.claims.views.penalty import penalty as penalty
from sanbao.apps.claims.views.penalty import penalty_list as penalty_list
from sanbao.apps.claims.views.penalty import penalty_step as penalty_step
from sanbao.apps.claims.views.photo import photo as photo
from sanbao.apps.claims.views.spot import draw as draw
from sanbao.apps.claims.views.spot import release as release
from sanbao.apps.claims.views.spot import spot as spot
from sanbao.apps.claims.views.spot import spot_list as spot_list
from sanbao.apps.claims.views.upload import bad_rows as bad_rows
from sanbao.apps.claims.views.upload import sheet_import as sheet_import
from sanbao.apps.claims.views.upload import take_in as take_in
from sanbao.apps.claims.views.upload import upload as upload
from sanbao.apps.claims.views.word import ask_word as ask_word
from sanbao.apps.claims.views.word import word as word
from sanbao.apps.claims.views.word import word_list as word_list
from sanbao.apps.claims.views.writing import edit as edit
from sanbao.apps.claims.views.writing import new as new
