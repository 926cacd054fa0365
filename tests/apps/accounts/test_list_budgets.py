"""The lists of people and tokens ask the database no more often when they are longer."""

import json
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sanbao.apps.accounts.models import ApiToken, Role, User

from ..world import World

BUDGETS = json.loads((Path(__file__).resolve().parents[2] / "query_budgets.json").read_text())


def add(name: str, world: World, count: int) -> None:
    mei = world.mei(Role.ADMINISTRATOR)
    for number in range(count):
        if name == "accounts:user_list":
            User.objects.create(username=f"more-{number}", provider=mei.provider)
        else:
            ApiToken.objects.create(
                user=mei, label=str(number), digest=str(number), created_at=timezone.now()
            )


@pytest.mark.parametrize(
    ("name", "budget"),
    [
        pytest.param("accounts:user_list", BUDGETS["accounts:user_list"], id="people"),
        pytest.param("accounts:token_list", BUDGETS["accounts:token_list"], id="tokens"),
    ],
)
def test_a_longer_list_asks_no_more(
    client: Client, world: World, django_assert_max_num_queries, name: str, budget: int
) -> None:
    client.force_login(world.mei(Role.ADMINISTRATOR))
    client.get(reverse(name))
    with django_assert_max_num_queries(budget) as few:
        client.get(reverse(name))
    add(name, world, 20)
    with django_assert_max_num_queries(budget) as many:
        assert client.get(reverse(name)).status_code == 200
    assert len(many) == len(few)
