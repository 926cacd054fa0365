"""Files to import, made for the tests."""

import io
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook

HEADER = (
    "客户编号",
    "客户名称",
    "客户电话",
    "客户类型",
    "安装地点",
    "省份",
    "城市",
    "市区/县",
    "产品编号",
    "序列号",
    "交货日期",
    "验收日期",
    "价格",
)
GOOD: Mapping[str, str] = {
    "客户编号": "K-1",
    "客户名称": "大河水泥厂",
    "客户电话": "13700000001",
    "客户类型": "单位",
    "安装地点": "一号线",
    "省份": "江苏省",
    "城市": "南京市",
    "市区/县": "市区",
    "产品编号": "P-1",
    "序列号": "SN-1",
    "交货日期": "2026-01-10",
    "验收日期": "2026/2/1",
    "价格": "12,000.50",
}


def row(**cells: str) -> list[str]:
    """A good row with other cells in some places."""
    return [{**GOOD, **cells}[name] for name in HEADER]


def csv_of(
    rows: Iterable[Sequence[str]], *, encoding: str = "utf-8", header: Sequence[str] = HEADER
) -> bytes:
    lines = [header, *rows]
    quoted = [",".join(f'"{cell}"' for cell in line) for line in lines]
    return "\r\n".join(quoted).encode(encoding)


def xlsx_of(rows: Iterable[Sequence[object]], *, header: Sequence[str] = HEADER) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in [header, *rows]:
        sheet.append(list(line))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
