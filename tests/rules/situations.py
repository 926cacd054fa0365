"""Short ways to ask an agreement about an event."""

import functools
from collections.abc import Mapping

from sanbao import templates
from sanbao.rules.agreement import Agreement, fill, parse
from sanbao.rules.answer import Decision
from sanbao.rules.decision import decide_given

PLACE = {"province": "江苏", "area": "city"}
SOLD = {"dates": {"sold": "2026-01-01"}}


def fault(at: str, **more: object) -> dict[str, object]:
    """A fault of product quality in a city of Jiangsu."""
    return {"kind": "fault_reported", "at": at, "cause": "product_quality", "place": PLACE, **more}


FAULT = fault("2026-03-02T09:30:00Z")


@functools.cache
def agreement(slug: str) -> Agreement:
    """A shipped agreement with its defaults."""
    return fill(parse(templates.read(slug)), {})


def small(*terms: str, clause: str = "3.1") -> Agreement:
    """An agreement of one clause with just these terms, each in YAML."""
    return fill(
        parse(
            "\n".join(
                (
                    "slug: small",
                    "title: {zh: 小协议, en: Small}",
                    "components: {whole: {zh: 整机, en: Whole}}",
                    f"clauses: [{{id: '{clause}', area: coverage, zh: 一。, en: One.}}]",
                    "terms:",
                    *(f"  - {term}" for term in terms),
                )
            )
        ),
        {},
    )


def decide_by(slug: str, asset: Mapping[str, object], event: Mapping[str, object]) -> Decision:
    """What a shipped agreement decides."""
    return decide_given(agreement(slug), {"asset": dict(asset), "event": dict(event)})


def charges(decision: Decision) -> dict[str, tuple[str, str, str]]:
    """Payer, basis and clause of each item."""
    assert len({line.item for line in decision.charges}) == len(decision.charges)
    return {line.item: (line.payer, line.basis, line.clause) for line in decision.charges}
