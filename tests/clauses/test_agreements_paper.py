"""What the clauses ask of the paper itself: copies, who signs where, the lists annexed to it."""

import hashlib
import io
import re
from collections.abc import Callable

import docx
import pytest
from django.http import HttpResponse
from pypdf import PdfReader

from sanbao.apps.agreements import queries as agreements
from sanbao.site.papers import keep_paper

from .house import House
from .paper import revise

pytestmark = pytest.mark.django_db
Company = Callable[..., House]


def paper(house: House, name: str) -> HttpResponse:
    version = house.company.version
    answer = house.get("manager", name, version.agreement.code, version.number)
    assert answer.status_code == 200
    return answer


def page(house: House) -> str:
    version = house.company.version
    return house.page("manager", "agreements:paper", version.agreement.code, version.number)


def in_pdf(house: House) -> str:
    """The text of the PDF without white space."""
    reader = PdfReader(io.BytesIO(paper(house, "agreements:paper_pdf").content))
    return re.sub(r"\s+", "", "".join(each.extract_text() for each in reader.pages))


def tables(house: House) -> list[list[tuple[str, ...]]]:
    """The tables of the Word file behind the one for signing."""
    document = docx.Document(io.BytesIO(paper(house, "agreements:paper_word").content))
    return [
        [tuple(cell.text for cell in row.cells) for row in table.rows]
        for table in document.tables[1:]
    ]


@pytest.mark.clause("P2-12")
def test_the_paper_says_how_many_copies_are_made_and_when_they_bind(company: Company) -> None:
    house = company("solar-dealer")
    sentence = "协议一式两份，自双方签字盖章之日起生效。"
    text = in_pdf(house)
    assert f"12{sentence}" in text
    assert "份数（第12条）：一式2份" in text
    assert sentence in page(house)


@pytest.mark.clause("P2-14")
def test_both_sides_find_on_the_paper_what_they_have_to_fill_in_to_sign(company: Company) -> None:
    house = company("solar-dealer")
    text = in_pdf(house)
    signing = text[text.rindex("签署") :]
    assert signing.count("盖章：") == 2
    assert signing.count("代表人（签字）：") == 2
    assert signing.count("身份证号码：") == 1
    assert signing.count("日期：") == 2
    assert house.company.provider.name in signing


@pytest.mark.clause("P2-10.4")
def test_the_paper_says_which_court_decides(company: Company) -> None:
    text = in_pdf(company("solar-dealer"))
    assert "10.4争议由供方所在地法院管辖，连带责任人须登记在案。" in text
    assert "管辖法院（第10.4条）：甲方所在地" in text
    assert "连带责任人（第10.4条）：" in text


@pytest.mark.clause("P5-5")
def test_three_copies_come_into_force_with_the_main_agreement(company: Company) -> None:
    house = company("fuel-truck-dealer")
    text = in_pdf(house)
    assert "5协议一式三份，与经销商协议同时生效。" in text
    assert "份数（第5条）：一式3份" in text
    assert "主协议（第5条）：" in text


@pytest.mark.clause("P5-4")
def test_who_signs_executes_and_supervises_stands_on_the_paper(company: Company) -> None:
    text = in_pdf(company("fuel-truck-dealer"))
    for role in ("签订", "执行", "监督"):
        assert f"{role}（第4条）：" in text


@pytest.mark.clause("P5-3.1")
@pytest.mark.clause("P5-3.2")
@pytest.mark.clause("P5-3.3")
def test_the_matrix_of_who_pays_is_printed(company: Company) -> None:
    (matrix,) = [
        table for table in tables(company("fuel-truck-dealer")) if "质保期内" in table[0][1]
    ]
    rows = {row[0]: row[1:] for row in matrix[1:]}
    assert [cell[-4:-1] for cell in rows["配件"]] == ["3.1"] * 4
    assert [cell.split("，")[0] for cell in rows["配件"]] == ["供方", "经销商", "经销商", "经销商"]
    assert "按投标价格表" in rows["配件"][1]
    freight = rows["运费（返厂维修）"]
    assert [cell.split("，")[0] for cell in freight] == ["供方", "供方", "经销商", "经销商"]
    labour = rows["人工（返厂维修）"]
    assert [cell.split("，")[0] for cell in labour] == ["供方", "供方", "供方", "经销商"]


@pytest.mark.clause("P7-3")
def test_what_is_not_covered_is_printed_as_a_list_beside_the_prices(company: Company) -> None:
    house = company("tablet-dealer")
    (listed,) = [table for table in tables(house) if table[0][0] == "序号"]
    grounds = " ".join(row[1] for row in listed[1:])
    for ground in (
        "外壳",
        "包装",
        "使用不当",
        "拆机",
        "说明书",
        "耗材",
        "人为",
        "不可抗力",
        "凭证",
    ):
        assert ground in grounds, ground
    assert [row[0] for row in listed[1:]] == [str(number) for number in range(1, len(listed))]
    text = page(house)
    assert "附件一" in text
    assert "单价（元）" in text


@pytest.mark.clause("P2-12")
def test_what_both_signed_is_kept_as_it_was(company: Company) -> None:
    house = company("solar-dealer")
    signed = revise(house, warranty_months="24")
    for name, args in house.papers:
        if name == "site.keep_paper":
            keep_paper(**args)
    kept = agreements.kept_paper(signed)
    assert kept is not None
    with kept.file.open("rb") as stored:
        content = stored.read()
    assert hashlib.sha256(content).hexdigest() == kept.sha256
    answer = house.get("manager", "agreements:paper_pdf", signed.agreement.code, signed.number)
    assert answer.content == content
