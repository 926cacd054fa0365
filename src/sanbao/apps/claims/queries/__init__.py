"""Reading repair sheets, as far as a reader may see them."""

from sanbao.apps.claims.models import Penalty as Penalty
from sanbao.apps.claims.models import Sheet as Sheet
from sanbao.apps.claims.models import SheetLine as SheetLine
from sanbao.apps.claims.queries.payable import payable as payable
