"""Technicians of a dealer of fuel trucks: two for each unit, qualified by the provider."""

from collections.abc import Callable

import pytest

from sanbao.apps.dealers import queries as dealers

from .house import House
from .test_trainings import held, planned

Company = Callable[..., House]


@pytest.mark.clause("P5-2.1")
def test_two_technicians_for_each_unit_qualify_by_the_providers_short_course(
    company: Company,
) -> None:
    house = company("fuel-truck-dealer", assets=1)
    dealer = dealers.dealers_for(house.person("dealer")).get()
    units = sum(1 for unit in house.units if unit.dealer_id == dealer.pk)
    assert units == 1
    assert "维修人员应有 2 名，已确定 0 名" in house.page("manager", "dealers:list")
    for name in ("赵技师", "钱技师"):
        form = {"name": name, "kind": "repair", "since_on": f"{house.present.today}"}
        house.post("dealer", "dealers:step", dealer.code, "name_staff", data=form)
    page = house.page("dealer", "dealers:file", dealer.code)
    assert "应有 2 名经培训的维修人员，实有 0 名" in page
    people = [post.person for post in dealers.in_post().select_related("person")]
    held(house, planned(house, audience="dealers"), *people)
    page = house.page("dealer", "dealers:file", dealer.code)
    assert "齐备" in page
    # A further unit asks for two more.
    house.unit(province="江苏")
    assert "维修人员应有 4 名，已确定 2 名" in house.page("dealer", "dealers:file", dealer.code)
