"""How an engineer behaves at the customer's: certificate, price list, checklist, signature."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from sanbao.apps.money import queries as money
from sanbao.apps.visits import queries as visits

from .house import House, RefusedByPage
from .reading import booked, owed_by_customer
from .walk import Walk

Company = Callable[..., House]

POINTS = [
    pytest.param("certificate_shown", "上岗资格证", marks=pytest.mark.clause("P3-4.8")),
    pytest.param("price_list_followed", "没有另收任何费用", marks=pytest.mark.clause("P3-4.9")),
    pytest.param("receipt_given", "当场开具票据", marks=pytest.mark.clause("P3-4.9")),
    pytest.param(
        "working_order_shown", "当面演示设备恢复正常", marks=pytest.mark.clause("P3-4.10")
    ),
    pytest.param("use_explained", "讲清使用和保养要点", marks=pytest.mark.clause("P3-4.10")),
    pytest.param(
        "nothing_accepted", "没有接受烟、水、餐食或礼品", marks=pytest.mark.clause("P3-4.11")
    ),
    pytest.param("courteous", "着装整洁、用语礼貌", marks=pytest.mark.clause("P3-4.12")),
    pytest.param("no_cut_corners", "没有偷工减料", marks=pytest.mark.clause("P3-4.13")),
    pytest.param("site_rules_kept", "遵守现场的安全和管理规定", marks=pytest.mark.clause("P6-1.5")),
]


@pytest.fixture
def house(company: Company) -> House:
    return company("full-process")


@pytest.mark.clause("P3-4.8")
def test_nobody_is_sent_whose_certificate_has_run_out(house: House) -> None:
    walk = house.walk().to("raised")
    with pytest.raises(RefusedByPage, match=r"上岗资格证.*已于 .* 到期"):
        walk.assign(engineer=house.company.staff.expired)
    assert walk.order.state == "raised"
    assert walk.assign() is None
    assert walk.order.state == "assigned"


@pytest.mark.clause("P3-4.8")
def test_nobody_works_whose_certificate_runs_out_on_the_way(house: House) -> None:
    walk = house.walk().to("assigned")
    valid = certificate(house, walk)
    last_day = valid.valid_until - house.present.today
    house.go_to(house.present.now + last_day)
    walk.agree(hours=24)
    with pytest.raises(RefusedByPage, match=r"上岗资格证.*已于 .* 到期"):
        walk.arrive(after=timedelta(hours=24))
    assert walk.visit.state == "agreed"


@pytest.mark.clause("P3-4.8")
def test_the_certificate_works_to_its_last_day(house: House) -> None:
    walk = house.walk().to("assigned")
    last_day = certificate(house, walk).valid_until - house.present.today
    house.go_to(house.present.now + last_day)
    walk.to("checked")
    assert walk.visit.state == "arrived"


def certificate(house: House, walk: Walk):  # type: ignore[no-untyped-def]
    from sanbao.apps.training import queries as training

    found = training.certificate(walk.sent, on=house.present.today)
    assert found is not None
    return found


@pytest.mark.clause("P3-4.8")
def test_the_certificate_is_held_to_the_customer_before_the_work(house: House) -> None:
    walk = house.walk().to("arrived")
    number = certificate(house, walk).number
    assert f"上岗资格证 {number} 有效期至" in house.page(
        "engineer", "visits:papers", walk.visit.code
    )
    walk.show(certificate=False)
    walk.check()
    with pytest.raises(RefusedByPage, match="尚未向客户出示资格证"):
        walk.work()
    walk.show()
    walk.work()
    walk.sign()
    assert any(number in value for _, value in visits.paper_of(walk.visit).text["facts"])


@pytest.mark.clause("P3-4.9")
def test_the_price_list_is_shown_before_the_work(house: House) -> None:
    walk = house.walk().to("arrived")
    shown = house.page("engineer", "visits:papers", walk.visit.code)
    assert "证件阅读模块 配件¥680.00 / 块" in shown
    assert "上门服务 人工¥120.00 / 次" in shown
    walk.show(price_list=False)
    walk.check()
    with pytest.raises(RefusedByPage, match="尚未向客户出示收费标准"):
        walk.work()
    assert walk.visit.state == "arrived"


@pytest.mark.clause("P3-4.9")
def test_nothing_can_be_charged_beyond_the_price_list(house: House) -> None:
    walk = house.walk().to("checked")
    page = house.get("engineer", "visits:work", walk.visit.code).content.decode()
    for field in ("amount", "unit_price", "fee", "extra", "discount"):
        assert f'{field}"' not in page
    for row in ({"row0-price": "999999"}, {"row0-price": "0"}):
        with pytest.raises(RefusedByPage, match="422"):
            walk.work(**{"row": ["row0"], "row0-quantity": "1", **row})
    more = {"amount": "500", "row0-amount": "500", "row0-unit_price": "500", "fee": "999"}
    walk.work(parts=("DSK-04",), **more)
    assert owed_by_customer(walk) == "800.00"
    walk.sign(fee="999", amount="999")
    assert booked(walk) == [
        ("parts", "customer", "price_list", "680.00", "4.9"),
        ("labour", "customer", "price_list", "120.00", "4.9"),
    ]


@pytest.mark.clause("P3-4.9")
def test_once_signed_the_fee_cannot_grow(house: House) -> None:
    walk = house.walk().to("signed", parts=("DSK-04",))
    with pytest.raises(RefusedByPage, match="当前状态“客户已签字”下不能这样做"):
        walk.work(parts=("DSK-04", "PWR-60"))
    lines = money.lines_of(walk.unit.provider_id, "visit", walk.visit.code)
    assert len(lines) == 2


@pytest.mark.clause("P3-4.9")
def test_the_customer_signs_the_record_and_leaves_an_opinion(house: House) -> None:
    walk = house.walk().to("worked")
    for missing in ({"satisfaction": ""}, {"signature": ""}, {"signer_name": ""}):
        with pytest.raises(RefusedByPage, match="422"):
            walk.sign(**missing)
        assert walk.visit.state == "worked"
    walk.sign(satisfaction=4, opinion="修得仔细，来得晚了些")
    record = walk.page().split("维修服务单 2026-09-07", 1)[1]
    assert "满意度（5 分最好） 4" in record
    assert "修得仔细，来得晚了些" in record


@pytest.mark.clause("P3-4.9", "P3-4.11")
def test_the_follow_up_asks_what_was_charged_or_taken_besides(house: House) -> None:
    walk = house.walk().to("handed_in")
    walk.follow_up(extra_charge="yes", extra_charge_note="另收 50 元", gift="yes")
    file = walk.page("manager").split("回访问卷 2026", 1)[1]
    assert "有没有收取收费标准以外的费用 是" in file
    assert "另收 50 元" in file
    assert "服务人员有没有接受吃请或礼品 是" in file


@pytest.mark.parametrize(("point", "asks"), POINTS)
def test_each_point_of_conduct_is_answered_before_the_work(
    house: House, point: str, asks: str
) -> None:
    walk = house.walk().to("shown")
    assert asks in house.page("engineer", "visits:checklist", walk.visit.code)
    with pytest.raises(RefusedByPage, match=f"{asks}[^。]*此项没有填写"):
        walk.check(**{point: ""})
    with pytest.raises(RefusedByPage, match="检查表"):
        walk.work()
    with pytest.raises(RefusedByPage, match=f"{asks}[^。]*选“否”时请写明原因"):
        walk.check(**{point: "no"})
    walk.check(**{point: "no", f"{point}_note": "当时未做到，已向用户说明"})
    walk.work()
    record = walk.page("quality").split("服务规范检查表 2026-09-07", 1)[1]
    line = record.split(asks, 1)[1][:60]
    assert " 否 " in line
    assert "当时未做到，已向用户说明" in line


@pytest.mark.clause("P3-4.10", "P3-4.13")
def test_what_was_found_and_done_is_written_down_and_that_it_works_is_shown(house: House) -> None:
    walk = house.walk().to("checked")
    for missing in ({"finding": ""}, {"measure": " "}, {"cause": ""}):
        with pytest.raises(RefusedByPage, match="422"):
            walk.work(**missing)
    walk.check(working_order_shown="none")
    walk.work()
    with pytest.raises(RefusedByPage, match="设备已恢复正常，须当面演示"):
        walk.sign()
    walk.check()
    walk.sign()
    assert walk.case.state == "restored"


@pytest.mark.clause("P3-4.9")
def test_who_pays_gets_a_receipt(house: House) -> None:
    walk = house.walk().to("shown")
    walk.check(receipt_given="none")
    walk.work(parts=("DSK-04",))
    with pytest.raises(RefusedByPage, match="收了费，须开具票据"):
        walk.sign()
    walk.check(receipt_given="yes")
    walk.sign()
    assert walk.visit.state == "signed"
