"""Statements, payments and disputes over the API."""

from sanbao.apps.settlements.api.dispute import disputes as disputes
from sanbao.apps.settlements.api.dispute import reconciliation as reconciliation
from sanbao.apps.settlements.api.parts import parts_accounts as parts_accounts
from sanbao.apps.settlements.api.payment import payments as payments
from sanbao.apps.settlements.api.statement import runs as runs
from sanbao.apps.settlements.api.statement import statements as statements
