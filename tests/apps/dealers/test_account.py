"""The account that a dealer is paid to: two people, one in force, all of them kept."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.dealers import actions, queries
from sanbao.rules.moves import Refused

from .conftest import Bound

FIRST = actions.Account("华北经销部", "工商银行", "6222 0200-1111 2222", "泰安支行")
SECOND = actions.Account("华北经销部", "建设银行", "6227000011113333")


def propose(bound: Bound, account: actions.Account = FIRST) -> queries.BankAccount:
    return actions.propose_account(bound.dealer, account, by=bound.mei, at=bound.at)


def test_an_account_counts_once_a_second_person_has_confirmed_it(bound: Bound) -> None:
    made = propose(bound)
    assert queries.account_of(bound.dealer.pk) is None
    with pytest.raises(Refused, match="whoever proposed"):
        actions.confirm_account(made, by=bound.mei, at=bound.at)
    finance = bound.world.mei(Role.FINANCE)
    actions.confirm_account(made, by=finance, at=bound.at)
    actions.confirm_account(made, by=bound.boss, at=bound.at)
    found = queries.account_of(bound.dealer.pk)
    assert found is not None
    assert (found.number, found.confirmed_by) == ("6222020011112222", finance)


def test_another_account_replaces_it_and_the_history_stays(bound: Bound) -> None:
    finance = bound.world.mei(Role.FINANCE)
    first = actions.confirm_account(propose(bound), by=finance, at=bound.at)
    second = propose(bound, SECOND)
    still = queries.account_of(bound.dealer.pk)
    assert still is not None
    assert still.pk == first.pk, "a proposal changes nothing"
    with pytest.raises(Refused, match="waits to be confirmed"):
        propose(bound, FIRST)
    actions.confirm_account(second, by=finance, at=bound.later(hours=1))
    rows = list(queries.accounts_of(bound.dealer.pk))
    assert [(row.number[-4:], row.ended_at is None) for row in rows] == [
        ("3333", True),
        ("2222", False),
    ]
    with pytest.raises(Refused, match="account in force"):
        propose(bound, SECOND)


@pytest.mark.parametrize("number", ["1234567", "6222x20011112222", "", "1" * 31])
def test_what_is_no_number_is_refused_by_its_field(bound: Bound, number: str) -> None:
    with pytest.raises(Refused) as refused:
        propose(bound, actions.Account("甲", "乙", number))
    assert refused.value.field == "number"
    assert not queries.accounts_of(bound.dealer.pk).exists()


def test_a_proposal_is_withdrawn_with_a_reason(bound: Bound) -> None:
    made = propose(bound)
    with pytest.raises(Refused, match="reason"):
        actions.withdraw_account(made, reason=" ", by=bound.boss, at=bound.at)
    actions.withdraw_account(made, reason="户名不符", by=bound.boss, at=bound.at)
    with pytest.raises(Refused, match="has ended"):
        actions.confirm_account(made, by=bound.boss, at=bound.at)
    assert queries.account_of(bound.dealer.pk) is None


def test_the_database_keeps_the_two_apart(bound: Bound) -> None:
    made = propose(bound)
    rows = queries.accounts_of(bound.dealer.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.filter(pk=made.pk).update(confirmed_at=bound.at, confirmed_by=bound.mei)


def test_the_whole_number_is_for_those_who_pay(bound: Bound, client: Client) -> None:
    finance = bound.world.mei(Role.FINANCE)
    actions.confirm_account(propose(bound), by=finance, at=bound.at)
    url = reverse("dealers:file", args=[bound.dealer.code])
    for role, whole in ((Role.FINANCE, True), (Role.DEALER, True), (Role.QUALITY, False)):
        client.force_login(bound.world.mei(role))
        assert ("6222020011112222" in client.get(url).content.decode()) is whole, role
        told = client.get(f"/api/dealers/{bound.dealer.code}").json()["account"]["number"]
        assert (told == "6222020011112222") is whole, role


def test_over_the_api_it_goes_the_same_way(bound: Bound, client: Client) -> None:
    base = f"/api/dealers/{bound.dealer.code}"
    client.force_login(bound.mei)
    given = {"holder": "甲", "bank": "乙", "number": "6227000011113333"}
    made = client.post(f"{base}/account", given, content_type="application/json").json()
    assert client.post(f"{base}/account/{made['id']}/confirm").status_code == 404
    client.force_login(bound.boss)
    assert client.post(f"{base}/account/{made['id']}/confirm").status_code == 200
    named = {"name": "甲", "kind": "head", "since_on": f"{bound.world.on}"}
    post = client.post(f"{base}/staff", named, content_type="application/json")
    assert (post.status_code, post.json()["told_on"]) == (201, None)
    file = client.get(base).json()
    assert [row["name"] for row in file["staff"]] == ["甲"]
    assert file["account"]["number"] == "6227000011113333"
    assert {row["clause"] for row in file["shortfalls"]} == {"2.1"}


def test_only_the_account_that_was_looked_at_is_confirmed(bound: Bound, client: Client) -> None:
    seen = propose(bound)
    client.force_login(bound.world.mei(Role.FINANCE))
    file = reverse("dealers:file", args=[bound.dealer.code])
    assert f'name="seen" value="{seen.pk}"' in client.get(file).content.decode()
    actions.withdraw_account(seen, reason="账号有误", by=bound.mei, at=bound.at)
    waiting = propose(bound, SECOND)
    step = reverse("dealers:step", args=[bound.dealer.code, "confirm_account"])
    assert client.post(step, {"seen": seen.pk}).status_code == 422
    assert client.post(step, {}).status_code == 422
    assert queries.account_of(bound.dealer.pk) is None
    client.post(step, {"seen": waiting.pk})
    found = queries.account_of(bound.dealer.pk)
    assert found is not None
    assert found.pk == waiting.pk


@pytest.mark.parametrize("holder", ["=HYPERLINK(1)", "+86", "华北\r\n经销部", "@甲"])
def test_what_a_bank_or_a_spreadsheet_would_misread_is_refused(bound: Bound, holder: str) -> None:
    with pytest.raises(Refused) as refused:
        propose(bound, actions.Account(holder, "工商银行", "6222020011112222"))
    assert refused.value.field == "holder"
