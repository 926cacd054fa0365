"""Call-backs: who has the call, when it is given up, and which answers the desk looks into."""

import pytest

from sanbao.rules.call_back import MOVES, Facts, Step, starts
from sanbao.rules.moves import Refused


@pytest.mark.parametrize(
    ("step", "facts", "becomes"),
    [
        (Step.TRY, Facts(), "open"),
        (Step.ANSWER, Facts(), "reached"),
        (Step.GIVE_UP, Facts(tried=3), "unreachable"),
        (Step.GIVE_UP, Facts(tried=2), "tried 2 times; only after 3 attempts is it given up"),
        (Step.GIVE_UP, Facts(tried=2, tries=2), "unreachable"),
        (Step.ANSWER, Facts(held_by="梅客服"), "梅客服 has this call"),
    ],
)
def test_the_steps_of_a_call(step: Step, facts: Facts, becomes: str) -> None:
    if becomes in ("open", "reached", "unreachable"):
        assert MOVES.advance("open", step, facts) == becomes
    else:
        with pytest.raises(Refused, match=becomes):
            MOVES.advance("open", step, facts)


@pytest.mark.parametrize("state", ["reached", "unreachable"])
def test_what_is_over_stays_over(state: str) -> None:
    assert MOVES.possible(state, Facts(tried=9)) == frozenset()


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ({"works": "yes", "attitude": "5", "satisfaction": "4"}, None),
        ({"works": "no", "attitude": "1"}, "fault_reported"),
        ({"works": "yes", "attitude": "2"}, "complaint_received"),
        ({"works": "yes", "satisfaction": "1"}, "complaint_received"),
        ({"works": "yes", "attitude": "3", "satisfaction": "3"}, None),
        ({}, None),
    ],
)
def test_what_an_answer_starts(answers: dict[str, str], kind: str | None) -> None:
    assert starts(answers) == kind
