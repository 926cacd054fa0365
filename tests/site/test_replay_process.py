"""`sanbao obligations replay` as a process: how a due time came about, line by line."""

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.db import connection

from sanbao.apps.obligations import actions
from sanbao.apps.obligations.models import Obligation

from ..apps.obligations.promises import raised
from ..apps.world import CHINA, World, build

pytestmark = pytest.mark.django_db(transaction=True)
SANBAO = str(Path(sys.executable).with_name("sanbao"))
# A Monday: 24 hours for the fix, a pause of two hours.
MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=CHINA)


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    database = connection.settings_dict
    address = f"postgresql://{quote(str(database['USER']))}@localhost"
    where = urlencode({"host": database["HOST"]})
    return subprocess.run(
        [SANBAO, "obligations", "replay", *arguments],
        env={**os.environ, "DATABASE_URL": f"{address}/{database['NAME']}?{where}"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def world() -> World:
    return build(MONDAY)


@pytest.fixture
def fix(world: World) -> Obligation:
    """The fix of a fault, paused for two hours and met in time."""
    row = raised(world, MONDAY)["resolved"]
    by = world.mei()
    actions.pause(row.pk, reason="part", note="轴承", at=MONDAY + timedelta(hours=1), by=by)
    actions.resume(row.pk, at=MONDAY + timedelta(hours=3), by=by)
    actions.happened(
        world.provider.pk, ("case", "GD-1"), "resolved", at=MONDAY + timedelta(hours=13), by=by
    )
    return row


def test_each_line_of_the_log_says_what_it_did_to_the_due_time(fix: Obligation) -> None:
    said = run(fix.code)
    assert (said.returncode, said.stderr) == (0, "")
    head, agreement, subject, *log, state = said.stdout.splitlines()
    assert head == f"{fix.code}  排除故障  第 {fix.clause} 条"
    assert agreement.startswith(fix.version.agreement.code)
    assert agreement.endswith("v1")
    assert subject == "称重成套设备 YF-1000"
    assert [line.split()[0] for line in log] == ["1", "2", "3", "4", "5"]
    assert [line.split()[1:3] for line in log] == [
        ["2026-03-02", "09:30"],
        ["2026-03-02", "09:30"],
        ["2026-03-02", "10:30"],
        ["2026-03-02", "12:30"],
        ["2026-03-02", "22:30"],
    ]
    assert "等待配件 · 轴承" in log[2]
    assert [line.rpartition("  [")[2].rstrip("]") for line in log] == [
        "到期时间不变：—",
        "到期时间：2026-03-02 21:30",
        "到期时间不变：2026-03-02 21:30",
        "到期时间：2026-03-02 23:30",
        "到期时间不变：2026-03-02 23:30",
    ]
    assert state == "状态: 已履行  2026-03-02 23:30"


def test_in_english_on_request(fix: Obligation) -> None:
    said = run(fix.code, "--language", "en")
    assert said.returncode == 0
    assert said.stdout.splitlines()[-1] == "state: met  2026-03-02 23:30"


def test_what_cannot_be_replayed_is_one_line_and_a_status(world: World, fix: Obligation) -> None:
    other = Obligation.objects.get(pk=fix.pk)
    other.pk, other.provider, other.version = None, world.theirs.provider, world.theirs.version
    other.save(force_insert=True)
    for arguments, words in (
        (["LY-0"], "LY-0"),
        ([fix.code, "--language", "fr"], "'fr'"),
        ([fix.code], "--provider"),
    ):
        said = run(*arguments)
        assert (said.returncode, said.stdout) == (2, "")
        (line,) = said.stderr.splitlines()
        assert line.startswith("sanbao obligations replay: ")
        assert words in line
    assert run(fix.code, "--provider", world.provider.slug).returncode == 0
    assert run().returncode == 2, "without a number there is nothing to replay"
