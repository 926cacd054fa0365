"""What terms may look at, and which of them are chosen."""

from datetime import date

import pytest

from sanbao.rules.agreement import fill, parse
from sanbao.rules.choice import choose
from sanbao.rules.cover import cover
from sanbao.rules.decision import decide, decide_given
from sanbao.rules.facts import FactError
from sanbao.rules.overlap import implies, overlaps
from sanbao.rules.reading import parse_facts
from sanbao.rules.situation import situate
from sanbao.rules.terms import Condition

from .situations import FAULT, SOLD, agreement, decide_by, fault, small

ON = date(2026, 3, 2)


def situation(slug, asset, event):
    facts = parse_facts({"asset": asset, "event": event})
    promised = agreement(slug)
    return situate(promised, facts, cover(promised, facts, ON), on=ON)


def test_what_no_term_names_makes_no_difference():
    asset = {"dates": {"commissioned": "2026-01-01"}}
    one = situation(
        "scale-supplier", asset, fault("2026-03-02T09:30:00Z", place={"province": "山东"})
    )
    two = situation(
        "scale-supplier", asset, fault("2026-03-02T09:30:00Z", place={"province": "四川"})
    )
    assert one == two
    assert choose(agreement("scale-supplier"), one) is choose(agreement("scale-supplier"), two)


@pytest.mark.parametrize(("repairs", "kept"), [(0, 0), (1, 1), (2, 2), (3, 2), (40, 2)])
def test_failed_repairs_count_up_to_the_highest_figure(repairs, kept):
    asset = {"dates": {"delivered": "2026-01-01"}, "failed_repairs": repairs}
    assert situation("bid-supply", asset, FAULT).failed_repairs == kept


@pytest.mark.parametrize(("quantity", "back"), [(9, False), (10, True)])
def test_ten_tablets_without_an_application_may_be_refused(quantity, back):
    event = {
        "kind": "goods_received",
        "at": "2026-03-02T09:30:00+08:00",
        "authorised": False,
        "quantity": quantity,
    }
    decision = decide_by("tablet-dealer", {"dates": {"invoiced": "2026-01-01"}}, event)
    assert ("return_to_sender" in {r.what for r in decision.remedies}) is back


def test_a_truck_sent_without_agreement_may_be_declined_and_then_no_time_is_owed():
    event = {"kind": "goods_received", "at": "2026-03-02T09:30:00+08:00"}
    asset = {"dates": {"delivered": "2026-01-01"}}
    assert [d.what for d in decide_by("fuel-truck-dealer", asset, event).obligations] == [
        "repaired_and_returned"
    ]
    decision = decide_by("fuel-truck-dealer", asset, {**event, "authorised": False})
    assert decision.obligations == ()
    assert ("return_to_sender", "2.2") in {(r.what, r.clause) for r in decision.remedies}


@pytest.mark.parametrize("code", ["opened", "seal_broken"])
def test_an_unusable_product_has_to_be_opened_to_be_found_so(code):
    event = {
        "kind": "return_requested",
        "at": "2026-03-02T09:30:00+08:00",
        "reason": "unusable",
        "cause": "unknown",
    }
    asset = {"dates": {"delivered": "2026-03-01"}, "exclusions": [code]}
    assert [r.what for r in decide_by("full-process", asset, event).remedies] == ["refund"]
    asset["exclusions"] = [code, "human_damage"]
    assert [r.what for r in decide_by("full-process", asset, event).remedies] == ["explanation"]


OWN = """\
slug: own-plan
title: {zh: 自拟, en: Own}
components:
  whole: {zh: 整机, en: Whole}
clauses:
  - {id: "1", area: warranty, zh: 一, en: One}
  - {id: "2", area: service-level, zh: 二, en: Two}
terms:
  - {kind: warranty, clause: "1", start: sold, span: P1Y}
  - {kind: exclusion, clause: "1", causes: [misuse]}
  - kind: promise
    clause: "2"
    what: answered
    by: provider
    within: PT4WH
    events: [question_asked]
  - kind: promise
    clause: "2"
    what: replied
    by: provider
    within: P5D
    events: [complaint_received]
"""


@pytest.mark.parametrize(
    ("kind", "at", "due"),
    [
        ("question_asked", "2026-03-06T16:00:00+08:00", "2026-03-09T11:00:00+08:00"),
        ("complaint_received", "2026-03-02T16:00:00+08:00", "2026-03-09"),
    ],
)
def test_an_agreement_of_ones_own_may_count_office_hours_and_rolled_days(kind, at, due):
    facts = parse_facts({"asset": SOLD, "event": {"kind": kind, "at": at}})
    assert decide(fill(parse(OWN), {}), facts).as_json()["obligations"][0]["due"] == due


@pytest.mark.parametrize(("cause", "covered"), [("misuse", False), ("human_damage", True)])
def test_misuse_that_a_clause_names_is_not_human_damage(cause, covered):
    facts = parse_facts({"asset": SOLD, "event": {**FAULT, "cause": cause}})
    assert decide(fill(parse(OWN), {}), facts).warranty.covered is covered


URGENT = (
    "{kind: promise, clause: '3.1', what: resolved, by: provider, within: PT4H,"
    " events: [fault_reported], when: {severities: [critical]}}"
)
USUAL = (
    "{kind: promise, clause: '3.1', what: resolved, by: provider, within: PT24H,"
    " events: [fault_reported]}"
)


@pytest.mark.parametrize(
    ("severity", "hours"), [("critical", 4), ("major", 24), ("minor", 24), (None, 24)]
)
def test_a_promise_may_ask_how_bad_it_is_and_nobody_has_to_know(severity, hours):
    event = fault("2026-03-02T09:30:00+08:00", severity=severity)
    decided = decide_given(small(URGENT, USUAL), {"asset": {}, "event": event})
    (duty,) = decided.obligations
    assert duty.span.iso == f"PT{hours}H"


def test_a_severity_that_is_none_is_named():
    event = fault("2026-03-02T09:30:00+08:00", severity="awful")
    with pytest.raises(FactError, match="severity"):
        decide_given(small(URGENT, USUAL), {"asset": {}, "event": event})


def test_conditions_that_name_different_severities_do_not_meet():
    critical, minor = Condition(severities={"critical"}), Condition(severities={"minor"})
    assert not overlaps(critical, minor)
    assert implies(critical, Condition())
    assert not implies(Condition(), critical)
