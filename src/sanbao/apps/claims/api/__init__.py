"""Repair sheets over the API."""

from sanbao.apps.claims.api.bringing import imports as imports
from sanbao.apps.claims.api.month import approvals as approvals
from sanbao.apps.claims.api.month import months as months
from sanbao.apps.claims.api.penalty import penalties as penalties
from sanbao.apps.claims.api.sheet import sheets as sheets
from sanbao.apps.claims.api.spot import spots as spots
