"""A step back: with a reason, one at a time, and what was signed only with a new signature."""

from decimal import Decimal
from uuid import uuid4

import pytest

from sanbao.apps.accounts.access import Role
from sanbao.apps.assets.models import Repair
from sanbao.apps.evidence.models import Record
from sanbao.apps.journal.models import Entry
from sanbao.apps.money import queries as ledger
from sanbao.apps.products.models import Price
from sanbao.apps.visits import actions, queries, tasks
from sanbao.apps.visits.models import FollowUp, Receipt, Visit
from sanbao.apps.workorders import actions as workorders
from sanbao.rules.moves import Refused


def back(field, visit, *, reason="配件记错了", minutes=120):
    return actions.go_back(
        visit, seen=visit.state, reason=reason, by=field.engineer, at=field.later(minutes)
    )


def part(field, count):
    price = Price.objects.filter(item="parts", price_list__provider=field.world.provider).first()
    return (actions.Use(price.pk, Decimal(count)),)


def again(field, visit, **change):
    visit = actions.work(visit, field.done(**change), by=field.engineer, at=field.later(121))
    signing = field.signing(signer_name="钱二", satisfaction=4)
    return actions.sign(visit, signing, key=uuid4(), by=field.engineer, at=field.later(122))


def make_papers():
    for entry in Entry.objects.filter(happening="visit.signed").order_by("pk"):
        tasks.make_report(entry.pk)


def test_the_work_is_recorded_anew_after_a_step_back(field):
    visit = back(field, field.worked())
    assert (visit.state, visit.worked_at) == ("arrived", None)
    entry = Entry.objects.get(happening="visit.went_back")
    assert (entry.was, entry.now, entry.details["reason"]) == ("worked", "arrived", "配件记错了")
    with pytest.raises(Refused, match="state"):
        actions.sign(visit, field.signing(), key=uuid4(), by=field.engineer, at=field.later(121))
    assert again(field, visit).state == "signed"


@pytest.mark.parametrize(("state", "reason"), [("worked", " "), ("signed", "")])
def test_without_a_reason_nobody_goes_back(field, state, reason):
    visit = getattr(field, state)()
    before = (Visit.objects.values().get(), Entry.objects.count())
    with pytest.raises(Refused, match="a reason is needed"):
        back(field, visit, reason=reason)
    assert (Visit.objects.values().get(), Entry.objects.count()) == before


def test_no_step_back_from_the_appointment_the_arrival_or_the_report(field):
    for step in ("agreed", "reported"):
        visit = getattr(field, step)() if step == "agreed" else Visit.objects.get()
        if step == "reported":
            Visit.objects.update(state="reported")
            visit.refresh_from_db()
        with pytest.raises(Refused, match="not possible in the state"):
            back(field, visit)


def test_what_was_signed_is_booked_back_and_signed_anew(charged):
    visit = charged.signed(used=part(charged, 2))
    first = Receipt.objects.get()
    make_papers()
    visit.refresh_from_db()
    paper, case = visit.report_id, charged.case
    visit = back(charged, visit)
    assert (visit.state, visit.signature, visit.signed_at, visit.report) == (
        "worked",
        None,
        None,
        None,
    )
    assert ledger.total(visit.provider_id, "visit", visit.code) == 0
    assert queries.receipt_of(visit) is None
    with pytest.raises(Refused, match="state"):
        actions.report(visit, summary="x", by=charged.engineer, at=charged.later(121))
    visit = again(charged, visit, used=part(charged, 1), finding="受潮")
    owed = queries.fee_of(visit).owed_by("customer")
    assert ledger.total(visit.provider_id, "visit", visit.code, payer="customer") == owed
    receipt = queries.receipt_of(visit)
    assert (receipt.number, receipt.amount, receipt.payer_name) == (
        first.number + 1,
        owed,
        "钱二",
    )
    first.refresh_from_db()
    assert first.voided_by == charged.engineer
    records = Record.objects.filter(form__kind="service-record").order_by("pk")
    assert [record.signer_name for record in records] == ["钱一", "钱二"]
    make_papers()
    visit.refresh_from_db()
    assert visit.report_id not in (None, paper)
    case.refresh_from_db()
    assert case.state == "restored"
    assert Entry.objects.filter(happening="case.restored").count() == 1
    assert [repair.finding for repair in Repair.objects.all()] == ["受潮"]
    actions.report(visit, summary="传感器受潮", by=charged.engineer, at=charged.later(130))
    case.refresh_from_db()
    assert not FollowUp.objects.filter(case=case, done_at__isnull=False).exists()


def test_the_result_that_was_signed_stays(field):
    visit = back(field, field.signed())
    change = {"is_restored": False, "not_restored_because": "又坏了"}
    with pytest.raises(Refused, match="has signed the result"):
        actions.work(visit, field.done(**change), by=field.engineer, at=field.later(121))


def test_a_visit_that_another_follows_on_is_not_taken_back(field):
    visit = field.signed(is_restored=False, not_restored_because="缺主板")
    taken = back(field, visit)
    again(field, taken, is_restored=False, not_restored_because="缺主板和线缆")
    second = field.agreed(appointment=field.appointment(600, 660))
    visit.refresh_from_db()
    with pytest.raises(Refused, match=f"visit {second.code} follows on this one"):
        back(field, visit)


def test_a_repeated_request_goes_back_once(field):
    visit = field.signed()
    for _ in range(2):
        actions.go_back(visit, seen="signed", reason="重签", by=field.engineer, at=field.later(120))
    visit.refresh_from_db()
    assert visit.state == "worked"
    assert Entry.objects.filter(happening="visit.went_back").count() == 1


def test_the_page_asks_for_the_reason_and_the_history_keeps_it(field, client):
    visit = field.signed()
    client.force_login(field.engineer)
    address = f"/visits/{visit.code}/back/"
    refused = client.post(address, {"seen": "signed", "reason": ""})
    assert (refused.status_code, 'id="back" open' in refused.content.decode()) == (422, True)
    page = client.post(address, {"seen": "signed", "reason": "金额写错"}, follow=True)
    text = page.content.decode()
    assert "金额写错" in text
    assert "签字已撤回" in text
    api = client.post(
        f"/api/visits/{visit.code}/back",
        {"seen": "worked", "reason": "重新记录"},
        content_type="application/json",
    )
    assert (api.status_code, api.json()["state"]) == (200, "arrived")


def test_an_order_goes_back_to_be_assigned_with_a_reason(field):
    dispatcher = field.world.mei(Role.DISPATCHER)
    with pytest.raises(Refused, match="a reason is needed"):
        workorders.unassign(field.order, reason=" ", by=dispatcher, at=field.later(1))
    order = workorders.unassign(field.order, reason="王工病了", by=dispatcher, at=field.later(1))
    assert (order.state, order.engineer) == ("raised", None)
    assert Entry.objects.get(happening="workorder.unassigned").details["reason"] == "王工病了"
    again_ = workorders.assign(order, field.engineer, by=dispatcher, at=field.later(2))
    assert again_.state == "assigned"
