"""Articles: written, published, found by cut words also when written nearly right, read."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.desk.models import Case
from sanbao.apps.knowledge import actions, queries
from sanbao.apps.knowledge.facts import cut
from sanbao.apps.knowledge.models import Article, ReadReceipt
from sanbao.rules.moves import Refused
from tests.apps.visits.conftest import take_to_the_field
from tests.apps.world import World

ROOT = Path(__file__).resolve().parents[3]
BUDGETS: dict[str, int] = json.loads((ROOT / "tests/query_budgets.json").read_text())


def written(world: World, title: str, body: str, **more: object) -> Article:
    writing = actions.Writing(uuid4(), title, body, **more)  # type: ignore[arg-type]
    boss = world.mei(Role.MANAGER)
    return actions.draft(writing, provider=world.provider, by=boss, at=world.at)


def published(world: World, title: str, body: str, **more: object) -> Article:
    article = written(world, title, body, **more)
    return actions.publish(article, by=world.mei(Role.MANAGER), at=world.at)


@pytest.fixture
def shelf(world: World) -> list[Article]:
    product = world.ours.product
    return [
        published(world, "称重传感器漂移怎么办", "断电十分钟后重新调零", audience="all"),
        published(world, "打印机卡纸", "打开后盖取出纸张", audience="dealers", product=product),
        published(world, "控制柜黑屏", "检查电源模块和保险丝", fault="无显示"),
    ]


def found(world: World, words: str, role: str = Role.DESK, **more: str) -> list[str]:
    return [row.title for row in queries.search_for(world.mei(role), words, **more)]


def test_text_is_cut_into_words() -> None:
    assert {"传感器", "漂移"} <= set(cut("称重传感器漂移怎么办"))
    assert cut("!!! ，。") == []


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        pytest.param("传感器总是漂移", "称重传感器漂移怎么办", id="words in a sentence"),
        pytest.param("传敢器漂移", "称重传感器漂移怎么办", id="a wrong character"),
        pytest.param("打应机卡住", "打印机卡纸", id="a wrong character in the middle"),
        pytest.param("保险丝烧了", "控制柜黑屏", id="a word of the text"),
        pytest.param("无显示", "控制柜黑屏", id="how people call the fault"),
    ],
)
def test_an_article_is_found(world: World, shelf: list[Article], asked: str, first: str) -> None:
    assert found(world, asked)[:1] == [first]


def test_what_is_hostile_or_unknown_finds_nothing(world: World, shelf: list[Article]) -> None:
    for asked in ("", "  ", "';drop--\\", "'''", "\x00", "&|!():*", "冰淇淋", "🙂"):
        assert found(world, asked) == []


def test_each_finds_what_is_open_to_him(world: World, shelf: list[Article]) -> None:
    asked = "传感器 打印机 控制柜"
    assert len(found(world, asked, Role.ENGINEER)) == 3
    assert set(found(world, asked, Role.DEALER)) == {"称重传感器漂移怎么办", "打印机卡纸"}
    assert found(world, asked, Role.CUSTOMER) == ["称重传感器漂移怎么办"]
    assert queries.search_for(world.stranger(), asked) == []
    assert "打印机卡纸" not in found(world, asked, product="P-2")


def test_a_further_edition_supersedes_the_one_before(client: Client, world: World) -> None:
    article = published(world, "打印机卡纸", "打开后盖")
    client.force_login(world.mei(Role.QUALITY))
    url = reverse("knowledge:revise", args=[article.code])
    told = {"key": uuid4(), "title": "打印机卡纸", "body": "先断电", "kind": "article"}
    assert client.post(url, {**told, "audience": "inside"}).status_code == 302
    assert found(world, "断电") == []
    client.post(reverse("knowledge:publish", args=[article.code]))
    assert found(world, "断电") == ["打印机卡纸"]
    states = list(article.editions.order_by("number").values_list("state", flat=True))
    assert states == ["superseded", "published"]
    with pytest.raises(Refused, match="no draft"):
        actions.publish(article, by=world.mei(), at=world.at)


def test_an_empty_draft_is_not_published(world: World) -> None:
    article = written(world, "空", "")
    with pytest.raises(Refused, match="a text or a file"):
        actions.publish(article, by=world.mei(), at=world.at)
    assert found(world, "空") == []


def test_a_draft_is_read_by_those_who_write(client: Client, world: World) -> None:
    article = written(world, "草稿", "内容", audience="all")
    url = reverse("knowledge:article", args=[article.code])
    for role, status in ((Role.MANAGER, 200), (Role.ENGINEER, 404), (Role.CUSTOMER, 404)):
        client.force_login(world.mei(role))
        assert client.get(url).status_code == status


def test_a_draft_opens_what_is_published_to_nobody(client: Client, world: World) -> None:
    """Only once it is published do customers read, and then what it says now."""
    article = published(world, "内部流程", "客户不宜看的话", audience="inside")
    wider = actions.Writing(uuid4(), "报修流程", "打热线即可", audience="all")
    actions.revise(article, wider, by=world.mei(), at=world.at)
    url = reverse("knowledge:article", args=[article.code])
    client.force_login(world.mei(Role.CUSTOMER))
    assert client.get(url).status_code == 404
    client.force_login(world.mei())
    form = client.get(reverse("knowledge:revise", args=[article.code])).context["form"]
    assert form.initial["audience"] == "all"
    actions.publish(article, by=world.mei(), at=world.at)
    client.force_login(world.mei(Role.CUSTOMER))
    assert "打热线即可" in client.get(url).content.decode()


def test_who_has_read_it_and_who_has_not(client: Client, world: World) -> None:
    article = published(world, "新品维修资料", "拆机步骤", kind="repair", audience="dealers")
    page = reverse("knowledge:article", args=[article.code])
    client.force_login(world.mei(Role.MANAGER))
    assert "未读" in client.get(page).content.decode()
    client.force_login(world.mei(Role.DEALER))
    for _twice in "ab":
        assert client.post(reverse("knowledge:read", args=[article.code])).status_code == 302
    assert ReadReceipt.objects.get().dealer == world.ours.dealer
    client.force_login(world.mei(Role.MANAGER))
    assert "未读" not in client.get(page).content.decode()


def test_it_stands_beside_the_call_while_it_is_typed(
    client: Client, world: World, shelf: list[Article]
) -> None:
    client.force_login(world.mei())
    intake = client.get(reverse("desk:call", args=[world.asset.pk])).content.decode()
    url = reverse("knowledge:beside")
    assert url in intake
    asked = {"description": "黑屏了", "product": "P-1"}
    with CaptureQueriesContext(connection) as asking:
        page = client.get(url, asked).content.decode()
    assert "检查电源模块和保险丝" in page
    assert len(asking) <= BUDGETS["knowledge:beside"]
    assert "暂无相关内容" in client.get(url, {"description": "冰淇淋"}).content.decode()


def test_the_list_costs_what_its_budget_says(
    client: Client, world: World, shelf: list[Article]
) -> None:
    client.force_login(world.mei(Role.MANAGER))
    for asked in ({}, {"q": "漂移"}):
        with CaptureQueriesContext(connection) as asking:
            assert client.get(reverse("knowledge:list"), asked).status_code == 200
        assert len(asking) <= BUDGETS["knowledge:list"]


def test_an_answer_is_made_an_article_once(client: Client, world: World) -> None:
    field = take_to_the_field(world, world.asset)
    field.worked()
    client.force_login(world.mei())
    for _twice in "ab":
        assert client.post(reverse("desk:to_article", args=[field.case.code])).status_code == 302
    article = Article.objects.get()
    draft = article.editions.get()
    assert (draft.state, article.case_code) == ("draft", Case.objects.get().code)
    assert "称重传感器漂移" in draft.body
