"""`sanbao decide` answers a line before the next one comes, and loads no web framework."""

import json
import subprocess
import sys

from .situations import SOLD
from .test_decide_process import FACTS, LINE, start


def test_the_first_line_is_answered_before_the_input_ends() -> None:
    process = start("fire-door")
    assert process.stdin is not None
    assert process.stdout is not None
    for number in range(3):
        facts = {**FACTS, "id": str(number)}
        process.stdin.write(json.dumps(facts, ensure_ascii=False).encode() + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == str(number)
    process.communicate(timeout=20)
    assert process.returncode == 0


def test_a_line_that_comes_in_pieces_is_one_line() -> None:
    process = start("fire-door")
    assert process.stdin is not None
    process.stdin.write(LINE[:50])
    process.stdin.flush()
    out, _ = process.communicate(LINE[50:], timeout=20)
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a"]


def test_one_refused_line_gives_status_1_and_the_rest_goes_on() -> None:
    process = start("solar-dealer", "--set", "warranty_months=24", "--language", "en")
    bad = json.dumps({"id": "b", "asset": SOLD, "event": {}}).encode() + b"\n"
    good = json.dumps(
        {
            "id": "g",
            "asset": SOLD,
            "event": {
                "kind": "fault_reported",
                "at": "2027-12-31T00:00:00Z",
                "place": {"area": "city"},
            },
        }
    ).encode()
    out, _ = process.communicate(bad + good, timeout=20)
    first, second = (json.loads(line) for line in out.splitlines())
    assert process.returncode == 1
    assert first == {
        "id": "b",
        "error": {
            "field": "event.kind",
            "message": first["error"]["message"],
        },
    }
    assert second["warranty"]["ends_on"] == "2028-01-01"
    assert second["clauses"][0]["text"].startswith("The product is covered for 24 months")


def test_deciding_loads_no_django() -> None:
    script = (
        "import io, sys\n"
        "from sanbao.site.decide_cli import decide_command\n"
        "decide_command('fire-door', [], io.BytesIO(b'{}\\n'), io.BytesIO(), sys.stderr)\n"
        "print([name for name in sys.modules if name.split('.')[0] in {'django', 'ninja'}])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
