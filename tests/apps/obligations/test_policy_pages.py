"""The manager reads and changes when people are warned and who is told of a miss."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.models import Role
from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations.models import Policy

from ..world import World

pytestmark = pytest.mark.django_db
TYPED = {"what": "on_site", "shares": "80%，50", "hours_1": "0", "to_1": "owner"}


@pytest.fixture
def boss(client: Client, world: World) -> Client:
    client.force_login(world.mei(Role.MANAGER))
    return client


def test_without_rules_of_ones_own_the_standard_is_shown(boss: Client) -> None:
    text = boss.get(reverse("obligations:policies")).content.decode()
    assert "时限用去 50%、80% 时预警" in text
    assert "2 小时后 调度" in text


def test_a_rule_is_stated_changed_and_dropped(boss: Client, world: World) -> None:
    url = reverse("obligations:policy")
    assert 'value="50, 80"' in boss.get(url, {"what": "on_site"}).content.decode()
    typed = {**TYPED, "hours_2": "24", "to_2": "manager"}
    assert boss.post(url, typed).status_code == 302
    row = Policy.objects.get()
    assert (row.what, row.shares) == ("on_site", [50, 80])
    assert row.line == [{"hours": 0, "to": "owner"}, {"hours": 24, "to": "manager"}]
    assert row.changed_by == world.mei(Role.MANAGER)
    assert "24 小时后 服务经理" in boss.get(reverse("obligations:policies")).content.decode()
    boss.post(url, TYPED)
    assert len(Policy.objects.get().line) == 1
    boss.post(reverse("obligations:drop_policy"), {"what": "on_site"})
    assert not Policy.objects.exists()
    assert Entry.objects.filter(happening="policy.changed").count() == 3


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"shares": "half"}, "shares"),
        ({"shares": "50, 120"}, "shares"),
        ({"shares": "50, 50"}, "shares"),
        ({"hours_2": "3"}, "to_2"),
        ({"to_2": "manager"}, "hours_2"),
        ({"hours_1": "-1"}, "hours_1"),
        ({"hours_1": "9999"}, "hours_1"),
        ({"to_1": "nobody"}, "to_1"),
        ({"what": "nonsense"}, "what"),
    ],
)
def test_a_wrong_rule_names_its_field_and_keeps_what_was_typed(
    boss: Client, wrong: dict[str, Any], field: str
) -> None:
    answer = boss.post(reverse("obligations:policy"), {**TYPED, **wrong})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    for name, value in {**TYPED, **wrong}.items():
        assert answer.context["form"][name].value() == value
    assert not Policy.objects.exists()


def test_the_same_over_the_api(boss: Client) -> None:
    body = {"what": "on_site", "shares": [80], "line": [{"hours": 1, "to": "station"}]}
    url = "/api/obligations/policies"
    assert boss.put(url, body, content_type="application/json").json()["shares"] == [80]
    (item,) = boss.get(url).json()["items"]
    assert item["line"] == [{"hours": 1, "to": "station"}]
    for wrong, field in (
        ({"shares": [0]}, "shares"),
        ({"line": [{"hours": 1, "to": "nobody"}]}, "line"),
        ({"what": "nonsense"}, "what"),
    ):
        answer = boss.put(url, {**body, **wrong}, content_type="application/json")
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == field
    assert Policy.objects.count() == 1
