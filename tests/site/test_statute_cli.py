"""`sanbao statute`: the floor as a table, and the document made of all tables."""

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sanbao.site.cli import app
from sanbao.site.statute_cli import NotKnown, all_tables, floor_table, wide

PAGE = Path(__file__).resolve().parents[2] / "docs/three-guarantees.md"


def test_the_document_holds_the_tables_as_they_are() -> None:
    text = PAGE.read_text(encoding="utf-8")
    shown = text.partition("<!-- tables -->\n")[2].partition("\n<!-- /tables -->")[0]
    assert shown.strip() == all_tables()


def run(*arguments: str):
    return CliRunner().invoke(app, ["statute", *arguments])


def test_the_floor_of_a_phone_in_zhejiang_is_told_by_article() -> None:
    said = run("mobile_phone", "--on", "2026-03-02", "--province", "浙江省")
    assert said.exit_code == 0
    lines = said.stdout.splitlines()
    assert any(line.startswith("手机三包-11") and "7 天" in line for line in lines)
    assert any(line.startswith("浙江消保-不收折旧费") for line in lines)
    assert not any(line.startswith("三包-9 ") for line in lines), "its own rule goes first"


def test_the_day_of_the_sale_counts() -> None:
    assert "汽车三包13-换退条件" in run("household_car", "--on", "2021-12-31").stdout
    assert "汽车三包-24" in run("household_car", "--on", "2022-01-01").stdout


def test_in_english_too() -> None:
    said = run("colour_tv", "--on", "2026-03-02", "--language", "en").stdout
    assert "refund window" in said
    assert "0.1%" in said


def test_what_is_too_little_known_is_shown_as_such() -> None:
    assert "未见原文" in run("fixed_telephone", "--on", "2026-03-02").stdout


@pytest.mark.parametrize(
    ("arguments", "word"),
    [(["spaceship"], "spaceship"), (["fan", "--province", "Atlantis"], "Atlantis")],
)
def test_what_does_not_exist_is_named_and_the_command_fails(arguments, word) -> None:
    said = run(*arguments)
    assert said.exit_code == 2
    assert word in said.stderr


def test_a_bad_day_is_refused() -> None:
    assert run("fan", "--on", "yesterday").exit_code == 2


def test_columns_stand_below_each_other() -> None:
    table = floor_table("fan", on=date(2026, 3, 2)).splitlines()
    assert len({wide(line.partition("  ")[0]) <= 20 for line in table}) == 1
    with pytest.raises(NotKnown):
        floor_table("nothing", on=date(2026, 3, 2))
