"""The provinces of China by the short name that promises are made in."""

SUFFIXES = (
    "维吾尔自治区",
    "壮族自治区",
    "回族自治区",
    "自治区",
    "特别行政区",
    "省",
    "市",
)

# fmt: off
PROVINCES = frozenset({
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林",
    "黑龙江", "上海", "江苏", "浙江", "安徽", "福建", "江西",
    "山东", "河南", "湖北", "湖南", "广东", "广西", "海南",
    "重庆", "四川", "贵州", "云南", "西藏", "陕西", "甘肃",
    "青海", "宁夏", "新疆", "香港", "澳门", "台湾",
})
# fmt: on


def province(text: str) -> str | None:
    """The short name of the province that `text` names, or None when it names none.

    The name matches with or without 省, 市, 自治区 and the like: 江苏省, 江苏 and “ 江苏 ” are one.
    """
    name = "".join(text.split())
    if name in PROVINCES:
        return name
    for suffix in SUFFIXES:
        if name.endswith(suffix) and name.removesuffix(suffix) in PROVINCES:
            return name.removesuffix(suffix)
    return None
