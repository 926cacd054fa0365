"""The fixture that the clause tests stand on: each company can be walked from end to end."""

from collections.abc import Callable
from datetime import date

import pytest

from sanbao import templates

from .house import House, RefusedByPage

Company = Callable[..., House]


@pytest.mark.parametrize("slug", templates.SLUGS)
def test_a_case_of_each_company_is_walked_from_the_call_to_the_closed_file(
    company: Company, slug: str
) -> None:
    house = company(slug)
    walk = house.walk().to("followed_up")
    assert walk.case.state == "closed"
    assert walk.case.code in walk.page("auditor")


def test_a_page_that_refuses_says_why(company: Company) -> None:
    house = company("full-process")
    walk = house.walk().to("raised")
    with pytest.raises(RefusedByPage, match=r"上岗资格证.*已于 .* 到期"):
        walk.assign(engineer=house.company.staff.expired)


def test_time_that_passes_misses_what_was_promised(company: Company) -> None:
    house = company("integrated-equipment")
    walk = house.walk().to("assigned")
    house.go(hours=13)
    assert walk.promise("resolved").state == "missed"
    assert walk.promise("loaner").clause == "5.3"


def test_a_unit_has_exactly_the_dates_given(company: Company) -> None:
    house = company("scale-supplier")
    unit = house.unit(commissioned=date(2025, 1, 31), accepted=date(2025, 2, 3))
    walk = house.walk(unit).to("reported")
    assert walk.answer["warranty"]["ends_on"] == "2026-07-31"
