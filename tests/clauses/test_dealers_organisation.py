"""A dealer's staff and equipment, its people by name, and the rules that bind it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from sanbao.apps.dealers import queries as dealers
from sanbao.apps.knowledge import queries as knowledge
from sanbao.apps.notices import queries as notices
from sanbao.apps.obligations import tasks as jobs
from sanbao.apps.obligations.queries import Obligation
from sanbao.apps.training import actions as training

from .house import House, RefusedByPage

Company = Callable[..., House]


def step(house: House, who: str, which: str, **given: Any) -> None:
    house.post(who, "dealers:step", "D01", which, data=given)


def named(house: House, who: str, name: str, kind: str = "repair", **given: Any) -> None:
    form = {"name": name, "kind": kind, "since_on": f"{house.present.today}", **given}
    step(house, who, "name_staff", **form)


def certified(house: House, name: str) -> None:
    post = dealers.in_post().filter(person__name=name).select_related("person").first()
    assert post is not None
    today = house.present.today
    paper = training.Paper(f"N-{name}", today, today + timedelta(days=365))
    training.record(post.person, paper, at=house.present.now, by=house.person("manager"))


def duty(what: str) -> Obligation:
    return Obligation.objects.get(subject_kind="dealer", what=what, caused_by=None)


@pytest.mark.clause("P2-2.1", "P2-2.2")
def test_staff_and_equipment_stand_beside_what_is_asked_and_changes_are_told(
    company: Company,
) -> None:
    house = company("solar-dealer")
    jobs.raise_provider.func(house.company.provider.pk)
    house.settle()
    assert "没有确定维修负责人" in house.page("marketing", "dealers:list")
    assert "缺少：服务车辆" in house.page("dealer", "dealers:file", "D01")
    # The dealer names its people: by that the provider is told.
    named(house, "dealer", "牛国强", "head")
    named(house, "dealer", "新来的")
    told = notices.Notice.objects.filter(entry__happening="dealer.staff_named")
    assert {role for notice in told for role in notice.user.roles} >= {"manager", "marketing"}
    for kind in ("phone", "vehicle", "tools", "instruments"):
        step(house, "dealer", "enter_equipment", kind=kind, name=f"{kind} 一号", quantity=1)
    file = house.page("manager", "dealers:file", "D01")
    assert "应有 2 名经培训的维修人员" in file
    for name in ("牛国强", "新来的"):
        certified(house, name)
    assert "齐备" in house.page("auditor", "dealers:list")
    # A change that the provider finds out by itself is a lapse, until the dealer tells.
    step(house, "manager", "end_staff", post=_post("新来的"), until_on=f"{house.present.today}")
    assert duty("organisation_kept").state == "lapsed"
    assert Obligation.objects.filter(what="breach", caused_by__what="organisation_kept").exists()
    file = house.page("dealer", "dealers:file", "D01")
    assert "离岗未告知" in file
    assert "违约" in file
    step(house, "dealer", "hear_of", post=_post("新来的"), told_on=f"{house.present.today}")
    assert duty("organisation_kept").state == "running"
    with pytest.raises(RefusedByPage, match="404"):
        named(house, "engineer", "谁")


def _post(name: str) -> int:
    return dealers.Post.objects.get(person__name=name).pk


@pytest.mark.clause("P2-4.3")
def test_the_service_rules_bind_once_published_and_reading_is_on_record(company: Company) -> None:
    house = company("solar-dealer")
    assert "还没有向经销商发布服务管理制度" in house.page("manager", "dealers:file", "D01")
    form = {
        "key": str(uuid4()),
        "kind": "rules",
        "title": "售后服务管理制度",
        "body": "着装、挂牌、收费公示。",
        "audience": "dealers",
    }
    house.post("manager", "knowledge:write", data=form)
    article = knowledge.Article.objects.get(kind="rules")
    house.post("manager", "knowledge:publish", article.code, data={})
    assert "未确认已读" in house.page("manager", "dealers:file", "D01")
    house.post("dealer", "knowledge:read", article.code, data={})
    file = house.page("manager", "dealers:file", "D01")
    assert "未确认已读" not in file
    assert "售后服务管理制度" in file
