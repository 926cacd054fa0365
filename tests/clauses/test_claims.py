"""A dealer's repair sheets: complete, confirmed, handed in, checked by somebody else, allowed."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest

from sanbao.apps.accounts.access import User
from sanbao.apps.claims import queries as claims
from sanbao.apps.obligations import tasks as jobs
from sanbao.apps.obligations.queries import Obligation

from .house import House, RefusedByPage
from .present import CHINA
from .test_field_record import picture, upload

Company = Callable[..., House]
OCTOBER = datetime(2026, 10, 12, 10, 0, tzinfo=CHINA)  # a Monday
TRUE = {"heard": "true", "note": "确已修好"}


def form_of(house: House, number: str, **changed: Any) -> dict[str, Any]:
    """A sheet about the first unit with nothing missing: a part and the work."""
    unit, today = house.units[0], house.present.today
    prices = {"parts": ("ZKG-58", "45"), "labour": ("GS-01", "60")}
    lines: dict[str, Any] = {}
    for n, (item, (code, amount)) in enumerate(prices.items()):
        row = {"item": item, "code": code, "name": code, "quantity": "1", "unit_price": amount}
        lines |= {f"line{n}-{name}": value for name, value in row.items()}
    return {
        "number": number,
        "repaired_on": f"{today}",
        "serial": unit.serial,
        "product_code": unit.product.code,
        "customer_name": unit.customer.name,
        "customer_phone": "13000000000",
        "repairer": "董师傅",
        "fault": "漏水",
        "cause": "真空管破裂",
        "measure": "更换真空管",
        "signer_name": "用户本人",
        "signed_on": f"{today}",
        "has_voucher": "on",
        "line0-old_part_returned": "on",
        **lines,
        **changed,
    }


def written(house: House, number: str = "D-1", **changed: Any) -> claims.Sheet:
    house.post("dealer", "claims:new", data=form_of(house, number, **changed))
    return claims.Sheet.objects.get(number=number)


def step(
    house: House, row: claims.Sheet, name: str, who: str | User = "manager", **fields: Any
) -> str:
    house.post(who, "claims:step", row.code, name, data=fields)
    row.refresh_from_db()
    return str(row.state)


def hand_in(house: House, month: str) -> str:
    """What the page says afterwards."""
    house.post("dealer", "claims:hand_in", data={"month": month})
    return house.page("dealer", "claims:month_list")


def owed(house: House, what: str, period: str) -> Obligation:
    rows = Obligation.objects.filter(provider=house.company.provider, what=what, period=period)
    return rows.get()


@pytest.mark.clause("P2-7.2.1")
def test_a_visit_drafts_the_sheet_and_the_first_follow_up_confirms_it(company: Company) -> None:
    house = company("solar-dealer", now=OCTOBER)
    walk = house.walk(engineer=house.colleague).to("checked")
    upload(walk, picture())
    walk.to("handed_in")
    sheet = claims.Sheet.objects.get(provider=house.company.provider)
    (photo,) = claims.photos_of(sheet)
    assert photo.name in house.page("finance", "claims:sheet", sheet.code)
    assert house.client("finance").get(f"/files/{photo.key}/").status_code == 200
    assert (sheet.visit_code, sheet.state) == (walk.visit.code, "drafted")
    assert sheet.lines.filter(item="labour").count() == 1
    assert sheet.code in house.page("dealer", "claims:list")
    with pytest.raises(RefusedByPage, match="请写明用户怎么说"):
        step(house, sheet, "confirm", "dealer", heard="false")
    assert step(house, sheet, "confirm", "dealer", heard="missed") == "drafted"
    assert step(house, sheet, "confirm", "dealer", **TRUE) == "confirmed"
    assert "已确认 1 张" in house.page("dealer", "claims:month_list")


@pytest.mark.clause("P2-7.2.2")
def test_sheets_and_form_come_in_between_the_15th_and_the_20th(company: Company) -> None:
    house = company("solar-dealer", now=OCTOBER)
    sheet = written(house)
    step(house, sheet, "confirm", "dealer", **TRUE)
    house.go_to(datetime(2026, 11, 14, 18, 0, tzinfo=CHINA))
    refusal = hand_in(house, "2026-10")
    assert "2026-11-15 至 2026-11-20" in refusal
    assert "7.2.2" in refusal
    duty = owed(house, "sheets_submitted", "2026-10")
    house.go_to(datetime(2026, 11, 16, 9, 0, tzinfo=CHINA))
    # What stayed behind would go with the next month.
    assert "其中 1 张为以前月份" in house.page("dealer", "claims:month_list")
    assert "已提交" in hand_in(house, "2026-10")
    duty.refresh_from_db()
    sheet.refresh_from_db()
    assert (duty.state, sheet.state, sheet.form.is_late) == ("met", "submitted", False)  # type: ignore[union-attr]
    paid = owed(house, "paid", "2026-10")
    assert paid.clause == "7.2.5"
    assert paid.due_at is not None
    # Twenty days from the 16th end on a Sunday, so the Monday is the last.
    assert paid.due_at.astimezone(CHINA).date() == date(2026, 12, 8)


@pytest.mark.clause("P2-10.1")
def test_an_incomplete_sheet_goes_back_and_is_not_paid(company: Company) -> None:
    house = company("solar-dealer", now=OCTOBER)
    sheet = written(house, cause="")
    page = house.page("dealer", "claims:sheet", sheet.code)
    assert "缺少故障原因 10.1" in page.split("将退回，不予付款", 1)[1]
    with pytest.raises(RefusedByPage, match="缺少故障原因"):
        step(house, sheet, "confirm", "dealer", **TRUE)
    house.post("dealer", "claims:edit", sheet.code, data=form_of(house, "D-1"))
    assert step(house, sheet, "confirm", "dealer", **TRUE) == "confirmed"
    house.go_to(datetime(2026, 11, 16, 9, 0, tzinfo=CHINA))
    hand_in(house, "2026-10")
    # What turns out to be missing afterwards sends it back.
    claims.Sheet.objects.filter(pk=sheet.pk).update(measure="")
    with pytest.raises(RefusedByPage, match=r"缺少维修措施.*10\.1"):
        step(house, sheet, "verify", amount_1="45", amount_2="60")
    with pytest.raises(RefusedByPage):
        step(house, sheet, "send_back", reason="")
    assert step(house, sheet, "send_back", reason="缺少维修措施") == "returned"
    assert not claims.payable(sheet.provider_id, sheet.month).exists()
    assert "退回补正：缺少维修措施" in house.page("dealer", "claims:sheet", sheet.code)
    # Mended and confirmed again it still says why it went back.
    house.post("dealer", "claims:edit", sheet.code, data=form_of(house, "D-1"))
    assert step(house, sheet, "confirm", "dealer", **TRUE) == "confirmed"
    page = house.page("dealer", "claims:sheet", sheet.code)
    assert "曾被退回2026-11-16 · 缺少维修措施" in page
    (told,) = house.client("dealer").get(f"/api/repair-sheets/{sheet.code}").json()["returns"]
    assert (told["reason"], told["at"][:10]) == ("缺少维修措施", "2026-11-16")
    # Once more sent back it says what was wrong before, beside what is wrong now.
    house.go_to(datetime(2026, 12, 16, 9, 0, tzinfo=CHINA))
    hand_in(house, "2026-11")
    assert step(house, sheet, "send_back", reason="照片不清") == "returned"
    page = house.page("dealer", "claims:sheet", sheet.code)
    before = page[page.index("曾被退回") :].split("维修项目")[0]
    assert ("退回补正：照片不清" in page, "缺少维修措施" in before) == (True, True)


@pytest.mark.clause("P2-4.2")
def test_without_the_users_signature_no_sheet_is_confirmed(company: Company) -> None:
    house = company("solar-dealer", now=OCTOBER)
    sheet = written(house, signer_name="", signed_on="")
    with pytest.raises(RefusedByPage, match=r"用户.*4\.2"):
        step(house, sheet, "confirm", "dealer", **TRUE)


@pytest.mark.clause("P2-4.3")
def test_costly_work_is_not_allowed_without_the_word_before_it(company: Company) -> None:
    house = company("solar-dealer", now=OCTOBER)
    wish = {"serial": house.units[0].serial, "work": "更换水箱内胆", "amount": "1200"}
    house.post("dealer", "claims:ask_word", data={**wish, "key": uuid4()})
    word = claims.Authorisation.objects.get()
    yes = {"decision": "granted", "granted": "1200", "reason": "属实"}
    house.post("marketing", "claims:word", word.code, data=yes)
    dear = {"line0-quantity": "30"}
    sheets = [written(house, "D-1", **dear), written(house, "D-2", authorisation=word.code, **dear)]
    for sheet in sheets:
        step(house, sheet, "confirm", "dealer", **TRUE)
    house.go_to(datetime(2026, 11, 16, 9, 0, tzinfo=CHINA))
    hand_in(house, "2026-10")
    allowed = {"amount_1": "1350", "amount_2": "60"}
    with pytest.raises(RefusedByPage, match=r"须事先核准.*4\.3"):
        step(house, sheets[0], "verify", **allowed)
    assert step(house, sheets[1], "verify", **allowed) == "verified"
    assert f"{sheets[1].allowed}" == "1200.00"
    assert "超出事先核准的金额" in house.page("dealer", "claims:sheet", sheets[1].code)


@pytest.mark.clause("P7-5.5")
def test_a_warranty_sheet_is_paid_only_complete_signed_with_material_and_voucher(
    company: Company,
) -> None:
    house = company("tablet-dealer", now=OCTOBER)
    bare: dict[str, Any] = {"has_voucher": "", "signer_name": "", "line0-old_part_returned": ""}
    stranger = {"serial": "NOT-OURS"}
    sheet = written(house, **bare, **stranger)
    page = house.page("dealer", "claims:sheet", sheet.code)
    said = page.split("不予付款", 1)[1].split("申报费用", 1)[0]
    assert said.count("5.5") == 3
    for words in ("客户尚未签字", "既无凭证复印件", "用过的材料未返回"):
        assert words in said
    with pytest.raises(RefusedByPage, match=r"5\.5"):
        step(house, sheet, "confirm", "dealer", **TRUE)
    # The serial number of a unit within its term stands for the voucher.
    unit = house.unit(made=date(2026, 5, 4), sold=date(2026, 6, 1))
    whole = form_of(house, "D-1", serial=unit.serial, has_voucher="")
    house.post("dealer", "claims:edit", sheet.code, data=whole)
    assert step(house, sheet, "confirm", "dealer", **TRUE) == "confirmed"
    house.go_to(datetime(2026, 11, 9, 9, 0, tzinfo=CHINA))
    assert "已提交" in hand_in(house, "2026-10")
    assert owed(house, "sheets_submitted", "2026-10").state == "met"
    # The provider calls the customer back before anything is paid.
    step(house, sheet, "check", "desk", heard="false", note="没有换过零件")
    with pytest.raises(RefusedByPage, match="第二次回访结果与维修单不符"):
        step(house, sheet, "verify", amount_1="0", amount_2="0")
    assert step(house, sheet, "check", "desk", **TRUE) == "submitted"
    # What is not as it should be goes back unpaid, and says why.
    with pytest.raises(RefusedByPage):
        step(house, sheet, "send_back", reason=" ")
    assert step(house, sheet, "send_back", reason="旧件未收到") == "returned"
    assert not claims.payable(sheet.provider_id, sheet.month).exists()
    assert "退回补正：旧件未收到" in house.page("dealer", "claims:sheet", sheet.code)


@pytest.mark.clause("P2-7.2.3")
def test_the_provider_follows_up_a_second_time_on_a_spot_check(company: Company) -> None:
    house = company("solar-dealer", now=OCTOBER)
    sheets = [written(house, f"D-{n}") for n in range(3)]
    for sheet in sheets:
        step(house, sheet, "confirm", "dealer", **TRUE)
    house.go_to(datetime(2026, 11, 16, 9, 0, tzinfo=CHINA))
    hand_in(house, "2026-10")
    house.post("quality", "claims:draw", data={"month": "2026-10"})
    spot = claims.SpotCheck.objects.get()
    page = house.page("quality", "claims:spot", spot.pk)
    assert spot.seed in page
    assert "同一设备 90 天内再次维修" in page
    drawn = [row.sheet for row in claims.drawn_of(spot)]
    # A tenth of one stratum, and half of what has the sign.
    assert len(drawn) == 2
    house.post("manager", "claims:release", spot.pk, data={})
    assert claims.Sheet.objects.filter(state="verified").count() == 1
    with pytest.raises(RefusedByPage, match="404"):
        step(house, drawn[0], "check", "dealer", **TRUE)
    assert step(house, drawn[0], "check", "desk", **TRUE) == "submitted"
    step(house, drawn[1], "check", "desk", heard="false", note="没有来过")
    house.post("manager", "claims:release", spot.pk, data={})
    assert claims.Sheet.objects.filter(state="verified").count() == 2
    assert "95% 置信区间" in house.page("auditor", "claims:spot", spot.pk)
    with pytest.raises(RefusedByPage, match="第二次回访结果与维修单不符"):
        step(house, drawn[1], "verify", amount_1="45", amount_2="60")


@pytest.mark.clause("P2-10.2")
def test_a_false_item_costs_ten_times_its_amount(company: Company) -> None:
    house = company("solar-dealer", now=OCTOBER)
    sheet = written(house)
    step(house, sheet, "confirm", "dealer", **TRUE)
    house.go_to(datetime(2026, 11, 16, 9, 0, tzinfo=CHINA))
    hand_in(house, "2026-10")
    step(house, sheet, "penalise", "quality", place="1", reason="真空管没有更换")
    penalty = claims.Penalty.objects.get()
    said = house.page("quality", "claims:penalty", penalty.code)
    assert "¥45.00 × 10.00 = ¥450.00 10.2" in said
    with pytest.raises(RefusedByPage, match="404"):
        house.post("quality", "claims:penalty_step", penalty.code, "confirm", data={})
    house.post("marketing", "claims:penalty_step", penalty.code, "confirm", data={})
    dispute = {"reason": "有照片为证"}
    house.post("dealer", "claims:penalty_step", penalty.code, "dispute", data=dispute)
    upheld = {"reason": "照片是旧的"}
    house.post("manager", "claims:penalty_step", penalty.code, "uphold", data=upheld)
    assert "异议后维持" in house.page("dealer", "claims:penalty", penalty.code)


@pytest.mark.clause("P2-7.3")
def test_after_three_months_without_sheets_their_fees_are_waived(company: Company) -> None:
    house = company("solar-dealer", now=datetime(2026, 6, 10, 10, 0, tzinfo=CHINA))
    sheet, returned = written(house), written(house, "D-2")
    step(house, sheet, "confirm", "dealer", **TRUE)
    sent_back = {"state": "returned", "reason": "照片不清", "judged_at": house.present.now}
    claims.Sheet.objects.filter(pk=returned.pk).update(**sent_back)
    house.go_to(datetime(2026, 7, 25, 9, 0, tzinfo=CHINA))
    assert not Obligation.objects.filter(what="waiver").exists()
    house.go_to(datetime(2026, 8, 25, 9, 0, tzinfo=CHINA))
    # May, June and July: the third month in a row without a form takes its fees with it.
    missed = Obligation.objects.filter(what="sheets_submitted", state="missed")
    assert sorted(missed.values_list("period", flat=True))[-3:] == ["2026-05", "2026-06", "2026-07"]
    sheet.refresh_from_db()
    assert sheet.state == "waived"
    page = house.page("dealer", "claims:sheet", sheet.code)
    assert "视为放弃" in page
    assert "several months" not in page
    waiver = Obligation.objects.filter(what="waiver").latest("id")
    assert (waiver.clause, waiver.met_at is not None) == ("7.3", True)
    with pytest.raises(RefusedByPage, match=r"该月费用已视为放弃.*7\.3"):
        house.post("dealer", "claims:new", data=form_of(house, "D-9", repaired_on="2026-06-11"))
    # The form of June comes in late: it excuses nothing. May is excused: there were not three.
    hand_in(house, "2026-06")
    assert claims.Sheet.objects.get(pk=sheet.pk).state == "waived"
    may = missed.get(period="2026-05")
    house.post("manager", "obligations:excuse", may.code, data={"reason": "系统故障，无法上报"})
    sheet.refresh_from_db()
    assert (sheet.state, sheet.reason, sheet.confirmed_at is not None) == ("confirmed", "", True)
    assert "恢复" in house.page("dealer", "claims:sheet", sheet.code)
    kept = claims.Sheet.objects.filter(pk=returned.pk).values(*sent_back).get()
    assert kept == sent_back, "why it was sent back is still said"
    house.post("dealer", "claims:new", data=form_of(house, "D-9", repaired_on="2026-06-11"))
    # The waiver is void: July, August and September are three in a row again.
    house.post("dealer", "claims:new", data=form_of(house, "D-10", repaired_on="2026-07-11"))
    jobs.raise_provider.func(house.company.provider.pk)
    house.go_to(datetime(2026, 10, 25, 9, 0, tzinfo=CHINA))
    states = Obligation.objects.filter(what="waiver").order_by("id").values_list("state", flat=True)
    assert list(states) == ["cancelled", "met"]
    assert claims.Sheet.objects.get(number="D-10").state == "waived"
    assert claims.Sheet.objects.get(number="D-9").state == "drafted"
