"""Inspections come round by themselves, are led and signed, and what they find has consequences."""

from collections.abc import Callable
from datetime import date

import pytest

from sanbao.apps.inspections import queries as inspections
from sanbao.apps.workorders import queries as orders

from .house import House, RefusedByPage
from .rounds import Trip, owed

Company = Callable[..., House]
# Half a year, and a quarter, before the end of September.
MARCH, JUNE = date(2026, 3, 28), date(2026, 6, 28)


@pytest.fixture
def scales(company: Company) -> Trip:
    """A unit whose half-yearly inspection falls due in three weeks."""
    house = company("scale-supplier")
    unit = house.unit(commissioned=MARCH)
    house.settle()
    owed(house, "inspected", unit.serial)
    trip = Trip(house, unit)
    trip.propose()
    return trip


@pytest.fixture
def equipment(company: Company) -> Trip:
    house = company("integrated-equipment")
    unit = house.unit(accepted=JUNE)
    house.settle()
    owed(house, "inspected", unit.serial)
    trip = Trip(house, unit)
    trip.propose()
    return trip


@pytest.mark.clause("P1-4.1")
def test_an_inspection_falls_due_by_itself_and_a_design_engineer_takes_part(scales: Trip) -> None:
    house, row = scales.house, owed(scales.house, "inspected", scales.unit.serial)
    assert scales.row.code in house.page("dispatcher", "inspections:list")
    with pytest.raises(RefusedByPage, match="需要设计人员参加"):
        scales.plan()
    with pytest.raises(RefusedByPage, match=r"已于 .* 到期"):
        scales.plan(lead=house.company.staff.expired.pk, designer=scales.designer("许设计"))
    scales.plan(designer=scales.designer())
    assert "顾设计" in house.page("engineer", "inspections:round", scales.row.code)
    scales.start()
    scales.check()
    scales.sign(nobody_spoke="on")
    row.refresh_from_db()
    assert row.state == "met"


@pytest.mark.clause("P1-4.2")
def test_opinions_of_the_maintenance_staff_reach_product_improvement(scales: Trip) -> None:
    scales.plan(designer=scales.designer())
    scales.start()
    scales.check()
    with pytest.raises(RefusedByPage, match="请征求用户维护人员的意见"):
        scales.sign()
    scales.hear("老周", "润滑点太低，够不着")
    scales.sign()
    page = scales.house.page("quality", "inspections:opinions")
    assert "润滑点太低，够不着" in page
    assert f"{scales.unit.product}" in page


@pytest.mark.clause("P6-5.5")
def test_latent_faults_are_looked_for_and_removed_and_the_customer_signs_a_form(
    equipment: Trip,
) -> None:
    house = equipment.house
    equipment.plan()
    equipment.start()
    equipment.check(result="problem", measured="端子 86 ℃")
    equipment.find("接线端子过热", "removed", done="重新压接", measured="86 ℃")
    equipment.find("散热风扇异响", "ordered")
    with pytest.raises(RefusedByPage, match="422"):
        equipment.sign(signature="", nobody_spoke="on")
    equipment.sign(nobody_spoke="on", remarks="讲得很清楚")
    page = house.page("manager", "inspections:round", equipment.row.code)
    for words in ("讲得很清楚", "重新压接", "卫工", "端子 86 ℃"):
        assert words in page
    fault = inspections.LatentFault.objects.get(outcome="ordered")
    assert orders.open_order(fault.case_id) is not None
    assert equipment.row.code in house.page("desk", "desk:case", fault.case.code)
    assert owed_is_met(equipment)


def owed_is_met(trip: Trip) -> bool:
    unit = inspections.Inspection.objects.get(pk=trip.pk)
    return unit.obligation is not None and unit.obligation.state == "met"


@pytest.mark.clause("P4-12")
def test_long_after_the_warranty_the_customer_asks_and_somebody_comes(company: Company) -> None:
    house = company("fire-door")
    unit = house.units[0]
    form = {"key": "7c7e1f5e-6a67-4b8e-9a3f-0d7d1e5f0a11", "wish": "过保后大修前检查一遍"}
    house.post("customer", "inspections:request", unit.serial, data=form)
    trip = Trip(house, unit)
    assert "过保后大修前检查一遍" in house.page("dispatcher", "inspections:round", trip.row.code)
    trip.plan()
    trip.start()
    trip.check()
    trip.sign(nobody_spoke="on")
    assert trip.row.state == "done"


@pytest.mark.clause("P1-9.1", "P1-7.2")
def test_the_customers_log_and_maintenance_stand_in_the_units_file(company: Company) -> None:
    house = company("scale-supplier")
    unit = house.unit(commissioned=MARCH)
    house.settle()
    row = owed(house, "maintained", unit.serial)
    day = f"{house.present.today}"
    log = {"key": "0b0f8a52-5a4f-4d1f-8d3e-4c7a3b1f0a12", "on": day, "hours": "7.5"}
    house.post("customer", "assets:run_log", unit.serial, data={**log, "readings": "零点 0.02 kg"})
    done = {"key": "0b0f8a52-5a4f-4d1f-8d3e-4c7a3b1f0a13", "on": day, "done_by": "老周"}
    house.post("customer", "assets:maintenance", unit.serial, data={**done, "what": "清洁秤台限位"})
    for role in ("desk", "quality"):
        page = house.page(role, "assets:asset", unit.serial)
        assert "零点 0.02 kg" in page
        assert "清洁秤台限位" in page
    row.refresh_from_db()
    assert row.state == "met"
    walk = house.walk(unit)
    walk.report()
    assert "零点 0.02 kg" in house.page("desk", "desk:case", walk.code)
