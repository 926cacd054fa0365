"""Text into values, in SQL: what cannot be read is null, and is named as a problem besides."""

from sanbao.apps.claims.actions.bulk.staging import execute
from sanbao.apps.claims.facts.columns import LINE_COLUMNS, SHEET_COLUMNS

YES = "('1', 'y', 'yes', 't', 'true', '是', '有', '已')"
NO = "('', '0', 'n', 'no', 'f', 'false', '否', '无', '未')"
# A cell of Excel may hold a time besides the day that is asked for.
DAY = r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})([ T]\d{2}:\d{2}(:\d{2})?)?$"
# A time that stands alone is of the day of the repair.
MINUTE = r"^((\d{4})-(\d{2})-(\d{2})[ T])?(([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?)$"
PATTERNS = {
    "repaired_on": DAY,
    "signed_on": DAY,
    "confirmed_on": DAY,
    "started_at": MINUTE,
    "finished_at": MINUTE,
}


def day(parts: str, first: int = 1) -> str:
    """A day, or null: also for the 30th of February, which a cast would fail at. parts: what was
    matched; first: which of it is the year.
    """
    year, month, number = (f"({parts})[{first + n}]::int" for n in range(3))
    last = f"extract(day FROM make_date({year}, {month}, 1) + interval '1 month - 1 day')"
    return (
        f"CASE WHEN {year} BETWEEN 1990 AND 2999 AND {month} BETWEEN 1 AND 12"
        f" THEN CASE WHEN {number} BETWEEN 1 AND {last}"
        f" THEN make_date({year}, {month}, {number}) END END"
    )


def instant(parts: str, on: str) -> str:
    """An instant of China's time, or null. on: the day of a time that stands alone."""
    date = f"CASE WHEN ({parts})[1] IS NULL THEN {on} ELSE {day(parts, 2)} END"
    return f"((({date}) + ({parts})[5]::time) AT TIME ZONE 'Asia/Shanghai')"


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
    # Each is matched once, and its parts are read as often as it takes.
    matched = ", ".join(
        f"regexp_match(btrim({name}), '{pattern}') AS {name}_parts"
        for name, pattern in PATTERNS.items()
    )
    days = ", ".join(
        f"{day(f's.{name}_parts')} AS {name}" for name, is_of in PATTERNS.items() if is_of is DAY
    )
    times = ", ".join(
        f"{instant(f's.{name}_parts', day('s.repaired_on_parts'))} AS {name}"
        for name, is_of in PATTERNS.items()
        if is_of is MINUTE
    )
    execute(
        f"""
        CREATE TEMPORARY TABLE sheet_read ON COMMIT DROP AS
        SELECT s.place, d.id AS dealer_id, d.code AS dealer_code, {texts}, {days}, {times},
          {truth("btrim(s.has_voucher)")} AS has_voucher,
          {truth("btrim(s.material_returned)")} AS material_returned
        FROM (SELECT *, {matched} FROM staged_sheet OFFSET 0) AS s
        LEFT JOIN parties_dealer d ON d.provider_id = %(provider)s
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
