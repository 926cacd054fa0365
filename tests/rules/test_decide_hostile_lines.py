"""A line that nobody should send must cost that line only: the stream goes on, in order."""

import json
from typing import Any

import pytest

from .decide_stream import run_bytes

GOOD: dict[str, Any] = {
    "id": "good",
    "asset": {"dates": {"accepted": "2025-05-31"}},
    "event": {
        "kind": "fault_reported",
        "at": "2026-03-02T09:30:00+08:00",
        "place": {"province": "四川", "area": "city"},
    },
}
GOOD_LINE = json.dumps(GOOD, ensure_ascii=False).encode()
UNREADABLE = {
    "an empty line": b"",
    "spaces only": b"   ",
    "no JSON": b"hello",
    "half an object": GOOD_LINE[:40],
    "two objects on a line": GOOD_LINE + GOOD_LINE,
    "bytes that are no UTF-8": b'{"id": "\xff\xfe"}',
    "a null byte": b'{"id": "\x00"}',
    "a bare NaN": b'{"id": "a", "asset": {"price": NaN}}',
    "a bare Infinity": b'{"id": "a", "asset": {"price": -Infinity}}',
    "nesting a hundred thousand deep": b"[" * 100_000 + b"]" * 100_000,
    "objects a hundred thousand deep": b'{"id":' * 100_000 + b"1" + b"}" * 100_000,
    "ten megabytes of noise": b"x" * 10_000_000,
}
NOT_FACTS: dict[str, Any] = {
    "a list": [],
    "a text": "fault",
    "a number": 7,
    "null": None,
    "true": True,
    "an empty object": {},
    "an event of null": {**GOOD, "event": None},
    "an asset of null": {**GOOD, "asset": None},
    "dates of null": {**GOOD, "asset": {"dates": None}},
    "a huge count": {**GOOD, "asset": {**GOOD["asset"], "failed_repairs": -(10**30)}},
    "a list for a kind": {
        **GOOD,
        "event": {**GOOD["event"], "kind": ["fault_reported"]},
    },
    "an object for a kind": {**GOOD, "event": {**GOOD["event"], "kind": {}}},
    "a list for a cause": {**GOOD, "event": {**GOOD["event"], "cause": []}},
    "a list in the codes": {
        **GOOD,
        "asset": {**GOOD["asset"], "exclusions": [["misuse"]]},
    },
    "an object for a component": {**GOOD, "asset": {**GOOD["asset"], "component": {}}},
    "a number for a province": {
        **GOOD,
        "event": {**GOOD["event"], "place": {"province": 1, "area": "city"}},
    },
    "a list for an area": {
        **GOOD,
        "event": {**GOOD["event"], "place": {"province": "四川", "area": []}},
    },
    "a date beyond the calendar": {
        **GOOD,
        "asset": {"dates": {"accepted": "10000-01-01"}},
    },
    "the year nought": {**GOOD, "asset": {"dates": {"accepted": "0000-01-01"}}},
    "an offset of a whole day": {
        **GOOD,
        "event": {**GOOD["event"], "at": "2026-03-02T09:30:00+24:00"},
    },
}
ODD_BUT_SOUND: dict[str, Any] = {
    "keys that nobody knows": {**GOOD, "colour": "red"},
    "an identifier of emoji": {**GOOD, "id": "🧯" * 50},
    "an identifier with a line break": {**GOOD, "id": "a\nb\r\nc\u2028d"},
    "ten megabytes of remarks": {**GOOD, "remark": "备" * 3_500_000},
}


def between_good_lines(line: bytes) -> dict[str, Any]:
    """The middle one of three answers; the outer two must be as ever, and the status 1."""
    status, out, _ = run_bytes("fire-door", b"\n".join([GOOD_LINE, line, GOOD_LINE, b""]))
    answers = out.decode("utf-8").split("\n")
    assert len(answers) == 4
    assert answers[3] == ""
    assert answers[0] == answers[2]
    assert json.loads(answers[0])["warranty"]["covered"] is True
    middle: dict[str, Any] = json.loads(answers[1])
    assert status == (1 if "error" in middle else 0)
    return middle


@pytest.mark.parametrize("line", [pytest.param(v, id=k) for k, v in UNREADABLE.items()])
def test_an_unreadable_line_is_answered_without_an_identifier(line: bytes) -> None:
    answer = between_good_lines(line)
    assert answer["id"] is None
    assert len(answer["error"]["message"]) < 500
    assert any("\u4e00" <= letter <= "\u9fff" for letter in answer["error"]["message"])


@pytest.mark.parametrize("facts", [pytest.param(v, id=k) for k, v in NOT_FACTS.items()])
def test_a_line_that_is_no_facts_is_refused_by_its_field(facts: object) -> None:
    answer = between_good_lines(json.dumps(facts, ensure_ascii=False).encode())
    assert set(answer["error"]) == {"field", "message"}
    if isinstance(facts, dict) and "id" in facts:
        assert answer["id"] == "good"


@pytest.mark.parametrize("facts", [pytest.param(v, id=k) for k, v in ODD_BUT_SOUND.items()])
def test_an_odd_line_is_decided(facts: dict[str, Any]) -> None:
    answer = between_good_lines(json.dumps(facts, ensure_ascii=False).encode())
    assert answer["id"] == facts["id"]
    assert answer["warranty"]["covered"] is True


def test_a_lone_surrogate_does_not_stop_the_stream() -> None:
    answer = between_good_lines(GOOD_LINE.replace(b'"good"', b'"\\ud800"'))
    assert answer["id"] is None or "error" not in answer


def test_windows_line_ends_are_read() -> None:
    status, out, _ = run_bytes("fire-door", b"\r\n".join([GOOD_LINE, GOOD_LINE, b""]))
    assert status == 0
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["good", "good"]


def test_a_byte_order_mark_before_the_first_line_is_read() -> None:
    status, out, _ = run_bytes("fire-door", b"\xef\xbb\xbf" + GOOD_LINE + b"\n")
    assert status == 0
    assert json.loads(out)["id"] == "good"


def test_the_last_line_needs_no_line_end() -> None:
    status, out, _ = run_bytes("fire-door", GOOD_LINE + b"\n" + GOOD_LINE)
    assert status == 0
    assert out.endswith(b"\n")
    assert len(out.splitlines()) == 2


def test_nothing_in_gives_nothing_out() -> None:
    assert run_bytes("fire-door", b"")[:2] == (0, b"")


@pytest.mark.parametrize("dates", ["0001-01-01", "9999-12-31", "9998-06-01"])
@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("scale-supplier", "commissioned"),
        ("solar-dealer", "sold"),
        ("full-process", "delivered"),
        ("fire-door", "accepted"),
        ("tablet-dealer", "invoiced"),
        ("bid-supply", "delivered"),
    ],
)
def test_the_ends_of_the_calendar_are_answered(slug: str, name: str, dates: str, at: str) -> None:
    facts = {**GOOD, "asset": {"dates": {name: dates}, "price": "1"}}
    facts["event"] = {**GOOD["event"], "at": at, "claimant": "customer"}
    status, out, _ = run_bytes(slug, json.dumps(facts).encode() + b"\n")
    answer = json.loads(out)
    assert answer["id"] == "good"
    assert status == (1 if "error" in answer else 0)


@pytest.mark.parametrize(
    "agreement",
    ["no-such-plan", "", "../fire-door", "/nowhere/plan.yaml", "/", "fire-door.yaml"],
)
def test_an_unknown_agreement_is_one_clear_line(agreement: str) -> None:
    status, out, err = run_bytes(agreement, GOOD_LINE + b"\n")
    assert status == 2
    assert out == b""
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "blanks",
    [
        {"no_such_blank": "1"},
        {"return_days": "seven"},
        {"return_days": "-1"},
        {"return_days": "1e9"},
        {"return_days": ""},
    ],
)
def test_a_wrong_blank_is_one_clear_line(blanks: dict[str, str]) -> None:
    status, out, err = run_bytes("full-process", GOOD_LINE + b"\n", blanks)
    assert status == 2
    assert out == b""
    assert len(err.strip().splitlines()) == 1
