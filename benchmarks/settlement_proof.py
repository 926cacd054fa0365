"""The lines of a month's settlement, worked out once more by another engine from exported files.

The expected amounts are written from the clauses alone: the fund is 1 % of the year's settled sales
(P2-5.1) less what goods that came back cost (P2-5.2); fees are granted as far as it reaches
(P2-7.2.5, P2-7.1); without a fund each sheet earns the fee for its unit and the returned material
is credited (P7-5.5).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.settlement_world import World

EXPORTS = {
    "dealers": "SELECT id, code FROM parties_dealer WHERE code LIKE 'BENCH-%'",
    "sheets": "SELECT id, dealer_id, state, allowed FROM claims_sheet",
    "parts": "SELECT sheet_id, item, old_part_returned, allowed FROM claims_sheetline",
    "sales": "SELECT dealer_id, settled_on, units, amount FROM products_settledsale",
    "booked": "SELECT dealer, account, contra, item, amount FROM money_line WHERE dealer <> ''",
}
EXPECTED = """
WITH fund AS (
    SELECT dealer_id,
        round(CAST(sum(amount) AS DECIMAL(30, 4)) * CAST(0.01 AS DECIMAL(4, 2)), 2) AS accrual,
        CAST({returned} * sum(CASE WHEN units < 0 THEN -units ELSE 0 END) AS DECIMAL(20, 2))
            AS returned
    FROM sales WHERE settled_on BETWEEN DATE '2026-01-01' AND DATE '2026-10-31'
    GROUP BY dealer_id
),
earned AS (
    SELECT dealer_id, sum(allowed) AS allowed, count(*) AS units FROM sheets
    WHERE state = 'verified' GROUP BY dealer_id
),
material AS (
    SELECT sheets.dealer_id, sum(parts.allowed) AS credit FROM parts
    JOIN sheets ON sheets.id = parts.sheet_id
    WHERE sheets.state = 'verified' AND parts.item = 'parts' AND parts.old_part_returned
    GROUP BY sheets.dealer_id
),
due AS (
    SELECT dealers.id, dealers.code, dealers.id IN ({credited}) AS is_unit,
        coalesce(fund.accrual, 0) AS accrual, coalesce(fund.returned, 0) AS returned,
        CASE WHEN dealers.id IN ({credited})
            THEN CAST({fee} AS DECIMAL(6, 2)) * coalesce(earned.units, 0)
            ELSE coalesce(earned.allowed, 0) END AS fees,
        coalesce(material.credit, 0) AS credit
    FROM dealers LEFT JOIN fund ON fund.dealer_id = dealers.id
    LEFT JOIN earned ON earned.dealer_id = dealers.id
    LEFT JOIN material ON material.dealer_id = dealers.id
),
granted AS (
    SELECT *, CASE WHEN is_unit THEN fees
        ELSE greatest(0, least(fees, accrual - returned)) END AS granted FROM due
)
SELECT code AS dealer, 'fund' AS account, 'sales' AS contra, 'accrual' AS item, accrual AS amount
    FROM granted WHERE NOT is_unit AND accrual <> 0
UNION ALL SELECT code, 'deduction', 'fund', 'returned', returned
    FROM granted WHERE NOT is_unit AND returned <> 0
UNION ALL SELECT code, 'earned', 'verified', 'fees', fees FROM granted WHERE fees <> 0
UNION ALL SELECT code, 'payable', CASE WHEN is_unit THEN 'cost' ELSE 'fund' END, 'granted', granted
    FROM granted WHERE granted <> 0
UNION ALL SELECT code, 'verified', 'earned', 'fees_granted', granted
    FROM granted WHERE granted <> 0
UNION ALL SELECT code, 'material', 'returned', 'credit', credit
    FROM granted WHERE is_unit AND credit <> 0
"""
DIFFERING = """
SELECT count(*) FROM expected FULL OUTER JOIN booked USING (dealer, account, contra, item)
WHERE expected.amount IS DISTINCT FROM booked.amount
"""


@dataclass(frozen=True, slots=True)
class Proof:
    lines: int
    differing: int


def differences(world: World, folder: Path) -> Proof:
    """Every line that is missing, too many, or of another amount."""
    from django.db import connection

    duck = duckdb.connect()
    for name, query in EXPORTS.items():
        path = folder / f"{name}.csv"
        with connection.cursor() as cursor:
            cursor.execute(
                f"COPY ({query.replace('%', '%%')}) TO '{path}' (FORMAT csv, HEADER)", []
            )
        types = {"allowed": "DECIMAL(14,2)", "amount": "DECIMAL(14,2)"}
        duck.execute(
            f"CREATE TABLE {name} AS SELECT * FROM read_csv('{path}', header = true,"
            f" types = {chosen(types, query)})"
        )
    words = {
        "credited": ", ".join(str(pk) for pk in world.credited),
        "fee": world.unit_fee,
        "returned": world.returned_unit,
    }
    duck.execute(f"CREATE TABLE expected AS {EXPECTED.format(**words)}")
    (differing,) = one(duck, DIFFERING)
    (lines,) = one(duck, "SELECT count(*) FROM expected")
    return Proof(lines, differing)


def chosen(types: dict[str, str], query: str) -> str:
    return str({name: kind for name, kind in types.items() if name in query})


def one(duck: Any, query: str) -> Any:
    return duck.execute(query).fetchone()
