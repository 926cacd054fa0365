"""The bell, the list under it, one's own choices, and the administrator's endpoints."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.models import Role, User
from sanbao.apps.journal import actions as journal
from sanbao.apps.notices import queries
from sanbao.apps.notices.models import Delivery, Endpoint, Notice, Preference

from ..world import World
from .news import missed, told, warned

pytestmark = pytest.mark.django_db
BUDGETS = json.loads((Path(__file__).resolve().parents[2] / "query_budgets.json").read_text())
ENDPOINT = {
    "label": "ERP",
    "url": "https://erp.example.com/hook",
    "happenings": ["obligation.missed", "case.opened"],
}


def page(client: Client, name: str, *args: Any, **asked: str) -> str:
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_bell_counts_what_is_unread_and_the_list_leads_to_the_subject(
    client: Client, world: World
) -> None:
    (notice,) = told(warned(world))
    client.force_login(world.mei())
    text = page(client, "notices:list")
    assert "通知，1 条未读" in text
    assert "到达现场" in text or "50%" in text
    assert reverse("obligations:detail", args=[notice.entry.subject_code]) in text


def test_one_is_marked_as_read_in_place_and_only_by_its_reader(
    client: Client, world: World
) -> None:
    (notice,) = told(warned(world))
    url = reverse("notices:read", args=[notice.pk])
    client.force_login(world.mei(Role.MANAGER))
    assert client.post(url).status_code == 404
    client.force_login(world.mei())
    answer = client.post(url, headers={"HX-Request": "true"})
    assert f'id="notice-{notice.pk}"' in answer.content.decode()
    notice.refresh_from_db()
    assert notice.read_at is not None
    first = notice.read_at
    client.post(url)
    notice.refresh_from_db()
    assert notice.read_at == first


def test_all_are_marked_as_read_but_not_what_came_meanwhile(client: Client, world: World) -> None:
    (seen,) = told(warned(world, "GD-1"))
    (later,) = told(warned(world, "GD-2"))
    client.force_login(world.mei())
    client.post(reverse("notices:read_all"), {"newest": seen.pk})
    assert [notice.pk for notice in queries.unread_for(world.mei())] == [later.pk]
    for nonsense in ("", "x", "-1", "9" * 40):
        assert client.post(reverse("notices:read_all"), {"newest": nonsense}).status_code == 302
    assert queries.unread_count(world.mei()) == 1


def test_a_dealer_hears_of_it_without_a_page_that_he_may_not_see(
    client: Client, world: World
) -> None:
    entry = warned(world)
    dealer = world.mei(Role.DEALER)
    Notice.objects.create(
        provider=world.provider, user=dealer, entry=entry, news="warning", created_at=world.at
    )
    client.force_login(dealer)
    text = page(client, "notices:list")
    assert reverse("obligations:detail", args=[entry.subject_code]) not in text


def test_one_chooses_channels_and_quiet_hours(client: Client, world: World) -> None:
    client.force_login(world.mei())
    assert "免打扰开始" in page(client, "notices:preferences")
    typed = {
        "in_app": ["warning", "miss"],
        "mail": ["miss"],
        "quiet_from": "22:00",
        "quiet_until": "07:00",
        "language": "en",
    }
    assert client.post(reverse("notices:preferences"), typed).status_code == 302
    row = Preference.objects.get(user=world.mei())
    assert (row.in_app, row.mail, row.webhook) == (["miss", "warning"], ["miss"], [])
    assert (str(row.quiet_from), row.urgent_passes, row.language) == ("22:00:00", False, "en")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"quiet_from": "22:00"}, "quiet_until"),
        ({"quiet_until": "07:00"}, "quiet_from"),
        ({"quiet_from": "late", "quiet_until": "07:00"}, "quiet_from"),
        ({"language": "xx"}, "language"),
        ({"mail": ["gossip"]}, "mail"),
    ],
)
def test_a_wrong_choice_names_its_field_and_keeps_what_was_typed(
    client: Client, world: World, wrong: dict[str, Any], field: str
) -> None:
    client.force_login(world.mei())
    typed = {"in_app": ["case"], "language": "zh-hans", **wrong}
    answer = client.post(reverse("notices:preferences"), typed)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert answer.context["form"]["in_app"].value() == ["case"]
    assert not Preference.objects.exists()


def test_one_changes_ones_own_address_and_nothing_else(client: Client, world: World) -> None:
    client.force_login(world.mei())
    typed = {"display_name": "梅梅", "phone": "", "email": "mei@example.com", "roles": ["manager"]}
    assert client.post(reverse("accounts:profile"), typed).status_code == 302
    me = User.objects.get(pk=world.mei().pk)
    assert (me.display_name, me.email, me.roles) == ("梅梅", "mei@example.com", ["desk"])
    answer = client.post(reverse("accounts:profile"), {**typed, "email": "no address"})
    assert answer.status_code == 422
    assert "no address" in answer.content.decode()


def test_a_secret_is_shown_once_when_an_endpoint_is_made_and_when_it_is_renewed(
    client: Client, world: World
) -> None:
    client.force_login(world.mei(Role.ADMINISTRATOR))
    made = client.post(reverse("notices:endpoint_new"), ENDPOINT).content.decode()
    row = Endpoint.objects.get()
    assert row.secret in made
    assert row.secret not in page(client, "notices:endpoint", row.pk)
    renewed = client.post(reverse("notices:rotate", args=[row.pk])).content.decode()
    row.refresh_from_db()
    assert row.secret in renewed
    assert row.previous_secret not in renewed


def test_the_same_form_sent_twice_makes_one_endpoint(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.ADMINISTRATOR))
    client.post(reverse("notices:endpoint_new"), ENDPOINT)
    answer = client.post(reverse("notices:endpoint_new"), ENDPOINT)
    assert answer.status_code == 422
    assert "label" in answer.context["form"].errors
    assert Endpoint.objects.count() == 1


def test_an_endpoint_is_changed_and_switched_off(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.ADMINISTRATOR))
    client.post(reverse("notices:endpoint_new"), ENDPOINT)
    row = Endpoint.objects.get()
    url = reverse("notices:endpoint", args=[row.pk])
    assert client.post(url, {**ENDPOINT, "url": "http://plain.example/"}).status_code == 422
    assert client.post(url, {**ENDPOINT, "label": "仓库"}).status_code == 302
    row.refresh_from_db()
    assert (row.label, row.url, row.is_active) == ("仓库", ENDPOINT["url"], False)


def test_the_administrator_sends_again_what_was_given_up(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.ADMINISTRATOR))
    client.post(reverse("notices:endpoint_new"), ENDPOINT)
    told(missed(world))
    entry = warned(world, "GD-2")
    delivery = Delivery.objects.create(
        provider=world.provider,
        channel="webhook",
        entry=entry,
        endpoint=Endpoint.objects.get(),
        to=ENDPOINT["url"],
        state="dead",
        attempts=8,
        response="abgelehnt",
        created_at=world.at,
    )
    assert "abgelehnt" in page(client, "notices:delivery_list", state="dead")
    assert "abgelehnt" not in page(client, "notices:delivery_list", state="sent")
    assert str(delivery.key) in page(client, "notices:delivery", delivery.pk)
    client.post(reverse("notices:again", args=[delivery.pk]))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("waiting", 0)


LISTS = [
    pytest.param("notices:list", BUDGETS["notices:list"], id="notices"),
    pytest.param("notices:endpoint_list", BUDGETS["notices:endpoint_list"], id="endpoints"),
    pytest.param("notices:delivery_list", BUDGETS["notices:delivery_list"], id="deliveries"),
]


@pytest.mark.parametrize(("name", "budget"), LISTS)
def test_a_longer_list_asks_no_more(
    client: Client, world: World, django_assert_max_num_queries: Any, name: str, budget: int
) -> None:
    boss = world.mei(Role.ADMINISTRATOR)
    client.force_login(boss)
    more(world, boss, 1)
    client.get(reverse(name))
    with django_assert_max_num_queries(budget) as few:
        client.get(reverse(name))
    more(world, boss, 70)
    with django_assert_max_num_queries(budget) as many:
        text = client.get(reverse(name)).content.decode()
    assert len(many) == len(few)
    assert "after=" in text


def more(world: World, boss: User, count: int) -> None:
    for number in range(count):
        entry = journal.record(
            "case.closed", f"AJ-{number}", provider=world.provider, at=world.at, by=None
        )
        endpoint = Endpoint.objects.create(
            provider=world.provider,
            label=f"{count}-{number}",
            url="https://a.example/",
            happenings=["case.opened"],
            secret="whsec_AA==",
            created_at=world.at,
        )
        frame = {"provider": world.provider, "entry": entry, "created_at": world.at}
        Delivery.objects.create(**frame, channel="webhook", endpoint=endpoint, to=endpoint.url)
        Notice.objects.create(**frame, user=boss, news="case")


def test_over_the_api_one_reads_and_chooses(client: Client, world: World) -> None:
    (notice,) = told(warned(world))
    client.force_login(world.mei())
    (item,) = client.get("/api/notices?show=unread").json()["items"]
    assert (item["id"], item["news"], item["happening"]) == (
        notice.pk,
        "warning",
        "obligation.warned",
    )
    assert client.post(f"/api/notices/{notice.pk}/read").json()["read_at"]
    assert client.get("/api/notices?show=unread").json()["items"] == []
    chosen = {"in_app": ["miss"], "mail": [], "webhook": [], "quiet_from": "22:00:00"}
    answer = client.put("/api/notices/preferences", chosen, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "quiet_until"
    chosen["quiet_until"] = "06:00:00"
    client.put("/api/notices/preferences", chosen, content_type="application/json")
    kept = client.get("/api/notices/preferences").json()
    assert (kept["in_app"], kept["quiet_until"]) == (["miss"], "06:00:00")
