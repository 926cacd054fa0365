"""Pages of people and certificates: for who may, who may not, and a stranger."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.parties.models import Person
from sanbao.apps.training import actions, queries
from sanbao.apps.training.models import Certificate, Need, Qualification

from ..world import World, certify

BUDGETS = json.loads((Path(__file__).resolve().parents[2] / "query_budgets.json").read_text())


def page(name: str, *args: object) -> str:
    return reverse(f"training:{name}", args=args)


def test_a_manager_adds_and_revokes_a_certificate(world: World, client: Client) -> None:
    person = Person.objects.get(user=world.expired)
    client.force_login(world.mei(Role.MANAGER))
    given = {
        "number": "SG-77",
        "valid_from": world.on.isoformat(),
        "valid_until": (world.on + timedelta(days=365)).isoformat(),
    }
    assert client.post(page("person", person.pk), given).status_code == 302
    assert client.post(page("person", person.pk), given).status_code == 302  # a second click
    certificate = Certificate.objects.get(person=person, number="SG-77")
    address = page("revoke", certificate.pk)
    assert client.post(address, {"reason": ""}).status_code == 422
    for _ in "ab":
        assert client.post(address, {"reason": "违规作业"}).status_code == 302
    certificate.refresh_from_db()
    assert (certificate.revoked_on, certificate.revoked_because) == (world.on, "违规作业")
    assert "违规作业" in client.get(page("certificate", certificate.pk)).content.decode()


def test_a_certificate_that_ends_before_it_begins_is_refused(world: World, client: Client) -> None:
    person = Person.objects.get(user=world.expired)
    client.force_login(world.mei(Role.MANAGER))
    given = {"number": "SG-78", "valid_from": "2026-02-01", "valid_until": "2026-01-01"}
    answer = client.post(page("person", person.pk), given)
    assert answer.status_code == 422
    assert "valid_until" in answer.context["form"].errors
    assert "SG-78" in answer.content.decode()


def test_who_may_not_adds_no_certificate(world: World, client: Client) -> None:
    person = Person.objects.get(user=world.expired)
    client.force_login(world.mei(Role.AUDITOR))
    given = {"number": "SG-79", "valid_from": "2026-01-01", "valid_until": "2027-01-01"}
    client.post(page("person", person.pk), given)
    assert not Certificate.objects.filter(number="SG-79").exists()


def test_a_manager_renews_one_that_ends_soon(world: World, client: Client) -> None:
    row = Certificate.objects.get(person__user=world.mei(Role.ENGINEER))
    Certificate.objects.filter(pk=row.pk).update(valid_until=world.on + timedelta(days=20))
    client.force_login(world.mei(Role.MANAGER))
    assert row.number in client.get(page("certificate_list")).content.decode()
    until = (world.on + timedelta(days=400)).isoformat()
    assert client.post(page("renew", row.pk), {"until": "2020-01-01"}).status_code == 422
    assert client.post(page("renew", row.pk), {"until": until}).status_code == 302
    assert row.number not in client.get(page("certificate_list")).content.decode()
    assert queries.Certificate.objects.get(renews=row).valid_until.isoformat() == until


def test_everybody_sees_what_is_his_own(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.ENGINEER))
    row = Certificate.objects.get(person__user=world.mei(Role.ENGINEER))
    assert row.number in client.get(page("mine")).content.decode()
    client.force_login(world.mei(Role.FINANCE))
    assert client.get(page("mine")).status_code == 200


def test_dealers_see_their_own_people_and_nobody_else(world: World, client: Client) -> None:
    own = Person.objects.create(
        provider=world.provider, name="经销商小赵", dealer=world.ours.dealer
    )
    row = certify(own, until=world.on + timedelta(days=5))
    client.force_login(world.mei(Role.DEALER))
    shown = client.get(page("people")).content.decode()
    assert "经销商小赵" in shown
    assert "王工" not in shown
    assert client.get(page("certificate", row.pk)).status_code == 200
    other = Certificate.objects.get(person__user=world.mei(Role.ENGINEER))
    assert client.get(page("certificate", other.pk)).status_code == 404
    client.force_login(world.mei(Role.CUSTOMER))
    assert client.get(page("certificate", row.pk)).status_code == 404


def test_what_a_work_asks_for_is_a_row(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.MANAGER))
    given = {"code": "welding", "name": "焊工证", "months": 24}
    assert client.post(page("needs"), given).status_code == 302
    welding = Qualification.objects.get(code="welding")
    asked = {"work": "on_site", "qualification": welding.pk, "clause": "3.2"}
    assert client.post(page("needs"), asked).status_code == 302
    assert "焊工证" in client.get(page("needs")).content.decode()
    need = Need.objects.get()
    assert client.post(page("drop_need", need.pk)).status_code == 302
    assert not Need.objects.exists()
    again = {"code": "welding", "name": "别的", "months": 24}
    assert client.post(page("needs"), again).status_code == 422


@pytest.mark.parametrize(
    ("name", "budget"),
    [
        pytest.param("people", BUDGETS["training:people"], id="training:people"),
        pytest.param(
            "certificate_list", BUDGETS["training:certificate_list"], id="training:certificate_list"
        ),
    ],
)
def test_a_list_asks_as_often_for_thirty_rows_as_for_three(
    world: World, client: Client, name: str, budget: int, django_assert_max_num_queries: object
) -> None:
    for _ in range(30):
        one = Person.objects.create(
            provider=world.provider, name="某人", station=world.ours.station
        )
        certify(one, until=world.on + timedelta(days=9))
    client.force_login(world.mei(Role.MANAGER))
    with django_assert_max_num_queries(budget):  # type: ignore[operator]
        assert client.get(page(name)).status_code == 200


def test_a_list_goes_on_page_by_page(world: World, client: Client) -> None:
    for _ in range(31):
        one = Person.objects.create(provider=world.provider, name="某人")
        certify(one, until=world.on + timedelta(days=9))
    client.force_login(world.mei(Role.MANAGER))
    first = client.get(page("certificate_list"))
    assert len(first.context["rows"]) == 30
    second = client.get(page("certificate_list"), {"after": first.context["after"]})
    assert len(second.context["rows"]) == 1
    assert actions.remind(world.provider.pk, at=world.at) == 32
