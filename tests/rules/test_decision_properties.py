"""What holds of every decision, whatever the facts."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanbao import templates
from sanbao.rules.decision import decide_given
from sanbao.rules.facts import (
    Cause,
    Claimant,
    Code,
    DateName,
    EventKind,
    FactError,
    Reason,
)

from .situations import agreement

DAYS = st.dates(datetime(2022, 1, 1).date(), datetime(2030, 12, 31).date())  # noqa: DTZ001
INSTANTS = st.datetimes(
    datetime(2022, 1, 1),  # noqa: DTZ001
    datetime(2031, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
ASSETS = st.fixed_dictionaries(
    {
        "dates": st.fixed_dictionaries({name.value: DAYS.map(str) for name in DateName}),
        "price": st.decimals(0, 10_000, places=2).map(str),
        "failed_repairs": st.integers(0, 3),
        "exclusions": st.lists(st.sampled_from([code.value for code in Code]), max_size=3),
    },
    optional={"tier": st.just("member")},
)
EVENTS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([kind.value for kind in EventKind]),
        "at": INSTANTS.map(datetime.isoformat),
        "cause": st.sampled_from([cause.value for cause in Cause]),
        "place": st.fixed_dictionaries(
            {
                "province": st.sampled_from(["江苏", "浙江省", "四川"]),
                "area": st.sampled_from(["city", "county"]),
            }
        ),
        "reason": st.sampled_from([reason.value for reason in Reason]),
        "authorised": st.booleans(),
        "quantity": st.integers(1, 20),
        "claimant": st.sampled_from([claimant.value for claimant in Claimant]),
    }
)
FACTS = st.fixed_dictionaries({"id": st.just("x"), "asset": ASSETS, "event": EVENTS})
SLUGS = st.sampled_from(templates.SLUGS)


def backwards(value):
    if isinstance(value, dict):
        return {key: backwards(value[key]) for key in reversed(value)}
    return value[::-1] if isinstance(value, list) else value


@settings(max_examples=60, deadline=None)
@given(SLUGS, FACTS)
def test_the_order_of_the_facts_never_matters(slug, facts):
    promised = agreement(slug)
    assert decide_given(promised, facts) == decide_given(promised, backwards(facts))


@settings(max_examples=60, deadline=None)
@given(SLUGS, FACTS, st.timedeltas(timedelta(0), timedelta(days=2000)))
def test_later_never_turns_not_covered_into_covered_from_the_start_on(slug, facts, wait):
    promised = agreement(slug)
    now = decide_given(promised, facts).warranty
    at = datetime.fromisoformat(facts["event"]["at"])
    if now.covered or now.starts_on is None or at.date() < now.starts_on:
        return
    later = {**facts, "event": {**facts["event"], "at": (at + wait).isoformat()}}
    assert not decide_given(promised, later).warranty.covered


@settings(max_examples=80, deadline=None)
@given(SLUGS, FACTS)
def test_whatever_is_decided_names_a_clause_that_exists_and_is_told(slug, facts):
    promised = agreement(slug)
    decision = decide_given(promised, facts)
    told = {clause.id for clause in decision.clauses}
    named = {line.clause for line in (*decision.charges, *decision.remedies)}
    named |= {duty.clause for duty in decision.obligations}
    named |= {one.clause for duty in decision.obligations for one in duty.consequence}
    named |= {decision.warranty.clause} - {None}
    assert named <= told <= set(promised.clauses)
    assert len(told) == len(decision.clauses)


@settings(max_examples=60, deadline=None)
@given(FACTS)
def test_a_fee_is_never_more_than_the_price(facts):
    decision = decide_given(agreement("tablet-dealer"), facts)
    for line in decision.remedies:
        assert line.fee is None or 0 <= line.fee <= Decimal(facts["asset"]["price"])


@settings(max_examples=60, deadline=None)
@given(SLUGS, FACTS, st.sampled_from([name.value for name in DateName]))
def test_a_date_is_either_not_needed_or_named_when_it_is_missing(slug, facts, name):
    promised = agreement(slug)
    dates = {key: day for key, day in facts["asset"]["dates"].items() if key != name}
    poorer = {**facts, "asset": {**facts["asset"], "dates": dates}}
    missed, told = None, None
    try:
        told = decide_given(promised, poorer).warranty
    except FactError as error:
        missed = error.field
    assert missed == f"asset.dates.{name}" or told == decide_given(promised, facts).warranty


@pytest.mark.parametrize("slug", templates.SLUGS)
def test_equal_facts_are_decided_equally_by_an_agreement_read_again(slug):
    from sanbao.rules.agreement import fill, parse

    facts = {
        "asset": {"dates": {name.value: "2026-01-01" for name in DateName}},
        "event": {
            "kind": "fault_reported",
            "at": "2026-03-02T09:30:00Z",
            "place": {"province": "江苏", "area": "city"},
        },
    }
    again = fill(parse(templates.read(slug)), {})
    assert decide_given(again, facts).as_json() == decide_given(agreement(slug), facts).as_json()
