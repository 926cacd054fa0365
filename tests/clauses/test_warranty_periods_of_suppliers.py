"""How long a warranty runs, and from when: agreements of suppliers with their customers."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from .house import House
from .paper import revise
from .present import CHINA
from .reading import COVERED, OUTSIDE, last_covered, preview, standing

Company = Callable[..., House]


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.clause("P1-5.1", "P1-6.1")
def test_the_scale_runs_from_commissioning_and_its_parts_from_acceptance(company: Company) -> None:
    house = company("scale-supplier")
    unit = house.unit(commissioned=date(2025, 3, 31), accepted=date(2025, 4, 9))
    assert last_covered(house, unit, ends=day("2026-09-30")) == [
        f"{COVERED} 第 5.1 条",
        f"{OUTSIDE} 第 5.1 条",
    ]
    assert last_covered(house, unit, ends=day("2026-10-09"), component="electrical") == [
        f"{COVERED} 第 6.1 条",
        f"{OUTSIDE} 第 6.1 条",
    ]
    body = preview(house, unit, component="body")
    assert body.cover == f"{COVERED} 第 6.1 条"
    assert "2025-04-09" in body.why
    assert "2028-04-09" in body.why


@pytest.mark.clause("P1-6.1")
def test_the_steel_body_ends_with_february_after_three_years(company: Company) -> None:
    house = company("scale-supplier")
    unit = house.unit(commissioned=date(2024, 2, 20), accepted=date(2024, 2, 29))
    covers = last_covered(house, unit, ends=day("2027-02-28"), component="body")
    assert covers == [f"{COVERED} 第 6.1 条", f"{OUTSIDE} 第 6.1 条"]


@pytest.mark.clause("P1-6.1")
@pytest.mark.parametrize("cause", ["force_majeure", "human_damage"])
def test_nature_and_people_are_left_out_of_what_acceptance_grants(
    company: Company, cause: str
) -> None:
    house = company("scale-supplier")
    unit = house.unit(commissioned=date(2026, 1, 5), accepted=date(2026, 1, 9))
    for component in ("body", "electrical"):
        said = preview(house, unit, component=component, cause=cause)
        assert said.cover == "在质保期内，但不在保修范围内 第 6.1 条"


@pytest.mark.clause("P4-9")
def test_doors_are_free_for_24_months_from_acceptance(company: Company) -> None:
    house = company("fire-door")
    unit = house.unit(accepted=date(2024, 10, 31))
    walk = house.walk(unit).to("signed", cause="product_quality", parts=("BMQ-65",))
    assert [(line.item, f"{line.amount}", line.clause) for line in walk.lines] == [
        ("parts", "0.00", "9"),
        ("labour", "0.00", "9"),
    ]
    covers = last_covered(house, unit, ends=day("2026-10-31"))
    assert covers == [f"{COVERED} 第 9 条", f"{OUTSIDE} 第 9 条"]


@pytest.mark.clause("P6-5.1", "P6-7.1")
def test_equipment_is_kept_free_for_three_years_on_site_and_for_life_after(
    company: Company,
) -> None:
    house = company("integrated-equipment")
    unit = house.unit(accepted=date(2023, 9, 30))
    walk = house.walk(unit).to("signed", cause="product_quality", parts=("DYB-86",))
    assert [(line.item, f"{line.amount}", line.clause) for line in walk.lines] == [
        ("parts", "0.00", "7.1"),
        ("labour", "0.00", "7.1"),
        ("travel", "0.00", "5.1"),
    ]
    covers = last_covered(house, unit, ends=day("2026-09-30"))
    assert covers == [f"{COVERED} 第 5.1 条", f"{OUTSIDE} 第 5.1 条"]
    later = preview(house, unit)
    assert later.charges == []
    assert "维修 即可 价格待定 第 5.1 条" in later.remedies


@pytest.mark.clause("P6-5.1")
def test_the_day_of_the_acceptance_signature_is_covered_already(company: Company) -> None:
    house = company("integrated-equipment")
    unit = house.unit(accepted=house.present.today)
    said = preview(house, unit)
    assert said.cover == f"{COVERED} 第 5.1 条"
    assert "2026-09-07 " in said.why
    assert "2029-09-07" in said.why


@pytest.mark.clause("P8-4")
def test_the_blank_of_the_tender_says_how_long_and_support_has_no_end(company: Company) -> None:
    house = company("bid-supply")
    unit = house.unit(delivered=date(2025, 9, 30))
    covers = last_covered(house, unit, ends=day("2026-09-30"))
    assert covers == [f"{COVERED} 第 4 条", f"{OUTSIDE} 第 4 条"]
    revise(house, warranty_months="18")
    longer = preview(house, unit)
    assert longer.cover == f"{COVERED} 第 4 条"
    assert "2027-03-30" in longer.why
    house.go_to(day("2027-04-01"))
    question = house.walk(unit, kind="question_asked")
    question.report()
    said = standing(question)
    assert (said.charges, "4" in said.clauses) == ([], True)
    assert "终身技术支持" in said.text
