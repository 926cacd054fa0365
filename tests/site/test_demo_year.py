"""A simulated year: its table, its rates, and what cannot be told."""

import pytest
from typer.testing import CliRunner

from sanbao.site.cli import app
from sanbao.site.demo.year import table
from sanbao.site.demo.year.rates import Rates
from sanbao.site.year_cli import stated_rates


def test_the_table_sums_up_and_every_column_is_as_wide_as_it_needs() -> None:
    rows = [
        table.Row("a", "1", "inspected", "rhythm", 4, 3, 1, 0, 0, 1, "breach"),
        table.Row("a", "10.2", "paid", "one_off", 2, 1, 0, 1, 0, 0, ""),
    ]
    lines = table.markdown(rows).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert "| 1 breach" in lines[2]
    assert "75.0 %" in lines[2]
    assert lines[-1].split("|")[4].strip() == "6"
    assert "80.0 %" in lines[-1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--companies", "nobody"], "no such company: nobody"),
        (["--rate", "luck=1"], "no such rate: luck"),
        (["--rate", "late=often"], "'often' is no number"),
        (["--rate", "late=2"], "out of bounds"),
        (["--end", "yesterday"], "no date"),
    ],
)
def test_what_cannot_be_told_is_named_in_one_line(arguments: list[str], said: str) -> None:
    ran = CliRunner().invoke(app, ["demo", "year", *arguments])
    assert ran.exit_code == 2
    assert said in ran.output


def test_rates_are_stated_by_name() -> None:
    assert stated_rates(["late=0.2", "cases=2"]) == Rates(late=0.2, cases=2)
    assert "late 0.2" in stated_rates(["late=0.2"]).words()
