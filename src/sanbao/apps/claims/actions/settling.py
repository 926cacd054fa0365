"""Sheets get onto a statement: one statement of SQL, however many they are."""

from collections.abc import Collection
from datetime import date

from django.db import connection, transaction

from sanbao.apps.claims.queries import payable


@transaction.atomic
def settled(provider_id: int, month: date, *, dealers: Collection[int] | None = None) -> int:
    """Put what is payable for `month` on its statements; returns how many sheets. Done once: what
    stands on a statement is not payable any more. dealers: ids, or None for all of them.

    Call it in the transaction that makes the statements, behind the reading of what they say.
    """
    rows = payable(provider_id, month).order_by()
    if dealers is not None:
        rows = rows.filter(dealer_id__in=list(dealers))
    chosen, params = rows.values("id").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO claims_settledsheet (sheet_id, month)"  # noqa: S608 - Django wrote it
            f" SELECT chosen.id, %s FROM ({chosen}) AS chosen (id) ON CONFLICT DO NOTHING",
            [month, *params],
        )
        return int(cursor.rowcount)
