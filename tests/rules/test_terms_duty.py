"""Terms of duties over time: what each needs, and what contradicts itself."""

import pytest

from sanbao.rules.agreement import parse
from sanbao.rules.source import TermsError
from sanbao.rules.terms import Rhythm

AGREEMENT = """
slug: small
title: {{zh: 小协议, en: Small}}
components: {{whole: {{zh: 整机, en: Whole}}}}
clauses:
  - {{id: "1", area: inspection, zh: 每半年巡检一次。, en: An inspection each half year.}}
terms:
  - {{kind: {term}}}
"""


def read(term: str):
    return parse(AGREEMENT.format(term=term))


@pytest.mark.parametrize(
    "term",
    [
        pytest.param(
            'rhythm, clause: "1", what: inspected, by: provider, each: asset, every: P6M,'
            " start: commissioned",
            id="each half year from commissioning",
        ),
        pytest.param(
            'rhythm, clause: "1", what: trained, by: provider, each: agreement, months: [5, 10]',
            id="in May and in October",
        ),
        pytest.param(
            'rhythm, clause: "1", what: sheets_submitted, by: dealer, each: dealer,'
            " months: [1, 2], opens_day: 15, day: 20, about_last_month: true",
            id="between the 15th and the 20th",
        ),
        pytest.param(
            'upkeep, clause: "1", what: parts_available, by: provider, each: asset,'
            " start: accepted, span: P15Y, outlives: true",
            id="parts for fifteen years",
        ),
        pytest.param(
            'share, clause: "1", what: followed_up, by: dealer, each: dealer, least: "0.25"',
            id="a quarter of the repairs",
        ),
        pytest.param(
            'one_off, clause: "1", what: notified, by: provider, after: visit_agreed, before: P7D',
            id="a week ahead",
        ),
    ],
)
def test_a_duty_that_says_all_it_needs_is_read(term: str) -> None:
    assert read(term).slug == "small"


@pytest.mark.parametrize(
    ("term", "why"),
    [
        pytest.param(
            'rhythm, clause: "1", what: inspected, by: provider, each: asset, every: P6M',
            "needs the date that it counts from",
            id="a rhythm without an anchor",
        ),
        pytest.param(
            'rhythm, clause: "1", what: trained, by: provider, each: agreement',
            "needs either every or months",
            id="no rhythm",
        ),
        pytest.param(
            'rhythm, clause: "1", what: trained, by: provider, each: agreement, months: [5],'
            " opens_day: 20, day: 15",
            "opens after it is due",
            id="opens late",
        ),
        pytest.param(
            'upkeep, clause: "1", what: parts_available, by: provider, each: asset, outlives: true',
            "goes on after the agreement only for a stated time",
            id="outlives for ever",
        ),
        pytest.param(
            'one_off, clause: "1", what: paid, by: provider, after: sheets_received',
            "needs either within or before",
            id="no time",
        ),
        pytest.param(
            'consequence, clause: "1", if_missed: inspected, what: breach',
            "nothing here promises inspected",
            id="follows nothing",
        ),
    ],
)
def test_a_duty_that_cannot_be_kept_is_refused(term: str, why: str) -> None:
    with pytest.raises(TermsError, match=why) as refused:
        read(term)
    assert refused.value.line == 8


def test_cover_of_a_rhythm_never_rolls_by_itself() -> None:
    rhythm = Rhythm.model_validate(
        {
            "kind": "rhythm",
            "clause": "1",
            "what": "inspected",
            "by": "provider",
            "each": "asset",
            "every": "P6M",
            "start": "accepted",
        }
    )
    assert rhythm.every is not None
    assert not rhythm.every.roll
    assert rhythm.roll


def test_a_rhythm_says_who_takes_part_and_when_a_call_is_given_up() -> None:
    rhythm = Rhythm.model_validate(
        {
            "kind": "rhythm",
            "clause": "1",
            "what": "inspected",
            "by": "provider",
            "each": "asset",
            "every": "P6M",
            "start": "accepted",
            "taking_part": ["design_engineer"],
            "tries": 2,
        }
    )
    assert (list(rhythm.taking_part), rhythm.tries) == (["design_engineer"], 2)
