"""Duties over time are raised by themselves, each from its clause, a quarter ahead."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from sanbao.apps.obligations import queries
from sanbao.apps.obligations.queries import Obligation

from .house import House
from .present import CHINA

pytestmark = pytest.mark.django_db
# What falls due at the end of the year is within a quarter.
NOVEMBER = datetime(2026, 11, 2, 10, tzinfo=CHINA)


def owed(house: House, clause: str, what: str) -> list[Obligation]:
    rows = Obligation.objects.filter(
        provider=house.company.provider, clause=clause, what=what, caused_by=None
    )
    return list(rows.order_by("due_at", "id"))


def due(row: Obligation) -> str:
    return queries.due_words(row.due_at, "Asia/Shanghai")


def case(plan: str, slug: str, clause: str, what: str, by: str, each: str) -> object:
    mark = pytest.mark.clause(plan)
    return pytest.param(slug, clause, what, by, each, id=f"{plan} {what}", marks=mark)


@pytest.mark.parametrize(
    ("slug", "clause", "what", "by", "each"),
    [
        case("P1-2.5", "scale-supplier", "2.5", "hotline_staffed", "provider", "agreement"),
        case("P1-8", "scale-supplier", "8", "parts_available", "provider", "asset"),
        case("P1-9.1", "scale-supplier", "9.1", "run_log_kept", "customer", "asset"),
        case("P1-9.1", "scale-supplier", "9.1", "maintained", "customer", "asset"),
        case("P2-1.4", "solar-dealer", "1.4", "dealer_checked", "provider", "dealer"),
        case("P2-2.1", "solar-dealer", "2.1", "organisation_kept", "dealer", "dealer"),
        case("P2-2.3", "solar-dealer", "2.3", "service_not_refused", "dealer", "dealer"),
        case("P2-2.5", "solar-dealer", "2.5", "feedback_reported", "dealer", "dealer"),
        case("P2-2.7", "solar-dealer", "2.7", "followed_up", "dealer", "dealer"),
        case("P2-7.1", "solar-dealer", "7.1", "year_settled", "provider", "dealer"),
        case("P2-7.2.2", "solar-dealer", "7.2.2", "sheets_submitted", "dealer", "dealer"),
        case("P2-8.1", "solar-dealer", "8.1", "repairs_reported", "dealer", "dealer"),
        case("P2-9.0", "solar-dealer", "9.0", "awarded", "provider", "agreement"),
        case("P3-2.3", "full-process", "2.3", "hotline_staffed", "provider", "agreement"),
        case("P3-3.5", "full-process", "3.5", "called_back", "provider", "customer"),
        case("P3-6.2", "full-process", "6.2", "records_reported", "provider", "agreement"),
        case("P3-7.1", "full-process", "7.1", "records_consolidated", "provider", "agreement"),
        case("P5-1.3", "fuel-truck-dealer", "1.3", "supported", "provider", "asset"),
        case("P5-1.9", "fuel-truck-dealer", "1.9", "station_kept", "provider", "agreement"),
        case("P5-2.1", "fuel-truck-dealer", "2.1", "organisation_kept", "dealer", "dealer"),
        case("P5-6", "fuel-truck-dealer", "6", "hotline_staffed", "provider", "agreement"),
        case("P6-5.1", "integrated-equipment", "5.1", "supported", "provider", "asset"),
        case("P6-5.5", "integrated-equipment", "5.5", "called_back", "provider", "customer"),
        case("P6-5.5", "integrated-equipment", "5.5", "inspected", "provider", "asset"),
        case("P6-7.3", "integrated-equipment", "7.3", "hotline_staffed", "provider", "agreement"),
        case("P6-7.4", "integrated-equipment", "7.4", "certified", "provider", "agreement"),
        case("P7-5.5", "tablet-dealer", "5.5", "sheets_submitted", "dealer", "dealer"),
        case("P7-6", "tablet-dealer", "6", "shipped_once_a_week", "dealer", "dealer"),
        case("P8-4", "bid-supply", "4", "supported", "provider", "asset"),
        case("P8-11", "bid-supply", "11", "organisation_kept", "provider", "agreement"),
    ],
)
def test_it_is_owed_by_whom_the_clause_says(
    company: Callable[..., House], slug: str, clause: str, what: str, by: str, each: str
) -> None:
    house = company(slug, now=NOVEMBER)
    rows = owed(house, clause, what)
    assert rows, "nobody had to ask for it"
    assert {(row.owed_by, row.subject_kind) for row in rows} == {(by, each)}
    for row in rows:
        assert row.state == "running"
        assert row.owner is not None
    assert rows[0].code in house.page("manager", "obligations:detail", rows[0].code)


@pytest.mark.clause("P1-4.1")
def test_each_unit_is_inspected_each_half_year_from_its_commissioning(
    company: Callable[..., House],
) -> None:
    house = company("scale-supplier", now=NOVEMBER)
    unit = house.unit(commissioned=date(2026, 6, 10))
    house.settle()
    rows = [row for row in owed(house, "4.1", "inspected") if row.subject_code == unit.serial]
    assert [due(row) for row in rows] == ["2026-12-10 24:00"]
    house.go_to(house.present.now.replace(year=2026, month=12, day=11))
    assert Obligation.objects.get(pk=rows[0].pk).state == "missed"
