"""The columns of an import file: how people head them, and which must be there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sanbao.rules.message import Message

HEADER_ENDS = "（(*＊:："


@dataclass(frozen=True, slots=True)
class Column:
    """name: of the value. zh, en: the headings of the template. others: accepted as well."""

    name: str
    zh: str
    en: str
    others: tuple[str, ...] = ()
    is_required: bool = False
    example: str = ""


COLUMNS = (
    Column(
        "customer_code", "客户编号", "customer number", ("客户编码", "客户代码"), True, "KH0001"
    ),
    Column("customer_name", "客户名称", "customer name", ("客户", "用户名称"), True, "清河水泥厂"),
    Column("customer_phone", "客户电话", "customer phone", ("电话", "phone"), False, "13800000000"),
    Column("customer_kind", "客户类型", "customer kind", ("客户性质",), False, "单位"),
    Column("site_name", "安装地点", "site name", ("站点", "站点名称", "site"), False, "一号生产线"),
    Column("province", "省份", "province", ("省", "所在省份"), True, "江苏"),
    Column(
        "city", "城市", "city", ("市", "所在城市", "市县", "city or county name"), False, "南京"
    ),
    Column("area", "市区/县", "area", ("区域", "市区或县", "市县类型"), True, "市区"),
    Column("address", "详细地址", "address", ("地址", "安装地址"), False, "秣周路 1 号"),
    Column("contact_name", "联系人", "contact", ("contact name",), False, "王工"),
    Column("contact_phone", "联系电话", "contact phone", ("联系人电话",), False, "13900000000"),
    Column("product_code", "产品编号", "product number", ("产品编码", "物料编码"), True, "P-1"),
    Column("serial", "序列号", "serial number", ("serial", "sn", "出厂编号"), True, "YF-1000"),
    Column("made_on", "生产日期", "made on", ("出厂日期", "制造日期"), False, "2026-01-05"),
    Column("picked_up_on", "提货日期", "picked up on", (), False, "2026-01-20"),
    Column("sold_on", "销售日期", "sold on", (), False, "2026-02-01"),
    Column("invoiced_on", "开票日期", "invoiced on", (), False, "2026-02-01"),
    Column(
        "delivered_on", "交货日期", "delivered on", ("到货日期", "交付日期"), False, "2026-02-10"
    ),
    Column("commissioned_on", "调试日期", "commissioned on", ("开通日期",), False, "2026-02-20"),
    Column("accepted_on", "验收日期", "accepted on", (), False, "2026-03-01"),
    Column("price", "价格", "price", ("售价", "单价", "成交价"), False, "12000.00"),
    Column("tier", "会员等级", "tier", ("会员", "等级", "member tier"), False, "会员"),
    Column(
        "dealer_code", "经销商编号", "dealer number", ("经销商编码", "dealer code"), False, "D-1"
    ),
)
BY_NAME: Mapping[str, Column] = {column.name: column for column in COLUMNS}
# What the list of bad rows adds: it can be mended and uploaded as it is.
ADDED = {"行号": "row", "问题": "problem"}


def headings(column: Column) -> tuple[str, ...]:
    return (column.zh, column.en, column.name, *column.others)


def plain(heading: str) -> str:
    """A heading without remarks and marks: “ 客户编号（必填）*” is 客户编号."""
    for mark in HEADER_ENDS:
        heading = heading.partition(mark)[0]
    return " ".join(heading.replace("_", " ").lower().split())


KNOWN: Mapping[str, str] = {
    plain(heading): column.name for column in COLUMNS for heading in headings(column)
}
PASSED_OVER = frozenset(ADDED) | frozenset(ADDED.values())


@dataclass(frozen=True, slots=True)
class Header:
    """Where each column stands in the file, and the headings that mean nothing here."""

    places: Mapping[str, int]
    ignored: tuple[str, ...]

    def cells(self, row: Sequence[str]) -> dict[str, str]:
        """The cells of a row by column; columns that the file has not are left out."""
        return {name: row[place] if place < len(row) else "" for name, place in self.places.items()}


def read_header(row: Sequence[str]) -> Header | Message:
    """The header in a file's first row that says anything; a Message when it will not do."""
    places: dict[str, int] = {}
    ignored: list[str] = []
    for place, heading in enumerate(row):
        name = KNOWN.get(plain(heading))
        if name is None:
            if heading and plain(heading) not in PASSED_OVER:
                ignored.append(heading[:60])
        elif name in places:
            return Message("the column “%(column)s” stands there twice", {"column": heading[:60]})
        else:
            places[name] = place
    missing = [column.zh for column in COLUMNS if column.is_required and column.name not in places]
    if missing:
        return Message("columns are missing: %(columns)s", {"columns": "、".join(missing)})
    return Header(places, tuple(ignored))
