"""A large company in little time: one demo company, copied set-based until it has

    100,000 units and 200,000 cases with their decisions, obligations, logs, orders, visits,
    follow-ups, money lines, records and journal.

A copy is a row of the demo company with other numbers: id + n x STEP, code + "-n". Copy 0 is the
original. Units come round again when cases outnumber them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import connection

STEP = 10_000_000
# Names of many kinds, so that a search finds some units and not all of them.
SIGNS = "东南西北中华康宁安泰盛昌隆兴发达广源丰裕恒久和顺德仁义礼智信金木水火土山河湖海江"
NAME = (
    f"substr('{SIGNS}', 1 + (n * 7) % {len(SIGNS)}, 1) || "
    f"substr('{SIGNS}', 1 + (n * 13 + t.id::int) % {len(SIGNS)}, 1) || t.name"
)
PHONE = (
    "'1' || lpad((3000000000 + (n::bigint * 40 + t.id % 40) * 7919 % 6999999999)::text, 10, '0')"
)
SUBJECT = "t.subject_code || '-' || n"
KEY = "gen_random_uuid()"


@dataclass(frozen=True, slots=True)
class Table:
    """How one table is copied. with_units: as often as units are, else as often as cases.

    own: foreign keys to tables that are copied along; round: those to tables copied with the
    units. set: further columns and their SQL (`t` the original row, `n` the copy).
    """

    name: str
    with_units: bool = False
    own: tuple[str, ...] = ()
    round: tuple[str, ...] = ()
    set: Mapping[str, str] = field(default_factory=dict)
    where: str = "true"


CASE_SUBJECTS = "t.subject_kind IN ('case', 'workorder', 'visit', 'obligation')"
CODE = {"code": "t.code || '-' || n"}
TABLES = (
    Table("parties_customer", True, set={**CODE, "name": NAME, "phone": PHONE}),
    Table("parties_site", True, own=("customer_id",), set={"contact_phone": PHONE}),
    Table(
        "assets_asset",
        True,
        own=("customer_id", "site_id"),
        set={
            "serial": "t.serial || '-' || n",
            "public_key": "substr(md5(t.id || '-' || n), 1, 20)",
            "key": KEY,
        },
    ),
    Table(
        "agreements_decision",
        set={"subject_code": SUBJECT},
        where="t.subject_kind = 'case'",
    ),
    Table(
        "desk_case",
        round=("asset_id", "customer_id"),
        set={**CODE, "key": KEY, "follow_token": "md5(t.id || '/' || n)"},
    ),
    Table(
        "obligations_obligation",
        own=("caused_by_id",),
        set={**CODE, "subject_code": SUBJECT},
        where="t.subject_kind = 'case'",
    ),
    Table("obligations_logline", own=("obligation_id",)),
    Table("workorders_workorder", own=("case_id",), set=CODE),
    Table("visits_visit", own=("order_id", "decision_id"), set={**CODE, "key": KEY}),
    Table("money_line", set={"subject_code": SUBJECT}, where="t.corrects_id IS NULL"),
    Table(
        "evidence_record",
        set={"subject_code": SUBJECT, "key": KEY},
        where=CASE_SUBJECTS,
    ),
    Table("journal_entry", set={"subject_code": SUBJECT}, where=CASE_SUBJECTS),
    Table("visits_followup", own=("case_id", "entry_id", "record_id")),
)


def multiply(*, units: int, cases: int) -> None:
    """Copy the only provider's rows until there are that many units and cases.

    The foreign keys of copies hold by construction and are not checked one by one.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        rounds = {
            True: times("assets_asset", units),
            False: times("desk_case", cases),
        }
        for table in TABLES:
            copy(table, rounds[table.with_units], units_round=rounds[True])
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute(
            "UPDATE assets_asset a SET search_text = search_fold(concat_ws(E'\\n', a.serial,"
            " c.code, c.name, c.phone, s.name, s.city, s.address, s.contact_name,"
            " s.contact_phone)) FROM parties_customer c, parties_site s"
            " WHERE c.id = a.customer_id AND s.id = a.site_id AND a.id >= %s",
            [STEP],
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def times(table: str, wanted: int) -> int:
    """How many rounds, the original included, make `wanted` rows."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        (there,) = cursor.fetchone() or (1,)
    return -(-wanted // there)


def copy(table: Table, rounds: int, *, units_round: int) -> None:
    columns = columns_of(table.name)
    expressions = {name: f't."{name}"' for name in columns}
    expressions["id"] = f"t.id + n::bigint * {STEP}"
    expressions |= {
        name: f'CASE WHEN t."{name}" IS NOT NULL THEN t."{name}" + n::bigint * {STEP} END'
        for name in table.own
    }
    expressions |= {
        name: f't."{name}" + (n % {units_round})::bigint * {STEP}' for name in table.round
    }
    expressions |= table.set
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(expressions[name] for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table.name} ({names}) SELECT {values} FROM {table.name} t,"
            f" generate_series(1, {rounds - 1}) n WHERE t.id < {STEP} AND {table.where}"
        )


def columns_of(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            " AND is_generated = 'NEVER' ORDER BY ordinal_position",
            [table],
        )
        return [name for (name,) in cursor.fetchall()]
