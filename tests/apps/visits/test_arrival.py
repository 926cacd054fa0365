"""On site: checked in with a valid certificate, papers shown, conduct checked."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from sanbao.apps.evidence.models import Record
from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations.models import Obligation
from sanbao.apps.training.models import Certificate
from sanbao.apps.visits import actions, queries
from sanbao.rules.moves import Refused
from tests.apps.visits.conftest import CHECKLIST


@pytest.mark.clause("P3-4.5")
def test_the_arrival_is_kept_with_time_and_place_and_keeps_the_promise(field):
    place = actions.Place(Decimal("32.041544"), Decimal("118.767413"), 12)
    visit = actions.arrive(field.agreed(), place=place, by=field.engineer, at=field.later(55))
    assert (visit.state, visit.arrived_at, visit.accuracy_m) == ("arrived", field.later(55), 12)
    field.case.refresh_from_db()
    assert field.case.on_site_at == field.later(55)
    duty = Obligation.objects.get(subject_code=field.case.code, what="on_site")
    assert (duty.state, duty.met_at) == ("met", field.later(55))


@pytest.mark.clause("P3-4.8")
def test_a_certificate_that_ran_out_since_the_assignment_stops_the_check_in(field):
    visit = field.agreed()
    Certificate.objects.filter(person__user=field.engineer).update(
        valid_until=field.world.on - timedelta(days=1)
    )
    with pytest.raises(Refused, match="expired on"):
        actions.arrive(visit, place=None, by=field.engineer, at=field.later(55))
    visit.refresh_from_db()
    field.case.refresh_from_db()
    assert (visit.state, field.case.on_site_at) == ("agreed", None)


def test_checking_in_twice_keeps_the_first_time(field):
    visit = field.arrived()
    again = actions.arrive(visit, place=None, by=field.engineer, at=field.later(75))
    assert again.arrived_at == field.later(60)
    assert Entry.objects.filter(happening="visit.arrived").count() == 1


@pytest.mark.clause("P3-4.8", "P3-4.9")
def test_certificate_and_price_list_are_shown_and_stay_shown(field):
    visit = field.arrived()
    by = {"by": field.engineer, "at": field.later(61)}
    first = actions.show(visit, certificate=True, price_list=False, **by)
    assert first.certificate_shown.startswith("SG-")
    assert not first.price_list_shown
    second = actions.show(visit, certificate=False, price_list=True, **by)
    assert second.certificate_shown == first.certificate_shown
    assert second.price_list_shown


def test_papers_are_not_shown_before_the_arrival(field):
    with pytest.raises(Refused, match="state"):
        actions.show(
            field.agreed(), certificate=True, price_list=True, by=field.engineer, at=field.later(1)
        )


@pytest.mark.clause("P3-4.9")
def test_the_customer_is_shown_the_published_lists_with_every_price(field):
    shown = queries.lists_to_show(field.arrived())
    assert {price_list.basis for price_list, _ in shown} >= {"price_list", "tender_list"}
    assert "favourable" not in {price_list.basis for price_list, _ in shown}
    assert all(len(prices) == 4 for _, prices in shown)


@pytest.mark.clause("P3-4.10", "P3-4.11", "P3-4.12", "P3-4.13", "P6-1.5")
def test_every_point_of_conduct_is_on_record(field):
    record = actions.check_conduct(
        field.shown(), CHECKLIST, key=uuid4(), by=field.engineer, at=field.later(62)
    )
    asked = {clause for point in record.form.questions for clause in point["clauses"]}
    assert asked == {*(f"P3-4.{n}" for n in range(8, 14)), "P6-1.5"}
    assert record.answers == CHECKLIST


@pytest.mark.parametrize("point", sorted(CHECKLIST))
def test_a_point_left_open_is_refused_by_name(field, point):
    visit = field.shown()
    answers = {**CHECKLIST, point: ""}
    with pytest.raises(Refused) as refused:
        actions.check_conduct(visit, answers, key=uuid4(), by=field.engineer, at=field.later(62))
    assert refused.value.field == point
    assert not Record.objects.exists()
