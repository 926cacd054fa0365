"""The dealers, sales and sheets of `benchmarks.settlement`, made set-based inside the database."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

MONTH = date(2026, 10, 1)
DEALERS, SOLD, SHEETS, PARTS = 2_000, 3_000_000, 1_000_000, 1_500_000
SLUGS = ("solar-dealer", "tablet-dealer")

DEALERS_SQL = """
    INSERT INTO parties_dealer (provider_id, code, name, phone)
    SELECT %(provider)s, 'BENCH-' || lpad(n::text, 4, '0'), '经销商 ' || n, ''
    FROM generate_series(1, %(dealers)s) AS n
"""
# As the demo company's own agreement, with the terms of one of the two templates.
AGREEMENTS_SQL = """
    WITH model AS (
        SELECT * FROM agreements_agreement WHERE provider_id = %(provider)s AND state = 'in_force'
        ORDER BY id LIMIT 1
    ),
    made AS (
        INSERT INTO agreements_agreement ({columns})
        SELECT {values} FROM model, parties_dealer AS dealer
        WHERE dealer.provider_id = %(provider)s AND dealer.code LIKE 'BENCH-%%'
        RETURNING id, code
    )
    INSERT INTO agreements_version ({version_columns})
    SELECT {version_values} FROM made,
        (SELECT * FROM agreements_version WHERE agreement_id = (SELECT id FROM model)
         AND put_in_force_at IS NOT NULL ORDER BY number LIMIT 1) AS model_version
"""
SALES_SQL = """
    INSERT INTO products_settledsale
        (provider_id, dealer_id, reference, settled_on, units, amount, recorded_at)
    SELECT %(provider)s, %(first)s + n %% %(dealers)s, 'BENCH-' || n,
        date '2026-01-01' + n %% 300,
        CASE WHEN n %% 211 = 0 THEN -1 ELSE 1 END,
        CASE WHEN n %% 211 = 0 THEN -1 ELSE 1 END
            * round((300000 + abs(hashint4(n)) %% 250000)::numeric / 100, 2),
        %(at)s
    FROM generate_series(1, %(sold)s) AS n
"""
# What dealers write into their files: every sheet has one or two parts, and labour.
SHEETS_FILE = """
    SELECT 'BENCH-' || lpad((1 + n %% {dealers})::text, 4, '0') AS dealer_code, 'W' || n AS number,
        date '2026-10-01' + n %% 31 AS repaired_on,
        'SN' || n %% 3000000 AS serial, '用户 ' || n AS customer_name,
        '139' || lpad((n %% 100000000)::text, 8, '0') AS customer_phone,
        '维修工 ' || n %% 7 AS repairer, '无法开机' AS fault, '元件老化' AS cause,
        '更换部件后试机正常' AS measure, '用户 ' || n AS signer_name,
        date '2026-10-01' + n %% 31 AS signed_on, 'yes' AS has_voucher,
        'yes' AS material_returned
    FROM generate_series(1, {sheets}) AS n
"""
PARTS_FILE = """
    SELECT 'BENCH-' || lpad((1 + sheet %% {dealers})::text, 4, '0') AS dealer_code,
        'W' || sheet AS number, item, code, name, 1 AS quantity,
        round((800 + abs(hashint4(sheet + place * 7)) %% 4000)::numeric / 100, 2) AS unit_price,
        'yes' AS old_part_returned
    FROM (
        SELECT n AS sheet, 1 AS place, 'parts' AS item, 'P-01' AS code, '电路板' AS name
        FROM generate_series(1, {sheets}) AS n
        UNION ALL
        SELECT n, 2, 'parts', 'P-02', '密封圈' FROM generate_series(1, {sheets}) AS n
        WHERE n %% 2 = 0
    ) AS line ORDER BY sheet, place
"""
FORMS_SQL = """
    INSERT INTO claims_monthlyform
        (provider_id, code, dealer_id, month, sheet_count, amount, is_late, submitted_at)
    SELECT provider_id, 'BENCH-' || dealer_id, dealer_id, month, count(*), sum(claimed), false,
        %(at)s
    FROM claims_sheet WHERE provider_id = %(provider)s AND month = %(month)s
    GROUP BY provider_id, dealer_id, month
"""
# 97 of 100 are found true; what a sheet claims is allowed as it stands.
LINES_ALLOWED_SQL = "UPDATE claims_sheetline SET allowed = claimed"
VERIFIED_SQL = """
    UPDATE claims_sheet AS sheet SET form_id = form.id, submitted_at = %(at)s,
        state = CASE WHEN sheet.id %% 100 < 97 THEN 'verified' ELSE 'refused' END,
        allowed = sheet.claimed,
        reason = CASE WHEN sheet.id %% 100 < 97 THEN '' ELSE 'not_confirmed' END
    FROM claims_monthlyform AS form
    WHERE form.dealer_id = sheet.dealer_id AND form.month = sheet.month
        AND sheet.provider_id = %(provider)s AND sheet.month = %(month)s
"""


def run(sql: str, **values: object) -> list[tuple[object, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


@dataclass(frozen=True, slots=True)
class World:
    """credited: ids of the dealers that are paid for each unit. Amounts as the terms say them."""

    provider_id: int
    unit_fee: str = "30.00"
    returned_unit: str = "50.00"

    @classmethod
    def of(cls, provider_id: int) -> "World":
        return cls(provider_id)

    @property
    def credited(self) -> list[int]:
        rows = run("SELECT id FROM parties_dealer WHERE code LIKE 'BENCH-%%' AND id %% 2 = 1")
        return [int(str(pk)) for (pk,) in rows]

    def fill(self) -> None:
        """Dealers, each with an agreement in force, and what they have settled this year."""
        from benchmarks.load import columns_of
        from sanbao import templates

        at = datetime.fromisoformat("2026-01-01T09:00:00+08:00")
        run(DEALERS_SQL, provider=self.provider_id, dealers=DEALERS)
        own = {
            "id": None,
            "key": "gen_random_uuid()",
            "code": "'BENCH-' || dealer.id",
            "dealer_id": "dealer.id",
        }
        version = {
            "id": None,
            "agreement_id": "made.id",
            "source": (
                "CASE WHEN substr(made.code, 7)::bigint % 2 = 1 THEN %(unit)s::text"
                " ELSE %(fund)s::text END"
            ).replace(" % ", " %% "),
            "blanks": "'{{}}'::jsonb".replace("{{", "{").replace("}}", "}"),
            "starts_on": "date '2026-01-01'",
            "ends_on": "NULL::date",
        }
        names, values = written("model", columns_of("agreements_agreement"), own)
        version_names, version_values = written(
            "model_version", columns_of("agreements_version"), version
        )
        sql = AGREEMENTS_SQL
        for mark, text in (
            ("{columns}", names),
            ("{values}", values),
            ("{version_columns}", version_names),
            ("{version_values}", version_values),
        ):
            sql = sql.replace(mark, text)
        fund, unit = (templates.read(slug) for slug in SLUGS)
        run(sql, provider=self.provider_id, fund=fund, unit=unit)
        ((first,),) = run("SELECT min(id) FROM parties_dealer WHERE code LIKE 'BENCH-%%'")
        run(
            SALES_SQL,
            provider=self.provider_id,
            first=first,
            dealers=DEALERS,
            sold=SOLD,
            at=at,
        )
        run("VACUUM ANALYZE")

    def take_in(self, sheets: Path, parts: Path, *, at: datetime) -> int:
        """Import the files by the way that the page and the API go; returns how many came in."""
        from sanbao.apps.accounts.access import Provider
        from sanbao.apps.claims.actions.bulk import import_sheets

        provider = Provider.objects.get(pk=self.provider_id)
        with sheets.open("rb") as first, parts.open("rb") as second:
            done = import_sheets(first, second, provider=provider, by=None, at=at)
        return done.new

    def verified(self) -> int:
        ((count,),) = run("SELECT count(*) FROM claims_sheet WHERE state = 'verified'")
        return int(str(count))


def written(model: str, columns: list[str], own: dict[str, str | None]) -> tuple[str, str]:
    """The columns of a copy and their values: those of the model, or its own; without its id."""
    kept = [name for name in columns if own.get(name, "") is not None]
    values = [own.get(name) or f'{model}."{name}"' for name in kept]
    return ", ".join(f'"{name}"' for name in kept), ", ".join(values)


def write_files(world: World, folder: Path) -> tuple[Path, Path]:
    """The two files of the month, as dealers send them."""
    paths = (folder / "sheets.csv", folder / "parts.csv")
    for path, query in zip(paths, (SHEETS_FILE, PARTS_FILE), strict=True):
        rows = query.format(dealers=DEALERS, sheets=SHEETS)
        run(f"COPY ({rows}) TO '{path}' (FORMAT csv, HEADER)")
    return paths


def verify(world: World, *, at: datetime) -> None:
    """Handed in, called about and judged: what people do between import and settlement."""
    run(FORMS_SQL, provider=world.provider_id, month=MONTH, at=at)
    run(LINES_ALLOWED_SQL)
    run(VERIFIED_SQL, provider=world.provider_id, month=MONTH, at=at)
    run("VACUUM ANALYZE")
