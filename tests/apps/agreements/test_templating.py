"""A company's own templates: saved from an agreement, offered beside the shipped ones, retired."""

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from sanbao import templates
from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.models import Agreement, OwnTemplate, Version
from sanbao.apps.agreements.queries import own_template
from sanbao.apps.journal.models import Entry
from sanbao.rules.moves import Refused

from ..world import World
from .test_pages import drafted

pytestmark = pytest.mark.django_db
GALLERY = reverse("agreements:gallery")


@pytest.fixture
def draft(world: World) -> Version:
    """A draft of the fire-door agreement with one blank filled otherwise than usual."""
    made = drafted(world, "fire-door")
    by = world.mei(Role.MANAGER)
    return actions.fill_blanks(made, {first_text(made): "四零零八"}, by=by, at=world.at)


def first_text(version: Version) -> str:
    asked = queries.document(version.source).parameters
    return next(blank.name for blank in asked if blank.kind == "text")


def saved(world: World, version: Version, **wanted: object) -> OwnTemplate:
    return actions.save_template(
        version,
        actions.Saved(**{"title": "北方门窗模板", **wanted}),  # type: ignore[arg-type]
        by=world.mei(Role.MANAGER),
        at=world.at,
    )


def test_terms_are_saved_offered_used_and_retired(
    client: Client, world: World, draft: Version
) -> None:
    client.force_login(world.mei(Role.MANAGER))
    address = reverse("agreements:save_template", args=[draft.agreement.code, 1])
    assert address in client.get(reverse("agreements:version", args=[draft.agreement.code, 1])).text
    typed = {"key": str(uuid4()), "title": "北方门窗模板", "note": "北方项目"}
    for _twice in "ab":
        answer = client.post(address, typed)
    own = OwnTemplate.objects.get()
    page = reverse("agreements:create_from_own", args=[own.code])
    assert answer["Location"] == page
    assert own.source == templates.read("fire-door")
    shelf = client.get(GALLERY).text
    assert page in shelf
    assert "北方项目" in shelf
    assert client.get(GALLERY, {"q": "没有这样的话"}).context["own"] == []
    assert [each.template for each in client.get(GALLERY, {"q": "北方"}).context["own"]] == [own]

    made_at = client.post(page, {"key": str(uuid4()), "title": "新协议", "counterparty": "北岸"})
    made = Agreement.objects.order_by("-pk")[0]
    assert made_at["Location"] == reverse("agreements:version", args=[made.code, 1])
    assert (made.counterparty, made.template, made.state) == ("北岸", "fire-door", "draft")
    assert made.versions.get().blanks == queries.usual(queries.document(own.source))
    assert "北方门窗模板" in client.get(reverse("agreements:detail", args=[made.code])).text

    client.post(reverse("agreements:retire_template", args=[own.code]))
    assert page not in client.get(GALLERY).text
    assert "已于" in client.get(page).text
    refused = client.post(page, {"key": str(uuid4()), "title": "又一份"})
    assert refused.status_code == 422
    assert Entry.objects.filter(happening="template.retired").count() == 1
    assert made.versions.get().source == own.source


def test_what_was_filled_in_may_become_the_usual_value(world: World, draft: Version) -> None:
    own = saved(world, draft, keeps_values=True)
    asked = {blank.name: blank for blank in queries.document(own.source).parameters}
    assert asked[first_text(draft)].default == "四零零八"
    assert len(asked) == len(queries.document(draft.source).parameters)


def test_a_title_is_offered_once_and_what_was_typed_stays(
    client: Client, world: World, draft: Version
) -> None:
    client.force_login(world.mei(Role.MANAGER))
    own = saved(world, draft)
    address = reverse("agreements:save_template", args=[draft.agreement.code, 1])
    typed = {"key": str(uuid4()), "title": own.title, "note": "另一份"}
    answer = client.post(address, typed)
    assert answer.status_code == 422
    assert "已有同名模板" in answer.text
    assert 'value="另一份"' in answer.text
    actions.retire_template(own, by=world.mei(Role.MANAGER), at=world.at)
    assert client.post(address, typed).status_code == 302
    with pytest.raises(Refused):
        saved(world, draft, title="  ")


def test_nobody_of_another_company_and_no_other_role_sees_one(world: World, draft: Version) -> None:
    own = saved(world, draft, note="北方项目")
    page = reverse("agreements:create_from_own", args=[own.code])
    for user in (world.stranger(Role.MANAGER), world.mei(Role.SALES)):
        client = Client()
        client.force_login(user)
        for address in (page, reverse("agreements:retire_template", args=[own.code])):
            assert client.post(address).status_code == 404
        assert own.title not in client.get(GALLERY).text
        asked = client.get("/api/templates")
        assert asked.status_code == 404 or asked.json()["items"] == []
    other = drafted(world, "solar-dealer")
    Agreement.objects.filter(pk=other.agreement_id).update(provider=world.theirs.provider)
    with pytest.raises(Refused, match="key"):
        actions.save_template(
            Version.objects.get(pk=other.pk),
            actions.Saved("别家"),
            key=own.key,
            by=world.stranger(Role.MANAGER),
            at=world.at,
        )


def test_over_the_api(client: Client, world: World, draft: Version) -> None:
    client.force_login(world.mei(Role.MANAGER))

    def post(path: str, **body: object):  # type: ignore[no-untyped-def]
        return client.post(path, json.dumps(body), content_type="application/json")

    assert len(client.get("/api/templates/shipped").json()) == len(templates.SLUGS)
    code = draft.agreement.code
    made = post("/api/templates", agreement=code, version=1, title="北方门窗模板")
    assert made.status_code == 201
    name = made.json()["template"]
    assert [row["template"] for row in client.get("/api/templates").json()["items"]] == [name]
    again = post("/api/templates", agreement=code, version=1, title="北方门窗模板")
    assert (again.status_code, again.json()["errors"][0]["field"]) == (422, "title")
    assert post("/api/templates", agreement="XY-0", version=1, title="无").status_code == 422
    begun = post("/api/agreements", template=name, counterparty="北岸")
    assert (begun.status_code, begun.json()["title"]) == (201, "北方门窗模板")
    assert post("/api/agreements", template="fire-door").status_code == 201
    assert post("/api/agreements", template="nothing").json()["errors"][0]["field"] == "template"
    assert post(f"/api/templates/{name}/retire").json()["retired_at"]
    assert post("/api/agreements", template=name).status_code == 409


def test_the_gallery_shows_the_companys_own_page_by_page(
    client: Client, world: World, draft: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_template, "OWN_SHOWN", 2)
    for number in range(5):
        saved(world, draft, title=f"模板 {number}")
    client.force_login(world.mei(Role.MANAGER))
    seen, after = [], ""
    for _page in range(3):
        answer = client.get(GALLERY, {"after": after})
        assert bool(answer.context["samples"]) is (after == "")
        seen.append([each.template.title for each in answer.context["own"]])
        after = answer.context["after"]
    assert seen == [["模板 4", "模板 3"], ["模板 2", "模板 1"], ["模板 0"]]
    assert after == ""
    found = client.get(GALLERY, {"q": "模板 0"})
    assert [each.template.title for each in found.context["own"]] == ["模板 0"]
    first = client.get(GALLERY, {"q": "模板"})
    assert f"after={first.context['after']}" in first.text
