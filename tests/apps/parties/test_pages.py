"""Pages of customers, stations, people: for who may, who may not, and a stranger."""

import json
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.models import Role
from sanbao.apps.journal.models import Entry
from sanbao.apps.parties.models import Customer, Site, Station

from ..world import World

BUDGETS = json.loads((Path(__file__).resolve().parents[2] / "query_budgets.json").read_text())
READING = ["parties:customers", "parties:stations"]
WRITING = ["parties:create_customer", "parties:create_station", "parties:create_person"]


@pytest.mark.parametrize("name", READING)
@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.MANAGER, 200), (Role.AUDITOR, 200), (Role.ENGINEER, 200), (Role.CUSTOMER, 404)],
)
def test_staff_reads_and_a_customer_does_not(
    world: World, client: Client, name: str, role: str, status: int
) -> None:
    client.force_login(world.mei(role))
    assert client.get(reverse(name)).status_code == status


@pytest.mark.parametrize("name", WRITING)
def test_who_may_not_write_finds_no_form(world: World, client: Client, name: str) -> None:
    client.force_login(world.lan)
    assert client.get(reverse(name)).status_code == 404
    client.force_login(world.mei(Role.MANAGER))
    assert client.get(reverse(name)).status_code == 200


def test_a_visitor_is_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get(reverse("parties:customers")).status_code == 302


def test_a_stranger_sees_nobody_of_ours(world: World, client: Client) -> None:
    client.force_login(world.stranger(Role.MANAGER))
    Customer.objects.filter(pk=world.ours.customer.pk).update(code="C-OURS")
    assert client.get(reverse("parties:customer", args=["C-OURS"])).status_code == 404
    site = reverse("parties:change_site", args=["C-OURS", world.ours.site.pk])
    assert client.get(site).status_code == 404


def test_a_new_customer_gets_the_next_number(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.DESK))
    client.post(
        reverse("parties:create_customer"),
        {"code": "", "name": "新客户", "phone": "13500000000", "kind": "business"},
    )
    made = Customer.objects.get(name="新客户")
    assert made.code.startswith("KH")
    assert made.provider == world.provider
    found = client.get(reverse("parties:customers"), {"q": "1350000"})
    assert "新客户" in found.content.decode()


def test_a_number_in_use_is_refused_beside_its_field(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.DESK))
    answer = client.post(
        reverse("parties:create_customer"),
        {"code": "C-001", "name": "别人", "kind": "business"},
    )
    assert answer.status_code == 422
    assert "code" in answer.context["form"].errors
    assert "别人" in answer.content.decode()


def test_a_changed_customer_is_told_to_the_journal(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.MANAGER))
    address = reverse("parties:change_customer", args=["C-001"])
    client.post(address, {"name": "清河集团", "phone": "1", "kind": "business"})
    assert Customer.objects.get(pk=world.ours.customer.pk).name == "清河集团"
    assert Entry.objects.filter(happening="customer.changed", subject_code="C-001").exists()


@pytest.mark.parametrize(("province", "status"), [("江苏省", 302), ("江苏人", 422)])
def test_a_site_stands_in_a_province(
    world: World, client: Client, province: str, status: int
) -> None:
    client.force_login(world.mei(Role.MANAGER))
    answer = client.post(
        reverse("parties:create_site", args=["C-001"]),
        {"name": "二号站", "province": province, "city": "苏州市", "area": "city"},
    )
    assert answer.status_code == status
    stands = Site.objects.filter(name="二号站").values_list("province", "city")
    assert list(stands) == ([("江苏", "苏州")] if status == 302 else [])


def test_the_narrower_territory_goes_first(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.MANAGER))
    for code, name, city in (("S-2", "苏省站", ""), ("S-3", "苏州站", "苏州")):
        client.post(reverse("parties:create_station"), {"code": code, "name": name})
        client.post(
            reverse("parties:add_territory", args=[code]), {"province": "江苏", "city": city}
        )

    def asked(province: str, city: str) -> str:
        answer = client.get(reverse("parties:serving"), {"province": province, "city": city})
        return str(answer.context["station"].name)

    assert asked("江苏省", "苏州市") == "苏州站"
    assert asked("江苏", "南京") == "苏省站"
    assert asked("浙江", "杭州") == "总站"


def test_a_place_that_is_no_place_is_refused_where_it_was_typed(
    world: World, client: Client
) -> None:
    client.force_login(world.mei(Role.DESK))
    answer = client.get(reverse("parties:serving"), {"province": "月球"})
    assert answer.status_code == 422
    assert "月球" in answer.content.decode()


def test_a_number_that_would_break_the_addresses_of_pages_is_refused(
    world: World, client: Client
) -> None:
    client.force_login(world.mei(Role.MANAGER))
    answer = client.post(reverse("parties:create_station"), {"code": "S/2", "name": "二站"})
    assert answer.status_code == 422
    assert not Station.objects.filter(name="二站").exists()


def test_a_territory_has_one_station(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.MANAGER))
    client.post(reverse("parties:create_station"), {"code": "S-2", "name": "二站"})
    for code in ("S-1", "S-2"):
        client.post(reverse("parties:add_territory", args=[code]), {"province": "江苏"})
    served = Station.objects.filter(territories__province="江苏").values_list("code", flat=True)
    assert list(served) == ["S-1"]


@pytest.mark.parametrize(
    ("name", "budget"),
    [
        pytest.param("parties:customers", BUDGETS["parties:customers"], id="parties:customers"),
        pytest.param("parties:stations", BUDGETS["parties:stations"], id="parties:stations"),
    ],
)
def test_a_list_asks_as_often_for_thirty_rows_as_for_three(
    world: World, client: Client, name: str, budget: int, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        Customer.objects.create(provider=world.provider, code=f"X{number}", name="某")
        Station.objects.create(provider=world.provider, code=f"X{number}", name="某站")
    client.force_login(world.mei(Role.MANAGER))
    with django_assert_max_num_queries(budget):  # type: ignore[operator]
        assert client.get(reverse(name)).status_code == 200


@pytest.mark.clause("P1-2.1")
def test_a_county_goes_before_its_city_and_has_one_station(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.MANAGER))
    for code, name in (("S-2", "市站"), ("S-3", "县站")):
        given = {"code": code, "name": name, "stock": "电源板 3 块", "address": "站前路 1 号"}
        client.post(reverse("parties:create_station"), given)
    place = {"province": "新疆", "city": "哈密"}
    client.post(reverse("parties:add_territory", args=["S-2"]), place)
    client.post(reverse("parties:add_territory", args=["S-3"]), {**place, "county": "伊吾县"})
    again = reverse("parties:add_territory", args=["S-2"])
    refused = client.post(again, {**place, "county": "伊吾县"}, follow=True)
    assert "县站" in refused.content.decode()
    assert "电源板 3 块" in refused.content.decode()
    no_city = client.post(again, {"province": "新疆", "county": "伊吾县"}, follow=True)
    assert Station.objects.get(code="S-2").territories.count() == 1
    assert no_city.status_code == 200

    def asked(**county: str) -> str:
        answer = client.get(reverse("parties:serving"), {**place, **county})
        return str(answer.context["station"].name)

    assert asked(county="伊吾") == "县站"
    assert asked(county="巴里坤") == "市站"
    assert asked() == "市站"
