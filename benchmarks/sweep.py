"""What the sweep over open obligations costs: as much as falls due, however much is open.

On a throw-away server, 1,000 of the open obligations fall due; the sweep marks them missed, each
with its log line and journal entry. The same 1,000 are swept among 10,000 and among 1,000,000
open ones, and 100 among 1,000,000. Reported: the median of several sweeps in milliseconds, each
rolled back, and how the large table compares with the small one. Below stands how PostgreSQL
reads the rows that fall due: by the partial index, and nothing else.

    python -m benchmarks.sweep
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.pages import hurry

FEW, MANY = 10_000, 1_000_000
DUE = 1_000
RUNS = 7
LIMIT = 1.5
TENTH = 0.3  # a tenth of the rows, and what one sweep costs however little it finds
SLUG = "integrated-equipment"
SHOWN = "ANALYZE, COSTS OFF, BUFFERS, TIMING OFF, SUMMARY OFF"
# Every open row falls due some time after the sweep, but for those that it is about.
FILL = """
    INSERT INTO obligations_obligation (provider_id, code, kind, what, owed_by, clause, version_id,
        subject_kind, subject_code, subject_label, period, province, station, dealer, product,
        customer, span, roll, after, starts_at, due_at, state, consequences, escalation)
    SELECT o.provider_id, 'BENCH-' || n, o.kind, o.what, o.owed_by, o.clause, o.version_id,
        'case', 'BENCH-' || n, o.subject_label, '', o.province, o.station, o.dealer, o.product,
        o.customer, 'PT24H', true, '', %(at)s - interval '2 days',
        %(at)s + ((n %% 500000) + 1) * interval '1 minute', 'running', '[]', 0
    FROM (SELECT * FROM obligations_obligation ORDER BY id LIMIT 1) o,
        generate_series(%(first)s::int, %(last)s::int) n
"""
# The due ones lie all over the table, as they do in life.
FALL_DUE = """
    UPDATE obligations_obligation SET due_at = %(at)s - interval '1 minute'
    WHERE code = ANY(%(codes)s)
"""


@contextmanager
def one_company() -> Iterator[None]:
    """A demo company of one case on a server that is gone afterwards."""
    from sanbao.site import embedded

    with tempfile.TemporaryDirectory(prefix="sanbao-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
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
            build_company(SLUG, today=date(2026, 11, 23), cases=4, assets=4)
            settle_all()
            yield
            connections["default"].close_pool()


def settle_all() -> None:
    """Leave nothing of the demo running that the sweep would count."""
    run("UPDATE obligations_obligation SET state = 'met' WHERE state IN ('running', 'paused')")


def run(sql: str, **values: object) -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def spread(open_: int, due: int) -> list[str]:
    return [f"BENCH-{number}" for number in range(1, open_ + 1, open_ // due)][:due]


def grow(first: int, last: int, at: datetime) -> None:
    run(FILL, at=at, first=first, last=last)
    run("VACUUM ANALYZE obligations_obligation")


def swept(open_: int, due: int, at: datetime) -> float:
    """Median milliseconds of a sweep that finds `due` of `open_` rows; nothing stays changed."""
    from django.db import transaction

    from sanbao.apps.obligations import actions

    times = []
    for _ in range(RUNS):
        with transaction.atomic():
            run(FALL_DUE, at=at, codes=spread(open_, due))
            begun = time.perf_counter()
            found = actions.sweep(at)
            times.append((time.perf_counter() - begun) * 1000)
            if found != due:
                raise RuntimeError(f"{found} instead of {due} fell due")
            transaction.set_rollback(True)
        run("VACUUM obligations_obligation")
    return statistics.median(times)


def plan(at: datetime) -> str:
    """How PostgreSQL reads what falls due, with the rows and pages it touches."""
    from django.db import transaction

    from sanbao.apps.obligations.actions.sweeping import BATCH, MISS

    with transaction.atomic():
        run(FALL_DUE, at=at, codes=spread(MANY, DUE))
        shown = run(f"EXPLAIN ({SHOWN}) {MISS}", at=at, batch=BATCH)
        transaction.set_rollback(True)
    return "\n".join(line for (line,) in shown)


def row(what: str, ours: float, beside: float, limit: float) -> None:
    print(f"| {what} | {ours:.0f} | {beside:.0f} | {ours / beside:.2f} | {limit} |")


def main() -> int:
    at = datetime.fromisoformat("2026-11-23T12:00:00+08:00") + timedelta(days=400)
    with one_company():
        grow(1, FEW, at)
        small = swept(FEW, DUE, at)
        grow(FEW + 1, MANY, at)
        large, hundred = swept(MANY, DUE, at), swept(MANY, DUE // 10, at)
        read = plan(at)
    print("| sweep | ms | beside | ratio | at most |")
    print("| --- | ---: | ---: | ---: | ---: |")
    row("1,000 due of 1,000,000 open, beside 1,000 of 10,000", large, small, LIMIT)
    row("100 due of 1,000,000 open, beside 1,000 due", hundred, large, TENTH)
    print(f"\n```\n{read}\n```")
    proportional = hundred / large <= TENTH
    by_index = "Seq Scan on obligations_obligation" not in read
    return 0 if large / small <= LIMIT and proportional and by_index else 1


if __name__ == "__main__":
    sys.exit(main())
