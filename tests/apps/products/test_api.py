"""Products over the API: the same record as the page, its category by the law's own words."""

import pytest
from django.test import Client

from sanbao.apps.accounts.models import Role
from sanbao.apps.products.models import Product

from ..world import World


def send(client: Client, path: str, **body: object):
    return client.post(f"/api/products{path}", body, content_type="application/json")


def test_a_manager_puts_a_product_on_record_and_changes_it(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.MANAGER))
    made = send(client, "", code="NB-1", name="笔记本", category="microcomputer")
    assert made.status_code == 201
    assert made.json()["category"] == "microcomputer"
    ended = {"category": "microcomputer", "production_ended_on": "2026-06-30"}
    changed = send(client, "/NB-1/change", name="笔记本", **ended)
    assert changed.status_code == 200
    assert changed.json()["production_ended_on"] == "2026-06-30"
    listed = client.get("/api/products").json()["items"]
    assert [one["code"] for one in listed if one["category"]] == ["NB-1"]


@pytest.mark.parametrize("category", ["spaceship", 7])
def test_a_category_that_the_law_does_not_know_is_refused(
    world: World, client: Client, category: object
) -> None:
    client.force_login(world.mei(Role.MANAGER))
    refused = send(client, "", code="NB-2", name="笔记本", category=category)
    assert refused.status_code == 422
    assert not Product.objects.filter(code="NB-2").exists()


def test_others_read_and_strangers_see_nothing(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.ENGINEER))
    assert client.get("/api/products").status_code == 200
    assert send(client, "", code="NB-3", name="笔记本").status_code in (403, 404)
    client.force_login(world.mei(Role.MANAGER))
    send(client, "", code="OURS-1", name="笔记本")
    client.force_login(world.stranger(Role.MANAGER))
    assert send(client, "/OURS-1/change", name="偷改").status_code == 404
    assert Product.objects.get(code="OURS-1").name == "笔记本"
