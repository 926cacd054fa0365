"""A simulated year, in small: the same seed tells the same table, other rates another one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone
from typer.testing import CliRunner

from sanbao.apps.obligations.models import Obligation
from sanbao.site.cli import app
from sanbao.site.demo.year import table
from sanbao.site.demo.year.drive import live
from sanbao.site.demo.year.rates import Rates, Wish
from sanbao.site.year_cli import stated_rates

SLUG = "integrated-equipment"
PERFECT = Rates(late=0, forgotten=0, sick=0, unreachable=0, gap=0, fault=0, excused=0, cases=0)


def wish(seed: int = 1, rates: Rates | None = None) -> Wish:
    return Wish(end=date(2026, 9, 30), units=4, seed=seed, days=45, rates=rates or Rates(cases=4))


@contextmanager
def lived(what: Wish, slug: str = SLUG) -> Iterator[list[table.Row]]:
    """The table of a year of which nothing stays."""
    with transaction.atomic():
        live(slug, what)
        yield table.rows([slug])
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_same_seed_tells_the_same_table_and_the_clock_on_the_wall_is_put_back() -> None:
    before = timezone.now
    with lived(wish()) as first:
        assert sum(row.raised for row in first) > 10
        assert {row.clause for row in first} >= {"5.2", "5.5", "7.3"}
    with lived(wish()) as again:
        assert again == first
    assert timezone.now is before


@pytest.mark.django_db
def test_people_without_a_fault_miss_nothing() -> None:
    with lived(wish(rates=PERFECT)) as rows:
        assert [row for row in rows if row.missed] == []
        assert sum(row.met for row in rows) > 0


@pytest.mark.django_db
def test_people_who_forget_everything_miss_what_falls_due() -> None:
    forgetful = Rates(forgotten=1, cases=0, excused=0)
    with lived(wish(rates=forgetful)) as rows:
        calls = next(row for row in rows if row.what == "called_back")
        assert calls.missed > 0
        assert calls.met == 0
        late = Obligation.objects.filter(what="called_back", state="missed")
        assert all(row.log.filter(kind="missed").exists() for row in late)


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
