"""`sanbao decide` as its users run it: lines in, lines out, without a process of its own."""

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from sanbao.site.decide_cli import decide_command


def run_bytes(
    agreement: str, given: bytes, blanks: Mapping[str, str] | None = None
) -> tuple[int, bytes, str]:
    """Exit status, standard output and standard error of one run."""
    out, err = io.BytesIO(), io.StringIO()
    settings = [f"{name}={value}" for name, value in (blanks or {}).items()]
    status = decide_command(agreement, settings, io.BytesIO(given), out, err)
    return status, out.getvalue(), err.getvalue()


def decided(
    agreement: str, facts: Sequence[Any], blanks: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """The decision of each of the facts, in their order."""
    given = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in facts).encode()
    _, out, err = run_bytes(agreement, given, blanks)
    lines = [json.loads(line) for line in out.decode().splitlines()]
    assert len(lines) == len(facts), err
    return lines
