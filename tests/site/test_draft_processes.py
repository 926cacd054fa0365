"""`sanbao redecide` and `sanbao agreements` as processes: what they print, their exit status."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.db import connection
from django.utils import timezone

from sanbao import templates
from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements import actions
from sanbao.apps.agreements.models import Agreement

from ..apps.obligations.promises import fault
from ..apps.world import World, build

pytestmark = pytest.mark.django_db(transaction=True)
SANBAO = str(Path(sys.executable).with_name("sanbao"))
TEXT = templates.read("fire-door")


def run(*arguments: str, given: str = "") -> "subprocess.CompletedProcess[str]":
    database = connection.settings_dict
    address = f"postgresql://{quote(str(database['USER']))}@localhost"
    where = urlencode({"host": database["HOST"]})
    return subprocess.run(
        [SANBAO, *arguments],
        env={**os.environ, "DATABASE_URL": f"{address}/{database['NAME']}?{where}"},
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def world() -> World:
    return build(timezone.now())


def test_redecide_tells_what_differs_by_its_status(world: World) -> None:
    facts = fault(world, world.at)
    actions.decide(world.ours.version, facts, subject=("case", "GD-1"), by=None, at=world.at)
    same = run("redecide")
    assert (same.returncode, same.stderr) == (0, "")
    assert same.stdout == "共 1 个判定，其中 0 个结论会不同\n"
    draft = actions.new_version(world.ours.agreement, by=world.mei(Role.MANAGER), at=world.at)
    hour = "on_site, by: provider, within: PT1H"
    draft.source = draft.source.replace(hour, hour.replace("1H", "2H"))
    draft.save()
    which = ["--provider", world.provider.slug, "--agreement", world.ours.agreement.code]
    other = run("redecide", *which, "--against", "draft", "--json")
    assert other.returncode == 1
    (line,) = other.stdout.splitlines()
    told = json.loads(line)
    assert told["subject"] == ["case", "GD-1"]
    assert "obligations.on_site.due" in {each["field"] for each in told["differences"]}
    for arguments, lang, words in (
        (["--provider", "nobody"], "zh", "没有“nobody”这家公司"),
        (["--provider", "nobody"], "en", "there is no company “nobody”"),
        (["--since", "yesterday"], "zh", "YYYY-MM-DD"),
    ):
        said = run("redecide", *arguments, "--language", lang)
        assert (said.returncode, said.stdout) == (2, "")
        (line,) = said.stderr.splitlines()
        assert line.startswith("sanbao redecide: ")
        assert words in line
    assert run("redecide", "--language", "fr").returncode == 2


def test_an_agreement_goes_in_and_out_and_every_fault_is_told(world: World, tmp_path: Path) -> None:
    mine = ["--provider", world.provider.slug]
    by = ["--by", world.mei(Role.MANAGER).username]
    made = run("agreements", "import", "-", *mine, *by, given=TEXT)
    assert (made.returncode, made.stderr) == (0, "")
    code = made.stdout.strip()
    assert Agreement.objects.get(code=code, provider=world.provider).state == "draft"
    out = run("agreements", "export", code, *mine)
    assert (out.returncode, out.stderr, out.stdout) == (0, "", TEXT)
    before = Agreement.objects.count()
    bad = tmp_path / "bad.yaml"
    bad.write_text(TEXT.replace("P24M", "P24X").replace("PT4H", "PT4X"), encoding="utf-8")
    wrong = run("agreements", "import", str(bad), *mine, *by)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    head, *faults = wrong.stderr.splitlines()
    assert head == "sanbao agreements import: 未导入："
    assert len(faults) >= 2
    assert all(fault.strip().startswith("第 ") for fault in faults)
    english = run("agreements", "import", str(bad), *mine, *by, "--language", "en")
    assert english.stderr.splitlines()[1].strip().startswith("line ")
    desk = ["--by", world.mei(Role.DESK).username]
    for arguments, words in (
        (["import", str(tmp_path / "none"), *mine, *by], "none"),
        (["import", str(bad), *mine, *desk], "经理"),
        (["export", "XY-0"], "没有编号为“XY-0”的协议"),
        (["export", code, *mine, "--version", "9"], "没有版本 9"),
    ):
        said = run("agreements", *arguments)
        assert (said.returncode, said.stdout) == (2, "")
        assert words in said.stderr
    assert Agreement.objects.count() == before
