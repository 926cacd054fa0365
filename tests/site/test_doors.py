"""Every page: who may enter does, who may not and a stranger find nothing, a visitor signs in."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.accounts.models import ApiToken
from sanbao.apps.journal.models import Entry

from . import doors
from .doors import PAGES, Door
from .house import OURS, House
from .signed_in import signed_in

pytestmark = pytest.mark.usefixtures("undone")

LOGIN = "/accounts/login/"
POSTED = {"step", "own"}


def names(resolver: Any, space: str = "") -> Iterator[str]:
    """The names of all patterns; what has no name only leads on to one that has."""
    for found in resolver.url_patterns:
        if hasattr(found, "url_patterns"):
            inner = f"{space}{found.namespace}:" if found.namespace else space
            yield from names(found, inner)
        elif found.name:
            yield f"{space}{found.name}"


def knocked(client: Client, name: str, house: House) -> Any:
    door = PAGES[name]
    url = reverse(name, args=[house.things[thing] for thing in door.things])
    if door.kind in POSTED:
        body = {key: filled(value, house) for key, value in door.body.items()}
        return client.post(url, body)
    asked = {key: house.things.get(thing, thing) for key, thing in door.asked.items()}
    return client.get(url, asked)


def filled(value: Any, house: House) -> Any:
    return value.format(**house.things) if isinstance(value, str) else value


def others(door: Door) -> list[str]:
    return [role for role in Role if role not in door.may]


def happened() -> int:
    return Entry.objects.count()


def test_every_page_is_in_the_table_of_doors() -> None:
    known = {*PAGES, *doors.PUBLIC, *doors.OWN, doors.OWN_TOKEN}
    found = set(names(get_resolver()))
    endpoints = {name for name in found if name.startswith("api:")} - set(doors.PUBLIC)
    assert found - endpoints == known, "say in tests/site/doors.py who may"
    assert len(endpoints) > 30, "the endpoints have a table and a test of their own"
    assert all(len(door.may) > 0 for door in PAGES.values())


@pytest.mark.parametrize("name", PAGES)
def test_who_may_enters(name: str, house: House) -> None:
    for role in PAGES[name].may:
        with transaction.atomic():
            answer = knocked(signed_in(house.world.mei(role)), name, house)
            allowed = {200, 302, 422} if PAGES[name].kind in POSTED else {200, 302}
            assert answer.status_code in allowed, (role, answer.status_code)
            assert not answer.get("Location", "").startswith(LOGIN)
            if PAGES[name].kind == "list" and role == PAGES[name].may[0]:
                assert OURS in main_of(answer), "the list shows nothing: it proves nothing"
            transaction.set_rollback(True)


@pytest.mark.parametrize("name", PAGES)
def test_who_may_not_finds_nothing_and_changes_nothing(name: str, house: House) -> None:
    before = happened()
    for role in others(PAGES[name]):
        answer = knocked(signed_in(house.world.mei(role)), name, house)
        assert answer.status_code == 404, role
    assert happened() == before


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_of_the_same_role_finds_nothing_of_ours(name: str, house: House) -> None:
    before = happened()
    for role in {PAGES[name].may[0], PAGES[name].may[-1]}:
        answer = knocked(signed_in(house.world.stranger(role)), name, house)
        if PAGES[name].kind in {"thing", "step"}:
            assert answer.status_code == 404, role
        else:
            assert answer.status_code in {200, 302}, role
            assert OURS not in text_of(answer), role
    assert happened() == before


@pytest.mark.parametrize("name", [*PAGES, *doors.OWN])
def test_a_visitor_is_asked_to_sign_in(name: str, house: House) -> None:
    if name in PAGES:
        answer = knocked(Client(), name, house)
    else:
        answer = Client().get(reverse(name, args=[house.things[t] for t in doors.OWN[name]]))
    assert answer.status_code == 302
    assert answer["Location"].startswith(LOGIN)


@pytest.mark.parametrize("name", doors.PUBLIC)
def test_an_open_page_answers_a_visitor_and_names_nobody(name: str, house: House) -> None:
    url = reverse(name, args=[house.things[thing] for thing in doors.PUBLIC[name]])
    answer = Client().get(url)
    assert answer.status_code in {200, 302, 401, 404, 405}
    for secret in ("customer", "site", "agreement"):
        assert house.things[secret] not in text_of(answer)


def test_a_token_is_withdrawn_by_its_owner_alone(house: House) -> None:
    url = reverse(doors.OWN_TOKEN, args=[house.things["token_pk"]])
    for user in (house.world.mei(Role.MANAGER), house.world.stranger(), None):
        signed_in(user).post(url)
        assert ApiToken.objects.get(pk=house.things["token_pk"]).revoked_at is None
    signed_in(house.world.mei()).post(url)
    assert ApiToken.objects.get(pk=house.things["token_pk"]).revoked_at is not None


@pytest.mark.parametrize("name", [name for name, door in PAGES.items() if door.kind in POSTED])
def test_a_step_is_no_link(name: str, house: House) -> None:
    url = reverse(name, args=[house.things[thing] for thing in PAGES[name].things])
    role = PAGES[name].may[0]
    assert signed_in(house.world.mei(role)).get(url).status_code == 405


@pytest.mark.parametrize("name", [name for name, door in PAGES.items() if door.kind in POSTED])
def test_a_step_without_the_token_of_its_page_is_refused(name: str, house: House) -> None:
    before = happened()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(house.world.mei(PAGES[name].may[0]))
    assert knocked(strict, name, house).status_code == 403
    assert happened() == before


def text_of(answer: Any) -> str:
    text: str = answer.content.decode(errors="replace")
    return text


def main_of(answer: Any) -> str:
    """The page without its frame, in which one's own name stands."""
    text = text_of(answer)
    return text.partition("<main")[2] or text


def test_no_view_is_taken_out_of_the_check_of_forged_requests() -> None:
    assert "django.middleware.csrf.CsrfViewMiddleware" in settings.MIDDLEWARE
    exempt = [
        path
        for path, found in views(get_resolver())
        if getattr(found.callback, "csrf_exempt", False)
    ]
    # The API asks for the token itself, of whoever comes with a session (see test_api_doors).
    assert [path for path in exempt if not path.startswith("api/")] == []


def views(resolver: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    for found in resolver.url_patterns:
        if hasattr(found, "url_patterns"):
            yield from views(found, f"{path}{found.pattern}")
        else:
            yield f"{path}{found.pattern}", found
