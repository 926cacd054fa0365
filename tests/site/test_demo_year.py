"""A simulated year: its table, its rates, and what cannot be told."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from typer.testing import CliRunner

from sanbao.apps.parts.queries import Loan
from sanbao.site.cli import app
from sanbao.site.demo.year import table
from sanbao.site.demo.year.drive import live
from sanbao.site.demo.year.fate import Fates
from sanbao.site.demo.year.rates import Rates, Wish
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


@pytest.mark.django_db
def test_the_same_seed_tells_the_same_year(settings: Any, tmp_path: Path) -> None:
    """A small year: some weeks of one company with many cases, driven as the whole one is."""
    settings.MEDIA_ROOT = tmp_path
    (first, loans), again = few_weeks(), few_weeks()
    assert (first, loans) == again
    assert sum(row.met for row in first) > 0
    assert sum(row.missed for row in first) > 0
    assert "returned" in [state for state, _asked_at in loans]
    assert [row.met for row in first if (row.clause, row.what) == ("5.2", "loaner")] == [1]


def few_weeks() -> tuple[list[table.Row], list[tuple[str, datetime]]]:
    """The table, and how each loan of a spare unit stands at the end."""
    rates = Rates(cases=12, late=0.4, forgotten=0.02)
    wish = Wish(end=date(2026, 9, 30), units=6, seed=1, days=60, rates=rates)
    with transaction.atomic():
        live("bid-supply", wish)
        rows = table.rows(["bid-supply"])
        loans = list(Loan.objects.order_by("id").values_list("state", "asked_at"))
        transaction.set_rollback(True)
    return rows, loans


def test_another_seed_draws_another_fate() -> None:
    one, same, other = (Fates(f"{seed}/fire-door", Rates()) for seed in (1, 1, 2))
    drawn = [fates.chance("S-1", "inspected", "2026-06").random() for fates in (one, same, other)]
    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]
