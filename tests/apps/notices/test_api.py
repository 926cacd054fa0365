"""Endpoints and deliveries over the API: made, changed, renewed, looked up, sent again."""

from typing import Any

import pytest
from django.test import Client

from sanbao.apps.accounts.models import Role
from sanbao.apps.journal.models import Entry
from sanbao.apps.notices.models import Delivery, Endpoint

from ..world import World
from .news import told, warned

pytestmark = pytest.mark.django_db
ERP = {"label": "ERP", "url": "https://erp.example.com/", "happenings": ["obligation.warned"]}


@pytest.fixture
def boss(client: Client, world: World) -> Client:
    client.force_login(world.mei(Role.ADMINISTRATOR))
    return client


def write(client: Client, method: str, path: str, body: Any = None, **headers: str) -> Any:
    return getattr(client, method)(path, body, content_type="application/json", headers=headers)


def test_an_endpoint_is_made_once_for_one_key_and_its_secret_is_told_once(boss: Client) -> None:
    made = [write(boss, "post", "/api/webhooks", ERP, **{"Idempotency-Key": "k-1"}) for _ in "ab"]
    assert [answer.status_code for answer in made] == [201, 201]
    assert made[0].json() == made[1].json()
    row = Endpoint.objects.get()
    assert made[0].json()["secret"] == row.secret
    (shown,) = boss.get("/api/webhooks").json()["items"]
    assert shown["label"] == "ERP"
    assert "secret" not in shown
    assert "secret" not in boss.get(f"/api/webhooks/{row.pk}").json()


def test_it_is_changed_and_switched_off_and_given_a_new_secret(boss: Client) -> None:
    pk = write(boss, "post", "/api/webhooks", ERP).json()["id"]
    changed = {**ERP, "label": "MES", "is_active": False}
    assert write(boss, "put", f"/api/webhooks/{pk}", changed).json()["is_active"] is False
    old = Endpoint.objects.get().secret
    renewed = write(boss, "post", f"/api/webhooks/{pk}/rotate").json()
    assert renewed["secret"] == Endpoint.objects.get().secret != old
    assert renewed["previous_until"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"url": "http://erp.example.com/"}, "url"),
        ({"happenings": ["user.made"]}, "happenings"),
        ({"happenings": []}, "happenings"),
        ({"label": ""}, "label"),
    ],
)
def test_what_cannot_be_is_a_problem_that_names_the_field(
    boss: Client, change: dict[str, Any], field: str
) -> None:
    answer = write(boss, "post", "/api/webhooks", {**ERP, **change})
    assert answer.status_code in (409, 422)
    assert answer["Content-Type"] == "application/problem+json"
    assert field in answer.content.decode()
    assert not Endpoint.objects.exists()


def test_what_was_sent_is_listed_by_state_and_sent_again_with_its_id(
    boss: Client, world: World
) -> None:
    pk = write(boss, "post", "/api/webhooks", ERP).json()["id"]
    told(warned(world))
    row = Delivery.objects.get(endpoint=pk)
    assert boss.get("/api/deliveries?state=dead").json()["items"] == []
    refused = write(boss, "post", f"/api/deliveries/{row.pk}/again")
    assert refused.status_code == 409
    Delivery.objects.filter(pk=row.pk).update(state="dead", attempts=8)
    (shown,) = boss.get(f"/api/deliveries?state=dead&endpoint={pk}").json()["items"]
    assert (shown["key"], shown["happening"]) == (str(row.key), "obligation.warned")
    again = write(boss, "post", f"/api/deliveries/{row.pk}/again").json()
    assert (again["key"], again["state"], again["attempts"]) == (str(row.key), "waiting", 0)
    assert Entry.objects.filter(happening="delivery.repeated").count() == 1
