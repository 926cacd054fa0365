"""Every endpoint: who may, who may not, a stranger of the same role, a visitor without a token."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.journal.models import Entry
from sanbao.site.api import api

from ..apps.visits.conftest import drawn
from .doors import ENDPOINTS, Door
from .house import OURS, House
from .signed_in import signed_in
from .test_doors import happened

pytestmark = pytest.mark.usefixtures("undone")
WRITES = [name for name, door in ENDPOINTS.items() if door.kind in {"step", "body", "own", "new"}]


def called(user: User | None, name: str, house: House) -> Any:
    door = ENDPOINTS[name]
    method, _space, path = name.partition(" ")
    for thing in door.things:
        path = path[: path.index("{")] + f"{house.things[thing]}" + path[path.index("}") + 1 :]
    client = signed_in(user)
    if method == "GET":
        return client.get(path, door.asked)
    body = {key: filled(value, house) for key, value in door.body.items()}
    if "{picture}" in door.body.values():
        return client.post(path, body)
    write = getattr(client, method.lower())
    return write(path, body, content_type="application/json")


def filled(value: Any, house: House) -> Any:
    if value == "{picture}":
        return SimpleUploadedFile("p.png", drawn().read(), content_type="image/png")
    return value.format(**house.things) if isinstance(value, str) else value


def others(door: Door) -> list[str]:
    return [role for role in Role if role not in door.may]


def test_every_endpoint_is_in_the_table_of_doors() -> None:
    paths = api.get_openapi_schema()["paths"].items()
    found = {f"{method.upper()} {path}" for path, methods in paths for method in methods}
    assert found == set(ENDPOINTS), "say in tests/site/doors.py who may"


@pytest.mark.parametrize("name", ENDPOINTS)
def test_who_may_is_answered(name: str, house: House) -> None:
    door = ENDPOINTS[name]
    for role in door.may:
        with transaction.atomic():
            answer = called(house.world.mei(role), name, house)
            # What the state of the row does not allow is refused with the reason (409, 422).
            allowed = {200, 201, 202, 204, 409, 422} if name in WRITES else {200}
            assert answer.status_code in allowed, (role, answer.content.decode())
            if door.kind == "list" and role == door.may[0]:
                assert answer.json()["items"], "the list shows nothing: it proves nothing"
            transaction.set_rollback(True)


@pytest.mark.parametrize("name", ENDPOINTS)
def test_who_may_not_finds_nothing_and_changes_nothing(name: str, house: House) -> None:
    before = happened()
    for role in others(ENDPOINTS[name]):
        answer = called(house.world.mei(role), name, house)
        if ENDPOINTS[name].kind == "list":
            assert (answer.status_code, answer.json()["items"]) == (200, []), role
        else:
            assert answer.status_code == 404, (role, answer.content.decode())
    assert happened() == before


@pytest.mark.parametrize("name", ENDPOINTS)
def test_a_stranger_of_the_same_role_finds_nothing_of_ours(name: str, house: House) -> None:
    before = happened()
    kind = ENDPOINTS[name].kind
    wanted = {"list": 200, "page": 200, "own": 200, "body": 422, "new": 201}.get(kind, 404)
    for role in {ENDPOINTS[name].may[0], ENDPOINTS[name].may[-1]}:
        answer = called(house.world.stranger(role), name, house)
        assert answer.status_code == wanted, (role, answer.content.decode())
        assert OURS not in answer.content.decode()
    # What a stranger makes is his own company's.
    assert happened() == before or kind == "new"


@pytest.mark.parametrize("name", ENDPOINTS)
def test_a_visitor_is_told_to_send_a_token(name: str, house: House) -> None:
    answer = called(None, name, house)
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("name", WRITES)
def test_a_session_alone_writes_nothing_without_the_token_of_its_page(
    name: str, house: House
) -> None:
    before = Entry.objects.count()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(house.world.mei(ENDPOINTS[name].may[0]))
    method, _space, path = name.partition(" ")
    path = path.replace("{", "").replace("}", "")
    write = getattr(strict, method.lower())
    assert write(path, {}, content_type="application/json").status_code == 403
    assert Entry.objects.count() == before
