"""What an agreement says on paper: composed of its clauses, its terms and its two sides."""

from sanbao.apps.agreements.queries.printed.blanks import UNITS as UNITS
from sanbao.apps.agreements.queries.printed.sides import bases_of as bases_of
from sanbao.apps.agreements.queries.printed.sides import is_with_dealer as is_with_dealer
from sanbao.apps.agreements.queries.printed.whole import paper_of as paper_of
