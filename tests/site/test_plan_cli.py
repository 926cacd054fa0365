"""`sanbao plan`: a file in, a plan out; what is wrong with the file is told by its line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.planning.test_files import SOLOMON, TRSP


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own, with no database anywhere."""
    return subprocess.run(
        [sys.executable, "-m", "sanbao.site.cli", "plan", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "T1.txt"
    path.write_text(SOLOMON, encoding="utf-8")
    return path


def test_a_plan_is_told_tour_by_tour(file: Path) -> None:
    ran = run(str(file), "--seconds", "0.8", "--language", "en")
    assert ran.returncode == 0, ran.stderr
    *tours, total = ran.stdout.splitlines()
    assert len(tours) == 2
    assert total == "2 tours, 3 jobs done, 0 left out, distance 30.2"
    assert total in ran.stderr, "each better plan is told on the way"


def test_programs_get_one_object(file: Path) -> None:
    ran = run(str(file), "--seconds", "0.8", "--json")
    told = json.loads(ran.stdout)
    assert told["cost"]["distance"] == 302
    assert sorted(s["job"] for tour in told["tours"] for s in tour["stops"]) == ["1", "2", "3"]
    assert (told["left"], told["broken"]) == ([], [])


def test_what_nobody_can_do_is_left_out_and_the_status_says_so(tmp_path: Path) -> None:
    path = tmp_path / "T2.txt"
    path.write_text(TRSP.replace("[0,1] \t[0]", "[1] \t[0]"), encoding="utf-8")
    ran = run(str(path), "--seconds", "0.8")
    assert ran.returncode == 1
    assert ran.stdout.splitlines()[-1].startswith("1 条路线，已排 1 项，未排 1 项")


def test_a_file_that_is_none_is_refused_in_one_line(tmp_path: Path) -> None:
    ran = run(str(tmp_path / "none.txt"))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "none.txt" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
