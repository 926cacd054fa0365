"""The navigation: few entries in a row, many in menus, each once, the current one marked."""

import pytest
from django.test import Client

from sanbao.apps.accounts.access import Role, User
from sanbao.site.navigation import ENTRIES, MENUS, MOST_IN_A_ROW, Menu, bar

from ..apps.world import World


def reader(*roles: str) -> User:
    return User(username="mei", roles=list(roles))


def urls(entries: list[object]) -> list[str]:
    return [
        link.url
        for entry in entries
        for link in (entry.links if isinstance(entry, Menu) else [entry])
    ]


@pytest.mark.parametrize("role", Role)
def test_everybody_finds_each_entry_once(role: str) -> None:
    found = urls(bar(reader(role), "/"))
    assert len(found) == len(set(found)) == sum(role in entry.roles for entry in ENTRIES)


@pytest.mark.parametrize("role", Role)
def test_no_bar_is_longer_than_can_be_read(role: str) -> None:
    assert len(bar(reader(role), "/")) <= MOST_IN_A_ROW


def test_a_manager_has_menus_and_the_one_with_the_page_is_marked() -> None:
    shown = bar(reader(Role.MANAGER), "/insight/ledger/")
    menus = [entry for entry in shown if isinstance(entry, Menu)]
    assert {menu.key for menu in menus} <= set(MENUS)
    assert [menu.key for menu in menus if menu.is_current] == ["promises"]


def test_a_customer_has_no_menus() -> None:
    assert not any(isinstance(entry, Menu) for entry in bar(reader(Role.CUSTOMER), "/"))


def test_entries_of_one_menu_stand_together() -> None:
    menus = [entry.menu for entry in ENTRIES if entry.menu]
    assert [name for place, name in enumerate(menus) if name not in menus[:place]] == list(
        dict.fromkeys(menus)
    )
    runs = [name for place, name in enumerate(menus) if place == 0 or menus[place - 1] != name]
    assert len(runs) == len(set(runs))


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_every_entry_opens_for_whom_it_is_shown(world: World, client: Client, role: str) -> None:
    client.force_login(world.mei(role))
    shown = urls(bar(reader(role), "/"))
    assert {url: client.get(url).status_code for url in shown} == dict.fromkeys(shown, 200)
    assert client.get("/", follow=True).status_code == 200
