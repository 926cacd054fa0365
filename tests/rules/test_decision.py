"""Decisions by name: boundaries from both sides."""

from datetime import date

import pytest

from .situations import decide_by, fault


@pytest.mark.parametrize(
    ("slug", "dates", "first", "last"),
    [
        ("scale-supplier", {"commissioned": "2025-08-31"}, "2025-08-31", "2027-02-28"),
        ("solar-dealer", {"sold": "2024-02-29"}, "2024-02-29", "2025-02-28"),
        ("fire-door", {"accepted": "2026-02-28"}, "2026-02-28", "2028-02-28"),
        ("fuel-truck-dealer", {"delivered": "2025-10-01"}, "2025-10-01", "2026-10-01"),
        ("integrated-equipment", {"accepted": "2024-02-29"}, "2024-02-29", "2027-02-28"),
        ("tablet-dealer", {"invoiced": "2025-03-31"}, "2025-03-31", "2026-03-31"),
        ("bid-supply", {"delivered": "2025-12-31"}, "2025-12-31", "2026-12-31"),
    ],
)
def test_cover_runs_from_the_first_second_of_its_start_to_the_last_of_its_end(
    slug, dates, first, last
):
    inside = [f"{first}T00:00:00+08:00", f"{last}T23:59:59+08:00", f"{last}T15:59:59Z"]
    for at in inside:
        warranty = decide_by(slug, {"dates": dates}, fault(at)).warranty
        assert (warranty.covered, warranty.in_period) == (True, True)
        assert (str(warranty.starts_on), str(warranty.ends_on)) == (first, last)
    for at in (f"{last}T16:00:00Z", f"{last}T23:59:59-01:00"):
        assert not decide_by(slug, {"dates": dates}, fault(at)).warranty.in_period
    day_before = date.fromordinal(date.fromisoformat(first).toordinal() - 1)
    before = decide_by(slug, {"dates": dates}, fault(f"{day_before}T23:59:59+08:00"))
    assert not before.warranty.in_period


@pytest.mark.parametrize(
    ("component", "last", "clause"),
    [
        ("whole", "2027-02-28", "5.1"),
        ("body", "2028-09-30", "6.1"),
        ("electrical", "2027-03-30", "6.1"),
    ],
)
def test_component_classes_of_a_scale_have_their_own_periods(component, last, clause):
    dates = {"commissioned": "2025-08-31", "accepted": "2025-09-30"}
    asset = {"dates": dates, "component": component}
    warranty = decide_by("scale-supplier", asset, fault("2026-03-02T09:30:00+08:00")).warranty
    assert (str(warranty.ends_on), warranty.clause) == (last, clause)


@pytest.mark.parametrize(
    ("province", "due"),
    [
        ("江苏", "2026-03-03T23:30:00+08:00"),
        ("浙江省", "2026-03-03T23:30:00+08:00"),
        ("上海市", "2026-03-03T23:30:00+08:00"),
        ("安徽", "2026-03-03T23:30:00+08:00"),
        ("山东", "2026-03-04T23:30:00+08:00"),
    ],
)
def test_the_scale_maker_is_on_site_by_province(province, due):
    decision = decide_by(
        "scale-supplier",
        {"dates": {"commissioned": "2026-01-01"}},
        fault("2026-03-02T15:30:00Z", place={"province": province}),
    )
    on_site, resolved = decision.as_json()["obligations"]
    assert on_site == {"what": "on_site", "by": "provider", "due": due, "clause": "2.3"}
    assert resolved == {
        "what": "resolved",
        "by": "provider",
        "due": None,
        "clause": "2.4",
        "after": "on_site",
        "within": "PT24H",
    }


def test_once_somebody_is_on_site_the_fix_is_due_a_day_later():
    decision = decide_by(
        "scale-supplier",
        {"dates": {"commissioned": "2026-01-01"}},
        fault("2026-03-02T09:30:00+08:00", on_site_at="2026-03-02T20:00:00+08:00"),
    )
    resolved = decision.as_json()["obligations"][1]
    assert resolved == {
        "what": "resolved",
        "by": "provider",
        "due": "2026-03-03T20:00:00+08:00",
        "clause": "2.4",
    }


@pytest.mark.parametrize(("area", "hours"), [("city", 24), ("county", 48)])
def test_the_solar_dealer_fixes_by_area(area, hours):
    decision = decide_by(
        "solar-dealer",
        {"dates": {"sold": "2026-01-01"}},
        fault("2026-02-27T22:00:00+08:00", place={"area": area}),
    )
    (duty,) = decision.obligations
    assert (duty.what, duty.by, duty.clause) == ("resolved", "dealer", "4.1")
    assert (duty.due - duty.starts_at).total_seconds() == hours * 3600


def test_equipment_that_is_not_fixed_in_time_has_a_loaner_for_a_consequence():
    decision = decide_by(
        "integrated-equipment", {"dates": {"accepted": "2020-01-01"}}, fault("2026-03-02T01:00:00Z")
    )
    duties = {duty.what: duty for duty in decision.obligations}
    assert [str(duties[what].span.iso) for what in ("dispatched", "on_site", "resolved")] == [
        "PT1H",
        "PT1H",
        "PT12H",
    ]
    (consequence,) = duties["resolved"].consequence
    assert (consequence.what, consequence.clause, consequence.by) == ("loaner", "5.3", "provider")
    assert ("loaner", "if_missed:resolved") in {(r.what, r.when) for r in decision.remedies}


def test_a_promise_in_working_days_is_a_date_and_names_a_provisional_year():
    event = {"kind": "defect_application_received", "at": "2031-09-30T10:00:00+08:00"}
    told = decide_by("tablet-dealer", {"dates": {"invoiced": "2031-01-01"}}, event).as_json()
    assert told["obligations"][0]["due"] == "2031-10-07"
    assert told["calendar"] == "provisional"
    event["at"] = "2026-09-30T10:00:00+08:00"
    told = decide_by("tablet-dealer", {"dates": {"invoiced": "2026-01-01"}}, event).as_json()
    assert told["obligations"][0]["due"] == "2026-10-09"
    assert "calendar" not in told


def test_a_question_is_to_be_answered_at_once():
    event = {"kind": "question_asked", "at": "2026-03-02T09:30:00+08:00"}
    (duty,) = decide_by("full-process", {}, event).obligations
    assert (duty.what, duty.due) == ("answered", duty.starts_at)


def test_without_a_price_a_wanted_exchange_has_no_fee_yet():
    event = {"kind": "exchange_requested", "at": "2026-06-02T09:30:00+08:00"}
    decision = decide_by("tablet-dealer", {"dates": {"invoiced": "2026-01-31"}}, event)
    assert [(r.what, r.fee, r.clause) for r in decision.remedies] == [("exchange", None, "5.3")]
