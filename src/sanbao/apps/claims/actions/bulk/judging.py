"""What is wrong with each row, all rows in one statement; and what a good one would change."""

from collections.abc import Mapping, Sequence
from datetime import date

from sanbao.apps.accounts.access import User
from sanbao.apps.claims.actions.bulk.reading import too_long
from sanbao.apps.claims.actions.bulk.staging import execute
from sanbao.apps.claims.facts.columns import SHEET_COLUMNS
from sanbao.rules.sheet import FIELDS

Check = tuple[str, str, str]
SHEET_CHECKS: Sequence[Check] = (
    ("r.dealer_id IS NULL", "dealer_code", "unknown_dealer"),
    ("r.number = ''", "number", "missing"),
    ("r.repaired_on IS NULL", "repaired_on", "unreadable"),
    ("r.repaired_on > %(today)s", "repaired_on", "future"),
    ("r.signed_on IS NULL AND btrim(s.signed_on) <> ''", "signed_on", "unreadable"),
    ("r.started_at IS NULL AND btrim(s.started_at) <> ''", "started_at", "unreadable"),
    ("r.finished_at IS NULL AND btrim(s.finished_at) <> ''", "finished_at", "unreadable"),
    ("r.finished_at < r.started_at", "finished_at", "backwards"),
    ("r.has_voucher IS NULL", "has_voucher", "unreadable"),
    ("r.material_returned IS NULL", "material_returned", "unreadable"),
    ("r.confirmer <> '' AND r.confirmed_on IS NULL", "confirmed_on", "unreadable"),
    (
        "r.confirmer <> '' AND r.repairer IN (r.confirmer, %(name)s)",
        "confirmer",
        "own_confirmation",
    ),
    ("r.confirmer <> '' AND r.confirmed_on > %(today)s", "confirmed_on", "future"),
    (
        "r.confirmer <> '' AND r.confirmed_on < r.repaired_on AND r.repaired_on <= %(today)s",
        "confirmed_on",
        "backwards",
    ),
)
LINE_CHECKS: Sequence[Check] = (
    ("r.dealer_id IS NULL", "dealer_code", "unknown_dealer"),
    ("r.number = ''", "number", "missing"),
    ("r.item IS NULL", "item", "unreadable"),
    ("r.code = '' AND r.name = ''", "name", "missing"),
    ("r.quantity IS NULL", "quantity", "unreadable"),
    ("r.quantity = 0", "quantity", "not_positive"),
    ("r.unit_price IS NULL", "unit_price", "unreadable"),
    ("round(r.quantity * r.unit_price, 2) >= 1e12", "unit_price", "too_much"),
    ("r.old_part_returned IS NULL", "old_part_returned", "unreadable"),
)
# Later than the first of a number of the same dealer.
AGAIN = """
INSERT INTO problem SELECT 'sheets', place, 'number', 'twice' FROM (
  SELECT place, row_number() OVER (PARTITION BY dealer_id, number ORDER BY place) AS nth
  FROM sheet_read WHERE dealer_id IS NOT NULL AND number <> '') AS told WHERE nth > 1
"""
STRAY = """
INSERT INTO problem SELECT 'lines', l.place, 'number', 'no_sheet' FROM line_read l
WHERE l.dealer_id IS NOT NULL AND l.number <> '' AND NOT EXISTS (
  SELECT FROM sheet_read r WHERE r.dealer_id = l.dealer_id AND r.number = l.number)
"""
# In the file of one dealer a line of a wrong dealer can only be of the sheet with its number.
BAD_LINES = """
INSERT INTO problem SELECT DISTINCT 'sheets', r.place, '', 'bad_line'
FROM problem p JOIN line_read l ON l.place = p.place
JOIN sheet_read r ON r.number = l.number
  AND (r.dealer_id = l.dealer_id OR r.dealer_id IS NOT NULL AND l.dealer_id IS NULL AND %(one)s)
WHERE p.file = 'lines'
"""
# The sheet on record was drafted from a visit of whoever brings the file.
OWN_REPAIR = """
INSERT INTO problem SELECT 'sheets', g.place, 'confirmer', 'own_confirmation'
FROM sheet_good g JOIN claims_sheet k ON k.dealer_id = g.dealer_id AND k.number = g.number
WHERE g.confirmer <> '' AND k.repaired_by_id = %(by)s
"""
NO_AGREEMENT = """
INSERT INTO problem SELECT 'sheets', place, 'repaired_on', 'no_agreement'
FROM sheet_good WHERE version_id IS NULL
"""
NO_APPROVAL = """
INSERT INTO problem SELECT 'sheets', place, 'authorisation', 'no_approval'
FROM sheet_good WHERE authorisation <> '' AND authorisation_id IS NULL
"""
TOO_MUCH = """
INSERT INTO problem SELECT 'sheets', g.place, '', 'too_much'
FROM sheet_good g JOIN line_sum l USING (dealer_id, number) WHERE l.claimed >= 1e12
"""
HANDED_IN = """
INSERT INTO problem SELECT 'sheets', place, 'number', 'handed_in'
FROM sheet_ready WHERE verdict = 'handed_in'
"""
# One text for all that a sheet and its lines say: the same file again changes nothing.
SAID = """
CREATE TEMPORARY TABLE line_sum ON COMMIT DROP AS
SELECT dealer_id, number, count(*) AS lines, count(*) FILTER (WHERE item = 'parts') AS parts,
  count(*) FILTER (WHERE item = 'parts' AND old_part_returned) AS parts_back,
  sum(round(quantity * unit_price, 2)) AS claimed,
  string_agg(concat_ws(E'\\x1f', item, code, name, quantity, unit_price, old_part_returned),
    E'\\x1e' ORDER BY place) AS said
FROM line_read l WHERE NOT EXISTS (
  SELECT FROM problem p WHERE p.file = 'lines' AND p.place = l.place)
GROUP BY dealer_id, number
"""
GOOD = """
CREATE TEMPORARY TABLE sheet_good ON COMMIT DROP AS
SELECT r.*, held.version_id, held.asks_fields, held.asks_signature, held.asks_voucher,
  held.asks_material, a.id AS authorisation_id,
  coalesce(a.is_goodwill AND a.granted IS NOT NULL, false) AS has_goodwill
FROM sheet_read r
LEFT JOIN LATERAL (
  SELECT * FROM reign WHERE reign.dealer_id = r.dealer_id
    AND r.repaired_on BETWEEN reign.first AND reign.last
  ORDER BY (asks_fields OR asks_signature OR asks_voucher OR asks_material) DESC,
    agreement_id LIMIT 1) AS held ON true
LEFT JOIN claims_authorisation a ON a.dealer_id = r.dealer_id AND a.code = r.authorisation
  AND a.serial = r.serial AND a.state <> 'refused'
WHERE NOT EXISTS (SELECT FROM problem p WHERE p.file = 'sheets' AND p.place = r.place)
"""
EMPTY = " OR ".join(f"{name} = ''" for name in FIELDS)
TOLD = ", ".join(f"g.{column.name}" for column in SHEET_COLUMNS)
# What is complete, as the rules say it in `lacks`: kept equal by a test.
WHOLE = f"""
NOT ((asks_fields AND ({EMPTY} OR lines = 0))
  OR (asks_signature AND (signer_name = '' OR signed_on IS NULL))
  OR (asks_material AND NOT (material_returned OR parts_back >= parts))
  OR (asks_voucher AND NOT (has_voucher OR has_goodwill OR EXISTS (
    SELECT FROM term JOIN assets_asset unit ON unit.id = w.asset_id
    WHERE term.version_id = w.version_id AND term.repaired_on = w.repaired_on
      AND term.earliest <= coalesce(
        (to_jsonb(unit) ->> (term.start || '_on'))::date, unit.made_on)))))
"""
# Everything of a sheet in one pass: wide rows are written once and never again.
READY = f"""
CREATE TEMPORARY TABLE sheet_ready ON COMMIT DROP AS
SELECT w.*, {WHOLE} AS is_whole,
  CASE WHEN old_state IS NULL THEN 'new' WHEN old_digest = digest THEN 'same'
    WHEN old_state IN ('drafted', 'confirmed', 'returned') THEN 'changed'
    ELSE 'handed_in' END AS verdict
FROM (
  SELECT g.*, unit.id AS asset_id, coalesce(l.lines, 0) AS lines, coalesce(l.parts, 0) AS parts,
    coalesce(l.parts_back, 0) AS parts_back, coalesce(l.claimed, 0) AS claimed,
    md5(concat_ws(E'\\x1f', ROW(g.dealer_id, {TOLD})::text, l.said)) AS digest,
    k.digest AS old_digest, k.state AS old_state
  FROM sheet_good g
  LEFT JOIN line_sum l ON l.dealer_id = g.dealer_id AND l.number = g.number
  LEFT JOIN assets_asset unit ON unit.provider_id = %(provider)s AND unit.serial = g.serial
  LEFT JOIN claims_sheet k ON k.dealer_id = g.dealer_id AND k.number = g.number
  WHERE NOT EXISTS (SELECT FROM problem p WHERE p.file = 'sheets' AND p.place = g.place)
  OFFSET 0) AS w
"""  # noqa: S608 - names of ours
# In one order, so that two files of the same sheets wait for each other and never in a circle.
HELD = """
SELECT FROM claims_sheet k JOIN sheet_good g ON g.dealer_id = k.dealer_id AND g.number = k.number
ORDER BY k.id FOR UPDATE OF k
"""


def judge(*, today: date, by: User | None, is_of_one: bool) -> None:
    """Fill `problem` from what was read. is_of_one: whether the file is one dealer's."""
    execute(
        "CREATE TEMPORARY TABLE problem (file text, place bigint, field text, reason text)"
        " ON COMMIT DROP"
    )
    find("line_read", "staged_line", "lines", [*LINE_CHECKS, *too_long("s", of_lines=True)])
    sheets = [*SHEET_CHECKS, *too_long("s")]
    find(
        "sheet_read",
        "staged_sheet",
        "sheets",
        sheets,
        {"today": today, "name": str(by) if by else None},
    )
    execute(AGAIN)
    execute(STRAY)
    # Of the columns that are joined by; to read all of a wide row takes longer than it saves.
    execute("ANALYZE sheet_read (place, dealer_id, number)")
    execute("ANALYZE line_read (place, dealer_id, number)")
    execute("ANALYZE problem")
    execute(BAD_LINES, {"one": is_of_one})


def find(
    read: str,
    staged: str,
    file: str,
    checks: Sequence[Check],
    params: Mapping[str, object] | None = None,
) -> None:
    """One pass over the rows, whatever the number of checks: a good row, as most are, is asked once
    for each and named never.
    """
    is_bad = " OR ".join(f"({condition})" for condition, _field, _reason in checks)
    told = ", ".join(
        f"(({condition}), '{field}', '{reason}')" for condition, field, reason in checks
    )
    execute(
        f"""
        INSERT INTO problem SELECT %(file)s, r.place, bad.field, bad.reason
        FROM (SELECT r.place AS nth FROM {read} r JOIN {staged} s ON s.place = r.place
          WHERE {is_bad} OFFSET 0) AS found
        JOIN {read} r ON r.place = found.nth JOIN {staged} s ON s.place = found.nth,
        LATERAL (VALUES {told}) AS bad (is_bad, field, reason) WHERE bad.is_bad
        """,  # noqa: S608 - conditions of ours
        {"file": file, **(params or {})},
    )


def decide(*, by: User | None) -> None:
    """Which agreement and approval each good sheet goes by."""
    for statement in (SAID, GOOD, NO_AGREEMENT, NO_APPROVAL, TOO_MUCH):
        execute(statement)
    execute("ANALYZE sheet_good (place, dealer_id, number)")
    if by is not None:
        execute(OWN_REPAIR, {"by": by.pk})
    execute("ANALYZE problem")


def finish(provider_id: int, *, is_held: bool) -> None:
    """What each good sheet would do: new, changed, the same, or handed in and said otherwise.

    is_held: whether the sheets on record stay as they are until the end of the transaction.
    """
    if is_held:
        execute(HELD)
    execute(READY, {"provider": provider_id})
    execute("ANALYZE sheet_ready (dealer_id, number, verdict)")
    execute(HANDED_IN)
