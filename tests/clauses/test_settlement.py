"""The repair fund and its settlement by the pages of a demo company: P2-5, P2-7, P2-8.2, P7-5.5."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from sanbao.apps.accounts.access import Role
from sanbao.apps.claims.models import MonthlyForm, Sheet, SheetLine
from sanbao.apps.complaints.models import Complaint
from sanbao.apps.money.models import Line
from sanbao.apps.obligations.models import Obligation
from sanbao.apps.parties.models import Dealer
from sanbao.apps.settlements.models import Run, Statement

from .house import House, RefusedByPage
from .present import CHINA

Company = Callable[..., House]
OCTOBER = date(2026, 10, 1)
NOW = datetime(2026, 11, 23, 10, tzinfo=CHINA)


def dealer_of(house: House) -> Dealer:
    agreement = house.company.version.agreement
    assert agreement.dealer is not None
    return agreement.dealer


def sell(house: House, amount: str, units: int, on: str = "2026-10-05") -> None:
    row = f"S-{uuid4().hex[:8]},{dealer_of(house).code},{on},,{units},{amount}"
    house.post("finance", "products:record_sales", data={"sales": row})


def sheets(house: House, *amounts: str, state: str = "verified") -> list[Sheet]:
    """Sheets of October as the checks have left them."""
    dealer, at = dealer_of(house), house.present.now
    form = MonthlyForm.objects.create(
        provider=house.company.provider,
        dealer=dealer,
        month=OCTOBER,
        code=f"F-{uuid4().hex[:8]}",
        sheet_count=len(amounts),
        amount=sum(map(Decimal, amounts)),
        submitted_at=at,
    )
    return [
        Sheet.objects.create(
            provider=house.company.provider,
            code=f"WX-{uuid4().hex[:8]}",
            dealer=dealer,
            number=uuid4().hex[:8],
            month=OCTOBER,
            version=house.company.version,
            form=form,
            repaired_on=OCTOBER,
            signer_name="卫工",
            signed_on=OCTOBER,
            claimed=Decimal(amount),
            allowed=Decimal(amount),
            state=state,
            reason="" if state == "verified" else "连续三月未交",
            submitted_at=at,
            drafted_at=at,
        )
        for amount in amounts
    ]


def settle(house: House, kind: str = "monthly", month: str = "2026-10") -> Statement:
    house.post("manager", "settlements:run_list", data={"kind": kind, "month": month})
    assert Run.objects.latest("pk").state == "done"
    return Statement.objects.latest("pk")


def booked(row: Statement) -> list[tuple[str, str, str, str]]:
    lines = Line.objects.filter(dealer=row.dealer.code, period=row.period).order_by("pk")
    return [
        (line.account, line.contra, f"{line.amount}", line.clause)
        for line in lines
        if line.account not in ("earned", "verified")
    ]


@pytest.mark.clause("P2-5.1", "P2-5.2", "P2-5.3")
def test_one_per_cent_of_settled_sales_less_returns_and_fines_pays_the_fees(
    company: Company,
) -> None:
    house = company("solar-dealer", now=NOW)
    sell(house, "37800.00", 20)
    sell(house, "-1800.00", -1, on="2026-10-20")
    complain(house, "serious")
    sheets(house, "30.00", "20.00")
    row = settle(house)
    assert booked(row) == [
        ("deduction", "fund", "500.00", "5.3"),
        ("fund", "sales", "360.00", "5.1"),
        ("deduction", "fund", "50.00", "5.2"),
    ]
    assert (row.granted, row.state, row.after) == (0, "nothing_due", Decimal("-190.00"))
    sell(house, "100000.00", 50, on="2026-11-05")
    house.go_to(datetime(2026, 12, 22, 10, tzinfo=CHINA))
    later = settle(house, month="2026-11")
    assert (later.waiting, later.granted) == (Decimal("50.00"), Decimal("50.00"))
    page = house.page("dealer", "settlements:statement", later.code)
    for words in ("1000.00", "-190.00", "50.00", "不付现金"):
        assert words in page


def complain(house: House, grade: str) -> None:
    """A complaint about the dealer's service, found to be so and closed in October."""
    at = datetime(2026, 10, 12, 10, tzinfo=CHINA)
    Complaint.objects.create(
        provider=house.company.provider,
        code=f"TS-{uuid4().hex[:8]}",
        key=uuid4(),
        state="closed",
        source="phone",
        topic="attitude",
        grade=grade,
        complainer_name="卫工",
        promised_code="-",
        dealer=dealer_of(house),
        is_of_dealer=True,
        verdict="ours",
        reply="致歉",
        received_at=at,
        answered_at=at,
        closed_at=at,
        closed_by=house.person("manager"),
    )


@pytest.mark.clause("P2-7.1", "P2-8.2")
def test_at_year_end_the_rest_of_the_fund_is_paid_less_a_tenth_for_missing_feedback(
    company: Company,
) -> None:
    house = company("solar-dealer", now=NOW)
    Obligation.objects.filter(what="deduction").update(state="cancelled")
    sell(house, "36000.00", 20)
    sheets(house, "100.00")
    settle(house)
    drawn = missed_feedback(house)
    house.go_to(datetime(2026, 12, 31, 20, tzinfo=CHINA))
    Obligation.objects.filter(what="deduction").exclude(pk=drawn.pk).update(state="cancelled")
    year = settle(house, kind="year_end", month="2026-12")
    assert ("deduction", "fund", "36.00", "8.2") in booked(year)
    assert (year.deducted, year.granted) == (Decimal("36.00"), Decimal("224.00"))
    clauses = set(Line.objects.filter(evidence=year.code).values_list("clause", flat=True))
    assert clauses == {"7.1"}


def missed_feedback(house: House) -> Obligation:
    """What three months without feedback have drawn (the drawing itself: test_duties_kept)."""
    at, dealer = house.present.now, dealer_of(house)
    facts: dict[str, Any] = {
        "provider": house.company.provider,
        "version": house.company.version,
        "owed_by": "dealer",
        "subject_kind": "dealer",
        "subject_code": dealer.code,
        "dealer": dealer.code,
        "starts_at": at,
    }
    missed = Obligation.objects.create(
        **facts,
        code="YW-M",
        what="feedback_reported",
        clause="2.5",
        state="missed",
        due_at=at,
        period="test",
    )
    drawn = Obligation.objects.create(
        **facts,
        code="YW-D",
        what="deduction",
        clause="8.2",
        kind="consequence",
        state="running",
        caused_by=missed,
        portion=Decimal("0.1"),
    )
    for row in (missed, drawn):
        for kind in ("raised", "started"):
            row.log.create(kind=kind, at=at)
    return drawn


@pytest.mark.clause("P2-7.3")
def test_waived_sheets_are_not_paid_and_stand_so_in_the_reconciliation(company: Company) -> None:
    house = company("solar-dealer", now=NOW)
    sell(house, "36000.00", 20)
    sheets(house, "70.00", state="waived")
    sheets_paid = sheets_of_another_form(house)
    row = settle(house)
    assert (row.fees, row.sheet_count) == (sheets_paid, 1)
    page = house.page("finance", "settlements:reconciliation")
    assert "视为放弃170.00" in page


def sheets_of_another_form(house: House) -> Decimal:
    (first,) = Sheet.objects.all()
    first.pk, first.code, first.number = None, "WX-2", "2"
    first.state, first.reason, first.allowed = "verified", "", Decimal("30.00")
    first.save()
    return Decimal("30.00")


@pytest.mark.clause("P2-7.2.4", "P2-7.2.6", "P2-7.5")
def test_the_way_to_the_bank_by_four_people_and_no_other(company: Company) -> None:
    house = company("solar-dealer", now=NOW)
    sell(house, "36000.00", 20)
    sheets(house, "100.00")
    row = settle(house)
    with pytest.raises(RefusedByPage):
        house.post("finance", "settlements:step", row.code, "approve", data={})
    house.post("marketing", "settlements:step", row.code, "endorse", data={})
    house.post("finance", "settlements:step", row.code, "approve", data={})
    row.refresh_from_db()
    assert row.state == "approved"
    page = house.client("finance").post("/settlements/payments/new/", follow=True)
    assert "须由他人办理" in page.content.decode()
    row.refresh_from_db()
    assert row.state == "approved"
    # Every address there is: none pays in cash, none sets off.
    outward = Line.objects.filter(contra__in=["fund", "payable"]).values_list("account", flat=True)
    assert set(outward) == {"payable"}
    assert house.get(Role.DEALER, "settlements:remittance_list").status_code == 404


@pytest.mark.clause("P7-5.5")
def test_tablets_are_paid_by_the_unit_and_material_that_came_back_is_credited(
    company: Company,
) -> None:
    house = company("tablet-dealer", now=NOW)
    one, _other = sheets(house, "88.00", "0.00")
    SheetLine.objects.create(
        sheet=one,
        place=1,
        item="parts",
        name="电池",
        unit_price=Decimal("88.00"),
        claimed=Decimal("88.00"),
        allowed=Decimal("88.00"),
        old_part_returned=True,
    )
    row = settle(house)
    assert booked(row) == [
        ("payable", "cost", "60.00", "5.5"),
        ("material", "returned", "88.00", "5.5"),
    ]
    assert "88.00" in house.page("dealer", "settlements:statement", row.code)
    credited = house.page("dealer", "settlements:parts_section", row.dealer.code, "credit")
    assert ("5.5" in credited, "+88.00" in credited) == (True, True)


@pytest.mark.clause("P7-4.3")
def test_what_the_dealer_bears_stands_under_its_number_and_is_not_taken_off(
    company: Company,
) -> None:
    house = company("tablet-dealer", now=NOW)
    unit = house.unit(picked_up=date(2024, 1, 5), invoiced=date(2026, 2, 2))
    house.walk(unit, component="whole").to("signed", cause="product_quality", parts=("DC-75",))
    borne = Line.objects.filter(payer="dealer", account="visit")
    assert borne
    assert {(line.contra, line.dealer, line.clause) for line in borne} == {
        ("dealer", dealer_of(house).code, "4.3")
    }
    sheets(house, "0.00")
    assert settle(house).granted == Decimal("30.00")
