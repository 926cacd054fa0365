"""Another dealer of the same maker: no sheet, file, import or statement of ours is there."""

from typing import Any

import pytest

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.parties.models import Dealer, Person

from ..apps.world import user
from .doors import ENDPOINTS, PAGES, Door
from .house import OURS, House
from .signed_in import signed_in
from .test_api_doors import called
from .test_doors import happened, knocked, text_of

pytestmark = pytest.mark.usefixtures("undone")
KINDS = {"thing", "step"}
SPACES = ("claims:", "settlements:")
PLACES = (
    "repair-sheet",
    "approvals",
    "penalties",
    "statements",
    "disputes",
    "monthly-forms",
    "parts-accounts",
)


def of_a_dealer(door: Door) -> bool:
    return Role.DEALER in door.may and door.kind in KINDS


PAGES_OF_ONE = [
    name for name, door in PAGES.items() if name.startswith(SPACES) and of_a_dealer(door)
]
ENDPOINTS_OF_ONE = [
    name
    for name, door in ENDPOINTS.items()
    if name.partition(" /api/")[2].startswith(PLACES) and of_a_dealer(door)
]


@pytest.fixture
def rival(undone: Any, house: House) -> User:
    provider = house.world.provider
    dealer = Dealer.objects.create(provider=provider, code="RIVAL", name="邻县经销部")
    made = user(provider, "rival", "邻人", Role.DEALER)
    Person.objects.create(provider=provider, user=made, name=str(made), dealer=dealer)
    return made


def test_he_finds_none_of_our_pages(house: House, rival: User) -> None:
    before = happened()
    client = signed_in(rival)
    found = {name: knocked(client, name, house).status_code for name in PAGES_OF_ONE}
    assert {name: code for name, code in found.items() if code != 404} == {}
    assert len(found) > 10
    assert happened() == before


def test_nor_our_endpoints(house: House, rival: User) -> None:
    before = happened()
    found = {name: called(rival, name, house).status_code for name in ENDPOINTS_OF_ONE}
    assert {name: code for name, code in found.items() if code != 404} == {}
    assert len(found) > 10
    assert happened() == before


@pytest.mark.parametrize(
    "name",
    [name for name, door in PAGES.items() if door.kind == "list" and name.startswith(SPACES)],
)
def test_no_list_shows_him_ours(name: str, house: House, rival: User) -> None:
    answer = knocked(signed_in(rival), name, house)
    assert answer.status_code == (200 if Role.DEALER in PAGES[name].may else 404)
    assert OURS not in text_of(answer)
