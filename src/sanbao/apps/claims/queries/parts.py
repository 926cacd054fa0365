"""Which parts a dealer's sheets say were used, and whether the used piece was sent back."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from sanbao.apps.claims.models import Sheet, SheetItem, SheetLine
from sanbao.apps.parties import queries as parties

# As the settlement reads it: of the single line, or of all material of the sheet.
SENT_BACK = Q(old_part_returned=True) | Q(sheet__material_returned=True)


def parts_used(dealer: parties.Dealer, *, on: date) -> QuerySet[SheetLine, Any]:
    """Of repairs up to and with the day, whatever has become of their sheets."""
    rows = SheetLine.objects.filter(
        sheet__dealer=dealer, sheet__repaired_on__lte=on, item=SheetItem.PARTS
    )
    return rows.select_related("sheet")


def sheets_of_visits(dealer: parties.Dealer, codes: Iterable[str]) -> dict[str, str]:
    """The numbers of a dealer's sheets by those of the visits that drafted them."""
    rows = Sheet.objects.filter(dealer=dealer, visit_code__in=[code for code in codes if code])
    return dict(rows.values_list("visit_code", "code"))
