"""Spare units: asked for where a clause owes one, handed over, asked back, taken back."""

import base64
import json
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements.models import Agreement
from sanbao.apps.desk import actions as desk
from sanbao.apps.desk.models import Case
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations.models import Obligation
from sanbao.apps.parts import actions, tasks
from sanbao.apps.parts.facts import Signing
from sanbao.apps.parts.models import Loan, LoanUnit
from sanbao.rules.moves import Refused
from tests.apps.visits.conftest import drawn, open_case
from tests.apps.world import World, put_in_force, unit

ROOT = Path(__file__).resolve().parents[3]
BUDGETS: dict[str, int] = json.loads((ROOT / "tests/query_budgets.json").read_text())
SIGNATURE = "data:image/png;base64," + base64.b64encode(drawn().read()).decode()
HANDOVER = {"condition": "九成新", "works": "yes", "use_explained": "yes"}
BACK = {"condition": "as_lent", "accessories": "yes"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def case(world: World) -> Case:
    """A fault within warranty under the agreement that gives a substitute on demand (P8-5.2)."""
    evidence.sync_forms()
    return fault(world, "DY-1")


def fault(world: World, serial: str) -> Case:
    ours = world.ours
    agreement = Agreement.objects.filter(provider=world.provider, template="bid-supply").first()
    if agreement is None:
        by = world.mei(Role.MANAGER)
        version = put_in_force("bid-supply", world.provider, by, at=world.at, on=world.on)
        agreement = version.agreement
    return open_case(
        world, unit(ours.product, ours.site, agreement, serial, at=world.at, accepted_on=None)
    )


def spare(world: World, serial: str = "BY-1") -> LoanUnit:
    by = world.mei(Role.MANAGER)
    return actions.add_unit(serial, "备用控制器", provider=world.provider, by=by, at=world.at)


def lent(world: World, case: Case) -> Loan:
    loan = actions.ask(case, by=world.mei(), at=world.at)
    signing = Signing("卫工", drawn())
    return actions.hand_over(
        loan, spare(world), HANDOVER, signing, key=uuid4(), by=world.mei(), at=world.at
    )


def owed(what: str) -> Obligation:
    return Obligation.objects.get(what=what)


def test_on_demand_within_warranty_a_spare_unit_is_owed(world: World, case: Case) -> None:
    by = world.mei(Role.CUSTOMER)
    first = actions.ask(case, by=by, at=world.at)
    assert actions.ask(case, by=by, at=world.at) == first
    row = owed("loaner")
    assert (row.clause, row.owed_by, row.state) == ("5.2", "provider", "running")


def test_where_no_clause_owes_one_it_is_refused_with_the_reason(world: World) -> None:
    evidence.sync_forms()
    in_time = open_case(world)
    with pytest.raises(Refused, match="no clause of the agreement owes a spare unit"):
        actions.ask(in_time, by=world.mei(), at=world.at)
    assert not Loan.objects.exists()


def test_handed_over_is_what_meets_it(world: World, case: Case) -> None:
    loan = lent(world, case)
    assert (loan.state, loan.handed_over.signer_name) == ("lent", "卫工")
    assert owed("loaner").state == "met"


def test_nothing_is_lent_from_an_empty_pool_nor_twice(world: World, case: Case) -> None:
    loan = actions.ask(case, by=world.mei(), at=world.at)
    signing = Signing("卫工", drawn())
    with pytest.raises(Refused, match="no spare unit is free"):
        actions.hand_over(loan, None, HANDOVER, signing, key=uuid4(), by=world.mei(), at=world.at)
    one = spare(world)
    other = actions.ask(fault(world, "DY-2"), by=world.mei(), at=world.at)
    actions.hand_over(other, one, HANDOVER, signing, key=uuid4(), by=world.mei(), at=world.at)
    spare(world, "BY-2")
    with pytest.raises(Refused, match="this unit is lent or not in the pool"):
        actions.hand_over(loan, one, HANDOVER, signing, key=uuid4(), by=world.mei(), at=world.at)
    with pytest.raises(Refused, match="this unit is lent"):
        actions.remove_unit(one, by=world.mei(Role.MANAGER), at=world.at)


def test_the_original_works_again_and_the_customer_owes_it_back(world: World, case: Case) -> None:
    lent(world, case)
    later = world.at + timedelta(hours=20)
    desk.solve_on_call(case, "换了电源板", by=world.mei(), at=later)
    for _run_twice in range(2):
        tasks.ask_back(Entry.objects.get(happening="case.solved").pk)
    loan = Loan.objects.get()
    assert (loan.state, loan.due_back_at) == ("due_back", later)
    duty = owed("loaner_returned")
    assert (duty.owed_by, duty.state) == ("customer", "running")
    actions.take_back(loan, BACK, key=uuid4(), by=world.mei(), at=later)
    duty.refresh_from_db()
    assert duty.state == "met"
    assert Loan.objects.get().taken_back.answers["condition"] == "as_lent"


def test_who_still_waits_when_it_works_again_needs_it_no_more(world: World, case: Case) -> None:
    actions.ask(case, by=world.mei(), at=world.at)
    desk.solve_on_call(case, "重启后正常", by=world.mei(), at=world.at)
    tasks.ask_back(Entry.objects.get(happening="case.solved").pk)
    assert Loan.objects.get().state == "withdrawn"
    assert owed("loaner").state == "cancelled"


def test_desk_and_engineer_walk_it_by_pages(client: Client, world: World, case: Case) -> None:
    client.force_login(world.mei(Role.CUSTOMER))
    page = client.get(reverse("desk:customer_case", args=[case.code])).content.decode()
    assert reverse("parts:ask", args=[case.code]) in page
    client.post(reverse("parts:ask", args=[case.code]))
    loan = Loan.objects.get()
    client.force_login(world.mei())
    assert loan.code in client.get(reverse("desk:case", args=[case.code])).content.decode()
    to = reverse("parts:hand_over", args=[loan.code])
    assert "没有空闲的备用机" in client.get(to).content.decode()
    client.post(reverse("parts:pool"), {"serial": "BY-1", "name": "备用控制器"})
    form = {**HANDOVER, "key": uuid4(), "unit": LoanUnit.objects.get().pk, "signer_name": "卫工"}
    refused = client.post(to, {**form, "signature": ""})
    assert refused.status_code == 422
    assert "九成新" in refused.content.decode()
    assert client.post(to, {**form, "signature": SIGNATURE}).status_code == 302
    assert "备用控制器" in client.get(reverse("parts:list")).content.decode()
    back = reverse("parts:take_back", args=[loan.code])
    assert client.post(back, {"key": uuid4()}).status_code == 422
    assert client.post(back, {**BACK, "key": uuid4()}).status_code == 302
    assert Loan.objects.get().state == "returned"


def test_the_list_keeps_its_budget_whatever_its_length(
    client: Client, world: World, case: Case
) -> None:
    client.force_login(world.mei())
    actions.ask(case, by=world.mei(), at=world.at)

    def asked() -> int:
        client.get(reverse("parts:list"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("parts:list"))
        return len(queries)

    few = asked()
    for serial in ("DY-2", "DY-3"):
        actions.ask(fault(world, serial), by=world.mei(), at=world.at)
    assert asked() == few <= BUDGETS["parts:list"]
