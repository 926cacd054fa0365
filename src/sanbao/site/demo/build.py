"""Building the demo companies: everything together, from an empty database."""

import gc
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import connection, connections

from sanbao import templates
from sanbao.apps.accounts import queries as accounts
from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.agreements import queries as agreement_rows
from sanbao.apps.assets import actions as assets_
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.notices import actions as reading
from sanbao.apps.notices import queries as notices
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.products import queries as product_rows
from sanbao.site.demo import (
    care,
    goods,
    lives,
    paper,
    people,
    reacting,
    settling,
    stores,
    stories,
    talks,
    teaching,
    units,
    voices,
)
from sanbao.site.demo import clock as clocks
from sanbao.site.demo.company import CompanyData, read
from sanbao.site.demo.crew import build_side_by_side

NOON = time(12)
RAISED_TOGETHER = frozenset(
    {"obligations.raise_for_agreement", "assets.raise_of_agreement", "assets.raise_unit"}
)
SWEEP_EVERY = timedelta(minutes=15)
UNREAD_DAYS = 2
NO_PASSWORD = "!"  # noqa: S105 - what Django keeps for somebody who cannot sign in by one


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """One company as built. staff["manager"] is a person by role."""

    data: CompanyData
    provider: Provider
    staff: people.Staff
    version: agreement_rows.Version
    products: dict[str, product_rows.Product]
    units: list[units.Unit]
    clock: clocks.Clock

    @property
    def people(self) -> dict[str, User]:
        return self.staff.by_role


def build_all(
    slugs: Sequence[str] = templates.SLUGS,
    *,
    today: date,
    now: datetime | None = None,
    password: str,
    processes: int = 1,
) -> None:
    """The companies of the templates named, several at a time. password: of every account."""
    evidence.sync_forms()
    # One hash for all: each would cost what a sign-in costs, and a demo password is no secret.
    hashed = make_password(password)
    if processes > 1:
        build_side_by_side(
            build_alone, slugs, today=today, now=now, password=hashed, processes=processes
        )
        return
    for slug in slugs:
        build_company(slug, today=today, now=now, password=hashed)


def build_alone(slug: str, today: date, now: datetime | None, password: str) -> None:
    """One company. A crash loses the demo, which can be made again: nothing waits for the disk."""
    gc.disable()  # the process ends with the company; looking for garbage takes a tenth of it
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    build_company(slug, today=today, now=now, password=password)
    connections.close_all()


def build_company(
    slug: str,
    *,
    today: date,
    now: datetime | None = None,
    cases: int = 30,
    assets: int = 40,
    password: str = NO_PASSWORD,
) -> DemoCompany:
    """One company with `assets` units, `cases` past cases, and open ones besides.

    now: where the telling ends, noon of `today` unless given. cases: 0 leaves out the open cases
    too. password: hash for all its accounts; without one nobody can sign in by a form.
    """
    data = read(slug)
    chance = Random(zlib.crc32(slug.encode()))  # noqa: S311 - invented lives, equal every time
    clock = clocks.Clock(
        today=today, now=now or datetime.combine(today, NOON, clocks.CHINA), chance=chance
    )
    evidence.sync_forms()
    with reacting.at_once() as basket:
        company = founded(data, clock, assets=assets, password=password)
        basket.done_otherwise = RAISED_TOGETHER
        raise_ahead(company)
        told = (
            stories.tell(data, company.staff, company.units, clock, cases=cases)
            if cases and assets
            else []
        )

        swept = clock.ago(stories.OLDEST_DAYS)

        def after_each(at: datetime) -> None:
            nonlocal swept
            if at - swept >= SWEEP_EVERY or at == clock.now:
                obligations.sweep_and_tell(at)
                swept = at
            reacting.drain(basket)

        clocks.run(told, until=clock.now, after_each=after_each)
        if told:
            tell_more(company)
            reacting.drain(basket)
    if told:
        with reacting.step_by_step():
            settling.tell(data, company.staff, company.units, clock)
    read_what_is_old(company, clock)
    return company


def tell_more(company: DemoCompany) -> None:
    """What is told beside the cases."""
    data, staff, installed, clock = company.data, company.staff, company.units, company.clock
    care.tell(staff, installed, clock)
    lives.tell(data, staff, clock)
    teaching.tell(staff, clock)
    talks.tell(data, staff, installed, clock)
    voices.tell(data, staff, installed, clock)
    stores.tell(data, staff, clock)


def read_what_is_old(company: DemoCompany, clock: clocks.Clock) -> None:
    """People have read what they were told until some days ago."""
    for person in accounts.colleagues_for(company.staff["manager"]):
        told = notices.notices_for(person).filter(created_at__lt=clock.ago(UNREAD_DAYS))
        last = told.order_by("-id").first()
        if last is not None:
            reading.read_all(person, upto=last.pk, at=clock.now)


def raise_ahead(company: DemoCompany) -> None:
    """What is owed over time from today on, as each day's run raises it."""
    at, agreement = company.clock.now, company.version.agreement
    obligations.raise_agreements([agreement], at=at)
    assets_.raise_for_units([agreement], at=at)


def founded(data: CompanyData, clock: clocks.Clock, *, assets: int, password: str) -> DemoCompany:
    """The company before its first case."""
    provider = people.provider_of(data)
    staff = people.employ(data, provider, clock, password=password)
    manager = staff["manager"]
    version = paper.sign(data, provider, staff, clock)
    products = goods.stock(data, version, clock, by=manager)
    deal = units.Deal(
        data=data,
        provider=provider,
        staff=staff,
        agreement=version.agreement,
        products=products,
        clock=clock,
    )
    installed = units.install(deal, count=assets)
    return DemoCompany(data, provider, staff, version, products, installed, clock)
