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
WRITES = ("revise", "suspend", "resume", "terminate", "renew")
VERSION_WRITES = (
    "fill",
    "preview",
    "submit",
    "acknowledge",
    "send_back",
    "hand_out",
    "force",
)


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
def test_customers_and_dealers_read_what_is_theirs_once_it_has_left_the_draft(
    client: Client, world: World, role: str
) -> None:
    ours, theirs = world.ours, {"dealer": world.ours.dealer, "customer": world.ours.customer}
    client.force_login(world.mei(role))
    addresses = [url("detail", ours.version), url("version", ours.version)]
    for address in addresses:
        assert client.get(address).status_code == 404
    named = {role: theirs[role]}
    Agreement.objects.filter(pk=ours.agreement.pk).update(**named)
    assert ours.agreement.title in client.get(LIST).content.decode()
    for address in addresses:
        assert client.get(address).status_code == 200
    draft = drafted(world)
    Agreement.objects.filter(pk=draft.agreement_id).update(**named)
    assert draft.agreement.code not in client.get(LIST).content.decode()
    for name in ("detail", "version", "sign"):
        assert client.get(url(name, draft)).status_code == 404


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


def test_the_gallery_is_searched_by_subject_and_words(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.MANAGER))

    def found(**asked: str) -> list[queries.Sample]:
        return client.get(reverse("agreements:gallery"), asked).context["samples"]

    lent = found(area="loaner")
    assert 0 < len(lent) < 8
    assert all(paragraph.area == "loaner" for sample in lent for paragraph in sample.first)
    title = queries.document_of("fire-door").title.zh
    assert "fire-door" in [sample.slug for sample in found(q=title)]
    by_words = found(q="质保")
    assert by_words
    assert found(area="nothing") == found(q="没有这样的话") == []
    page = client.get(reverse("agreements:gallery"), {"q": "没有这样的话"}).content.decode()
    assert "没有模板这样写" in page


def test_the_text_shows_every_clause_as_numbered_with_its_reading(
    client: Client, world: World
) -> None:
    client.force_login(world.mei())
    text = client.get(url("version", world.ours.version)).content.decode()
    document = queries.document(world.ours.version.source)
    for clause in document.outline.clauses:
        assert f'id="clause-{clause.id}"' in text
    paper = text.split('id="agreement-text"')[1]
    assert paper.count("我们的读法") == sum(1 for one in document.outline.clauses if one.reading)


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


def test_a_new_version_is_drawn_up_from_the_one_in_force(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.MANAGER))
    answer = client.post(url("revise", world.ours.version))
    assert answer["Location"].endswith("/v2/")
    assert client.post(url("revise", world.ours.version))["Location"].endswith("/v2/")
    assert world.ours.agreement.versions.count() == 2


def test_it_is_ended_with_a_reason_or_not_at_all(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.MANAGER))
    address = url("terminate", world.ours.version)
    answer = client.post(address, {"on": f"{world.on}", "reason": ""})
    assert answer.status_code == 422
    before = f"{world.on - timedelta(days=4000)}"
    answer = client.post(address, {"on": before, "reason": "太早了"})
    assert answer.status_code == 422
    assert "太早了" in answer.content.decode()
    assert client.post(address, {"on": f"{world.on}", "reason": "停产"}).status_code == 302
    agreement = Agreement.objects.get(pk=world.ours.agreement.pk)
    assert (agreement.state, agreement.ended_reason) == (AgreementState.TERMINATED, "停产")


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


def test_the_list_shows_one_state_when_asked(client: Client, world: World) -> None:
    version = drafted(world)
    client.force_login(world.mei())
    drafts = client.get(LIST, {"state": "draft"}).content.decode()
    assert version.agreement.code in drafts
    assert world.ours.agreement.code not in drafts
    assert version.agreement.code in client.get(LIST, {"state": "no such"}).content.decode()
