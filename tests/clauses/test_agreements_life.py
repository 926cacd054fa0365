"""An agreement from its draft to its end, as the clauses about itself want it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

from sanbao.apps.agreements import queries as agreements
from sanbao.apps.agreements import tasks
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.visits import queries as visits

from .house import House, RefusedByPage
from .paper import ID_CARD, at, describe, draw_up, revise, side_signs, sign
from .reading import preview

Company = Callable[..., House]


def board(house: House, draft: agreements.Version) -> str:
    return house.page("manager", "agreements:sign", *at(draft))


def force(house: House, draft: agreements.Version) -> None:
    form = {"starts_on": f"{house.present.today}", "ends_on": ""}
    house.post("manager", "agreements:force", *at(draft), data=form)


def in_force(house: House, draft: agreements.Version) -> agreements.Version | None:
    return agreements.version_in_force(draft.agreement, on=house.present.today)


@pytest.mark.clause("P2-0")
def test_who_sells_in_a_place_bears_the_service_there(company: Company) -> None:
    house = company("solar-dealer")
    place = {"province": "山东", "city": "泰安"}
    answer = house.client("dispatcher").get(reverse("parties:serving"), place)
    assert "岱宗泰安维修点" in answer.content.decode()
    walk = house.walk(house.unit(province="山东", sold=house.present.today)).to("reported")
    assert walk.promise("resolved").owed_by == "dealer"
    assert "经销商在经销区域内销售产品，须同时承担售后服务" in house.page(
        "dealer", "agreements:detail", house.company.version.agreement.code
    )


@pytest.mark.clause("P2-10.4", "P2-12", "P2-14")
def test_the_dealer_agreement_binds_once_both_have_signed_and_sealed_and_nothing_is_open(
    company: Company,
) -> None:
    house = company("solar-dealer", assets=1)
    draft = draw_up(house, "solar-dealer", title="青岛经销协议")
    house.post("manager", "agreements:submit", *at(draft), data={})
    still = board(house, draft)
    for told in (
        "须双方签署 12",
        "应为 2 份，现有 0 份写明了持有方 12",
        "缺少供方所在地",
        "没有登记连带责任人",
    ):
        assert told in still
    describe(house, draft, dealer=house.company.data.dealer)
    side_signs(house, draft, "provider")
    with pytest.raises(RefusedByPage, match=r"身份证号码（第 14 条）"):
        side_signs(house, draft, "counterparty", who="dealer")
    with pytest.raises(RefusedByPage, match="校验码不符"):
        side_signs(house, draft, "counterparty", id_card="110105194912310021")
    side_signs(house, draft, "counterparty", who="dealer", id_card=ID_CARD, seal="missing")
    house.post(
        "manager",
        "agreements:hand_out",
        *at(draft),
        data={"holder_1": "供方", "holder_2": "经销商"},
    )
    with pytest.raises(RefusedByPage, match=r"对方还没有盖章（第 12 条）"):
        force(house, draft)
    assert in_force(house, draft) is None
    house.post("manager", "agreements:seal", *at(draft), "counterparty", data={})
    force(house, draft)
    assert in_force(house, draft) == draft
    shown = house.page("dealer", "agreements:detail", draft.agreement.code)
    for told in ("山东省济南市", "牛国强", "110105********002X", "第 1 份供方", "第 2 份经销商"):
        assert told in shown


@pytest.mark.clause("P2-11")
def test_a_supplement_overrides_from_its_first_day_and_old_cases_keep_their_version(
    company: Company,
) -> None:
    house = company("solar-dealer", assets=1)
    unit = house.unit(sold=house.present.today - timedelta(days=1000))
    before = house.walk(unit).to("reported")
    code = house.company.version.agreement.code
    form = {"kind": "supplement", "changes": "补充：质保延至 48 个月"}
    house.post("manager", "agreements:revise", code, data=form)
    later = revise(house, warranty_months="48")
    assert (later.number, later.kind) == (2, "supplement")
    assert "补充：质保延至 48 个月" in house.page("auditor", "agreements:detail", code)
    assert "48 个月" in preview(house, unit).text
    before.case.refresh_from_db()
    assert before.case.version == house.company.version
    assert "36 个月" in before.page()


@pytest.mark.clause("P2-13")
def test_the_end_is_warned_of_and_a_renewal_is_a_new_agreement(company: Company) -> None:
    house = company("solar-dealer", assets=1)
    old = house.company.version
    assert old.ends_on is not None
    house.go_to(house.present.now + (old.ends_on - timedelta(days=30) - house.present.today))
    tasks.turn_of_the_day(0)
    assert "即将到期" in house.page("manager", "agreements:detail", old.agreement.code)
    answer = house.post("manager", "agreements:renew", old.agreement.code, data={})
    new = agreements.versions_for(house.person("manager")).get(agreement__follows=old.agreement)
    assert new.agreement.code in answer.headers["Location"]
    house.go_to(house.present.now + timedelta(days=31))
    tasks.turn_of_the_day(0)
    assert in_force(house, old) is None
    assert "已到期" in house.page("manager", "agreements:detail", old.agreement.code)
    sign(house, new)
    assert in_force(house, new) == new
    new.refresh_from_db()
    years = int(new.blanks["valid_years"])
    assert new.ends_on == house.present.today.replace(year=house.present.today.year + years)


@pytest.mark.clause("P5-4", "P5-5")
def test_sales_signs_after_sales_executes_and_the_main_agreement_comes_first(
    company: Company,
) -> None:
    house = company("fuel-truck-dealer", assets=1)
    draft = draw_up(house, "fuel-truck-dealer", title="哈密经销协议")
    main = draw_up(house, "scale-supplier", title="经销主协议", special_line="1", night_line="2")
    sales = house.person("sales")
    joint = {"main": main.agreement.code, "main_reference": "", "main_signed_on": ""}
    house.post("manager", "agreements:submit", *at(draft), data={})
    describe(house, draft, department_signs="", **joint)
    assert "尚未指定：签订 4" in board(house, draft)
    describe(house, draft, person_signs=sales.pk, **joint)
    draft.refresh_from_db()
    with pytest.raises(RefusedByPage, match=rf"供方由 {sales} 签字（第 4 条）"):
        side_signs(house, draft, "provider", who="manager")
    side_signs(house, draft, "provider", who="sales")
    side_signs(house, draft, "counterparty", id_card=ID_CARD)
    two = {"holder_1": "供方", "holder_2": "经销商", "holder_3": ""}
    with pytest.raises(RefusedByPage, match=r"应为 3 份，现有 2 份写明了持有方（第 5 条）"):
        house.post("manager", "agreements:hand_out", *at(draft), data=two)
    three = {**two, "holder_3": "销售部"}
    house.post("manager", "agreements:hand_out", *at(draft), data=three)
    with pytest.raises(RefusedByPage, match=r"主协议“经销主协议”尚未生效（第 5 条）"):
        force(house, draft)
    sign(house, main)
    force(house, draft)
    shown = house.page("auditor", "agreements:detail", draft.agreement.code)
    for told in (f"销售部 · {sales}", "执行售后部", "经销主协议", "第 3 份销售部"):
        assert told in shown
    form = {"on": f"{house.present.today}", "reason": "经销关系解除"}
    house.post("manager", "agreements:terminate", main.agreement.code, data=form)
    draft.agreement.refresh_from_db()
    assert draft.agreement.state == "terminated"
    assert main.agreement.code in draft.agreement.ended_reason


@pytest.mark.clause("P2-10.3")
def test_an_agreement_that_ends_takes_its_duties_along_but_not_the_promises_of_a_case(
    company: Company,
) -> None:
    house = company("solar-dealer", assets=1)
    agreement = house.company.version.agreement
    walk = house.walk(house.unit(sold=house.present.today)).to("reported")
    form = {"on": f"{house.present.today}", "reason": "多次违反协议"}
    house.post("manager", "agreements:terminate", agreement.code, data=form)
    assert walk.promise("resolved").state == "running"
    house.go(days=1)
    tasks.turn_of_the_day(0)
    house.settle()
    rows = obligations.Obligation.objects.filter(version__agreement=agreement)
    open_ones = rows.filter(state__in=["waiting", "running", "paused", "lapsed"])
    assert not open_ones.exclude(subject_kind="case").exists()
    assert walk.promise("resolved").state in ("running", "missed"), "never cancelled"


@pytest.mark.clause("P1-8")
def test_parts_are_kept_for_their_years_also_when_the_agreement_has_ended(
    company: Company,
) -> None:
    house = company("scale-supplier", assets=1)
    agreement = house.company.version.agreement
    house.unit(commissioned=house.present.today)
    house.settle()
    form = {"on": f"{house.present.today}", "reason": "双方协商终止"}
    house.post("manager", "agreements:terminate", agreement.code, data=form)
    house.go(days=1)
    tasks.turn_of_the_day(0)
    house.settle()
    rows = obligations.Obligation.objects.filter(version__agreement=agreement)
    parts = rows.filter(what="parts_available")
    assert parts
    assert {row.state for row in parts} == {"running"}
    assert not rows.filter(what__in=["inspected", "run_log_kept"], state="running").exists()
    shown = house.page("manager", "agreements:version", agreement.code, 1)
    assert "协议终止后继续有效" in shown


@pytest.mark.clause("P2-10.3")
def test_repeated_breaches_stand_beside_the_ending_of_the_agreement_and_with_the_dealer(
    company: Company,
) -> None:
    house = company("solar-dealer", assets=1)
    agreement = house.company.version.agreement
    dealer = agreement.dealer
    detail = house.page("manager", "agreements:detail", agreement.code)
    assert "履行" in detail.partition("违约")[2][:60], "none yet"
    rows = obligations.Obligation.objects.filter(
        version__agreement=agreement, owed_by="dealer", dealer=dealer.code, state="running"
    ).exclude(due_at=None)
    owed = rows.order_by("due_at")[0]
    house.go(days=(owed.due_at - house.present.now).days + 2)
    owed.refresh_from_db()
    assert owed.state == "missed"
    for page in (
        house.page("manager", "agreements:detail", agreement.code),
        house.page("manager", "dealers:file", dealer.code),
    ):
        assert f"第 {owed.clause} 条" in page
    raw = house.client("manager").get(reverse("agreements:detail", args=[agreement.code]))
    log = reverse("obligations:detail", args=[owed.code])
    assert log in raw.text
    assert "多次违约" in raw.text.partition('id="ending"')[2]
    told = house.client("manager").get(
        "/api/insight/ledger", {"agreement": agreement.code, "owing_dealer": dealer.code}
    )
    assert owed.code in {row["code"] for row in told.json()["items"]}
    drawn = {each["what"] for row in told.json()["items"] for each in row["drawn"]}
    assert "breach" in drawn


@pytest.mark.clause("P5-6")
def test_the_after_sales_line_stands_on_the_agreement(company: Company) -> None:
    house = company("fuel-truck-dealer", assets=1)
    code = house.company.version.agreement.code
    line = house.company.data.blanks["service_line"]
    assert f"售后专线：{line}" in house.page("desk", "agreements:detail", code)
    assert line in house.page("dealer", "agreements:detail", code)
    revise(house, service_line="400-000-9999")
    assert "售后专线：400-000-9999" in house.page("desk", "agreements:detail", code)


@pytest.mark.clause("P8-7")
def test_only_parts_of_the_published_list_are_fitted_and_at_its_price(company: Company) -> None:
    house = company("bid-supply")
    walk = house.walk(house.units[0]).to("checked")
    listed = house.company.data.prices[0]
    other = {"row": ["row0"], "row0-price": "0", "row0-quantity": "1"}
    with pytest.raises(RefusedByPage):
        walk.work(**other)
    walk.to("signed", cause="human_damage", parts=(listed.code,))
    (line,) = [line for line in walk.lines if line.item == "parts"]
    on = house.present.today
    prices = {row.code: row.amount for row in visits.positions(line.provider_id, on=on)}
    assert line.amount <= prices[listed.code]
