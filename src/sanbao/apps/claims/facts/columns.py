"""The columns of the two files: sheets, and what they claim; how people head them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from sanbao.apps.products import queries as products
from sanbao.rules.message import Message

ENDS = "（(*＊:："


@dataclass(frozen=True, slots=True)
class Column:
    """name: of the value. zh: the heading of the template. length: of the text at most."""

    name: str
    zh: str
    length: int = 60
    is_required: bool = False
    example: str = ""


SHEET_COLUMNS = (
    Column("dealer_code", "经销商编号", 40, example="D-1"),
    Column("number", "维修单编号", 40, is_required=True, example="202610-0001"),
    Column("repaired_on", "维修日期", 10, is_required=True, example="2026-10-12"),
    Column("serial", "序列号", 60, example="YF-1000"),
    Column("product_code", "产品编号", 40, example="P-1"),
    Column("customer_name", "用户姓名", 120, example="钱一"),
    Column("customer_phone", "用户电话", 30, example="13800000000"),
    Column("station_code", "网点编号", 40),
    Column("repairer", "维修人员", 60, example="王师傅"),
    Column("started_at", "开工时间", 19, example="2026-10-12 09:00"),
    Column("finished_at", "完工时间", 19, example="2026-10-12 10:30"),
    Column("fault", "故障现象", 400),
    Column("cause", "故障原因", 400),
    Column("measure", "维修措施", 400),
    Column("signer_name", "签字人", 60),
    Column("signed_on", "签字日期", 10),
    Column("has_voucher", "凭证复印件", 5, example="是"),
    Column("material_returned", "旧料已返回", 5, example="否"),
    Column("authorisation", "核准编号", 40),
    Column("confirmer", "首次回访人", 60),
    Column("confirmed_on", "首次回访日期", 10),
)
LINE_COLUMNS = (
    Column("dealer_code", "经销商编号", 40, example="D-1"),
    Column("number", "维修单编号", 40, is_required=True, example="202610-0001"),
    Column("item", "类别", 10, is_required=True, example="配件"),
    Column("code", "价目编号", 40, example="ZKG-58"),
    Column("name", "名称", 120, example="真空管"),
    Column("quantity", "数量", 11, is_required=True, example="2"),
    Column("unit_price", "单价", 15, is_required=True, example="45.00"),
    Column("old_part_returned", "旧件已返回", 5, example="是"),
)


def header_of(row: Iterable[str], columns: tuple[Column, ...]) -> list[str]:
    """The name of the value in each column; "" for one that nobody asks for.

    Raises SheetError where a column that must be there is missing, or stands twice.
    """
    known: Mapping[str, str] = {
        **{column.zh: column.name for column in columns},
        **{column.name: column.name for column in columns},
    }
    names = [known.get(plain(cell), "") for cell in row]
    missing = [column.zh for column in columns if column.is_required and column.name not in names]
    if missing:
        message = Message("the column %(columns)s is missing", {"columns": "、".join(missing)})
        raise products.SheetError(message)
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise products.SheetError(
            Message("the column %(columns)s stands twice", {"columns": "、".join(twice)})
        )
    return names


HEADINGS: Mapping[str, str] = {column.name: column.zh for column in (*SHEET_COLUMNS, *LINE_COLUMNS)}


def heading(name: str) -> str:
    """How the reader's template heads a value; both are read."""
    is_chinese = (get_language() or "zh").startswith("zh")
    return HEADINGS.get(name, "") if is_chinese else name


def plain(cell: str) -> str:
    """A heading without blanks, star, and what stands in brackets."""
    text = cell.replace("\ufeff", "").strip().strip('"')
    for end in ENDS:
        text = text.split(end, 1)[0]
    return text.strip()
