"""A spare unit is lent until the original is repaired, and comes back."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest

from sanbao.apps.obligations.queries import Obligation
from sanbao.apps.parts import queries as loans

from .house import House, RefusedByPage
from .walk import Walk, drawn


def pool(house: House) -> int:
    form = {"serial": "BY-1", "name": "备用主机"}
    house.post("desk", "parts:pool", data=form)
    return loans.LoanUnit.objects.get(serial="BY-1").pk


def hand_over(house: House, loan: loans.Loan, **fields: object) -> None:
    form = {
        "key": str(uuid4()),
        "condition": "完好",
        "works": "yes",
        "use_explained": "yes",
        "signer_name": "卫工",
        "signature": drawn(),
        **fields,
    }
    house.post("engineer", "parts:hand_over", loan.code, data=form)


def lent_for(walk: Walk) -> loans.Loan:
    return loans.Loan.objects.get(case=walk.case)


@pytest.mark.clause("P6-5.3", "P6-7.5")
def test_not_resolved_in_time_a_spare_unit_is_lent_until_the_original_works(
    company: Callable[..., House],
) -> None:
    house = company("integrated-equipment")
    walk = house.walk(house.unit(accepted=date(2026, 6, 1)))
    walk.to("assigned")
    assert "申请备用机" not in walk.page()
    house.go(hours=13)
    assert "申请备用机" in walk.page()
    house.post("desk", "parts:ask", walk.code, data={})
    with pytest.raises(RefusedByPage, match="没有空闲的备用机"):
        hand_over(house, lent_for(walk))
    hand_over(house, lent_for(walk), unit=pool(house))
    loaner = Obligation.objects.get(what="loaner", subject_code=walk.code)
    assert (loaner.clause, loaner.state) == ("5.3", "met")
    walk.to("signed")
    assert lent_for(walk).state == "due_back"
    assert "待归还" in house.page("desk", "parts:list")
    duty = Obligation.objects.get(what="loaner_returned")
    assert (duty.owed_by, duty.state) == ("customer", "running")
    back = {"key": str(uuid4()), "condition": "as_lent", "accessories": "yes"}
    house.post("engineer", "parts:take_back", lent_for(walk).code, data=back)
    duty.refresh_from_db()
    assert duty.state == "met"


@pytest.mark.clause("P6-5.3")
def test_while_the_fault_is_back_the_spare_unit_stays_with_the_customer(
    company: Callable[..., House],
) -> None:
    house = company("integrated-equipment")
    walk = house.walk(house.unit(accepted=date(2026, 6, 1))).to("assigned")
    house.go(hours=13)
    house.post("desk", "parts:ask", walk.code, data={})
    hand_over(house, lent_for(walk), unit=pool(house))
    walk.to("handed_in")
    first = Obligation.objects.get(what="loaner_returned")
    assert (lent_for(walk).state, first.state) == ("due_back", "running")
    walk.follow_up(works="no")
    first.refresh_from_db()
    assert (lent_for(walk).state, first.state) == ("lent", "cancelled")
    assert "原机故障复发" in house.page("manager", "obligations:detail", first.code)
    again = house.walk(walk.unit)
    again.code, again.done = walk.code, "reported"
    again.to("signed")
    assert lent_for(walk).state == "due_back"
    second = Obligation.objects.exclude(pk=first.pk).get(what="loaner_returned")
    assert (second.owed_by, second.state) == ("customer", "running")


@pytest.mark.clause("P8-5.2")
def test_within_warranty_a_substitute_comes_on_demand(company: Callable[..., House]) -> None:
    house = company("bid-supply")
    walk = house.walk(house.unit(delivered=date(2026, 6, 1)))
    walk.report()
    house.post("desk", "parts:ask", walk.code, data={})
    loaner = Obligation.objects.get(what="loaner", subject_code=walk.code)
    assert (loaner.clause, loaner.owed_by, loaner.state) == ("5.2", "provider", "running")
    walk.to("assigned")
    hand_over(house, lent_for(walk), unit=pool(house))
    loaner.refresh_from_db()
    assert loaner.state == "met"


@pytest.mark.clause("P8-5.2")
def test_after_the_warranty_nobody_owes_one(company: Callable[..., House]) -> None:
    house = company("bid-supply")
    walk = house.walk(house.unit(delivered=date(2015, 6, 1)))
    walk.report()
    assert "申请备用机" not in walk.page()
    house.post("desk", "parts:ask", walk.code, data={})
    assert not loans.Loan.objects.filter(case=walk.case).exists()
