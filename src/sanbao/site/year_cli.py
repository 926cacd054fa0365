"""`sanbao demo year`: eight companies through a year, and the table of what they kept."""

import os
import sys
from dataclasses import fields
from datetime import date
from typing import Annotated

import typer

from sanbao.site.demo.year.rates import Rates, Wish
from sanbao.templates import SLUGS

CANNOT = 2

demo = typer.Typer(no_args_is_help=True, help="Invented companies, to look at and to measure by.")


@demo.callback()
def demo_group() -> None:
    """Invented companies, to look at and to measure by."""


@demo.command()
def year(
    seed: Annotated[int, typer.Option(help="The same seed tells the same year.")] = 1,
    units: Annotated[int, typer.Option(min=4, help="Units of each company.")] = 250,
    companies: Annotated[str, typer.Option(help="Templates, with commas between.")] = "",
    end: Annotated[str, typer.Option(help="The last day of the year.")] = "2026-12-31",
    days: Annotated[int, typer.Option(min=30, max=730, help="How long the year is.")] = 365,
    rate: Annotated[
        list[str] | None, typer.Option(help="Another rate: late=0.2, forgotten=0.1 ...")
    ] = None,
) -> None:
    """Drive a whole simulated year through the real actions, and print what was kept.

    It runs on a database of its own that is gone afterwards.
    """
    try:
        last = date.fromisoformat(end)
    except ValueError:
        raise typer.BadParameter("is no date like 2026-12-31", param_hint="--end") from None
    wish = Wish(end=last, units=units, seed=seed, days=days)
    raise typer.Exit(year_command(companies, wish=wish, rates=rate or []))


def year_command(companies: str, *, wish: Wish, rates: list[str]) -> int:
    """Print the rates and the table; progress and complaints go to standard error."""
    slugs = [slug for slug in companies.split(",") if slug] or list(SLUGS)
    unknown = sorted(set(slugs) - set(SLUGS))
    if unknown:
        print(f"sanbao demo year: no such company: {', '.join(unknown)}", file=sys.stderr)
        return CANNOT
    try:
        stated = stated_rates(rates)
    except ValueError as error:
        print(f"sanbao demo year: {error}", file=sys.stderr)
        return CANNOT
    from sanbao.site.demo.year.side_by_side import empty_database, stoppable, tell

    wish = Wish(wish.end, wish.units, wish.seed, wish.days, stated)
    print(f"seed {wish.seed}, {wish.days} days to {wish.end}, {wish.units} units a company")
    print(f"rates: {stated.words()}\n", flush=True)
    with stoppable(), empty_database():
        table = tell(slugs, wish, processes=min(os.cpu_count() or 1, 4), out=sys.stderr)
    print(table)
    return 0


def stated_rates(written: list[str]) -> Rates:
    """`late=0.2` and the like over the usual rates. Raises ValueError naming what is wrong."""
    names = [field.name for field in fields(Rates)]
    stated = {}
    for one in written:
        name, _, figure = one.partition("=")
        if name not in names:
            raise ValueError(f"no such rate: {name}; there are {', '.join(names)}")
        try:
            stated[name] = float(figure)
        except ValueError:
            raise ValueError(f"{name}: {figure!r} is no number") from None
        if not 0 <= stated[name] <= (12 if name == "cases" else 1):
            raise ValueError(f"{name}: {figure} is out of bounds")
    return Rates(**stated)
