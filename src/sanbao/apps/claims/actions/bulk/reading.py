"""Text into values, in SQL: what cannot be read is null, and is named as a problem besides."""

from sanbao.apps.claims.actions.bulk.staging import execute
from sanbao.apps.claims.facts.columns import LINE_COLUMNS, SHEET_COLUMNS

YES = "('1', 'y', 'yes', 't', 'true', '是', '有', '已')"
NO = "('', '0', 'n', 'no', 'f', 'false', '否', '无', '未')"
# The shapes of texts, 0 for every digit: asking for one of a few is far faster than a pattern.
DAYS = ("0000-00-00", "0000-0-00", "0000-00-0", "0000-0-0")
TIMES = ("00:00", "0:00", "00:00:00", "0:00:00")
BOTH = tuple(f"{day} {time}" for day in DAYS for time in TIMES)
# A cell of Excel may hold a time besides the day that is asked for. A time that stands alone is of
# the day of the repair; a day that stands alone is its midnight, as Excel writes that.
SHAPES = {
    "repaired_on": (*DAYS, *BOTH),
    "signed_on": (*DAYS, *BOTH),
    "confirmed_on": (*DAYS, *BOTH),
    "started_at": (*TIMES, *DAYS, *BOTH),
    "finished_at": (*TIMES, *DAYS, *BOTH),
}


def shaped(name: str) -> str:
    """The text as 2026-01-31 09:05 or a part of that, where it has the shape; else null."""
    text, shapes = f"btrim({name})", ", ".join(f"'{shape}'" for shape in SHAPES[name])
    shape = f"translate({text}, '123456789/.T', '000000000-- ')"
    return f"CASE WHEN {shape} IN ({shapes}) THEN translate({text}, '/.T', '-- ') END"


def day(text: str) -> str:
    """A day, or null: also for the 30th of February, which a cast would fail at."""
    date = f"split_part({text}, ' ', 1)"
    year, month, number = (f"split_part({date}, '-', {n})::int" for n in (1, 2, 3))
    last = f"extract(day FROM make_date({year}, {month}, 1) + interval '1 month - 1 day')"
    is_there = f"{number} <= 28 OR {number} <= {last}"
    return (
        f"CASE WHEN {year} BETWEEN 1990 AND 2999 AND {month} BETWEEN 1 AND 12 AND {number} > 0"
        f" THEN CASE WHEN {is_there} THEN make_date({year}, {month}, {number}) END END"
    )


def time(text: str) -> str:
    """A time of the day, or null: also for 25:00, which a cast would fail at."""
    hour, minute = (f"split_part({text}, ':', {n})::int" for n in (1, 2))
    second = f"coalesce(nullif(split_part({text}, ':', 3), ''), '0')::int"
    return (
        f"CASE WHEN {hour} <= 23 AND {minute} <= 59 AND {second} <= 59"
        f" THEN make_time({hour}, {minute}, {second}) END"
    )


def instant(text: str, on: str) -> str:
    """An instant of China's time, or null. on: the day of a time that stands alone."""
    later = f"split_part({text}, ' ', 2)"
    whole = f"({day(text)}) + ({time(later)})"
    told = (
        f"CASE WHEN strpos({text}, ':') = 0 THEN ({day(text)}) + time '00:00'"
        f" WHEN strpos({text}, ' ') > 0 THEN {whole} ELSE ({on}) + ({time(text)}) END"
    )
    return f"CASE WHEN {text} IS NOT NULL THEN ({told}) AT TIME ZONE 'Asia/Shanghai' END"


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
    # Each is held against its shapes once, however often its parts are read.
    told = ", ".join(f"{shaped(name)} AS {name}_told" for name in SHAPES)
    repaired_on = day("s.repaired_on_told")
    days = ", ".join(
        f"{day(f's.{name}_told')} AS {name}" for name in SHAPES if name.endswith("_on")
    )
    times = ", ".join(
        f"{instant(f's.{name}_told', repaired_on)} AS {name}"
        for name in SHAPES
        if name.endswith("_at")
    )
    execute(
        f"""
        CREATE TEMPORARY TABLE sheet_read ON COMMIT DROP AS
        SELECT s.place, d.id AS dealer_id, d.code AS dealer_code, {texts}, {days}, {times},
          {truth("btrim(s.has_voucher)")} AS has_voucher,
          {truth("btrim(s.material_returned)")} AS material_returned
        FROM (SELECT *, {told} FROM staged_sheet OFFSET 0) AS s
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
