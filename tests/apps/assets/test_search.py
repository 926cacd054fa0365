"""Finding a unit by serial number, phone number or name while somebody types."""

import pytest
from django.db import connection

from sanbao.apps.accounts.models import Role
from sanbao.apps.assets import queries
from sanbao.apps.assets.actions import refresh_search
from sanbao.apps.assets.models import Asset
from sanbao.apps.parties import queries as parties

from ..world import SHARED_PHONE, World


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("YF-1000", id="the whole serial number"),
        pytest.param("yf1000", id="without the dash, in lower case"),
        pytest.param("F-10", id="a piece of the serial number"),
        pytest.param("清河", id="two characters of the customer's name"),
        pytest.param("水泥厂", id="the end of the customer's name"),
        pytest.param("清河 1000", id="two words, each in another field"),
        pytest.param("ＹＦ－１０００", id="full width letters and digits"),
    ],
)
def test_a_unit_is_found_by_a_piece_of_what_is_known(world: World, typed: str) -> None:
    assert world.asset in queries.search_for(world.mei(), typed)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("YF-1999", id="an unknown serial number"),
        pytest.param("河清", id="characters in another order"),
        pytest.param("清河 9999", id="one word fits, the other does not"),
        pytest.param("", id="nothing"),
        pytest.param("河", id="one character, too many units have it"),
        pytest.param("10", id="two digits"),
        pytest.param("F-1", id="two letters but for the dash"),
        pytest.param("%", id="a wildcard is no wildcard"),
        pytest.param("\x00", id="a null byte"),
        pytest.param("1000清河", id="no match across the end of a field"),
    ],
)
def test_what_fits_no_unit_finds_none(world: World, typed: str) -> None:
    assert queries.search_for(world.mei(), typed) == []


def test_two_units_with_one_phone_number_are_both_shown(world: World) -> None:
    found = queries.search_for(world.mei(), SHARED_PHONE)
    assert {world.asset, world.neighbour_unit} <= set(found)


def test_the_exact_serial_number_comes_first(world: World) -> None:
    for number in range(30):
        copy(world.asset, f"YF-1000{number}")
    refresh_search(Asset.objects.filter(provider=world.provider))
    found = queries.search_for(world.mei(), "YF-1000")
    assert found[0] == world.asset
    assert len(found) == 20


def test_nothing_crosses_from_one_company_to_another(world: World) -> None:
    assert world.asset not in queries.search_for(world.stranger(), "YF-1000")


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        pytest.param(Role.CUSTOMER, True, id="his own unit"),
        pytest.param(Role.DEALER, True, id="the dealer who sold it"),
        pytest.param(Role.ENGINEER, False, id="an engineer without work on it"),
        pytest.param(Role.AUDITOR, True, id="the auditor sees all"),
    ],
)
def test_a_reader_finds_what_he_may_see(world: World, role: str, sees: bool) -> None:
    assert (world.asset in queries.search_for(world.mei(role), "YF-1000")) is sees


def test_a_customer_never_finds_his_neighbours_unit(world: World) -> None:
    assert queries.search_for(world.mei(Role.CUSTOMER), "YF-3000") == []


def test_the_search_uses_the_index(world: World) -> None:
    copies = [unsaved(world.asset, f"SN{number:07d}") for number in range(3000)]
    Asset.objects.bulk_create(copies)
    refresh_search(Asset.objects.filter(provider=world.provider))
    with connection.cursor() as cursor:
        # Entries not yet sorted in would make the index look dear, the more tests ran before.
        cursor.execute("SELECT gin_clean_pending_list('asset_by_token')")
        cursor.execute("ANALYZE assets_asset")
        # Three thousand rows are read through as quickly; a hundred thousand are not.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
    plan = parties.found(Asset.objects.filter(provider=world.provider), "2345").explain()
    assert "asset_by_token" in plan, plan


@pytest.mark.parametrize("count", [3, 30])
def test_the_number_of_queries_does_not_grow(
    world: World, count: int, django_assert_num_queries: object
) -> None:
    Asset.objects.bulk_create(unsaved(world.asset, f"QQ-{n:04d}") for n in range(count))
    refresh_search(Asset.objects.filter(provider=world.provider))
    with django_assert_num_queries(2):  # type: ignore[operator]
        found = queries.search_for(world.mei(), "QQ-00")
        assert [str(unit.customer.name + unit.site.name + unit.product.name) for unit in found]


def copy(asset: Asset, serial: str) -> Asset:
    made = unsaved(asset, serial)
    made.save()
    return made


def unsaved(asset: Asset, serial: str) -> Asset:
    return Asset(
        provider_id=asset.provider_id,
        serial=serial,
        product_id=asset.product_id,
        customer_id=asset.customer_id,
        site_id=asset.site_id,
        created_at=asset.created_at,
    )
