"""The documents say what is there."""

import re
import subprocess

import pytest

from .sources import PACKAGE, ROOT

RECORDS = sorted((ROOT / "docs/adr").glob("*.md"))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_decision_record_is_headed_as_its_file_is_named(path) -> None:
    number, _, words = path.stem.partition("-")
    heading = path.read_text(encoding="utf-8").splitlines()[0]
    found = re.fullmatch(r"# (?:ADR )?(\d{4})[:.]? (.+)", heading)
    assert found, heading
    assert found[1] == number
    spoken = re.sub(r"[^a-z0-9]+", "-", found[2].lower()).strip("-")
    assert spoken.startswith(words) or set(words.split("-")) <= set(spoken.split("-"))


def test_decision_records_are_numbered_without_gap() -> None:
    assert [int(path.stem[:4]) for path in RECORDS] == list(range(1, len(RECORDS) + 1))


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_the_commands_in_a_document_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    asked = set(re.findall(r"\bmake ([a-z]+)\b(?=[^a-z]*(?:`|#|\n|$| {2}))", text))
    assert asked
    assert asked <= targets


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_files_a_readme_points_to_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_module_of_the_rules_has_its_tests() -> None:
    tested = {path.stem.removeprefix("test_") for path in (ROOT / "tests/rules").rglob("test_*.py")}
    modules = {
        path.stem if path.stem != "__init__" else path.parent.name
        for path in (PACKAGE / "rules").rglob("*.py")
    } - {"rules"}
    untested = {name for name in modules if not any(name in test for test in tested)}
    assert untested == set()


def test_make_alone_lists_every_command() -> None:
    said = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("run", "test", "check", "bench", "screenshots", "messages"):
        assert f"make {target} " in said
