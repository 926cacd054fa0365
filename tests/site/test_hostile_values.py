"""Values that nothing can hold, at every door: told so, never an error of ours."""

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.site.api import api

from .doors import ENDPOINTS, PAGES
from .house import House
from .signed_in import signed_in
from .test_api_doors import filled

pytestmark = pytest.mark.usefixtures("undone")

NUL = "a\x00b"
HUGE = 10**30
LISTS = [name for name, door in PAGES.items() if door.kind == "list"]
POSTS = [name for name, door in PAGES.items() if door.kind in {"step", "thing", "page"}]


def cursor(*values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


NOW = datetime(2026, 1, 1, tzinfo=UTC).isoformat()
CURSORS = [
    cursor("2026-01-01"),
    cursor(HUGE),
    cursor(NOW, "x"),
    cursor("2026-01-01T00:00:00", 5),
    cursor(NUL, 1),
    base64.urlsafe_b64encode(b"[" * 5000).decode(),
    "é",
]


@pytest.mark.parametrize("name", LISTS)
def test_a_cursor_of_another_list_starts_at_the_beginning(name: str, house: House) -> None:
    client = signed_in(house.world.mei(PAGES[name].may[0]))
    for after in CURSORS:
        assert client.get(reverse(name), {"after": after}).status_code in {200, 422}, after


@pytest.mark.parametrize("name", [name for name, door in ENDPOINTS.items() if door.kind == "list"])
def test_a_cursor_of_another_endpoint_starts_at_the_beginning(name: str, house: House) -> None:
    door, path = ENDPOINTS[name], name.removeprefix("GET ")
    client = signed_in(house.world.mei(door.may[0]))
    first = lasting(client.get(path, door.asked))
    for after in CURSORS:
        answer = client.get(path, {**door.asked, "after": after})
        assert answer.status_code == 200, after
        # A number beyond every row is a number: what comes after it may be nothing.
        if after != cursor(HUGE):
            assert lasting(answer) == first, after


def lasting(answer: Any) -> list[dict[str, Any]]:
    """The rows of a page; a link is signed anew each time."""
    return [{**row, "link": ""} for row in answer.json()["items"]]


@pytest.mark.parametrize("name", [name for name, door in PAGES.items() if door.things])
def test_a_number_without_end_in_an_address_is_not_there(name: str, house: House) -> None:
    client = signed_in(house.world.mei(PAGES[name].may[0]))
    for thing in PAGES[name].things:
        if not (thing.endswith("_pk") or thing == "number"):
            continue
        for value in (2**63, HUGE):
            things = {**house.things, thing: value}
            url = reverse(name, args=[things[one] for one in PAGES[name].things])
            answer = client.post(url) if PAGES[name].kind == "step" else client.get(url)
            # Of a row below another one it is the same as if it were gone already.
            assert answer.status_code in {404, 302}, (url, answer.status_code)


@pytest.mark.parametrize("name", LISTS)
def test_what_is_no_text_is_told_by_every_list(name: str, house: House) -> None:
    client = signed_in(house.world.mei(PAGES[name].may[0]))
    assert client.get(reverse(name), {"q": NUL}).status_code == 400
    broken = "&".join(f"{field}=%FF%FE%C0" for field in ("q", "state", "text", "after", "province"))
    assert client.generic("GET", reverse(name), QUERY_STRING=broken).status_code in {200, 422}


def test_a_null_character_in_the_path_is_told(house: House) -> None:
    client = signed_in(house.world.mei(Role.MANAGER))
    for path in (
        "/desk/cases/a%00b/",
        "/visits/%00/",
        "/api/cases/%00",
        "/r/%00/",
        "/agreements/%00/",
    ):
        assert client.get(path).status_code == 400, path
    assert Client().get("/r/case/%00/").status_code == 400


def fields_of(name: str, house: House) -> dict[str, str]:
    """The fields of the page's forms, and those that a step is known to read."""
    door = PAGES[name]
    found = dict.fromkeys(door.body, "x")
    known = ("key", "next", "reason", "text", "note", "what", "works", "seen", "respondent")
    found |= dict.fromkeys(known, "x")
    if door.kind != "step":
        url = reverse(name, args=[house.things[one] for one in door.things])
        asked = {key: house.things.get(thing, thing) for key, thing in door.asked.items()}
        context = signed_in(house.world.mei(door.may[0])).get(url, asked).context or {}
        form = context.get("form") if hasattr(context, "get") else None
        if hasattr(form, "fields"):
            found |= dict.fromkeys(form.fields, "x")
        if hasattr(form, "questions"):
            found |= {question.name: "x" for question in form.questions}
    return found


# A null, a number for no column, and the last minute there is, which overflows in our zone.
@pytest.mark.parametrize("name", POSTS)
def test_a_form_full_of_it_is_told(name: str, house: House) -> None:
    door = PAGES[name]
    client = signed_in(house.world.mei(door.may[-1] if door.kind == "step" else door.may[0]))
    url = reverse(name, args=[house.things[one] for one in door.things])
    asked = {key: house.things.get(thing, thing) for key, thing in door.asked.items()}
    fields = fields_of(name, house)
    for value in (NUL, "9" * 40, "9999-12-31T23:59"):
        with transaction.atomic():
            answer = client.post(url, dict.fromkeys(fields, value), query_params=asked)
            assert answer.status_code < 500, value
            transaction.set_rollback(True)


def schema_fields(name: str) -> dict[str, Any]:
    method, _space, path = name.partition(" ")
    described = api.get_openapi_schema()
    operation = described["paths"][path][method.lower()]
    content = operation.get("requestBody", {}).get("content", {})
    schema = next(iter(content.values()), {}).get("schema", {})
    ref = schema.get("$ref", "").rpartition("/")[2]
    found = described["components"]["schemas"].get(ref, schema)
    return dict(found.get("properties", {}))


JSON_POSTS = [
    name
    for name, door in ENDPOINTS.items()
    if door.kind in {"step", "body"} and "{picture}" not in door.body.values()
]
WORST = (NUL, "\ud800", HUGE, "0001-01-01T00:00:00+14:00", {"x": NUL})


def address(name: str, house: House) -> str:
    path = name.partition(" ")[2]
    for thing in ENDPOINTS[name].things:
        path = path[: path.index("{")] + f"{house.things[thing]}" + path[path.index("}") + 1 :]
    return path


@pytest.mark.parametrize("name", JSON_POSTS)
def test_a_body_full_of_it_is_told(name: str, house: House) -> None:
    """With a key for the repeated request, so that a broken-off transaction must not stay open."""
    door = ENDPOINTS[name]
    client = signed_in(house.world.mei(door.may[-1]))
    good = {key: filled(value, house) for key, value in door.body.items()}
    for field in schema_fields(name):
        for value in WORST:
            text = json.dumps({**good, field: value})
            with transaction.atomic():
                answer = client.generic(
                    name.partition(" ")[0],
                    address(name, house),
                    text,
                    content_type="application/json",
                    headers={"Idempotency-Key": "k"},
                )
                assert answer.status_code < 500, (field, value)
                transaction.set_rollback(True)


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"[" * 100_000, b"null", b'{"a": 1e999999}'])
def test_a_body_that_is_no_report_is_told(raw: bytes, house: House) -> None:
    client = signed_in(house.world.mei())
    answer = client.post("/api/cases", raw, content_type="application/json")
    assert answer.status_code in {400, 422}
    assert answer["Content-Type"] == "application/problem+json"
