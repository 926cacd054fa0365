"""Where places lie, and how far it is between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbao.rules import geography, place
from sanbao.rules.geography import Point, centre, line_m, named_in, road_m

DEGREES = st.builds(Point, st.floats(18, 54), st.floats(73, 135))


def test_every_province_has_a_capital_in_china() -> None:
    assert set(geography.table()) == place.PROVINCES
    for cities in geography.table().values():
        for point in cities.values():
            assert 16 < point.latitude < 54
            assert 73 < point.longitude < 135


@pytest.mark.parametrize(
    ("province", "city", "found"),
    [
        pytest.param("江苏", "南京", Point(32.06, 118.80), id="a city"),
        pytest.param("江苏省", "南京市", Point(32.06, 118.80), id="with its kind"),
        pytest.param("吉林", "延边朝鲜族自治州", Point(42.89, 129.51), id="a long name"),
        pytest.param("江苏", "昆山", Point(32.06, 118.80), id="unknown: the capital"),
        pytest.param("江苏", "", Point(32.06, 118.80), id="none: the capital"),
        pytest.param("Utopia", "南京", None, id="no province"),
    ],
)
def test_the_centre_of_a_place(province: str, city: str, found: Point | None) -> None:
    assert centre(province, city) == found


def test_a_city_is_found_in_the_name_of_a_station() -> None:
    assert named_in("合肥维护站") == Point(31.82, 117.23)
    assert named_in("海南服务站", of_province="青海") == Point(36.29, 100.62)
    assert named_in("总站") is None


def test_ways_are_those_of_the_map() -> None:
    shanghai, nanjing = centre("上海"), centre("江苏")
    assert shanghai is not None
    assert nanjing is not None
    assert 265_000 < line_m(shanghai, nanjing) < 275_000
    assert road_m(shanghai, nanjing) == round(line_m(shanghai, nanjing) * 1.3)


@given(DEGREES, DEGREES, DEGREES)
def test_a_detour_is_never_shorter(one: Point, two: Point, three: Point) -> None:
    assert line_m(one, two) == line_m(two, one)
    assert line_m(one, one) == 0
    assert line_m(one, three) <= line_m(one, two) + line_m(two, three) + 3
