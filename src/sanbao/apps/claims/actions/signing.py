"""What looks wrong in the sheets handed in for a month: one statement for each kind of sign."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection, transaction

from sanbao.rules.spotcheck import (
    AGAIN_WITHIN,
    FASTEST_KM_H,
    SPIKE_LEAST,
    SPIKE_TIMES,
    Risk,
)

# The sheets in question, by the form they came in with.
GIVEN = """
WITH given AS (SELECT k.* FROM claims_sheet k JOIN claims_monthlyform f ON f.id = k.form_id
  WHERE f.provider_id = %(provider)s AND f.month = %(month)s)
"""
FOUND: Mapping[Risk, str] = {
    Risk.SAME_SERIAL: """
        SELECT g.id, min(o.code) FROM given g JOIN claims_sheet o
          ON o.provider_id = g.provider_id AND o.serial = g.serial AND o.id <> g.id
          AND o.repaired_on BETWEEN g.repaired_on - %(again)s AND g.repaired_on
        WHERE g.serial <> '' GROUP BY g.id
    """,
    Risk.SAME_PHONE: """
        SELECT g.id, g.customer_phone FROM given g JOIN (
          SELECT customer_phone FROM given WHERE customer_phone <> ''
          GROUP BY customer_phone HAVING count(DISTINCT serial) > 2) AS shared
          USING (customer_phone)
    """,
    Risk.OVERLAP: """
        SELECT id, before FROM (
          SELECT id, started_at, lag(code) OVER seen AS before,
            max(finished_at) OVER (seen ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS busy
          FROM given WHERE repairer <> '' AND started_at IS NOT NULL AND finished_at IS NOT NULL
          WINDOW seen AS (PARTITION BY dealer_id, repairer ORDER BY started_at, id)) AS told
        WHERE busy > started_at
    """,
    Risk.BEFORE_SALE: """
        SELECT g.id, '' FROM given g JOIN assets_asset a ON a.id = g.asset_id
        WHERE g.repaired_on < coalesce(a.sold_on, a.made_on)
    """,
    Risk.SPIKE: """
        SELECT g.id, '' FROM given g JOIN (
          SELECT now.dealer_id FROM (
            SELECT dealer_id, count(*) AS n FROM given GROUP BY dealer_id) AS now
          JOIN (SELECT dealer_id, count(*) / 3.0 AS n FROM claims_sheet
            WHERE provider_id = %(provider)s AND month < %(month)s
              AND month >= %(month)s::date - interval '3 months' GROUP BY dealer_id) AS past
            USING (dealer_id)
          WHERE now.n >= %(least)s AND now.n > %(times)s * past.n) AS spiking USING (dealer_id)
    """,
    # Haversine, in kilometres; consecutive repairs of one repairer on one day.
    Risk.TOO_FAR: """
        SELECT id, before FROM (
          SELECT g.id, lag(g.code) OVER way AS before, g.started_at,
            lag(g.finished_at) OVER way AS left_at,
            radians(s.latitude::float) AS lat, radians(s.longitude::float) AS lng,
            lag(radians(s.latitude::float)) OVER way AS old_lat,
            lag(radians(s.longitude::float)) OVER way AS old_lng
          FROM given g JOIN assets_asset a ON a.id = g.asset_id
          JOIN parties_site s ON s.id = a.site_id
          WHERE g.repairer <> '' AND g.started_at IS NOT NULL AND g.finished_at IS NOT NULL
            AND s.latitude IS NOT NULL AND s.longitude IS NOT NULL
          WINDOW way AS (PARTITION BY g.dealer_id, g.repairer, g.repaired_on
            ORDER BY g.started_at, g.id)) AS told
        WHERE left_at <= started_at AND 2 * 6371 * asin(sqrt(least(1,
            sin((lat - old_lat) / 2) ^ 2 + cos(lat) * cos(old_lat) * sin((lng - old_lng) / 2) ^ 2)))
          > %(fastest)s * extract(epoch FROM started_at - left_at) / 3600 + 1
    """,
}


@transaction.atomic
def find_signs(provider_id: int, month: date) -> dict[str, int]:
    """Write down every sign of the sheets handed in for `month`; found again it stands already.

    Returns how many of each kind are new.
    """
    params: dict[str, Any] = {
        "provider": provider_id,
        "month": month,
        "again": AGAIN_WITHIN,
        "least": SPIKE_LEAST,
        "times": SPIKE_TIMES,
        "fastest": FASTEST_KM_H,
    }
    return {kind.value: find(kind, sql, params) for kind, sql in FOUND.items()}


def find(kind: Risk, sql: str, params: Mapping[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            f"{GIVEN} INSERT INTO claims_risksign"  # noqa: S608 - statements of ours
            " (provider_id, month, sheet_id, kind, other_code, details)"
            " SELECT %(provider)s, %(month)s, sheet.id, %(kind)s, coalesce(sheet.other, ''), '{}'"
            f" FROM ({sql}) AS sheet (id, other) ON CONFLICT DO NOTHING",
            {**params, "kind": kind.value},
        )
        return int(cursor.rowcount)
