"""The title of a paper and its component classes, changed in the editor and over the API."""

import json

import pytest
from django.test import Client

from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.models import Version
from sanbao.rules.moves import Refused

from ..world import World
from .signing import both_sign, described
from .test_editing import address, sent
from .test_editing_api import Api
from .test_pages import drafted

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}


@pytest.fixture
def draft(world: World) -> Version:
    return drafted(world, "scale-supplier")


@pytest.fixture
def page(client: Client, world: World) -> Client:
    client.force_login(world.mei(Role.MANAGER))
    return client


def posted(draft: Version, part: str, step: str, place: str = "", **fields: str) -> dict[str, str]:
    token = queries.token(draft)
    return {"token": token, "part": part, "step": step, "place": place, **fields}


def components(draft: Version) -> dict[str, str]:
    draft.refresh_from_db()
    return {code: words.zh for code, words in queries.document(draft.source).components.items()}


def test_the_title_is_changed_in_its_place_and_lists_follow(
    page: Client, world: World, draft: Version
) -> None:
    described(world, draft.agreement, title=queries.document(draft.source).title.zh)
    text = page.get(f"{address(draft)}?open=title-0", headers=HX).content.decode()
    assert 'value="称重设备供方售后服务方案"' in text
    named = {"zh": "地磅售后服务方案", "en": "Service plan of weighbridges"}
    answer = page.post(address(draft), posted(draft, "title", "change", "0", **named))
    assert answer.status_code == 302
    draft.refresh_from_db()
    draft.agreement.refresh_from_db()
    assert draft.agreement.title == "地磅售后服务方案"
    assert queries.paper_of(draft, lang="en").title == "Service plan of weighbridges"


def test_a_title_needs_both_languages_and_keeps_what_was_typed(
    page: Client, draft: Version
) -> None:
    answer = page.post(address(draft), posted(draft, "title", "change", "0", zh="只有中文", en=""))
    assert (answer.status_code, "只有中文" in answer.content.decode()) == (422, True)
    for step in ("add", "remove", "up"):
        status = page.post(address(draft), posted(draft, "title", step, "0")).status_code
        assert status in (404, 422), step


def test_a_name_given_apart_stays_and_can_be_changed(world: World, draft: Version) -> None:
    by = world.mei(Role.MANAGER)
    described(world, draft.agreement, title="华东称重协议")
    change = actions.Edit("title", "change", 0, {"zh": "新题目", "en": "New title"})
    actions.edit(draft, change, token=queries.token(draft), by=by, at=world.at)
    draft.agreement.refresh_from_db()
    assert draft.agreement.title == "华东称重协议"
    assert queries.paper_of(draft, lang="zh").title == "华东称重协议"


def test_a_further_version_renames_the_agreement_once_it_is_in_force(world: World) -> None:
    by = world.mei(Role.MANAGER)
    first = drafted(world, "fire-door")
    agreement = described(world, first.agreement, title=queries.document(first.source).title.zh)
    both_sign(world, first)
    actions.put_in_force(first, starts_on=world.on, by=by, at=world.at)
    second = actions.new_version(agreement, by=by, at=world.at)
    change = actions.Edit("title", "change", 0, {"zh": "防火门新方案", "en": "New plan"})
    actions.edit(second, change, token=queries.token(second), by=by, at=world.at)
    agreement.refresh_from_db()
    assert agreement.title != "防火门新方案"
    assert queries.paper_of(second, lang="zh").title == "防火门新方案"
    both_sign(world, second)
    actions.put_in_force(second, starts_on=world.on, by=by, at=world.at)
    agreement.refresh_from_db()
    assert agreement.title == "防火门新方案"
    first.refresh_from_db()
    assert queries.paper_of(first, lang="zh").title == queries.document(first.source).title.zh


def test_a_class_is_added_and_terms_can_name_it(page: Client, draft: Version) -> None:
    form = page.get(f"{address(draft)}?new=components", headers=HX).content.decode()
    assert 'name="code"' in form
    added = posted(draft, "components", "add", code="display", zh="显示器", en="Display")
    assert page.post(address(draft), added).status_code == 302
    assert components(draft)["display"] == "显示器"
    answer = page.post(address(draft), sent(draft, component="display"), headers=HX)
    assert answer.status_code == 200
    assert "显示器自" in answer.content.decode()


def test_a_bad_code_is_refused_at_its_field(page: Client, draft: Version) -> None:
    for code in ("Display", "body"):
        wrong = posted(draft, "components", "add", code=code, zh="显示器", en="Display")
        answer = page.post(address(draft), wrong)
        text = answer.content.decode()
        assert answer.status_code == 422
        assert 'role="alert"' in text.split('id="field-code"')[1].split('id="field-')[0]
        assert 'value="显示器"' in text


def test_a_class_is_named_anew_without_asking_for_its_code(page: Client, draft: Version) -> None:
    form = page.get(f"{address(draft)}?open=components-1", headers=HX).content.decode()
    assert 'name="code"' not in form
    named = posted(draft, "components", "change", "1", zh="秤台", en="Platform")
    assert page.post(address(draft), named).status_code == 302
    assert components(draft)["body"] == "秤台"


def test_what_terms_still_name_is_not_removed_and_the_clauses_are_told(
    page: Client, draft: Version
) -> None:
    answer = page.post(address(draft), posted(draft, "components", "remove", "1"))
    assert answer.status_code == 422
    assert "以下条款仍在使用它：6.1" in answer.content.decode()
    assert (
        "整机不能去掉"
        in page.post(address(draft), posted(draft, "components", "remove", "0")).content.decode()
    )
    assert list(components(draft)) == ["whole", "body", "electrical"]


def test_a_stale_change_of_a_class_is_refused(world: World, draft: Version) -> None:
    change = actions.Edit("components", "add", None, {"code": "x", "zh": "甲", "en": "A"})
    with pytest.raises(Refused, match="meanwhile"):
        actions.edit(draft, change, token="old", by=world.mei(Role.MANAGER), at=world.at)


def test_the_same_over_the_api(page: Client, draft: Version) -> None:
    api = Api(page, draft)
    told = api.get("/text").json()
    assert told["title"][0]["entry"]["zh"] == "称重设备供方售后服务方案"
    assert [row["entry"]["code"] for row in told["components"]] == ["whole", "body", "electrical"]
    display = {"code": "display", "zh": "显示器", "en": "Display"}
    assert api.send("post", "/text/components", token=api.token, entry=display).status_code == 201
    renamed = {**display, "code": "screen"}
    answer = api.send("put", "/text/components/3", token=api.token, entry=renamed)
    assert [problem["field"] for problem in answer.json()["errors"]] == ["entry.code"]
    empty = {"zh": "地磅方案", "en": " "}
    answer = api.send("put", "/text/title/0", token=api.token, entry=empty)
    assert [problem["field"] for problem in answer.json()["errors"]] == ["entry.en"]
    titled = {"zh": "地磅方案", "en": "Weighbridges"}
    assert api.send("put", "/text/title/0", token=api.token, entry=titled).status_code == 200
    gone = page.delete(f"{api.path}/text/components/3?token={api.token}")
    assert gone.status_code == 200
    kept = page.delete(f"{api.path}/text/components/1?token={api.token}")
    assert (kept.status_code, "6.1" in kept.json()["detail"]) == (409, True)


def test_parties_and_roles_over_the_api(page: Client, world: World, draft: Version) -> None:
    address = f"/api/agreements/{draft.agreement.code}/parties"
    sales = world.mei(Role.SALES)
    body = {
        "title": "华东称重协议",
        "counterparty": "清河水泥厂",
        "customer": world.ours.customer.code,
        "seat": "南京",
        "main_reference": "ZX-2026-1",
        "main_signed_on": "2026-01-05",
        "responsible": [
            {"role": "signs", "department": "销售部", "person": sales.username},
            {"role": "executes", "department": "售后部"},
        ],
        "liable": [{"name": "牛连带", "id_card": ""}],
    }
    answer = page.put(address, json.dumps(body), content_type="application/json")
    assert answer.status_code == 200, answer.text
    told = page.get(address).json()
    assert {key: told[key] for key in ("title", "seat", "customer", "main_reference")} == {
        key: body[key] for key in ("title", "seat", "customer", "main_reference")
    }
    assert [(one["role"], one["person"]) for one in told["responsible"]] == [
        ("signs", sales.username),
        ("executes", ""),
    ]
    assert told["liable"] == [{"name": "牛连带", "id_card": ""}]
    for wrong, field in (
        ({"customer": "没有"}, "customer"),
        ({"dealer": world.theirs.dealer.code + "x"}, "dealer"),
        ({"liable": [{"name": "牛", "id_card": "123"}]}, "liable"),
        ({"responsible": [{"role": "signs", "department": "销售部", "person": "lan"}]}, "signs"),
    ):
        answer = page.put(address, json.dumps({**body, **wrong}), content_type="application/json")
        assert answer.status_code in (409, 422), wrong
        assert field in answer.text, wrong
    assert page.get(address).json() == told
