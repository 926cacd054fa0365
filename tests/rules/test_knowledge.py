"""Editions, the full set of documents, and words written nearly right."""

import pytest

from sanbao.rules.knowledge import (
    FULL_SET,
    MOVES,
    Facts,
    Kind,
    State,
    Step,
    deletions,
    is_near,
    missing,
    units,
)


def test_only_what_can_be_read_is_published() -> None:
    for facts in (Facts(), Facts(title="漂移"), Facts(body="调零")):
        assert MOVES.blocked(State.DRAFT, Step.PUBLISH, facts)
    for facts in (Facts("漂移", "调零"), Facts("图纸", has_file=True)):
        assert MOVES.advance(State.DRAFT, Step.PUBLISH, facts) == State.PUBLISHED
    assert MOVES.advance(State.PUBLISHED, Step.SUPERSEDE, Facts()) == State.SUPERSEDED


def test_what_is_missing_from_the_full_set() -> None:
    assert missing([]) == FULL_SET
    assert missing([*FULL_SET, Kind.ARTICLE]) == ()
    assert missing(["test", "drawing"])[0] == Kind.INSTALLATION


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        pytest.param("传感器", "传感器", True, id="the same"),
        pytest.param("传敢器", "传感器", True, id="another character"),
        pytest.param("传器", "传感器", True, id="left out"),
        pytest.param("传感感器", "传感器", True, id="put in"),
        pytest.param("感传器", "传感器", False, id="two characters differ"),
        pytest.param("传感器件箱", "传感器", False, id="two too many"),
    ],
)
def test_near(one: str, other: str, near: bool) -> None:
    assert is_near(one, other) is near
    if near:
        assert set(deletions(one)) & set(deletions(other)), "the index finds it"


def test_a_broken_word_is_put_together_again() -> None:
    assert units(["传", "敢", "器", "漂移"], {"漂移"}) == ["传敢器", "漂移"]
    assert units(["换", "灯", "管"], {"换", "灯", "管"}) == ["换", "灯", "管"]
    assert units(["的"], set()) == []
