"""Reading statements and runs."""

from sanbao.apps.settlements.facts import READERS as READERS
from sanbao.apps.settlements.facts import RUNS as RUNS
from sanbao.apps.settlements.facts import SEES_ALL as SEES_ALL
from sanbao.apps.settlements.models import Payment as Payment
from sanbao.apps.settlements.models import Remittance as Remittance
from sanbao.apps.settlements.models import Run as Run
from sanbao.apps.settlements.models import RunState as RunState
from sanbao.apps.settlements.models import Statement as Statement
from sanbao.apps.settlements.models import StatementKind as StatementKind
from sanbao.apps.settlements.models import StatementState as StatementState
from sanbao.apps.settlements.queries.paper import book_of as book_of
from sanbao.apps.settlements.queries.paper import figures_of as figures_of
from sanbao.apps.settlements.queries.paper import paper_of as paper_of
from sanbao.apps.settlements.queries.paper import steps_of as steps_of
from sanbao.apps.settlements.queries.payment import PAYS as PAYS
from sanbao.apps.settlements.queries.payment import SEES_PAYMENTS as SEES_PAYMENTS
from sanbao.apps.settlements.queries.payment import layout_of as layout_of
from sanbao.apps.settlements.queries.payment import payments_of as payments_of
from sanbao.apps.settlements.queries.payment import remittances_for as remittances_for
from sanbao.apps.settlements.queries.statement import lines_of as lines_of
from sanbao.apps.settlements.queries.statement import runs_for as runs_for
from sanbao.apps.settlements.queries.statement import sheets_of as sheets_of
from sanbao.apps.settlements.queries.statement import statements_for as statements_for
from sanbao.apps.settlements.queries.statement import whole_for as whole_for
