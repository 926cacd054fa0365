"""Settled sales: taken in once, all or nothing, each bad row named; a dealer sees its own."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.parties.models import Dealer
from sanbao.apps.products.models import SettledSale

from ..world import World

BUDGETS = json.loads((Path(__file__).resolve().parents[2] / "query_budgets.json").read_text())
ROWS = (
    "单号,经销商,日期,产品,台数,金额\n"
    "JS-1,D-1,2026-11-05,P-1,20,36000.00\n"
    "TH-1,D-1,2026-11-09,,-1,-1800.50\n"
)


def sent(world: World, client: Client, role: str = Role.FINANCE, **given: Any) -> Any:
    client.force_login(world.mei(role))
    return client.post(reverse("products:record_sales"), given)


def file_of(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("销售.csv", text.encode("gb18030"))


def test_a_file_is_taken_in_once_with_what_came_back(world: World, client: Client) -> None:
    assert sent(world, client, file=file_of(ROWS)).status_code == 302
    assert sent(world, client, Role.SALES, sales=ROWS).status_code == 302
    rows = SettledSale.objects.order_by("reference").values_list("reference", "units", "amount")
    assert list(rows) == [
        ("JS-1", 20, Decimal("36000.00")),
        ("TH-1", -1, Decimal("-1800.50")),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("JS-2,D-9,2026-11-05,,1,1.00", "经销商未登记"),
        ("JS-2,D-1,2026-11-05,P-9,1,1.00", "产品未登记"),
        ("JS-1,D-1,2026-11-05,P-1,20,36000.01", "数字不同"),
        ("JS-2,D-1,2026-11-31,,1,1.00", "第 1 行"),
        ("JS-2,D-1,2026-11-05,,1.5,1.00", "第 1 行"),
        ("JS-2,D-1,2026-11-05,,1,1.005", "第 1 行"),
        ("JS-2,D-1,2026-11-05,,-1,1.00", "第 1 行"),
        ("JS-2,D-1,2026-11-05", "六格"),
        (",D-1,2026-11-05,,1,1.00", "第 1 行"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_taken_in(
    world: World, client: Client, row: str, reason: str
) -> None:
    sent(world, client, sales=ROWS)
    answer = sent(world, client, sales=row)
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert row in answer.content.decode(), "what was typed is lost"
    assert SettledSale.objects.count() == 2


def test_neither_nothing_nor_both_is_taken(world: World, client: Client) -> None:
    assert sent(world, client, sales="").status_code == 422
    assert sent(world, client, sales=ROWS, file=file_of(ROWS)).status_code == 422
    assert sent(world, client, file=file_of("\x00")).status_code == 422


def test_a_dealer_sees_its_own_and_no_other(world: World, client: Client) -> None:
    Dealer.objects.create(provider=world.provider, code="D-2", name="另一家")
    other = "JS-3,D-2,2026-11-05,,1,777.00\n"
    sent(world, client, sales=ROWS + other)
    page = client.get(reverse("products:sale_list")).content.decode()
    assert "777.00" in page
    client.force_login(world.mei(Role.DEALER))
    page = client.get(reverse("products:sale_list")).content.decode()
    assert "36000.00" in page
    assert "777.00" not in page
    assert {row["dealer"] for row in client.get("/api/settled-sales").json()["items"]} == {"D-1"}


def test_the_api_takes_them_in_too(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.FINANCE))
    sale = {"reference": "A-1", "dealer": "D-1", "settled_on": "2026-11-05", "units": 2}

    def post(**more: object) -> Any:
        body = {"sales": [{**sale, **more}]}
        return client.post("/api/settled-sales", body, content_type="application/json")

    assert post(amount="10.00").json() == {"new": 1}
    assert post(amount="10.00").json() == {"new": 0}
    assert post(amount="-10.00").status_code == 422
    assert SettledSale.objects.count() == 1


def test_a_page_of_sales_keeps_its_budget(
    world: World, client: Client, django_assert_max_num_queries: Any
) -> None:
    sent(world, client, sales=ROWS)
    with django_assert_max_num_queries(BUDGETS["products:sale_list"]):
        client.get(reverse("products:sale_list"))
