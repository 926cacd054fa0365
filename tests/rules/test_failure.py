"""The way of a major failure: told, looked into by both sides, assessed."""

import pytest

from sanbao.rules.failure import MOVES, Facts, State, Step
from sanbao.rules.moves import Refused

TOGETHER = Facts(ours="高工", theirs="牛国强", finding="水箱焊缝开裂")
ASSESSED = Facts(cause="焊接缺陷", measure="更换水箱并排查同批")


@pytest.mark.parametrize(
    ("state", "step", "facts", "now"),
    [
        (State.KNOWN, Step.REPORT, Facts(), State.REPORTED),
        (State.REPORTED, Step.INVESTIGATE, TOGETHER, State.INVESTIGATED),
        (State.KNOWN, Step.INVESTIGATE, TOGETHER, State.INVESTIGATED),
        (State.INVESTIGATED, Step.REPORT, Facts(), State.INVESTIGATED),
        (State.INVESTIGATED, Step.ASSESS, ASSESSED, State.ASSESSED),
    ],
)
def test_each_step_leads_on(state, step, facts, now) -> None:
    assert MOVES.advance(state, step, facts) == now


@pytest.mark.parametrize(
    ("state", "step", "facts", "why"),
    [
        (State.REPORTED, Step.INVESTIGATE, Facts(ours="高工", finding="裂"), "both sides"),
        (State.REPORTED, Step.INVESTIGATE, Facts("高工", "牛国强", " "), "what was found"),
        (State.INVESTIGATED, Step.ASSESS, Facts(cause="焊接缺陷"), "must both"),
        (State.REPORTED, Step.ASSESS, ASSESSED, "not possible"),
        (State.REPORTED, Step.REPORT, Facts(), "not possible"),
    ],
)
def test_a_step_without_what_it_needs_says_why(state, step, facts, why) -> None:
    with pytest.raises(Refused, match=why):
        MOVES.advance(state, step, facts)
