"""Every kind of event, cause, code and side of the term is decided by every agreement."""

import itertools
from datetime import datetime, timedelta
from typing import Any

import pytest

from .contract_match import form_faults
from .decide_stream import decided
from .test_contract_cases import SLUGS

KINDS = (
    "fault_reported",
    "complaint_received",
    "question_asked",
    "price_asked",
    "goods_received",
    "return_requested",
    "exchange_requested",
    "defect_application_received",
)
CAUSES = (
    "product_quality",
    "batch_fault",
    "transit",
    "misuse",
    "human_damage",
    "force_majeure",
    "unknown",
)
CODES = (
    None,
    "shell",
    "packing",
    "seal_broken",
    "opened",
    "not_per_manual",
    "misuse",
    "unfit_supplies",
    "human_damage",
    "force_majeure",
    "voucher_mismatch",
    "voucher_altered",
)
EVENTS = (
    "made",
    "picked_up",
    "sold",
    "invoiced",
    "delivered",
    "commissioned",
    "accepted",
)
INSTANTS = ("2026-03-02T09:30:00+08:00", "2045-03-02T09:30:00+08:00")
OTHERS = list(itertools.product((0, 2), (True, False), ("customer", "dealer"), ("city", "county")))


def all_facts() -> list[dict[str, Any]]:
    """The wide table in full; the narrower facts take turns, each with each."""
    found = []
    turns = itertools.cycle(OTHERS)
    for kind, cause, code, at in itertools.product(KINDS, CAUSES, CODES, INSTANTS):
        repairs, authorised, claimant, area = next(turns)
        asset = {
            "dates": dict.fromkeys(EVENTS, "2026-01-31"),
            "price": "2999.00",
            "failed_repairs": repairs,
            "exclusions": [code] if code else [],
        }
        event = {
            "kind": kind,
            "at": at,
            "cause": cause,
            "place": {"province": "江苏", "area": area},
            "reason": "unusable",
            "authorised": authorised,
            "quantity": 10,
            "claimant": claimant,
        }
        found.append({"id": f"{kind} {cause} {code} {at}", "asset": asset, "event": event})
    return found


@pytest.mark.parametrize("slug", SLUGS)
def test_every_event_is_decided_in_the_form_of_the_contract(slug: str) -> None:
    for decision in decided(slug, all_facts()):
        assert "error" not in decision, decision
        assert not form_faults(decision), decision
        warranty = decision["warranty"]
        assert warranty["in_period"] or not warranty["covered"]
        payers = {(c["item"], c["payer"] == "provider") for c in decision["charges"]}
        assert len(payers) == len(decision["charges"]), decision["charges"]
        for charge in decision["charges"]:
            assert (charge["basis"] == "free") is (charge["payer"] == "provider"), decision


@pytest.mark.parametrize("slug", SLUGS)
def test_waiting_never_turns_what_is_not_covered_into_covered(slug: str) -> None:
    start = datetime.fromisoformat("2026-01-31T00:00:00+08:00")
    base = all_facts()[:: len(KINDS) * 13]
    for facts in base:
        moments = [start + timedelta(days=97 * step, hours=5 * step) for step in range(24)]
        moved = [{**facts, "event": {**facts["event"], "at": at.isoformat()}} for at in moments]
        told = [decision["warranty"]["covered"] for decision in decided(slug, moved)]
        assert told == sorted(told, reverse=True)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_order_of_the_facts_does_not_matter(slug: str) -> None:
    def backwards(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: backwards(value[key]) for key in reversed(value)}
        return value

    base = all_facts()[::7]
    assert decided(slug, base) == decided(slug, [backwards(facts) for facts in base])


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug != "full-process"])
def test_an_unknown_cause_is_decided_as_quality_and_says_that_it_is_open(
    slug: str,
) -> None:
    quality = [one for one in all_facts() if "fault_reported product_quality None" in one["id"]]
    unknown = [{**one, "event": {**one["event"], "cause": "unknown"}} for one in quality]
    for shown, still_open in zip(decided(slug, quality), decided(slug, unknown), strict=True):
        for key in ("charges", "obligations", "remedies", "clauses"):
            assert still_open[key] == shown[key]
        assert still_open["warranty"]["covered"] is shown["warranty"]["covered"]
        assert still_open["warranty"]["why"] != shown["warranty"]["why"]
