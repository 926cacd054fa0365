"""A sheet from the dealer's pen until it is allowed: complete or sent back, checked by two."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements import actions as agreements
from sanbao.apps.agreements.models import Version
from sanbao.apps.claims import actions, queries
from sanbao.apps.claims.models import Authorisation, Sheet, SheetCheck
from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations.models import Obligation
from sanbao.apps.parties.models import Dealer
from sanbao.rules.moves import Refused
from sanbao.rules.sheet import Lack
from tests.apps.world import World

from .sheets import (
    TRUE,
    colleague,
    confirmed,
    drafted,
    handed_in,
    list_of,
    repaired_on,
    submitted,
    told,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper")]
D = Decimal


def test_what_is_known_of_the_unit_is_filled_in(world: World) -> None:
    sheet = drafted(world)
    assert (sheet.asset, sheet.product_code) == (world.asset, world.ours.product.code)
    assert sheet.customer_name == world.ours.customer.name
    listed = list_of(world)
    assert sheet.claimed == listed["parts"].amount + listed["labour"].amount
    assert sheet.month.day == 1


def test_what_is_missing_is_named_by_its_clause_and_keeps_it_back(world: World) -> None:
    sheet = drafted(world, texts={"signer_name": "", "measure": ""}, lines=())
    missing = queries.lacking(sheet, [])
    assert missing == {Lack.MEASURE: "10.1", Lack.LINES: "10.1", Lack.SIGNATURE: "4.2"}
    with pytest.raises(Refused) as refused:
        actions.confirm(sheet, TRUE, by=world.mei(Role.DEALER), at=world.at)
    assert refused.value.clause == "10.1"
    assert not SheetCheck.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"number": " "}, "number"),
        ({"repaired_on": date(2999, 1, 1)}, "repaired_on"),
        ({"repaired_on": date(2001, 1, 1)}, "repaired_on"),
        ({"authorisation": "HZ-0"}, "authorisation"),
        ({"lines": (actions.LineTold("parts", "x", D(0), D(1)),)}, "lines"),
    ],
)
def test_what_no_draft_may_be(world: World, changed: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.write(
            replace(told(world), **changed),  # type: ignore[arg-type]
            dealer=world.ours.dealer,
            by=world.mei(Role.DEALER),
            at=world.at,
        )
    assert refused.value.field == field
    assert not Sheet.objects.exists()


def test_a_number_is_taken_once_per_dealer(world: World) -> None:
    drafted(world)
    with pytest.raises(Refused) as refused:
        drafted(world)
    assert refused.value.field == "number"


def test_mended_it_has_to_be_confirmed_anew(world: World) -> None:
    sheet = confirmed(world)
    more = told(world, has_voucher=False)
    sheet = actions.rewrite(sheet, more, by=world.mei(Role.DEALER), at=world.at)
    assert (sheet.state, sheet.confirmed_by, sheet.has_voucher) == ("drafted", None, False)
    assert sheet.lines.count() == 2


@pytest.mark.parametrize(
    ("called", "state"),
    [
        (actions.Called(False, None), "drafted"),
        (actions.Called(True, False, "没有人来过"), "drafted"),
        (TRUE, "confirmed"),
    ],
)
def test_only_a_customer_who_agrees_confirms(
    world: World, called: actions.Called, state: str
) -> None:
    sheet = actions.confirm(drafted(world), called, by=world.mei(Role.DEALER), at=world.at)
    assert sheet.state == state
    assert SheetCheck.objects.get().round == 1


def test_the_repairer_confirms_nothing_by_account_or_by_name(world: World) -> None:
    mate = colleague(world)
    for sheet in (
        drafted(world, texts={"repairer": str(mate)}),
        drafted(world, "A-2"),
    ):
        Sheet.objects.filter(pk=sheet.pk, number="A-2").update(repaired_by=mate)
        with pytest.raises(Refused):
            actions.confirm(sheet, TRUE, by=mate, at=world.at)


def test_the_two_follow_ups_are_made_by_two_people(world: World) -> None:
    sheet = submitted(world)
    both = world.mei(Role.DEALER)
    for step in (
        lambda: actions.check(sheet, TRUE, by=both, at=world.at),
        lambda: actions.verify(sheet, by=both, at=world.at),
    ):
        with pytest.raises(Refused) as refused:
            step()
        assert refused.value.clause == "7.2.3"
    with pytest.raises(IntegrityError), transaction.atomic():
        Sheet.objects.filter(pk=sheet.pk).update(checked_by=both)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sheet.objects.filter(pk=sheet.pk).update(repaired_by=both)
    sheet = actions.check(sheet, TRUE, by=world.mei(), at=world.at)
    assert sheet.checked_by == world.mei()


def test_a_sheet_that_is_not_true_is_not_allowed(world: World) -> None:
    sheet = submitted(world)
    wrong = actions.Called(True, False, "没有换过零件")
    actions.check(sheet, wrong, by=world.mei(), at=world.at)
    with pytest.raises(Refused):
        actions.verify(sheet, by=world.mei(Role.MANAGER), at=world.at)
    refused = actions.refuse(sheet, reason="不实", by=world.mei(Role.MANAGER), at=world.at)
    assert (refused.state, refused.reason) == ("refused", "不实")


def test_it_is_allowed_line_by_line_by_the_list(world: World) -> None:
    listed = list_of(world)
    dear = actions.LineTold("parts", "名", D(2), listed["parts"].amount + 1, listed["parts"].code)
    stray = actions.LineTold("freight", "快递", D(1), D("8.80"), "NOWHERE")
    sheet = submitted(world, lines=(dear, stray))
    sheet = actions.verify(sheet, by=world.mei(Role.MANAGER), at=world.at)
    lines = list(sheet.lines.order_by("place"))
    assert [(line.allowed, line.reason) for line in lines] == [
        (2 * listed["parts"].amount, "price"),
        (D(0), "not_listed"),
    ]
    assert {line.clause for line in lines} == {"7.2.3"}
    assert sheet.allowed == 2 * listed["parts"].amount
    assert Entry.objects.get(happening="sheet.verified").details["allowed"] == f"{sheet.allowed}"


def test_by_hand_less_needs_a_reason_and_more_is_never_allowed(world: World) -> None:
    sheet, by = submitted(world), world.mei(Role.MANAGER)
    first = sheet.lines.order_by("place")[0]
    for amount, reason, field in (
        (first.claimed + 1, "", "amount_1"),
        (D(1), "", "reason_1"),
        (D(1), "for fun", "reason_1"),
    ):
        with pytest.raises(Refused) as refused:
            actions.verify(sheet, {1: actions.Allowed(amount, reason)}, by=by, at=world.at)
        assert refused.value.field == field
    sheet = actions.verify(sheet, {1: actions.Allowed(D(1), "quantity")}, by=by, at=world.at)
    assert sheet.lines.get(place=1).reason == "quantity"


def test_sent_back_it_is_mended_and_comes_in_on_the_form_of_a_later_month(world: World) -> None:
    sheet = submitted(world)
    by, dealer = world.mei(Role.MANAGER), world.mei(Role.DEALER)
    sheet = actions.send_back(sheet, reason="缺旧件", by=by, at=world.at)
    assert (sheet.state, sheet.reason) == ("returned", "缺旧件")
    sheet = actions.rewrite(sheet, told(world), by=dealer, at=world.at)
    actions.confirm(sheet, TRUE, by=dealer, at=world.at)
    assert handed_in(world).sheet_count == 1, "the first form stands as it was"
    later = (sheet.month + timedelta(days=32)).replace(day=1)
    assert actions.hand_in(world.ours.dealer, later, by=dealer, at=world.at).sheet_count == 1
    sheet.refresh_from_db()
    assert sheet.state == "submitted"


def test_handed_in_before_the_days_of_the_term_it_is_refused(world: World) -> None:
    this_month = world.on.replace(day=1)
    with pytest.raises(Refused) as refused:
        actions.hand_in(world.ours.dealer, this_month, by=world.mei(Role.DEALER), at=world.at)
    assert refused.value.clause == "7.2.2"


def test_what_an_agreement_owes_is_handed_in_by_it_though_it_ended_in_the_month(
    world: World, paper: Version
) -> None:
    month = repaired_on(world).replace(day=1)
    day = month.replace(day=10)
    confirmed(world, repaired_on=day, signed_on=day)
    ended = month.replace(day=20)
    agreements.terminate(
        paper.agreement,
        on=ended,
        reason="不再经销",
        by=world.mei(Role.MANAGER),
        at=world.at - (world.on - ended),
    )
    form = handed_in(world)
    assert (form.version, form.sheet_count) == (paper, 1)
    promised = Obligation.objects.get(what="paid", period=f"{month:%Y-%m}")
    assert (promised.version, promised.clause) == (paper, "7.2.5")
    found = queries.month_of_dealer(world.ours.dealer, following(month), on=world.on)
    assert found.version is None, "it does not bind the month after its end"


def following(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def test_of_two_versions_the_one_of_the_last_day_asks_for_the_month(
    world: World, paper: Version
) -> None:
    month = repaired_on(world).replace(day=1)
    last = following(month) - timedelta(days=1)
    Version.objects.filter(pk=paper.pk).update(ends_on=last - timedelta(days=1))
    amended = Version.objects.get(pk=paper.pk)
    amended.pk, amended.number, amended.starts_on, amended.ends_on = None, 2, last, None
    amended.save()
    found = queries.month_of_dealer(world.ours.dealer, month, on=world.on)
    assert found.version == amended
    sheet = drafted(world, repaired_on=last - timedelta(days=1))
    assert sheet.version == paper, "a sheet goes by the version of its own day"


def test_costly_work_needs_the_word_before_it_is_allowed(world: World, paper: Version) -> None:
    listed = list_of(world)["parts"]
    many = actions.LineTold("parts", "名", D(1001), listed.amount or D(1), listed.code)
    boss, dealer = world.mei(Role.MANAGER), world.mei(Role.DEALER)
    asked = actions.WordAsked(uuid4(), world.asset.serial, "换机芯", D(700))
    word = actions.ask_word(asked, dealer=world.ours.dealer, by=dealer, at=world.at)
    assert actions.ask_word(asked, dealer=world.ours.dealer, by=dealer, at=world.at) == word
    confirmed(world, "A-2", lines=(many,), authorisation=word.code)
    sheet = submitted(world, lines=(many,), authorisation=word.code)
    with pytest.raises(Refused) as refused:
        drafted(world, "A-3", texts={"serial": "ANOTHER"}, authorisation=word.code)
    assert refused.value.field == "authorisation"
    with pytest.raises(Refused) as refused:
        actions.verify(sheet, by=boss, at=world.at)
    assert refused.value.clause == "4.3"
    with pytest.raises(Refused):
        actions.decide_word(word, granted=D(700), reason="同意", by=dealer, at=world.at)
    with pytest.raises(Refused):
        actions.decide_word(word, granted=D(701), reason="同意", by=boss, at=world.at)
    actions.decide_word(word, granted=D(700), reason="同意", by=boss, at=world.at)
    with pytest.raises(Refused) as refused:
        actions.verify(sheet, by=boss, at=world.at)
    assert refused.value.clause == "4.3", "given after the work"
    in_time = world.at - timedelta(days=90)
    Authorisation.objects.update(asked_at=in_time, decided_at=in_time)
    sheet = actions.verify(sheet, by=boss, at=world.at)
    assert (sheet.allowed, sheet.lines.get().reason) == (D(700), "beyond_word")
    second = actions.verify(Sheet.objects.get(number="A-2"), by=boss, at=world.at)
    assert second.allowed == 0, "an approval pays once"


def test_what_stands_on_a_statement_is_payable_no_more(world: World) -> None:
    sheet = submitted(world)
    actions.verify(sheet, by=world.mei(Role.MANAGER), at=world.at)
    month, provider = sheet.month, world.provider.pk
    assert list(queries.payable(provider, month)) == [sheet]
    other = Dealer.objects.create(provider=world.provider, code="D-9", name="另一家")
    assert actions.settled(provider, month, dealers=[other.pk]) == 0
    assert actions.settled(provider, month) == 1
    assert actions.settled(provider, month) == 0
    assert not queries.payable(provider, month).exists()
    sheet.refresh_from_db()
    assert queries.standing(sheet) == "settled"
    with pytest.raises(Refused):
        actions.refuse(sheet, reason="晚了", by=world.mei(Role.MANAGER), at=world.at)


def test_another_dealer_reads_nothing(world: World, client: Client) -> None:
    sheet = drafted(world)
    other = Dealer.objects.create(provider=world.provider, code="D-9", name="另一家")
    mate = colleague(world, "other")
    mate.person.dealer = other
    mate.person.save()
    client.force_login(mate)
    assert client.get(reverse("claims:sheet", args=[sheet.code])).status_code == 404
    assert sheet.code not in client.get(reverse("claims:list")).content.decode()
    answer = client.get(f"/api/repair-sheets/{sheet.code}")
    assert answer.status_code == 404


def test_a_refused_form_loses_nothing_that_was_typed(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.DEALER))
    form = {
        "number": "B-7",
        "repaired_on": "2999-01-01",
        "measure": "换了密封圈并试水",
        "line0-item": "parts",
        "line0-name": "密封圈",
        "line0-quantity": "2",
        "line0-unit_price": "",
    }
    answer = client.post(reverse("claims:new"), form)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "换了密封圈并试水" in text
    assert "多少钱" in text
    answer = client.post(reverse("claims:new"), {**form, "line0-unit_price": "3"})
    assert "该日期在将来" in answer.content.decode() or answer.status_code == 422
    answer = client.post(
        reverse("claims:new"), {**form, "line0-unit_price": "3", "repaired_on": f"{world.on}"}
    )
    assert answer.status_code == 302
    assert Sheet.objects.get(number="B-7").lines.get().claimed == D(6)


def test_a_number_of_the_price_list_fills_in_name_and_price(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.DEALER))
    (listed, *_more) = queries.positions_on(world.provider.pk, world.on)
    page = client.get(reverse("claims:new"), {"repaired_on": f"{world.on}"}).content.decode()
    assert f'data-unit_price="{listed.amount}"' in page
    before = client.get(reverse("claims:new"), {"repaired_on": "1999-01-01"}).content.decode()
    assert "data-unit_price" not in before, "no list was in force"
    form = {"number": "B-8", "repaired_on": f"{world.on}"}
    other = "labour" if listed.item == "parts" else "parts"
    rows = ((other, "", ""), (listed.item, "", "3.50"), (listed.item, "照手写", ""))
    for place, (item, name, price) in enumerate(rows):
        form |= {f"line{place}-item": item, f"line{place}-code": listed.code}
        form |= {f"line{place}-name": name, f"line{place}-quantity": "1"}
        form[f"line{place}-unit_price"] = price
    assert client.post(reverse("claims:new"), form).status_code == 302
    lines = Sheet.objects.get(number="B-8").lines.order_by("place")
    assert [(line.item, line.name, line.unit_price) for line in lines] == [
        (listed.item, listed.name, listed.amount),
        (listed.item, listed.name, D("3.50")),
        (listed.item, "照手写", listed.amount),
    ]
