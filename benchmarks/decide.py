"""What `sanbao decide` costs beside reading and writing the same lines with the json module.

The floor reads each line of facts with json.loads and writes each decision with json.dumps, and
does nothing else. Lines with the law state the kind of goods and the buyer, so that the national
rules are held beside the agreement. Both run in turns in one process on the same lines, several
times, in processor time; the median of the ratios counts. Memory is the peak of the real command
over few and over many lines.

    python -m benchmarks.decide
"""

import io
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sanbao.site.decide_cli import decide_command, seldom_collect
from sanbao.templates import SLUGS

SEED = 20260301
LINES = 10_000
RUNS = 5
LIMIT = 5.0
FEW, MANY = 5_000, 60_000
MEMORY_LIMIT = 1.1

KINDS = ("fault_reported",) * 6 + (
    "complaint_received",
    "question_asked",
    "goods_received",
    "return_requested",
    "exchange_requested",
    "defect_application_received",
)
CAUSES = ("product_quality",) * 4 + ("unknown",) * 3 + ("human_damage", "misuse", "force_majeure")
PROVINCES = ("江苏", "浙江省", "上海市", "安徽", "山东", "四川", "新疆", "广东")
CODES = ("shell", "opened", "misuse", "human_damage", "voucher_altered")
# One of each law's: what one provider sells is of few kinds.
GOODS = (
    "microcomputer",
    "mobile_phone",
    "air_conditioner",
    "farm_machine",
    "household_car",
    "other",
)
BUYERS = ("consumer", "consumer", "business")
DATES = ("picked_up", "sold", "invoiced", "delivered", "commissioned", "accepted")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ours, floor: in the unit named by `what`."""

    what: str
    ours: float
    floor: float
    ratio: float
    limit: float


def facts(count: int, *, seed: int = SEED, law: bool = False) -> list[bytes]:
    """`count` invented lines of facts that every agreement can decide.

    law: with the kind of goods and who bought them, so that the law's floor is asked for each line.
    """
    rnd = random.Random(seed)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    lines = []
    for number in range(count):
        at = start + timedelta(minutes=rnd.randrange(525_600))
        bought = at.date() - timedelta(days=rnd.randrange(1500))
        asset: dict[str, object] = {
            "dates": dict.fromkeys(DATES, bought.isoformat()),
            "price": f"{rnd.randrange(100, 9000)}.00",
        }
        if rnd.random() < 0.1:
            asset["exclusions"] = [rnd.choice(CODES)]
            asset["failed_repairs"] = rnd.randrange(4)
        if law:
            asset["category"] = rnd.choice(GOODS)
            asset["buyer"] = rnd.choice(BUYERS)
            if rnd.random() < 0.1:
                asset["repair_days"] = rnd.randrange(60)
        event = {
            "kind": rnd.choice(KINDS),
            "at": at.isoformat(),
            "cause": rnd.choice(CAUSES),
            "place": {"province": rnd.choice(PROVINCES), "area": rnd.choice(("city", "county"))},
            "reason": rnd.choice(("unusable", "cannot_operate", "dissatisfied", "insists")),
        }
        line = {"id": f"case-{number:07d}", "asset": asset, "event": event}
        lines.append(json.dumps(line, ensure_ascii=False).encode() + b"\n")
    return lines


def one_run(slug: str, lines: list[bytes]) -> tuple[float, float]:
    """Seconds of the command, reading its agreement included, and of the floor."""
    source, sink = io.BytesIO(b"".join(lines)), io.BytesIO()
    begun = time.process_time()
    status = decide_command(slug, [], source, sink, sys.stderr)
    ours = time.process_time() - begun
    if status:
        raise RuntimeError(f"{slug}: a line of the benchmark was refused")
    decisions = [json.loads(line) for line in sink.getvalue().splitlines()]
    begun = time.process_time()
    for line in lines:
        json.loads(line)
    for decision in decisions:
        json.dumps(decision)
    return ours, time.process_time() - begun


def speed(slug: str, lines: list[bytes], what: str = "µs a line") -> Row:
    """Microseconds a line, ours and the floor's, medians of several runs in turns."""
    runs = [one_run(slug, lines) for _ in range(RUNS)]
    ours, floor = (
        statistics.median(seconds) / len(lines) * 1e6 for seconds in zip(*runs, strict=True)
    )
    ratio = statistics.median(ours / floor for ours, floor in runs)
    return Row(f"{slug}, {what}", ours, floor, ratio, LIMIT)


# A child's peak counts what it was forked from, so a small process starts the command.
START = """
import os, subprocess, sys
block = open(sys.argv[2], "rb").read()
process = subprocess.Popen(sys.argv[3:], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
for _ in range(int(sys.argv[1])):
    process.stdin.write(block)
process.stdin.close()
_, status, usage = os.wait4(process.pid, 0)
sys.exit(1) if status else print(usage.ru_maxrss / 1024)
"""


def peak_memory(slug: str, count: int) -> float:
    """Megabytes at the highest of the real command over `count` lines."""
    sanbao = str(Path(sys.executable).with_name("sanbao"))
    with tempfile.NamedTemporaryFile() as block:
        block.write(b"".join(facts(1000)))
        block.flush()
        start = [sys.executable, "-c", START, str(count // 1000), block.name]
        done = subprocess.run(
            [*start, sanbao, "decide", slug], check=True, stdout=subprocess.PIPE, text=True
        )
    return float(done.stdout)


def memory(slug: str) -> Row:
    """Peak memory over many lines beside few."""
    few, many = peak_memory(slug, FEW), peak_memory(slug, MANY)
    return Row(f"{slug}, MB at {MANY} lines beside {FEW}", many, few, many / few, MEMORY_LIMIT)


def measure() -> list[Row]:
    """All rows of the table."""
    lines, with_law = facts(LINES), facts(LINES, law=True)
    seldom_collect()
    return [
        *(speed(slug, lines) for slug in SLUGS),
        *(speed(slug, with_law, "with the law, µs a line") for slug in SLUGS),
        memory("scale-supplier"),
    ]


def table(rows: list[Row]) -> str:
    """The rows as Markdown."""
    head = "| decide | ours | json alone, or few lines | ratio | at most |"
    rule = "|---|---:|---:|---:|---:|"
    body = [
        f"| {row.what} | {row.ours:.1f} | {row.floor:.1f} | {row.ratio:.2f} | {row.limit:.1f} |"
        for row in rows
    ]
    return "\n".join([head, rule, *body])


def main() -> None:
    """Measure and print."""
    print(table(measure()))


if __name__ == "__main__":
    main()
