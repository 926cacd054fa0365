"""The good sheets of a file get onto the records: a few statements, however many they are."""

from datetime import datetime

from sanbao.apps.accounts.access import User
from sanbao.apps.claims.actions.bulk.staging import execute
from sanbao.apps.claims.facts import SHEET_PREFIX, WRITTEN
from sanbao.apps.journal import actions as journal
from sanbao.rules.deadline import china_day

PLAIN = (
    *WRITTEN,
    "repaired_on",
    "started_at",
    "finished_at",
    "signed_on",
    "has_voucher",
    "material_returned",
    "version_id",
    "asset_id",
    "authorisation_id",
    "claimed",
    "digest",
)
# A first follow-up is told by the name of who made it; only a complete sheet is confirmed by it.
IS_CONFIRMED = "confirmer <> '' AND is_whole"
DERIVED = {
    "month": "date_trunc('month', repaired_on)::date",
    "state": f"CASE WHEN {IS_CONFIRMED} THEN 'confirmed' ELSE 'drafted' END",
    "confirmer": f"CASE WHEN {IS_CONFIRMED} THEN confirmer ELSE '' END",
    "confirmed_at": f"CASE WHEN {IS_CONFIRMED}"
    " THEN confirmed_on::timestamp AT TIME ZONE 'Asia/Shanghai' END",
    "confirmed_by_id": f"CASE WHEN {IS_CONFIRMED} THEN %(by)s::bigint END",
}
CODE = (
    "%(prefix)s || CASE WHEN nth + %(before)s < 10000"
    " THEN lpad((nth + %(before)s)::text, 4, '0') ELSE (nth + %(before)s)::text END"
)


def insert(provider_id: int, *, by: User | None, at: datetime) -> None:
    """Add the new sheets, mend the changed ones, and write the lines of both."""
    params = {"provider": provider_id, "at": at, "by": by.pk if by else None}
    mend(params)
    add(provider_id, params, at=at)
    execute(
        """
        INSERT INTO claims_sheetline (sheet_id, place, item, code, name, quantity, unit_price,
          claimed, reason, clause, old_part_returned)
        SELECT k.id, row_number() OVER (PARTITION BY k.id ORDER BY l.place), l.item, l.code,
          CASE WHEN l.name = '' THEN l.code ELSE l.name END, l.quantity, l.unit_price,
          round(l.quantity * l.unit_price, 2), '', '', l.old_part_returned
        FROM sheet_ready w
        JOIN claims_sheet k ON k.dealer_id = w.dealer_id AND k.number = w.number
        JOIN line_read l ON l.dealer_id = w.dealer_id AND l.number = w.number
        WHERE w.verdict IN ('new', 'changed')
        """
    )


def mend(params: dict[str, object]) -> None:
    execute(
        """
        DELETE FROM claims_sheetline line USING claims_sheet k, sheet_ready w
        WHERE line.sheet_id = k.id AND k.dealer_id = w.dealer_id AND k.number = w.number
          AND w.verdict = 'changed' AND k.state IN ('drafted', 'confirmed', 'returned')
        """
    )
    values = ", ".join(
        [
            *(f"{name} = w.{name}" for name in PLAIN),
            *(f"{name} = w.{name}" for name in DERIVED),
        ]
    )
    derived = ", ".join(f"{sql} AS {name}" for name, sql in DERIVED.items() if name != "confirmer")
    execute(
        f"""
        UPDATE claims_sheet k SET {values}, reason = ''
        FROM (SELECT dealer_id, number, {", ".join(PLAIN)}, {DERIVED["confirmer"]} AS confirmer,
          {derived} FROM sheet_ready WHERE verdict = 'changed') AS w
        WHERE k.dealer_id = w.dealer_id AND k.number = w.number
          AND k.state IN ('drafted', 'confirmed', 'returned')
        """,  # noqa: S608 - columns of ours
        params,
    )


def add(provider_id: int, params: dict[str, object], *, at: datetime) -> None:
    count = execute("SELECT FROM sheet_ready WHERE verdict = 'new'")
    if count == 0:
        return
    day = china_day(at)
    last = journal.counted_on(SHEET_PREFIX, provider=provider_id, on=day, count=count)
    names = [*PLAIN, *DERIVED]
    derived = ", ".join(DERIVED.values())
    added = execute(
        f"""
        INSERT INTO claims_sheet (provider_id, dealer_id, number, code, visit_code, reason,
          drafted_at, drafted_by_id, {", ".join(names)})
        SELECT %(provider)s, dealer_id, number, {CODE}, '', '', %(at)s, %(by)s::bigint,
          {", ".join(PLAIN)}, {derived}
        FROM (SELECT *, row_number() OVER (ORDER BY dealer_id, number) AS nth
          FROM sheet_ready WHERE verdict = 'new') AS w
        ORDER BY dealer_id, number ON CONFLICT (dealer_id, number) DO NOTHING
        """,  # noqa: S608 - columns of ours
        {**params, "prefix": f"{SHEET_PREFIX}{day:%y%m%d}-", "before": last - count},
    )
    if added < count:
        name_late(first=last - count + 1, last=last, prefix=f"{SHEET_PREFIX}{day:%y%m%d}-")


def name_late(**numbered: object) -> None:
    """What somebody else has brought since it was judged: the same, or a bad row. Ours are told by
    the numbers that they were given.
    """
    execute(
        """
        UPDATE sheet_ready w SET verdict = CASE WHEN k.digest = w.digest THEN 'same' ELSE 'late' END
        FROM claims_sheet k
        WHERE w.verdict = 'new' AND k.dealer_id = w.dealer_id AND k.number = w.number
          AND NOT CASE WHEN starts_with(k.code, %(prefix)s) THEN
            substr(k.code, length(%(prefix)s) + 1)::bigint BETWEEN %(first)s AND %(last)s
            ELSE false END
        """,
        numbered,
    )
    execute(
        "INSERT INTO problem SELECT 'sheets', place, 'number', 'just_brought'"
        " FROM sheet_ready WHERE verdict = 'late'"
    )
