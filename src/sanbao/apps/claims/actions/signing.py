"""What looks wrong in the sheets handed in for a month: one statement for each kind of sign."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection, transaction

from sanbao.rules.spotcheck import (
    AGAIN_WITHIN,
    FASTEST_KM_H,
    PHOTO_BITS,
    SAME_PHOTO_WITHIN,
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
# Of each photo the few that look most like it, on whatever sheet of the provider; both sheets are
# told. `parts` leads to those that may be alike, the bits that differ say which are.
SAME_PHOTO = f"""
, alike AS (
  SELECT p.sheet_id AS one, like_it.sheet_id AS other, like_it.bits
  FROM given g JOIN claims_sheetphoto p ON p.sheet_id = g.id
  CROSS JOIN LATERAL (
    SELECT q.sheet_id, bit_count((q.likeness # p.likeness)::bit({PHOTO_BITS})) AS bits
    FROM claims_sheetphoto q
    WHERE q.parts && p.parts AND q.provider_id = p.provider_id AND q.sheet_id <> p.sheet_id
      AND bit_count((q.likeness # p.likeness)::bit({PHOTO_BITS})) <= %(within)s
    ORDER BY bits, q.id LIMIT %(most)s) AS like_it),
told AS (
  SELECT one, other, min(bits) AS bits FROM (
    SELECT one, other, bits FROM alike UNION ALL SELECT other, one, bits FROM alike) AS both_ways
  GROUP BY one, other)
INSERT INTO claims_risksign (provider_id, month, sheet_id, kind, other_code, details)
SELECT k.provider_id, coalesce(f.month, k.month), k.id, %(kind)s, o.code,
  jsonb_build_object('bits', told.bits)
FROM told JOIN claims_sheet k ON k.id = told.one JOIN claims_sheet o ON o.id = told.other
LEFT JOIN claims_monthlyform f ON f.id = k.form_id
ON CONFLICT DO NOTHING
"""  # noqa: S608 - figures of the rules
OTHERS_SHOWN = 5


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
    found = {kind.value: find(kind, sql, params) for kind, sql in FOUND.items()}
    return {**found, Risk.SAME_PHOTO.value: find_photos(params)}


def find_photos(params: Mapping[str, Any]) -> int:
    """The same photo on two sheets, whichever dealers they are of: a sign at each of them."""
    more: dict[str, Any] = {
        "kind": Risk.SAME_PHOTO.value,
        "within": SAME_PHOTO_WITHIN,
        "most": OTHERS_SHOWN,
    }
    with connection.cursor() as cursor:
        cursor.execute(GIVEN + SAME_PHOTO, {**params, **more})
        return int(cursor.rowcount)


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
