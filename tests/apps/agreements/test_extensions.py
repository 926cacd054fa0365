"""A longer cover for a place or a unit: who asks, who decides, and what a decision makes of it."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.models import Agreement, Extension
from sanbao.rules.moves import Refused

from ..world import World
from .signing import drafted, signed

pytestmark = pytest.mark.django_db
LIST = reverse("agreements:extension_list")
BUDGETS = json.loads((Path(__file__).resolve().parents[2] / "query_budgets.json").read_text())


@pytest.fixture
def agreement(world: World) -> Agreement:
    """In force with the dealer of ours; its clause 3.2 lets the cover be made longer."""
    return signed(world, drafted(world, dealer=world.ours.dealer)).agreement


def ask(world: World, agreement: Agreement, **asked: object) -> Extension:
    longer = actions.Longer(**{"months": 12, "reason": "高原", **asked})
    return actions.request_extension(
        agreement, longer, key=uuid4(), by=world.mei(Role.DEALER), at=world.at
    )


def approve(world: World, extension: Extension) -> Extension:
    return actions.decide_extension(
        extension, is_approved=True, reason="同意", by=world.mei(Role.MANAGER), at=world.at
    )


@pytest.mark.parametrize(
    ("asked", "months"),
    [
        pytest.param({"province": "江苏省"}, 12, id="the province"),
        pytest.param({"province": "江苏", "city": "南京"}, 12, id="the city"),
        pytest.param({"province": "江苏", "city": "苏州"}, 0, id="another city"),
        pytest.param({"province": "山东"}, 0, id="another province"),
        pytest.param({"serial": "YF-1000"}, 12, id="the unit"),
        pytest.param({"serial": "YF-2000"}, 0, id="another unit"),
    ],
)
def test_what_is_approved_for_a_place_reaches_the_units_there(
    world: World, agreement: Agreement, asked: dict[str, str], months: int
) -> None:
    extension = ask(world, agreement, **asked)
    site, serial = world.asset.site, world.asset.serial
    assert queries.extra_months(agreement.pk, site, serial) == 0, "asked for is not approved"
    approve(world, extension)
    assert queries.extra_months(agreement.pk, site, serial) == months
    assert queries.extra_months(world.ours.agreement.pk, site, serial) == 0
    assert queries.extra_months(None, site, serial) == 0


def test_of_several_the_longest_counts_and_a_site_is_a_place(
    world: World, agreement: Agreement
) -> None:
    for months, asked in ((6, {"province": "江苏"}), (18, {"site": world.asset.site})):
        approve(world, ask(world, agreement, months=months, **asked))
    assert queries.extra_months(agreement.pk, world.asset.site, "") == 18


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        pytest.param({}, "province", id="no place"),
        pytest.param({"province": "江苏", "serial": "YF-1000"}, "province", id="two places"),
        pytest.param({"province": "大西洋"}, "province", id="no such province"),
        pytest.param({"province": "江苏", "months": 0}, "months", id="no months"),
        pytest.param({"province": "江苏", "months": 121}, "months", id="too many months"),
        pytest.param({"province": "江苏", "reason": " "}, "reason", id="no reason"),
    ],
)
def test_what_cannot_be_asked_for_names_its_field(
    world: World, agreement: Agreement, asked: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        ask(world, agreement, **asked)
    assert refused.value.field == field
    assert not Extension.objects.exists()


def test_without_such_a_clause_nothing_can_be_asked_for(world: World) -> None:
    with pytest.raises(Refused, match="no clause"):
        ask(world, world.ours.agreement, province="江苏")


@pytest.mark.clause("P2-3.2")
def test_whoever_asked_decides_nothing_not_even_past_the_rules(
    world: World, agreement: Agreement
) -> None:
    extension = ask(world, agreement, province="江苏")
    dealer = world.mei(Role.DEALER)
    with pytest.raises(Refused, match="asked for it") as refused:
        actions.decide_extension(extension, is_approved=True, reason="自批", by=dealer, at=world.at)
    assert refused.value.clause == "3.2"
    approve(world, extension)
    with pytest.raises(Refused, match="not possible in the state"):
        approve(world, extension)
    with pytest.raises(IntegrityError, match="decided_by_somebody_else"):
        Extension.objects.update(decided_by=dealer)


def test_the_same_form_twice_is_one_request(
    client: Client, world: World, agreement: Agreement
) -> None:
    client.force_login(world.mei(Role.DEALER))
    form = {
        "key": str(uuid4()),
        "agreement": agreement.code,
        "months": "12",
        "province": "江苏",
        "reason": "高原",
    }
    address = reverse("agreements:ask_extension")
    places = {client.post(address, form)["Location"] for _ in range(2)}
    assert len(places) == 1
    assert Extension.objects.count() == 1
    wrong = client.post(address, {**form, "key": str(uuid4()), "serial": "YF-1000"})
    assert wrong.status_code == 422
    assert "高原" in wrong.content.decode()
    client.force_login(world.mei(Role.MANAGER))
    one = places.pop()
    assert client.post(one, {"reason": ""}).status_code == 422
    assert client.post(one, {"reason": "不符合", "is_approved": ""}).status_code == 302
    assert Extension.objects.get().state == "refused"


def test_the_list_asks_as_many_questions_for_thirty_as_for_three(
    client: Client, world: World, agreement: Agreement
) -> None:
    client.force_login(world.mei(Role.MANAGER))

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        return len(captured)

    for _ in range(3):
        ask(world, agreement, site=world.asset.site)
    few = count()
    for _ in range(30):
        ask(world, agreement, site=world.asset.site)
    assert count() == few <= BUDGETS["agreements:extension_list"]
