"""The demo companies: told by the actions, the same every time, with something of everything."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from sanbao import templates
from sanbao.apps.accounts.access import Provider, Role
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets import queries as assets
from sanbao.apps.desk import queries as cases
from sanbao.apps.journal import queries as journal
from sanbao.apps.money import queries as money
from sanbao.apps.parts import queries as parts
from sanbao.apps.training import queries as training
from sanbao.site.demo.build import DemoCompany, build_all, build_company
from sanbao.site.demo.company import read
from sanbao.site.management.commands import demo

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 9)
# Where a customer is charged once a unit is out of warranty, or damaged by people.
CUSTOMERS_PAY = {
    "scale-supplier",
    "solar-dealer",
    "full-process",
    "tablet-dealer",
    "bid-supply",
}


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def digest(company: DemoCompany) -> list[Any]:
    """Everything that a person could tell two tellings apart by."""
    provider = company.provider
    entries = journal.Entry.objects.filter(provider=provider).order_by("id")
    # A price list is named by its row, which a database never gives out twice.
    entries = entries.exclude(subject_kind="price_list")
    rows = cases.Case.objects.filter(provider=provider).order_by("id")
    return [
        *entries.values_list("happening", "subject_code", "at", "by__username", "was", "now"),
        *rows.values_list("code", "key", "description", "asset__serial", "reported_at", "state"),
        *assets.Asset.objects.filter(provider=provider)
        .order_by("serial")
        .values_list("serial", "customer__name", "customer__phone", "site__address"),
    ]


def test_the_same_day_tells_the_same_story() -> None:
    tellings = []
    for _ in range(2):
        with transaction.atomic():
            tellings.append(digest(build_company("fire-door", today=TODAY, cases=5, assets=8)))
            transaction.set_rollback(True)
    assert len(tellings[0]) > 100
    assert tellings[0] == tellings[1]


def test_another_day_tells_it_of_that_day() -> None:
    company = build_company("fire-door", today=date(2026, 3, 2), cases=3, assets=5)
    latest = cases.Case.objects.filter(provider=company.provider).latest("reported_at")
    assert latest.reported_at.date() == date(2026, 3, 2)


@pytest.mark.parametrize("slug", templates.SLUGS)
def test_each_shipped_agreement_has_its_company(slug: str) -> None:
    company = build_company(slug, today=TODAY, cases=3, assets=8)
    assert set(company.people) == set(Role.values)
    version = agreements.version_in_force(company.version.agreement, on=TODAY)
    assert version == company.version
    assert not agreements.open_blanks(version)
    assert training.certificate(company.staff.expired, on=TODAY) is None
    assert all(training.certificate(one, on=TODAY) for one in company.staff.engineers)
    lying = parts.stocks_for(company.staff[Role.MANAGER])
    assert {one.store.kind for one in lying} == {"station", "van"}
    others = agreements.Agreement.objects.filter(provider=company.provider)
    found = {row.state: row for row in others.exclude(pk=version.agreement_id)}
    second = found[read(slug).second.state]
    assert second.title == read(slug).second.title
    is_open = bool(agreements.open_blanks(second.versions.get()))
    assert is_open == (second.state == "draft")
    closed = cases.Case.objects.filter(provider=company.provider, state="closed")
    assert closed.count() >= 3
    paid = money.Line.objects.filter(provider=company.provider, payer="customer", amount__gt=0)
    assert paid.exists() == (slug in CUSTOMERS_PAY)


def test_the_companies_show_an_agreement_in_each_state_of_its_life() -> None:
    """Each in its own; by both signed and not yet in force is nothing to look at."""
    shown = {"in_force", *(read(slug).second.state for slug in templates.SLUGS)}
    assert shown == set(agreements.AgreementState.values) - {"signed"}


def test_a_part_that_a_fault_needs_is_on_the_price_list() -> None:
    for slug in templates.SLUGS:
        data = read(slug)
        listed = {price.code for price in data.prices}
        for fault in (*data.faults, *data.new_faults):
            assert listed >= set(fault.parts), f"{slug}: {fault.says}"


def test_an_account_is_found_by_company_and_role() -> None:
    company = build_company("solar-dealer", today=TODAY, cases=0, assets=1, password="secret")
    names = {user.username for user in company.people.values()}
    assert {"solar-dealer-manager", "solar-dealer-admin", "solar-dealer-customer"} <= names


def test_nobody_signs_in_to_a_company_built_without_a_password() -> None:
    company = build_company("solar-dealer", today=TODAY, cases=0, assets=1)
    assert not company.people[Role.MANAGER].has_usable_password()


def test_the_demo_goes_into_an_empty_database_only() -> None:
    Provider.objects.create(slug="real", name="已有的公司")
    with pytest.raises(CommandError, match="companies in this database already"):
        call_command("demo", processes=1)


def test_the_command_tells_everything_from_now(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}
    monkeypatch.setattr(demo, "build_all", lambda slugs, **given: asked.update(given, slugs=slugs))
    monkeypatch.setattr(demo, "demo_password", lambda _folder: "secret")
    instant = datetime(2026, 9, 8, 17, 30, 59, tzinfo=UTC)  # already the 9th in China
    monkeypatch.setattr(demo.timezone, "now", lambda: instant)
    call_command("demo", processes=1)
    assert asked["today"] == date(2026, 9, 9)
    assert asked["now"] == instant.replace(second=0)
    assert asked["password"] == "secret"
    assert asked["slugs"] == list(templates.SLUGS)


def test_the_command_makes_the_companies_named_and_no_unknown_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(demo, "build_all", lambda slugs, **_rest: asked.append(slugs))
    call_command("demo", processes=1, companies="fire-door,bid-supply")
    assert asked == [["fire-door", "bid-supply"]]
    with pytest.raises(CommandError, match="window"):
        call_command("demo", processes=1, companies="fire-door,window")


def test_all_companies_share_the_password_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "sanbao.site.demo.build.build_company",
        lambda slug, **given: build_company(slug, **given, cases=0, assets=1),
    )
    build_all(templates.SLUGS[:1], today=TODAY, password="a demo password")
    provider = Provider.objects.get(slug=templates.SLUGS[0])
    assert all(user.check_password("a demo password") for user in provider.users.all()[:2])
