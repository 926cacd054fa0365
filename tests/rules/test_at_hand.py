"""Parts at hand: on the van, at the station, or nowhere."""

from decimal import Decimal

import pytest

from sanbao.rules.at_hand import AtHand, Want, at_hand, promised

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


def test_parts_of_several_jobs_add_up_and_one_tool_serves_all():
    assert promised([SENSOR, Want("BJ-1", 1), CRANE, CRANE]) == counts(BJ_1=3, GJ_1=1)
