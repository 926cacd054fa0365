"""Text into values, in SQL: what cannot be read is null, and is named as a problem besides."""

from sanbao.apps.claims.actions.bulk.staging import execute
from sanbao.apps.claims.facts.columns import LINE_COLUMNS, SHEET_COLUMNS

YES = "('1', 'y', 'yes', 't', 'true', '是', '有', '已')"
NO = "('', '0', 'n', 'no', 'f', 'false', '否', '无', '未')"
DAY = r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$"
MINUTE = r"^\d{4}-\d{2}-\d{2}[ T]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$"


def day(text: str) -> str:
    """A day, or null: also for the 30th of February, which a cast would fail at."""
    parts = f"regexp_split_to_array({text}, '[-/.]')"
    year, month, number = (f"({parts})[{n}]::int" for n in (1, 2, 3))
    last = f"extract(day FROM make_date({year}, {month}, 1) + interval '1 month - 1 day')"
    return (
        f"CASE WHEN {text} ~ '{DAY}' THEN CASE WHEN {year} BETWEEN 1990 AND 2999"
        f" AND {month} BETWEEN 1 AND 12 THEN CASE WHEN {number} BETWEEN 1 AND {last}"
        f" THEN make_date({year}, {month}, {number}) END END END"
    )


def instant(text: str) -> str:
    """An instant of China's time, or null."""
    date = day(f"left({text}, 10)")
    moment = f"({text}::timestamp AT TIME ZONE 'Asia/Shanghai')"
    return f"CASE WHEN {text} ~ '{MINUTE}' AND ({date}) IS NOT NULL THEN {moment} END"


def truth(text: str) -> str:
    return f"CASE WHEN lower({text}) IN {YES} THEN true WHEN lower({text}) IN {NO} THEN false END"


def number(text: str, digits: int) -> str:
    """A number of two places at most, or null."""
    return f"CASE WHEN {text} ~ '^\\d{{1,{digits}}}(\\.\\d{{1,2}})?$' THEN {text}::numeric END"


def read_sheets(provider_id: int, dealer_id: int | None) -> None:
    """`sheet_read`: the sheets with their values. dealer_id: whose file it is, None for anybody's;
    then a row without a number of a dealer is his.
    """
    texts = ", ".join(
        f"left(btrim({column.name}), {column.length}) AS {column.name}"
        for column in SHEET_COLUMNS
        if column.name not in VALUES and column.name != "dealer_code"
    )
    execute(
        f"""
        CREATE TEMPORARY TABLE sheet_read ON COMMIT DROP AS
        SELECT s.place, d.id AS dealer_id, d.code AS dealer_code, {texts},
          {day("btrim(s.repaired_on)")} AS repaired_on, {day("btrim(s.signed_on)")} AS signed_on,
          {day("btrim(s.confirmed_on)")} AS confirmed_on,
          {instant("btrim(s.started_at)")} AS started_at,
          {instant("btrim(s.finished_at)")} AS finished_at,
          {truth("btrim(s.has_voucher)")} AS has_voucher,
          {truth("btrim(s.material_returned)")} AS material_returned
        FROM staged_sheet s LEFT JOIN parties_dealer d ON d.provider_id = %(provider)s
          AND CASE WHEN %(dealer)s::bigint IS NULL THEN d.code = btrim(s.dealer_code)
              ELSE d.id = %(dealer)s AND btrim(s.dealer_code) IN ('', d.code) END
        WHERE btrim(s.number) <> '' OR btrim(s.repaired_on) <> '' OR btrim(s.serial) <> ''
        """,  # noqa: S608 - columns of ours
        {"provider": provider_id, "dealer": dealer_id},
    )


def read_lines(provider_id: int, dealer_id: int | None) -> None:
    """`line_read`: what is claimed, with its values. item: in the words of the rules, or null."""
    execute(
        f"""
        CREATE TEMPORARY TABLE line_read ON COMMIT DROP AS
        SELECT l.place, d.id AS dealer_id, btrim(l.number) AS number,
          CASE lower(btrim(l.item)) WHEN 'parts' THEN 'parts' WHEN '配件' THEN 'parts'
            WHEN 'labour' THEN 'labour' WHEN '工时' THEN 'labour' WHEN '人工' THEN 'labour'
            WHEN 'freight' THEN 'freight' WHEN '运费' THEN 'freight' END AS item,
          left(btrim(l.code), 40) AS code, left(btrim(l.name), 120) AS name,
          {number("btrim(l.quantity)", 8)} AS quantity,
          {number("btrim(l.unit_price)", 10)} AS unit_price,
          {truth("btrim(l.old_part_returned)")} AS old_part_returned
        FROM staged_line l LEFT JOIN parties_dealer d ON d.provider_id = %(provider)s
          AND CASE WHEN %(dealer)s::bigint IS NULL THEN d.code = btrim(l.dealer_code)
              ELSE d.id = %(dealer)s AND btrim(l.dealer_code) IN ('', d.code) END
        WHERE btrim(l.number) <> '' OR btrim(l.item) <> ''
        """,  # noqa: S608 - expressions of ours
        {"provider": provider_id, "dealer": dealer_id},
    )


VALUES = frozenset(
    {
        "repaired_on",
        "signed_on",
        "confirmed_on",
        "started_at",
        "finished_at",
        "has_voucher",
        "material_returned",
    }
)


def too_long(alias: str, *, of_lines: bool = False) -> list[tuple[str, str, str]]:
    """(condition, field, reason) of each text that is longer than its column."""
    columns = LINE_COLUMNS if of_lines else SHEET_COLUMNS
    return [
        (f"length(btrim({alias}.{column.name})) > {column.length}", column.name, "too_long")
        for column in columns
        if column.name not in VALUES
    ]
