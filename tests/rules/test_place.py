"""Provinces match with or without 省/市."""

import pytest

from sanbao.rules.place import PROVINCES, province


@pytest.mark.parametrize(
    ("written", "short"),
    [
        pytest.param("江苏", "江苏", id="short"),
        pytest.param("江苏省", "江苏", id="with province"),
        pytest.param("上海市", "上海", id="a municipality"),
        pytest.param(" 内蒙古 自治区 ", "内蒙古", id="with blanks"),
        pytest.param("新疆维吾尔自治区", "新疆", id="the long name of Xinjiang"),
        pytest.param("广西壮族自治区", "广西", id="the long name of Guangxi"),
        pytest.param("香港特别行政区", "香港", id="Hong Kong"),
        pytest.param("苏州市", None, id="a city is no province"),
        pytest.param("江苏人", None, id="something else"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_province_is_found_by_its_name(written: str, short: str | None) -> None:
    assert province(written) == short


def test_there_are_thirty_four() -> None:
    assert len(PROVINCES) == 34
