"""Parts at hand: on the van, at the station, or nowhere."""

from decimal import Decimal

import pytest

from sanbao.rules.at_hand import AtHand, Want, at_hand, promise

SENSOR, CABLE = Want("BJ-1", 2), Want("BJ-2", 1)
CRANE = Want("GJ-1", 1, is_tool=True)


def counts(**of: int) -> dict[str, Decimal]:
    return {name.replace("_", "-"): Decimal(count) for name, count in of.items()}


@pytest.mark.parametrize(
    ("wants", "van", "station", "found"),
    [
        pytest.param([], {}, {}, AtHand(), id="nothing is needed"),
        pytest.param([SENSOR], counts(BJ_1=2), {}, AtHand(), id="all on the van"),
        pytest.param(
            [SENSOR],
            counts(BJ_1=1),
            counts(BJ_1=1),
            AtHand(fetch=(Want("BJ-1", 1),)),
            id="the station makes up for the rest",
        ),
        pytest.param(
            [SENSOR],
            counts(BJ_1=-3),
            counts(BJ_1=2),
            AtHand(fetch=(SENSOR,)),
            id="less than none on the van is none",
        ),
        pytest.param(
            [SENSOR, CABLE],
            {},
            counts(BJ_1=1, BJ_2=1),
            AtHand(fetch=(CABLE,), missing=(SENSOR,)),
            id="not enough at the station is missing",
        ),
        pytest.param([CRANE], counts(GJ_1=1), {}, AtHand(), id="the tool is on the van"),
        pytest.param([CRANE], {}, counts(GJ_1=1), AtHand(fetch=(CRANE,)), id="the tool is fetched"),
        pytest.param([CRANE], {}, {}, AtHand(missing=(CRANE,)), id="no tool anywhere"),
    ],
)
def test_what_is_at_hand(wants, van, station, found):
    assert at_hand(wants, van, station) == found


@pytest.mark.parametrize(
    ("wants", "van", "station", "here", "there"),
    [
        pytest.param(
            [SENSOR, Want("BJ-1", 1)],
            counts(BJ_1=3),
            counts(BJ_1=1),
            counts(BJ_1=0),
            counts(BJ_1=1),
            id="parts of several jobs add up",
        ),
        pytest.param(
            [SENSOR],
            counts(BJ_1=-1),
            counts(BJ_1=3),
            counts(BJ_1=0),
            counts(BJ_1=1),
            id="what is fetched leaves the station",
        ),
        pytest.param(
            [Want("BJ-1", 1000), SENSOR],
            counts(BJ_1=1),
            counts(BJ_1=1),
            counts(BJ_1=0),
            counts(BJ_1=0),
            id="in whole or not at all: what nobody has blocks nobody",
        ),
        pytest.param(
            [CRANE, CRANE],
            {},
            counts(GJ_1=2),
            counts(GJ_1=1),
            counts(GJ_1=1),
            id="one tool is fetched and serves all",
        ),
        pytest.param([CRANE], {}, {}, {}, {}, id="a tool that nobody has is on no van"),
        pytest.param([CRANE], counts(GJ_1=1), {}, counts(GJ_1=1), {}, id="a tool stays"),
    ],
)
def test_what_is_free_once_others_have_theirs(wants, van, station, here, there):
    assert promise(wants, van, station) == (here, there)
