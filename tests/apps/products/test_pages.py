"""Products and price lists: pages for who may, who may not, and a stranger."""

import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from sanbao.apps.accounts.models import Role
from sanbao.apps.products import queries
from sanbao.apps.products.models import Basis, Item, Price, PriceList, Product

from ..world import World

BUDGETS = json.loads((Path(__file__).resolve().parents[2] / "query_budgets.json").read_text())
ROWS = (
    "类别\t编号\t名称\t单位\t单价\n配件\tBJ-9\t密封圈\t件\t12.50\n工时费\tGS-9\t工时\t小时\t￥80\n"
)


@pytest.mark.parametrize(
    ("role", "products", "prices"),
    [
        pytest.param(Role.MANAGER, 200, 200, id="manager"),
        pytest.param(Role.ENGINEER, 200, 200, id="engineer"),
        pytest.param(Role.AUDITOR, 200, 200, id="auditor"),
        pytest.param(Role.CUSTOMER, 404, 200, id="a customer sees prices only"),
    ],
)
def test_who_sees_what(world: World, client: Client, role: str, products: int, prices: int) -> None:
    client.force_login(world.mei(role))
    assert client.get(reverse("products:list")).status_code == products
    assert client.get(reverse("products:price_lists")).status_code == prices


@pytest.mark.parametrize("name", ["products:create", "products:publish"])
def test_only_a_manager_writes(world: World, client: Client, name: str) -> None:
    for user, status in ((world.lan, 404), (world.mei(Role.AUDITOR), 404)):
        client.force_login(user)
        assert client.get(reverse(name)).status_code == status
        assert client.post(reverse(name), {}).status_code == status
    client.force_login(world.mei(Role.MANAGER))
    assert client.get(reverse(name)).status_code == 200


def test_a_stranger_sees_none_of_ours(world: World, client: Client) -> None:
    client.force_login(world.stranger(Role.MANAGER))
    ours = PriceList.objects.filter(provider=world.provider)[0]
    assert client.get(reverse("products:price_list", args=[ours.pk])).status_code == 404
    change = reverse("products:change", args=[world.ours.product.pk])
    assert client.get(change).status_code == 404


def test_a_product_is_created_once(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.MANAGER))
    given = {"code": "P-7", "name": "油枪", "model": "Q1", "components": "fuel_dispenser，hose"}
    assert client.post(reverse("products:create"), given).status_code == 302
    assert client.post(reverse("products:create"), given).status_code == 302
    assert Product.objects.get(code="P-7").components == ["whole", "fuel_dispenser", "hose"]

    other = client.post(reverse("products:create"), {**given, "name": "别的"})
    assert other.status_code == 422
    assert "code" in other.context["form"].errors


def published(client: Client, **fields: object) -> object:
    given = {
        "basis": "price_list",
        "name": "二〇三〇价目",
        "starts_on": "2030-01-01",
        "prices": ROWS,
    }
    return client.post(reverse("products:publish"), {**given, **fields})


def test_a_list_is_pasted_from_a_spreadsheet(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.MANAGER))
    published(client)
    published(client)  # a second click
    made = PriceList.objects.get(name="二〇三〇价目")
    rows = made.prices.order_by("code").values_list("item", "code", "amount")
    assert [(item, code, str(amount)) for item, code, amount in rows] == [
        (Item.PARTS, "BJ-9", "12.50"),
        (Item.LABOUR, "GS-9", "80.00"),
    ]


def test_a_list_is_read_from_an_excel_file(world: World, client: Client) -> None:
    book = Workbook()
    sheet = book.create_sheet(index=0)
    sheet.append(["类别", "编号", "名称", "单位", "单价"])
    sheet.append(["配件", "BJ-1", "泵", "台", 1200.5])
    kept = io.BytesIO()
    book.save(kept)
    client.force_login(world.mei(Role.MANAGER))
    published(client, prices="", file=SimpleUploadedFile("p.xlsx", kept.getvalue()))
    assert str(Price.objects.get(code="BJ-1", price_list__name="二〇三〇价目").amount) == "1200.50"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        pytest.param({"prices": ""}, "prices", id="no prices at all"),
        pytest.param({"prices": "配件,A,甲,件,十元"}, "prices", id="not a price"),
        pytest.param({"prices": "配件,A,甲,件"}, "prices", id="a cell is missing"),
        pytest.param({"prices": "鬼,A,甲,件,1"}, "prices", id="no such item"),
        pytest.param({"prices": "配件,A,甲,件,1\n配件,A,乙,件,2"}, "prices", id="a number twice"),
        pytest.param({"prices": "配件,A,甲,件,-1"}, "prices", id="less than nothing"),
        pytest.param(
            {"prices": "", "file": SimpleUploadedFile("a.xlsx", b"MZ\x00\x00" * 9)},
            "file",
            id="a renamed .exe",
        ),
    ],
)
def test_a_bad_list_is_refused_and_nothing_typed_is_lost(
    world: World, client: Client, fields: dict[str, object], wrong: str
) -> None:
    client.force_login(world.mei(Role.MANAGER))
    answer = published(client, **fields)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert wrong in answer.context["form"].errors  # type: ignore[attr-defined]
    assert "二〇三〇价目" in answer.content.decode()  # type: ignore[attr-defined]
    assert not PriceList.objects.filter(name="二〇三〇价目").exists()


def test_two_lists_never_begin_on_one_day_and_basis(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.MANAGER))
    published(client)
    answer = published(client, prices="配件,A,甲,件,1", name="另一份")
    assert "starts_on" in answer.context["form"].errors  # type: ignore[attr-defined]


def test_the_newest_list_that_has_begun_is_in_force(world: World) -> None:
    for days, name in ((-10, "旧"), (-1, "新"), (1, "将来")):
        PriceList.objects.create(
            provider=world.provider,
            basis=Basis.TENDER_LIST,
            name=name,
            starts_on=world.on + timedelta(days=days),
        )
    lists = queries.price_lists(world.provider.pk, on=world.on).filter(basis=Basis.TENDER_LIST)
    assert [found.name for found in lists] == ["新"]


def test_a_customer_sees_only_published_prices_in_force(world: World, client: Client) -> None:
    for basis in Basis.values:
        for days in (-1, 1):
            PriceList.objects.create(
                provider=world.provider,
                basis=basis,
                name=f"{basis}{days}",
                starts_on=world.on + timedelta(days=days),
            )
    client.force_login(world.mei(Role.CUSTOMER))
    page = client.get(reverse("products:price_lists"))
    assert {found.name for found in page.context["page"].rows} == {"price_list-1", "tender_list-1"}
    hidden = PriceList.objects.get(name="cost-1")
    assert client.get(reverse("products:price_list", args=[hidden.pk])).status_code == 404
    seen = PriceList.objects.get(name="price_list-1")
    assert client.get(reverse("products:price_list", args=[seen.pk])).status_code == 200


@pytest.mark.parametrize(
    ("name", "budget"),
    [
        pytest.param("products:list", BUDGETS["products:list"], id="products:list"),
        pytest.param(
            "products:price_lists", BUDGETS["products:price_lists"], id="products:price_lists"
        ),
    ],
)
def test_a_list_asks_as_often_for_thirty_rows_as_for_three(
    world: World, client: Client, name: str, budget: int, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        Product.objects.create(provider=world.provider, code=f"X{number}", name="某")
        PriceList.objects.create(
            provider=world.provider,
            basis=Basis.COST,
            name="某",
            starts_on=world.on - timedelta(days=number + 900),
        )
    client.force_login(world.mei(Role.MANAGER))
    with django_assert_max_num_queries(budget):  # type: ignore[operator]
        assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("count", [3, 30])
def test_a_price_list_asks_as_often_for_thirty_prices_as_for_three(
    world: World, client: Client, count: int, django_assert_max_num_queries: object
) -> None:
    made = PriceList.objects.create(
        provider=world.provider, basis=Basis.COST, name="某", starts_on=world.on
    )
    for number in range(count):
        Price.objects.create(
            price_list=made, item=Item.PARTS, code=f"X{number}", name="某", unit="件", amount=1
        )
    client.force_login(world.mei(Role.MANAGER))
    with django_assert_max_num_queries(BUDGETS["products:price_list"]):  # type: ignore[operator]
        page = client.get(reverse("products:price_list", args=[made.pk]))
    assert page.content.decode().count("某") > count


def test_a_product_says_what_the_law_knows_it_by(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.MANAGER))
    product = world.ours.product
    change = reverse("products:change", args=[product.pk])
    given = {"code": product.code, "name": product.name, "model": product.model}
    law = {"category": "microcomputer", "production_ended_on": "2026-06-30"}
    assert client.post(change, {**given, **law}).status_code == 302
    product.refresh_from_db()
    assert product.category == "microcomputer"
    assert product.production_ended_on is not None
    assert product.production_ended_on.isoformat() == "2026-06-30"
    assert "微型计算机" in client.get(change).content.decode()
    assert client.post(change, {**given, "category": "spaceship"}).status_code == 422
    product.refresh_from_db()
    assert product.category == "microcomputer"
