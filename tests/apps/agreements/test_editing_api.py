"""The editor over the API: a draft read, changed entry by entry, taken in, copied, written out."""

import json
from typing import Any

import pytest
from django.test import Client

from sanbao import templates
from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.models import Agreement, Version

from ..world import World
from .test_pages import drafted

pytestmark = pytest.mark.django_db


class Api:
    """A manager's calls about one draft."""

    def __init__(self, client: Client, version: Version) -> None:
        self.client = client
        self.path = f"/api/agreements/{version.agreement.code}/versions/{version.number}"

    def get(self, path: str) -> Any:
        return self.client.get(self.path + path)

    def send(self, method: str, path: str, key: str = "", /, **body: Any) -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        call = getattr(self.client, method)
        return call(
            self.path + path, json.dumps(body), content_type="application/json", headers=headers
        )

    @property
    def token(self) -> str:
        return str(self.get("/text").json()["token"])


@pytest.fixture
def draft(world: World) -> Version:
    return drafted(world, "fire-door")


@pytest.fixture
def api(client: Client, world: World, draft: Version) -> Api:
    client.force_login(world.mei(Role.MANAGER))
    return Api(client, draft)


def warranty(told: dict[str, Any]) -> dict[str, Any]:
    return next(term for term in told["terms"] if term["entry"]["kind"] == "warranty")


def test_a_term_is_read_and_changed_and_nothing_else(api: Api, draft: Version) -> None:
    told = api.get("/text").json()
    assert told["is_writable"]
    assert len(told["clauses"]) == len(queries.document(draft.source).outline.clauses)
    term = warranty(told)
    assert term["sentence"]
    changed = {**term["entry"], "span": "P36M"}
    assert "span" in term["entry"]
    answer = api.send("put", f"/text/terms/{term['place']}", token=told["token"], entry=changed)
    assert answer.status_code == 200, answer.text
    after = api.get("/text").json()
    assert answer.json()["token"] == after["token"] != told["token"]
    assert warranty(after)["entry"]["span"] == "P36M"
    assert after["clauses"] == told["clauses"]
    assert warranty(after)["sentence"] != term["sentence"]


def test_what_is_wrong_with_a_term_is_told_field_by_field(api: Api, draft: Version) -> None:
    told = api.get("/text").json()
    term = warranty(told)
    bad = {**term["entry"], "span": "P36X", "clause": "99.9"}
    answer = api.send("put", f"/text/terms/{term['place']}", token=told["token"], entry=bad)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    fields = {problem["field"] for problem in answer.json()["errors"]}
    assert "entry.span" in fields
    assert all(problem["message"] for problem in answer.json()["errors"])
    draft.refresh_from_db()
    assert draft.source == templates.read("fire-door")


def test_a_draft_that_has_changed_meanwhile_is_not_changed(api: Api) -> None:
    told = api.get("/text").json()
    gone = api.send("delete", f"/text/terms/{warranty(told)['place']}?token={told['token']}")
    assert gone.status_code == 200, gone.text
    stale = api.send("delete", f"/text/terms/{warranty(told)['place']}?token={told['token']}")
    assert stale.status_code == 409
    assert len(api.get("/text").json()["terms"]) == len(told["terms"]) - 1


def test_an_entry_is_added_moved_and_removed(api: Api) -> None:
    told = api.get("/text").json()
    clause = {"id": "99.1", "area": "warranty", "zh": "另行约定。", "en": "Agreed apart."}
    made = api.send("post", "/text/clauses", token=told["token"], entry=clause)
    assert made.status_code == 201, made.text
    last = len(told["clauses"])
    up = api.send("post", f"/text/clauses/{last}/move", token=made.json()["token"], step="up")
    assert up.status_code == 200
    assert api.get("/text").json()["clauses"][last - 1]["entry"]["id"] == "99.1"
    away = api.send("delete", f"/text/clauses/{last - 1}?token={up.json()['token']}")
    assert away.status_code == 200
    assert api.get("/text").json()["clauses"] == told["clauses"]
    nowhere = api.send("put", "/text/terms/999", token=api.token, entry={"kind": "warranty"})
    assert nowhere.status_code == 422
    bad = api.send("post", "/text/clauses", token=api.token, entry={"id": "99.1"})
    assert bad.status_code == 422


def test_a_repeated_request_is_done_once(api: Api) -> None:
    told = api.get("/text").json()
    place = warranty(told)["place"]
    entry = {**warranty(told)["entry"], "span": "P36M"}
    first, again = (
        api.send("put", f"/text/terms/{place}", "same-key", token=told["token"], entry=entry)
        for _ in "ab"
    )
    assert (first.status_code, again.status_code) == (200, 200)
    assert again["Idempotent-Replayed"] == "true"
    assert first.json() == again.json()


def test_blanks_are_filled_and_each_fault_is_at_its_name(api: Api, draft: Version) -> None:
    name = next(blank.name for blank in queries.document(draft.source).parameters)
    assert api.send("put", "/blanks", values={name: ""}).status_code == 200
    assert name in api.get("/text").json()["open_blanks"]
    unknown = api.send("put", "/blanks", values={"nothing": "1"})
    assert unknown.json()["errors"][0]["field"] == "nothing"


def test_a_file_is_previewed_then_taken_in(api: Api, draft: Version) -> None:
    text = templates.read("fire-door").replace("P24M", "P36M")
    assert text != draft.source
    seen = api.send("post", "/import/preview", text=text).json()
    changed = [clause for clause in seen["clauses"] if clause["change"] != "same"]
    assert changed
    draft.refresh_from_db()
    assert draft.source == templates.read("fire-door")
    assert api.send("post", "/import", text=text, token="x").status_code == 409
    assert api.send("post", "/import", text=text, token=api.token).status_code == 200
    assert api.get("/yaml").content.decode() == text
    wrong = api.send("post", "/import/preview", text=text.replace("PT4H", "PT4X"))
    assert wrong.status_code == 422
    assert "第 " in wrong.json()["errors"][0]["message"]
    assert wrong.json()["errors"][0]["field"].startswith("text.")


def test_a_new_one_from_a_file_and_from_this_one(api: Api, draft: Version) -> None:
    out = api.get("/yaml").content.decode()
    made = api.client.post(
        "/api/agreements/import",
        json.dumps({"text": out, "counterparty": "北岸"}),
        content_type="application/json",
    )
    assert made.status_code == 201
    assert Agreement.objects.get(code=made.json()["code"]).versions.get().source == out
    copied = api.send("post", "/copy", title="抄本", counterparty="北岸")
    assert (copied.status_code, copied.json()["title"]) == (201, "抄本")
    before = Agreement.objects.count()
    bad = api.client.post(
        "/api/agreements/import",
        json.dumps({"text": "slug:\n\t- x"}),
        content_type="application/json",
    )
    assert bad.status_code == 422
    assert Agreement.objects.count() == before


def test_what_is_in_force_is_read_and_not_changed(client: Client, world: World, api: Api) -> None:
    signed = Api(client, world.ours.version)
    told = signed.get("/text").json()
    assert not told["is_writable"]
    term = told["terms"][0]
    refused = signed.send("put", "/text/terms/0", token=told["token"], entry=term["entry"])
    assert refused.status_code == 409
