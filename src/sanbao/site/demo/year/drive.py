"""One company through a year, by the actions of its own pages, with a clock of its own."""

import gc
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.db import connection, connections

from sanbao.apps.evidence import actions as evidence
from sanbao.apps.obligations import actions as obligations
from sanbao.site.demo import build, reacting, stories
from sanbao.site.demo import clock as clocks
from sanbao.site.demo.company import read
from sanbao.site.demo.year import wall
from sanbao.site.demo.year.doing import Hands
from sanbao.site.demo.year.fate import Fates
from sanbao.site.demo.year.lending import Lending
from sanbao.site.demo.year.morning import raise_all
from sanbao.site.demo.year.office import Office
from sanbao.site.demo.year.rates import DAYS, Wish
from sanbao.site.demo.year.rounds import Rounds, design_engineer

SWEEP_EVERY = timedelta(minutes=30)


def live(slug: str, wish: Wish) -> None:
    """The company `slug` from its founding to the end of the year, in one transaction."""
    fates = Fates(f"{wish.seed}/{slug}", wish.rates)
    noon = datetime.combine(wish.end, time(12), clocks.CHINA)
    clock = clocks.Clock(today=wish.end, now=noon, chance=fates.chance("company"))
    since = noon - timedelta(days=wish.days)
    evidence.sync_forms()
    with wall.hung(since) as clock_on_the_wall, reacting.at_once() as basket:
        basket.done_otherwise = build.RAISED_TOGETHER
        company = build.founded(read(slug), clock, assets=wish.units, password=build.NO_PASSWORD)
        hands = Hands(company, fates)
        swept = since

        def after_each(at: datetime) -> None:
            nonlocal swept
            clock_on_the_wall.now = at
            if at - swept >= SWEEP_EVERY or at == clock.now:
                obligations.sweep_and_tell(at)
                swept = at
            reacting.drain(basket)

        clocks.run(told(hands, wish, since), until=clock.now, after_each=after_each)
        basket.jobs.clear()  # the papers of an invented year are left unwritten


def told(hands: Hands, wish: Wish, since: datetime) -> Iterator[clocks.Story]:
    """Everything that goes on side by side."""
    company = hands.company
    until = company.clock.now
    office = Office(hands)
    rounds = Rounds(hands, design_engineer(hands, at=since))
    yield raise_all(company, since, until)
    yield office.mornings(since, until)
    yield office.doings(since, until)
    yield rounds.mondays(since, until)
    yield rounds.days(since, until)
    yield Lending(hands).days(since, until)
    yield from stories.year(
        company.data,
        company.staff,
        company.units,
        company.clock,
        cases=round(wish.rates.cases * wish.units * wish.days / DAYS),
        days=wish.days,
    )


def live_alone(slug: str, wish: Wish) -> None:
    """One company in a process of its own; a crash loses nothing that cannot be told again."""
    gc.disable()  # the process ends with the company
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    live(slug, wish)
    connections.close_all()
