"""Reading how well promises are kept: figures, the ledger of breaches, what falls due."""

from sanbao.apps.insight.queries.due import Day as Day
from sanbao.apps.insight.queries.due import due_on as due_on
from sanbao.apps.insight.queries.due import month_of as month_of
from sanbao.apps.insight.queries.kept import DIMENSIONS as DIMENSIONS
from sanbao.apps.insight.queries.kept import Figure as Figure
from sanbao.apps.insight.queries.kept import Totals as Totals
from sanbao.apps.insight.queries.kept import figures as figures
from sanbao.apps.insight.queries.kept import month_by_month as month_by_month
from sanbao.apps.insight.queries.kept import totals as totals
from sanbao.apps.insight.queries.ledger import Breach as Breach
from sanbao.apps.insight.queries.ledger import breaches as breaches
from sanbao.apps.insight.queries.ledger import excuse as excuse
from sanbao.apps.insight.queries.ledger import ledger_for as ledger_for
