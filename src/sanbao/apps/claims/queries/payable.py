"""What may be settled: verified, and on no statement yet."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from sanbao.apps.claims.models import SettledSheet, Sheet, SheetState


def payable(provider_id: int, month: date) -> QuerySet[Sheet]:
    """The sheets that the statements of `month` (its first day) are made of.

    Those of an earlier month that were verified later are among them: a closed month never changes.
    """
    settled = SettledSheet.objects.filter(sheet=OuterRef("pk"))
    return Sheet.objects.filter(
        ~Exists(settled), provider_id=provider_id, month__lte=month, state=SheetState.VERIFIED
    )
