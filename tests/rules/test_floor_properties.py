"""What holds of the law as a floor, whatever the facts: never worse for a consumer."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sanbao import templates
from sanbao.rules.answer import Decision
from sanbao.rules.decision import decide_given
from sanbao.rules.facts import (
    SALE_OF_ASSET,
    SALE_OF_EVENT,
    CarFault,
    Category,
    Cause,
    Code,
    EventKind,
    LegalPart,
    Reason,
)
from sanbao.rules.grant import _allowed as claims
from sanbao.rules.sold import is_quality, last_legal_day
from sanbao.rules.statute.table import ARTICLES
from sanbao.rules.statute.table import _floor as floors

from .situations import agreement

DATES = ("picked_up", "sold", "invoiced", "delivered", "commissioned", "accepted")
DAYS = st.dates(datetime(2010, 1, 1).date(), datetime(2028, 12, 31).date())  # noqa: DTZ001
SLUGS = st.sampled_from(templates.SLUGS)


@st.composite
def lines(draw, buyers=("consumer",)):
    """Facts of one event on goods that were sold, delivered and accepted on one day."""
    day = draw(DAYS)
    at = day + timedelta(days=draw(st.integers(0, 1300)))
    asset = {
        "dates": dict.fromkeys(DATES, day.isoformat()),
        "price": str(draw(st.decimals(0, 9000, places=2))),
        "failed_repairs": draw(st.integers(0, 6)),
        "exclusions": draw(st.lists(st.sampled_from([code.value for code in Code]), max_size=2)),
        "category": draw(st.sampled_from([kind.value for kind in Category])),
        "buyer": draw(st.sampled_from(buyers)),
        "part": draw(st.sampled_from([None, *(part.value for part in LegalPart)])),
        "repair_days": draw(st.integers(0, 50)),
        "mileage_km": draw(st.sampled_from([None, 2_000, 70_000])),
        "distance_sale": draw(st.booleans()),
    }
    event = {
        "kind": draw(st.sampled_from([kind.value for kind in EventKind])),
        "at": f"{at}T10:00:00+08:00",
        "cause": draw(st.sampled_from([cause.value for cause in Cause])),
        "place": {
            "province": draw(st.sampled_from(["江苏", "浙江", "山东", "北京"])),
            "area": draw(st.sampled_from(["city", "county"])),
        },
        "reason": draw(st.sampled_from([reason.value for reason in Reason])),
        "days_in_repair": draw(st.integers(0, 100)),
        "awaiting_parts": draw(st.booleans()),
        "car_fault": draw(st.sampled_from([None, *(fault.value for fault in CarFault)])),
    }
    return {"id": "x", "asset": asset, "event": event}


def without_law(line):
    return {
        "id": line["id"],
        "asset": {key: value for key, value in line["asset"].items() if key not in SALE_OF_ASSET},
        "event": {key: value for key, value in line["event"].items() if key not in SALE_OF_EVENT},
    }


def paid(decision: Decision) -> set[str]:
    return {line.item for line in decision.charges if line.payer == "customer"}


@settings(max_examples=120, deadline=None)
@given(SLUGS, lines())
def test_the_floor_never_makes_a_consumers_decision_worse(slug, line):
    promised = agreement(slug)
    bare, floored = decide_given(promised, without_law(line)), decide_given(promised, line)
    was, now = bare.warranty, floored.warranty
    assert now.covered or not was.covered
    assert now.in_period or not was.in_period
    assert paid(floored) <= paid(bare)
    fees = {(one.what, one.when): one.fee for one in floored.remedies}
    for one in bare.remedies:
        fee = fees[(one.what, one.when)]
        assert one.fee is None or (fee is not None and fee <= one.fee)
    assert set(bare.obligations) <= set(floored.obligations)


@settings(max_examples=60, deadline=None)
@given(SLUGS, lines(buyers=("consumer", "business")))
def test_every_article_that_is_named_exists_and_is_told_once(slug, line):
    promised = agreement(slug)
    decision = decide_given(promised, line)
    told = [clause.id for clause in decision.clauses]
    named = {one.clause for one in (*decision.charges, *decision.remedies)}
    named |= {duty.clause for duty in decision.obligations}
    named |= {one.clause for duty in decision.obligations for one in duty.consequence}
    named |= {decision.warranty.clause} - {None}
    assert named <= set(told) <= set(promised.clauses) | set(ARTICLES)
    assert len(told) == len(set(told))
    keys = [(duty.what, duty.clause) for duty in decision.obligations]
    assert len(keys) == len(set(keys)), "an obligation is raised once for what and clause"
    items = [(one.what, one.when) for one in decision.remedies]
    assert len(items) == len(set(items))


@settings(max_examples=60, deadline=None)
@given(SLUGS, lines(), st.integers(0, 1500))
def test_later_never_turns_not_covered_into_covered(slug, line, days):
    promised = agreement(slug)
    if decide_given(promised, line).warranty.covered:
        return
    at = datetime.fromisoformat(line["event"]["at"]) + timedelta(days=days)
    later = {**line, "event": {**line["event"], "at": at.isoformat()}}
    assert not decide_given(promised, later).warranty.covered


@settings(max_examples=40, deadline=None)
@given(SLUGS, lines())
def test_a_fee_by_law_lies_between_nothing_and_the_price(slug, line):
    decision = decide_given(agreement(slug), line)
    price = line["asset"]["price"]
    for one in decision.remedies:
        assert one.fee is None or 0 <= one.fee <= max(float(price), 0)


@settings(max_examples=40, deadline=None)
@given(SLUGS, lines(buyers=("business",)))
def test_between_businesses_only_an_agreement_that_follows_the_rules_is_touched(slug, line):
    promised = agreement(slug)
    if slug in ("solar-dealer", "tablet-dealer"):
        return
    assert decide_given(promised, line) == decide_given(promised, without_law(line))


@settings(max_examples=150)
@given(SLUGS, lines(buyers=("consumer", "business")))
def test_what_is_kept_from_other_lines_changes_no_answer(slug, line):
    kept = decide_given(agreement(slug), line)
    for memory in (claims, floors, last_legal_day, is_quality):
        memory.cache_clear()
    assert decide_given(agreement(slug), line) == kept
