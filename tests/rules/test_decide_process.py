"""`sanbao decide` as a process among others: pipes that close, and streams without end."""

import json
import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

SANBAO = str(Path(sys.executable).with_name("sanbao"))
FACTS = {
    "id": "a",
    "asset": {"dates": {"accepted": "2025-05-31"}},
    "event": {
        "kind": "fault_reported",
        "at": "2026-03-02T09:30:00+08:00",
        "place": {"province": "四川", "area": "city"},
    },
}
LINE = json.dumps(FACTS, ensure_ascii=False).encode() + b"\n"


def start(*arguments: str) -> "subprocess.Popen[bytes]":
    pipe = subprocess.PIPE
    return subprocess.Popen([SANBAO, "decide", *arguments], stdin=pipe, stdout=pipe, stderr=pipe)


def peak_memory(lines: int) -> int:
    """Kilobytes at the highest; each run is a child of its own, waited for by its number."""
    with Path(os.devnull).open("wb") as nowhere:
        process = subprocess.Popen(
            [SANBAO, "decide", "fire-door"], stdin=subprocess.PIPE, stdout=nowhere
        )
        assert process.stdin is not None
        block = LINE * 1000
        for _ in range(lines // 1000):
            process.stdin.write(block)
        process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss


def test_a_reader_who_leaves_early_sees_no_traceback(tmp_path: Path) -> None:
    facts = tmp_path / "facts.jsonl"
    facts.write_bytes(LINE * 20_000)
    pipe = subprocess.PIPE
    with (
        facts.open("rb") as given,
        subprocess.Popen(
            [SANBAO, "decide", "fire-door"], stdin=given, stdout=pipe, stderr=pipe
        ) as process,
    ):
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read().decode()
    assert json.loads(first)["id"] == "a"
    assert told == ""


def test_lines_come_out_in_their_order_and_nothing_on_standard_error() -> None:
    process = start("fire-door")
    out, err = process.communicate(LINE * 3, timeout=20)
    assert process.returncode == 0
    assert err == b""
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a", "a", "a"]


def test_who_asks_line_by_line_is_answered_line_by_line() -> None:
    with start("fire-door") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(3):
            process.stdin.write(LINE)
            process.stdin.flush()
            ready, _, _ = select.select([process.stdout], [], [], 20)
            assert ready
            assert json.loads(process.stdout.readline())["id"] == "a"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
def test_a_full_disk_is_one_line_and_status_2(tmp_path: Path) -> None:
    facts = tmp_path / "facts.jsonl"
    facts.write_bytes(LINE * 10)
    with facts.open("rb") as given, Path("/dev/full").open("wb") as full:
        command = [SANBAO, "decide", "fire-door"]
        done = subprocess.run(
            command, stdin=given, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "无法继续读写" in done.stderr.decode()


def test_memory_does_not_grow_with_the_number_of_lines() -> None:
    assert peak_memory(12_000) < peak_memory(1000) * 1.15


@pytest.mark.parametrize("arguments", [(), ("no-such-plan",), ("fire-door", "--set", "x")])
def test_a_wrong_call_is_answered_on_standard_error_with_status_2(
    arguments: tuple[str],
) -> None:
    process = start(*arguments)
    out, err = process.communicate(b"", timeout=20)
    assert process.returncode == 2
    assert out == b""
    assert err.strip()
    assert b"Traceback" not in err
