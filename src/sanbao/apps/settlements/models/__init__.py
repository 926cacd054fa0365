"""Statements, runs and payments."""

from sanbao.apps.settlements.models.dispute import Contest as Contest
from sanbao.apps.settlements.models.dispute import Dispute as Dispute
from sanbao.apps.settlements.models.dispute import DisputeState as DisputeState
from sanbao.apps.settlements.models.payment import BankLayout as BankLayout
from sanbao.apps.settlements.models.payment import Payment as Payment
from sanbao.apps.settlements.models.payment import PaymentState as PaymentState
from sanbao.apps.settlements.models.payment import Remittance as Remittance
from sanbao.apps.settlements.models.statement import Run as Run
from sanbao.apps.settlements.models.statement import RunState as RunState
from sanbao.apps.settlements.models.statement import Statement as Statement
from sanbao.apps.settlements.models.statement import StatementKind as StatementKind
from sanbao.apps.settlements.models.statement import StatementState as StatementState
