"""What dealers, customers and the desk know: documents reach them, and that is on record."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from sanbao.apps.knowledge import queries as knowledge
from sanbao.apps.obligations.queries import Obligation
from sanbao.rules.knowledge import FULL_SET

from .house import House

Company = Callable[..., House]


def published(house: House, title: str, **told: Any) -> knowledge.Article:
    """Written and published by the manager, by pages."""
    form = {"key": str(uuid4()), "title": title, "body": "正文", "kind": "article", **told}
    house.post("manager", "knowledge:write", data={"audience": "all", **form})
    article = knowledge.Article.objects.latest("id")
    is_new = {"is_launch": "on"} if told.get("kind") == "repair" else {}
    house.post("manager", "knowledge:publish", article.code, data=is_new)
    return article


@pytest.mark.clause("P2-1.3")
def test_repair_documents_of_a_new_product_reach_dealers_and_their_reading_is_on_record(
    company: Company,
) -> None:
    house = company("solar-dealer")
    product = house.units[0].product
    article = published(house, "新品维修手册", kind="repair", product=product.pk)
    owed = Obligation.objects.filter(what="documents_handed_over", period=product.code)
    assert {row.clause for row in owed} == {"1.3"}
    assert owed.exists()
    assert "未读" in house.page("manager", "knowledge:article", article.code)
    assert "新品维修手册" in house.page("dealer", "knowledge:list")
    mine = owed.get(dealer=house.units[0].dealer.code)
    other = published(house, "水箱滴水怎么办", product=product.pk)
    house.post("dealer", "knowledge:read", other.code, data={})
    mine.refresh_from_db()
    assert mine.state == "running", "an answer to a question is no repair document"
    house.post("dealer", "knowledge:read", article.code, data={})
    mine.refresh_from_db()
    assert mine.state == "met"
    house.go(days=11)
    assert {row.state for row in owed.exclude(pk=mine.pk)} <= {"missed"}
    assert "已于" in house.page("dealer", "knowledge:article", article.code)


@pytest.mark.clause("P6-1.3", "P6-6.1")
def test_a_complete_set_of_manuals_and_drawings_comes_with_a_unit(company: Company) -> None:
    house = company("integrated-equipment")
    day = house.present.today
    unit = house.unit(delivered=day, accepted=day)
    house.settle()
    owed = Obligation.objects.filter(subject_code=unit.serial, what="documents_handed_over")
    assert {row.clause for row in owed} == {"1.3", "6.1"}
    for kind in FULL_SET:
        published(house, f"手册 {kind}", kind=kind, product=unit.product_id)
    there = knowledge.documents_of(house.person("manager"), unit)
    told = {"key": str(uuid4()), "received_by_name": "卫工"}
    some = {**told, "editions": [row.pk for row in there[:5]]}
    house.post("desk", "knowledge:documents", unit.serial, data=some)
    assert {row.state for row in owed} == {"running"}
    rest = {**told, "key": str(uuid4()), "editions": [there[5].pk]}
    house.post("desk", "knowledge:documents", unit.serial, data=rest)
    assert {row.state for row in owed.all()} == {"met"}
    assert "资料齐全" in house.page("customer", "knowledge:documents", unit.serial)


@pytest.mark.clause("P3-3.1")
def test_the_desk_has_what_is_known_beside_the_call(company: Company) -> None:
    house = company("full-process")
    unit = house.units[0]
    published(house, "读卡失败的处理", body="清洁触点后重新插卡", product=unit.product_id)
    asked = {"description": "证件读卡失拜", "product": unit.product.code}
    answer = house.client("desk").get("/knowledge/beside/", asked).content.decode()
    assert "清洁触点后重新插卡" in answer
    walk = house.walk()
    walk.report(next="solve", answer="重新插卡后正常")
    house.post("desk", "desk:to_article", walk.code, data={})
    draft = knowledge.Article.objects.latest("id").editions.get()
    assert "重新插卡后正常" in draft.body
