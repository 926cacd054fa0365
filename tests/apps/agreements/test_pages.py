"""The pages of agreements: who may read, who may write, and that nothing typed is lost."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanbao import templates
from sanbao.apps.accounts.access import STAFF, Role
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.models import Agreement, AgreementState, Version

from ..world import World

pytestmark = pytest.mark.django_db
LIST = reverse("agreements:list")
BUDGETS = json.loads((Path(__file__).resolve().parents[2] / "query_budgets.json").read_text())
WRITES = ("revise", "end")
VERSION_WRITES = ("fill", "preview", "sign")


def drafted(world: World, template: str = "solar-dealer") -> Version:
    agreement = actions.create(
        template,
        title="经销服务协议",
        counterparty="华北经销部",
        by=world.mei(Role.MANAGER),
        at=world.at,
    )
    return agreement.versions.get()


def url(name: str, version: Version) -> str:
    code = version.agreement.code
    args = [code] if name in ("detail", *WRITES) else [code, version.number]
    return reverse(f"agreements:{name}", args=args)


def number_of(version: Version) -> str:
    asked = queries.document(version.source).parameters
    return next(blank.name for blank in asked if blank.kind not in ("text", "money"))


@pytest.mark.parametrize("role", STAFF)
def test_staff_reads_the_list_and_the_text(client: Client, world: World, role: str) -> None:
    client.force_login(world.mei(role))
    assert world.ours.agreement.title in client.get(LIST).content.decode()
    text = client.get(url("detail", world.ours.version)).content.decode()
    assert 'id="clause-5.3"' in text
    assert client.get(url("version", world.ours.version)).status_code == 200


@pytest.mark.parametrize("role", [Role.CUSTOMER, Role.DEALER])
def test_for_customers_and_dealers_there_are_no_agreements(
    client: Client, world: World, role: str
) -> None:
    client.force_login(world.mei(role))
    for address in (LIST, url("detail", world.ours.version), url("version", world.ours.version)):
        assert client.get(address).status_code == 404


def test_another_company_has_no_such_agreement(client: Client, world: World) -> None:
    version = drafted(world)
    client.force_login(world.stranger(Role.MANAGER))
    assert version.agreement.title not in client.get(LIST).content.decode()
    for name in ("detail", "version", "sign"):
        assert client.get(url(name, version)).status_code == 404
    for name in (*WRITES, *VERSION_WRITES):
        assert client.post(url(name, version)).status_code == 404


@pytest.mark.parametrize("role", [role for role in STAFF if role != Role.MANAGER])
def test_only_the_manager_writes(client: Client, world: World, role: str) -> None:
    version = drafted(world)
    client.force_login(world.mei(role))
    assert client.get(reverse("agreements:gallery")).status_code == 404
    assert client.post(reverse("agreements:create", args=["fire-door"])).status_code == 404
    for name in (*WRITES, *VERSION_WRITES):
        assert client.post(url(name, version)).status_code == 404
    assert 'id="blanks"' not in client.get(url("version", version)).content.decode()


def test_the_gallery_shows_the_eight_templates_with_their_sentences(
    client: Client, world: World
) -> None:
    client.force_login(world.mei(Role.MANAGER))
    response = client.get(reverse("agreements:gallery"))
    assert len(response.context["samples"]) == len(templates.SLUGS) == 8
    text = response.content.decode()
    for slug in templates.SLUGS:
        assert reverse("agreements:create", args=[slug]) in text
        assert queries.document_of(slug).title.zh in text


def test_the_text_shows_every_clause_as_numbered_with_its_reading(
    client: Client, world: World
) -> None:
    client.force_login(world.mei())
    text = client.get(url("version", world.ours.version)).content.decode()
    document = queries.document(world.ours.version.source)
    for clause in document.outline.clauses:
        assert f'id="clause-{clause.id}"' in text
    assert text.count("我们的读法") == sum(1 for one in document.outline.clauses if one.reading)


def test_the_text_is_english_for_who_reads_english(client: Client, world: World) -> None:
    client.force_login(world.mei())
    client.cookies["django_language"] = "en"
    text = client.get(url("version", world.ours.version)).content.decode()
    assert "a spare unit is lent until the original is repaired" in text


def test_a_double_click_makes_one_agreement(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.MANAGER))
    before = Agreement.objects.count()
    typed = {"key": str(uuid4()), "title": "防火门服务协议", "counterparty": "城建"}
    address = reverse("agreements:create", args=["fire-door"])
    first, second = client.post(address, typed), client.post(address, typed)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert Agreement.objects.count() == before + 1


def test_a_missing_title_is_told_and_the_rest_stays(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.MANAGER))
    address = reverse("agreements:create", args=["fire-door"])
    answer = client.post(address, {"key": str(uuid4()), "title": "", "counterparty": "城建一局"})
    assert answer.status_code == 422
    assert "城建一局" in answer.content.decode()


def test_an_unknown_template_does_not_exist(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.MANAGER))
    assert client.get(reverse("agreements:create", args=["no-such"])).status_code == 404


def test_blanks_are_saved_and_show_in_the_text(client: Client, world: World) -> None:
    version = drafted(world)
    client.force_login(world.mei(Role.MANAGER))
    answer = client.post(url("fill", version), {**version.blanks, number_of(version): "37"})
    assert answer.status_code == 302
    text = client.get(url("version", version)).content.decode()
    assert '<strong class="text-blue">37</strong>' in text


def test_a_wrong_blank_is_told_beside_it_and_nothing_typed_is_lost(
    client: Client, world: World
) -> None:
    version = drafted(world, "tablet-dealer")
    before = dict(version.blanks)
    client.force_login(world.mei(Role.MANAGER))
    wrong = number_of(version)
    typed = {**dict.fromkeys(before, "23"), wrong: "三十"}
    answer = client.post(url("fill", version), typed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "必须是" in text
    assert 'value="三十"' in text
    assert text.count('value="23"') == len(before) - 1
    version.refresh_from_db()
    assert version.blanks == before


def test_the_preview_shows_what_is_typed_and_saves_nothing(client: Client, world: World) -> None:
    version = drafted(world)
    before = dict(version.blanks)
    client.force_login(world.mei(Role.MANAGER))
    text = client.post(url("preview", version), {number_of(version): "41"}).content.decode()
    assert '<strong class="text-blue">41</strong>' in text
    assert "<html" not in text
    version.refresh_from_db()
    assert version.blanks == before


def signing(world: World, **changed: str) -> dict[str, str]:
    return {
        "starts_on": f"{world.on}",
        "ends_on": "",
        "signed_for_provider": "马经理",
        "signed_for_counterparty": "李代表",
        **changed,
    }


def test_signed_by_both_it_is_in_force_and_a_second_click_does_no_harm(
    client: Client, world: World
) -> None:
    version = drafted(world)
    client.force_login(world.mei(Role.MANAGER))
    for _ in range(2):
        answer = client.post(url("sign", version), signing(world))
        assert answer.status_code == 302
    version.refresh_from_db()
    assert version.put_in_force_by == world.mei(Role.MANAGER)
    assert Agreement.objects.get(pk=version.agreement_id).state == AgreementState.IN_FORCE


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        pytest.param({"ends_on": "2000-01-01"}, "没有生效", id="an end before the start"),
        pytest.param({"starts_on": ""}, "必填", id="no first day"),
        pytest.param({"signed_for_counterparty": ""}, "必填", id="one signature"),
        pytest.param({"starts_on": "soon"}, "日期", id="no date"),
    ],
)
def test_what_cannot_be_signed_is_told_and_the_names_stay(
    client: Client, world: World, typed: dict[str, str], told: str
) -> None:
    version = drafted(world)
    client.force_login(world.mei(Role.MANAGER))
    answer = client.post(url("sign", version), signing(world, **typed))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert told in text
    assert 'value="马经理"' in text
    version.refresh_from_db()
    assert version.put_in_force_at is None


def test_open_blanks_are_listed_and_keep_it_from_coming_into_force(
    client: Client, world: World
) -> None:
    version = drafted(world)
    emptied = dict.fromkeys(version.blanks, "")
    actions.fill_blanks(version, emptied, by=world.mei(Role.MANAGER), at=world.at)
    client.force_login(world.mei(Role.MANAGER))
    answer = client.post(url("sign", version), signing(world))
    assert answer.status_code == 422
    for blank in queries.document(version.source).parameters:
        assert blank.label.zh in answer.content.decode()


def test_a_new_version_is_drawn_up_from_the_one_in_force(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.MANAGER))
    answer = client.post(url("revise", world.ours.version))
    assert answer["Location"].endswith("/v2/")
    assert client.post(url("revise", world.ours.version))["Location"].endswith("/v2/")
    assert world.ours.agreement.versions.count() == 2


def test_it_is_ended_with_a_reason_or_not_at_all(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.MANAGER))
    address = url("end", world.ours.version)
    answer = client.post(address, {"on": f"{world.on}", "reason": ""})
    assert answer.status_code == 422
    before = f"{world.on - timedelta(days=4000)}"
    answer = client.post(address, {"on": before, "reason": "太早了"})
    assert answer.status_code == 422
    assert "太早了" in answer.content.decode()
    assert client.post(address, {"on": f"{world.on}", "reason": "停产"}).status_code == 302
    agreement = Agreement.objects.get(pk=world.ours.agreement.pk)
    assert (agreement.state, agreement.ended_reason) == (AgreementState.ENDED, "停产")


def test_the_list_asks_as_many_questions_for_thirty_as_for_three(
    client: Client, world: World
) -> None:
    client.force_login(world.mei())

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len(captured)

    few = count()
    for _ in range(30):
        drafted(world)
    assert count() == few <= BUDGETS["agreements:list"]
