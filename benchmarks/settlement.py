"""A month of a large company: a million repair sheets are imported, then settled.

On a throw-away server: 2,000 dealers (half paid out of a fund of 1 % of their settled sales, half a
fee for each unit with a credit for returned material), 3,000,000 units sold, and in one month
1,000,000 repair sheets with 1,500,000 part lines, read from CSV files. Settling makes the
statements of that month, books them in the ledger and puts each sheet on its statement, in one
transaction. Beside it, in the same run: a bare SELECT that reads and sums the same rows, and a loop
over 20,000 of the sheets that does it row by row with the ORM, extrapolated. At last DuckDB works
out every line of the ledger from exported files, and must come to the same fen. The verification in
between, people's work, is written down set-based and not measured. MB: the most memory that this
process has held.

    python -m benchmarks.settlement
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from benchmarks.pages import hurry
from benchmarks.settlement_world import MONTH, SHEETS, World, verify, write_files

AT = datetime.fromisoformat("2026-11-23T12:00:00+08:00")
LOOPED = 20_000
FASTER, FLOORS, MEGABYTES = 150, 30, 500
# The same rows, read and summed.
FLOOR = """
    WITH sheets AS (
        SELECT id, dealer_id, allowed FROM claims_sheet
        WHERE month <= %(month)s AND state = 'verified'
    )
    SELECT (SELECT sum(total) FROM
            (SELECT sum(allowed) AS total FROM sheets GROUP BY dealer_id) AS one),
        (SELECT sum(total) FROM
            (SELECT sum(line.allowed) AS total FROM claims_sheetline AS line
             JOIN sheets ON sheets.id = line.sheet_id
             WHERE sheets.dealer_id = ANY(%(credited)s)
             GROUP BY sheets.dealer_id) AS two),
        (SELECT sum(total) FROM
            (SELECT sum(amount) AS total FROM products_settledsale
             GROUP BY dealer_id) AS three)
"""


@dataclass(frozen=True, slots=True)
class Took:
    seconds: float
    found: Any


def timed(what: Callable[[], Any]) -> Took:
    begun = time.perf_counter()
    found = what()
    return Took(time.perf_counter() - begun, found)


@contextmanager
def company() -> Iterator[tuple[World, Path]]:
    """A demo company without cases, on a server that is gone afterwards, and a folder for files."""
    from sanbao.site import embedded

    with tempfile.TemporaryDirectory(prefix="sanbao-bench-") as name:
        folder = Path(name)
        folder.chmod(0o777)  # the server writes files there, under a user of its own
        with embedded.running(folder / "postgres") as url:
            hurry(url)
            os.environ["DATABASE_URL"] = url
            os.environ["SANBAO_VAR"] = name
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanbao.site.settings")
            import django

            django.setup()
            from django.core.management import call_command
            from django.db import connections

            from sanbao.site.demo.build import build_company

            call_command("migrate", verbosity=0)
            built = build_company("solar-dealer", today=date(2026, 11, 23), cases=0, assets=1)
            yield World.of(built.provider.pk), folder
            connections["default"].close_pool()


def settle(world: World) -> Any:
    from sanbao.apps.settlements.actions import settle_month

    return settle_month(provider_id=world.provider_id, month=MONTH, at=AT)


def read(world: World) -> Any:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(FLOOR, {"month": MONTH, "credited": world.credited})
        return cursor.fetchone()


def looped(world: World) -> int:
    """What the loop does for each sheet: read it and its lines, add up, book, mark as settled."""
    from decimal import Decimal

    from django.db import transaction

    from sanbao.apps.claims.models import SettledSheet, Sheet
    from sanbao.apps.money.models import Line

    rows = Sheet.objects.filter(provider_id=world.provider_id, month=MONTH, state="verified")
    with transaction.atomic():
        for pk in rows.order_by("pk").values_list("pk", flat=True)[:LOOPED]:
            sheet = Sheet.objects.select_related("dealer").get(pk=pk)
            parts = sum((line.allowed or Decimal(0) for line in sheet.lines.all()), Decimal(0))
            fee = sheet.allowed or Decimal(0)
            Line.objects.create(
                provider_id=sheet.provider_id,
                account="earned",
                contra="verified",
                subject_kind="sheet",
                subject_code=sheet.code,
                item="fees",
                payer="provider",
                basis="clause",
                description=f"{parts}",
                quantity=1,
                unit_price=fee,
                amount=fee,
                clause="5.1",
                dealer=sheet.dealer.code,
                period=f"{MONTH:%Y-%m}",
                evidence=sheet.code,
                key=f"loop:{sheet.code}",
                booked_at=AT,
            )
            SettledSheet.objects.create(sheet=sheet, month=MONTH)
        transaction.set_rollback(True)
    return LOOPED


def megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> int:
    from benchmarks.settlement_proof import differences

    with company() as (world, folder):
        world.fill()
        sheets, parts = write_files(world, folder)
        imported = timed(lambda: world.take_in(sheets, parts, at=AT))
        verify(world, at=AT)
        floor = min((timed(lambda: read(world)) for _ in range(3)), key=lambda took: took.seconds)
        loop = timed(lambda: looped(world))
        settled = timed(lambda: settle(world))
        held = megabytes()
        proof = differences(world, folder)
        is_whole = imported.found == SHEETS and settled.found.sheets == world.verified()
    whole_loop = loop.seconds * SHEETS / LOOPED
    faster, floors = whole_loop / settled.seconds, settled.seconds / floor.seconds
    print(f"| settlement of {SHEETS:,} sheets | s | ratio | goal |")
    print("| --- | ---: | ---: | ---: |")
    print(f"| import of sheets and part lines from CSV | {imported.seconds:.1f} | | |")
    print(f"| bare SELECT of the same rows | {floor.seconds:.2f} | | |")
    print(
        f"| settlement, {settled.found.statements:,} statements | {settled.seconds:.1f} |"
        f" {floors:.1f} × the SELECT | at most {FLOORS} |"
    )
    print(
        f"| the same by an ORM loop, extrapolated from {LOOPED:,} | {whole_loop:.0f} |"
        f" {faster:.0f} × the settlement | at least {FASTER} |"
    )
    print(f"| most memory held, MB | {held} | | under {MEGABYTES} |")
    print(f"| lines of the ledger that DuckDB computes otherwise | {proof.differing} | | 0 |")
    print(f"\n{proof.lines:,} lines of the ledger were computed again.")
    if not is_whole:
        print("Not every sheet was imported and settled.", file=sys.stderr)
    well = faster >= FASTER and floors <= FLOORS and held < MEGABYTES
    return 0 if well and is_whole and not proof.differing else 1


if __name__ == "__main__":
    sys.exit(main())
