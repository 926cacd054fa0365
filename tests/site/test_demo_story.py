"""One demo company told in full: every state, every outcome, and the consequence of a miss."""

from collections.abc import Iterator
from datetime import date
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from procrastinate.contrib.django.models import ProcrastinateJob

from sanbao.apps.assets import queries as assets
from sanbao.apps.desk import queries as cases
from sanbao.apps.inspections import queries as inspections
from sanbao.apps.journal import queries as journal
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.parts import queries as loans
from sanbao.apps.visits import queries as visits
from sanbao.apps.workorders import queries as orders
from sanbao.site.demo.build import DemoCompany, build_company

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 9)


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[DemoCompany]:
    """The whole of one company: 40 units, 30 past cases, open ones besides. Only to be read."""
    with (
        django_db_blocker.unblock(),
        TemporaryDirectory() as folder,
        override_settings(MEDIA_ROOT=folder),
        transaction.atomic(),
    ):
        yield build_company("integrated-equipment", today=TODAY)
        transaction.set_rollback(True)


def test_a_company_has_forty_units_and_thirty_past_cases(told: DemoCompany) -> None:
    assert assets.Asset.objects.filter(provider=told.provider).count() == 40
    ended = cases.Case.objects.filter(provider=told.provider, state__in=["closed", "cancelled"])
    assert ended.count() == 30


def test_there_is_a_case_an_order_and_a_visit_in_every_state(told: DemoCompany) -> None:
    found = {
        "case": cases.Case.objects.filter(provider=told.provider),
        "order": orders.WorkOrder.objects.filter(provider=told.provider),
        "visit": visits.Visit.objects.filter(provider=told.provider),
        "promise": obligations.Obligation.objects.filter(provider=told.provider),
    }
    states = {name: set(rows.values_list("state", flat=True)) for name, rows in found.items()}
    assert states["case"] == set(cases.CaseState.values)
    assert states["order"] == set(orders.WorkOrderState.values)
    assert states["visit"] == set(visits.VisitState.values)
    assert states["promise"] >= {"running", "paused", "met", "missed", "cancelled"}


def test_a_missed_repair_makes_a_spare_unit_owed(told: DemoCompany) -> None:
    owed = obligations.Obligation.objects.filter(provider=told.provider, what="loaner")
    running = owed.get(state="running")
    assert running.clause == "5.3"
    assert running.caused_by is not None
    assert running.caused_by.what == "resolved"


def test_causes_outcomes_and_opinions_differ(told: DemoCompany) -> None:
    made = visits.Visit.objects.filter(provider=told.provider)
    causes = set(made.exclude(cause="").values_list("cause", flat=True))
    assert causes == {"product_quality", "human_damage", "misuse", "force_majeure"}
    assert set(made.exclude(is_restored=None).values_list("is_restored", flat=True)) == {
        True,
        False,
    }
    assert {2, 5} <= set(made.values_list("satisfaction", flat=True))
    rows = cases.Case.objects.filter(provider=told.provider)
    assert rows.filter(solved_on_call=True).exists()
    assert {"question_asked", "complaint_received", "price_asked"} <= set(
        rows.values_list("kind", flat=True)
    )


def test_nothing_happens_after_the_end_of_the_telling(told: DemoCompany) -> None:
    last = journal.Entry.objects.filter(provider=told.provider).latest("at")
    assert last.at <= told.clock.now


def test_papers_of_the_past_wait_for_the_worker_behind_everything_else(told: DemoCompany) -> None:
    signed = visits.Visit.objects.filter(provider=told.provider).exclude(signed_at=None).count()
    waiting = ProcrastinateJob.objects.filter(task_name="visits.make_report")
    assert waiting.count() == signed
    assert set(waiting.values_list("priority", flat=True)) == {-10}
    papers = ["visits.make_report", "inspections.make_report", "site.keep_paper"]
    assert not ProcrastinateJob.objects.exclude(task_name__in=papers).exists()


def test_an_inspection_was_signed_calls_were_made_and_a_spare_unit_is_asked_for(
    told: DemoCompany,
) -> None:
    signed = inspections.Round.objects.get(provider=told.provider, state="done")
    assert signed.opinions.count() == 2
    assert inspections.LatentFault.objects.filter(inspection__round=signed).count() == 2
    assert loans.Loan.objects.get(provider=told.provider).state == "asked"
    assert loans.LoanUnit.objects.filter(provider=told.provider).count() == 2
    unit = told.units[0].asset
    assert assets.running(unit, on=TODAY).missing
