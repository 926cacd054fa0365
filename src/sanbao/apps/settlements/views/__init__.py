"""Pages of statements: runs, approvals, papers."""

from sanbao.apps.settlements.views.papers import statement_excel as statement_excel
from sanbao.apps.settlements.views.papers import statement_pdf as statement_pdf
from sanbao.apps.settlements.views.payment import layout as layout
from sanbao.apps.settlements.views.payment import remit as remit
from sanbao.apps.settlements.views.payment import remittance as remittance
from sanbao.apps.settlements.views.payment import remittance_file as remittance_file
from sanbao.apps.settlements.views.payment import remittance_list as remittance_list
from sanbao.apps.settlements.views.runs import progress as progress
from sanbao.apps.settlements.views.runs import run_list as run_list
from sanbao.apps.settlements.views.runs import stop_run as stop_run
from sanbao.apps.settlements.views.statement import statement as statement
from sanbao.apps.settlements.views.statement import statement_list as statement_list
from sanbao.apps.settlements.views.statement import step as step
