"""The file of bank transfers, and the bank's answer."""

from decimal import Decimal

import pytest

from sanbao.rules.remittance import (
    HEADINGS,
    USUAL,
    Answer,
    Column,
    Layout,
    Transfer,
    control_total,
    layout_lacks,
    read_answers,
    written,
)

ONE = Transfer("JS-1", "华北经销部", "6222 0001", "工行", "南京,支行", Decimal("310"), "维修费")
TWO = Transfer("JS-2", "江南", "6222 0002", "建行", "", Decimal("0.05"), "维修费")


def test_the_usual_file_ends_with_its_control_total() -> None:
    lines = written([ONE, TWO], Layout()).split("\r\n")
    assert lines == [
        "序号,参考号,收款户名,收款账号,收款银行,开户网点,金额,用途",
        '1,JS-1,华北经销部,6222 0001,工行,"南京,支行",310.00,维修费',
        "2,JS-2,江南,6222 0002,建行,,0.05,维修费",
        "合计,2,310.05",
        "",
    ]
    assert control_total([ONE, TWO]) == (2, Decimal("310.05"))


def test_a_layout_chooses_columns_and_their_order() -> None:
    layout = Layout(("account", "amount", "currency"), "|", has_header=False, has_total=False)
    assert written([ONE], layout) == "6222 0001|310.00|CNY\r\n"


@pytest.mark.parametrize("column", Column)
def test_every_column_can_be_written(column: str) -> None:
    text = written([ONE], Layout((column,), has_total=False))
    assert text.startswith(HEADINGS[column])
    assert text.count("\r\n") == 2


@pytest.mark.parametrize("missing", ["reference", "holder", "account", "amount"])
def test_a_layout_without_what_a_bank_needs_is_none(missing: str) -> None:
    assert layout_lacks([name for name in USUAL if name != missing]) is not None
    assert layout_lacks([*USUAL, missing]) is not None
    assert layout_lacks(USUAL) is None


def test_an_answer_is_read_with_its_heading_and_total_left_out() -> None:
    rows = [
        ["参考号", "金额", "结果"],
        ["JS-1", "1,310.00", "成功", "B-9"],
        [],
        ["JS-2", "0.05", "Failed", "", "账号不存在"],
        ["合计", "2", "1310.05"],
    ]
    answers, bad = read_answers(rows)
    assert answers == [
        Answer("JS-1", Decimal("1310.00"), True, "B-9", ""),
        Answer("JS-2", Decimal("0.05"), False, "", "账号不存在"),
    ]
    assert bad == []


@pytest.mark.parametrize(
    "row",
    [
        ["JS-1", "1.00", "maybe"],
        ["JS-1", "x", "成功"],
        ["JS-1", "NaN", "成功"],
        ["JS-1", "1", "失败"],
    ],
)
def test_a_row_that_says_nothing_clear_is_named(row: list[str]) -> None:
    answers, bad = read_answers([["reference"], row])
    assert answers == []
    assert [each.row for each in bad] == [2]
