"""`make bench`: run every benchmark, each in a process of its own, and write RESULTS.md.

A benchmark is a module here that prints a table in Markdown. Exits 1 when one fails.
"""

import os
import platform
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BENCHMARKS = ("decide", "pages", "sweep", "chats", "sending", "planning", "settlement")
# The READMEs show the same tables between these marks.
SHOWN = re.compile(r"(<!-- bench:begin -->\n).*?(<!-- bench:end -->)", re.DOTALL)


def run(name: str) -> tuple[str, bool]:
    """What the benchmark printed on standard output, and whether it ended well."""
    print(f"benchmarks.{name} …", file=sys.stderr, flush=True)
    ran = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    said = ran.stdout.strip()
    return said if said.startswith("|") else f"```\n{said}\n```", ran.returncode == 0


def why(name: str) -> str:
    """How it is measured, in the words of the module itself, without its last line of usage."""
    text = (HERE / f"{name}.py").read_text(encoding="utf-8").split('"""')[1]
    return "\n\n".join(part.strip() for part in text.split("\n\n") if "python -m" not in part)


def machine() -> str:
    return (
        f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, "
        f"Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}"
    )


def main() -> int:
    parts = ["# Results", f"Made by `make bench` ({machine()}). What counts are the ratios."]
    tables, well = [], True
    for name in BENCHMARKS:
        table, ended_well = run(name)
        well &= ended_well
        tables.append(table)
        parts += [f"## {name}", why(name), table]
    (HERE / "RESULTS.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    show("\n\n".join(tables))
    return 0 if well else 1


def show(tables: str) -> None:
    for path in (ROOT / "README.md", ROOT / "README.zh-CN.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(SHOWN.sub(lambda m: f"{m[1]}{tables}\n{m[2]}", text), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
