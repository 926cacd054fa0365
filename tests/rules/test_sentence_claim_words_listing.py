"""Each term is told as one plain sentence, in both languages, and no code is left in it."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum

import pytest
from pydantic import TypeAdapter

from sanbao import templates
from sanbao.rules.agreement import Agreement, fill, parse
from sanbao.rules.message import Message
from sanbao.rules.sentence import KINDS, Figure, sentence, told
from sanbao.rules.sentence.listing import all_of, any_of, percent, plain, span_words
from sanbao.rules.sentence.words import WORDS, word
from sanbao.rules.span import Span
from sanbao.rules.terms import Term
from sanbao.site.rule_words import translator

TERM: TypeAdapter[Term] = TypeAdapter(Term)
CODE = re.compile(r"[a-z]+_[a-z_]+|%\(|\bP[0-9T]|\{|\}")
ZH, EN = translator("zh"), translator("en")


def agreements() -> Iterator[Agreement]:
    for slug in templates.SLUGS:
        document = parse(templates.read(slug))
        yield fill(document, {blank.name: blank.sample for blank in document.parameters})


def names(agreement: Agreement, lang: str) -> Mapping[str, str]:
    return {code: words.text(lang) for code, words in agreement.components.items()}


SHIPPED = [(agreement, term) for agreement in agreements() for term in agreement.terms]


@pytest.mark.parametrize(
    ("agreement", "term"),
    SHIPPED,
    ids=[f"{agreement.slug} {term.kind} {term.clause}" for agreement, term in SHIPPED],
)
def test_every_shipped_term_has_a_sentence_without_a_code_in_it(
    agreement: Agreement, term: Term
) -> None:
    chinese = told(sentence(term, names(agreement, "zh")), ZH)
    english = told(sentence(term, names(agreement, "en")), EN)
    for words, stop in ((chinese, "。"), (english, ".")):
        assert words.endswith(stop)
        assert words.count(stop) == words.rstrip(stop).count(stop) + 1
        assert not CODE.search(words), words
    assert not re.search(r"[A-Za-z]{2,}", re.sub(r"[A-Z]{1,4}\d*|CNY", "", chinese)), chinese
    assert english[0].isupper()


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.__name__)
def test_every_code_has_a_word_of_its_own_in_both_languages(words: type[StrEnum]) -> None:
    for code in words:
        assert code.value in WORDS[words], code
        assert ZH(word(code)) != EN(word(code)), code


def test_every_kind_of_term_has_a_name() -> None:
    given = Term.__origin__.__args__  # type: ignore[attr-defined]
    assert {kind.model_fields["kind"].annotation.__args__[0] for kind in given} == set(KINDS)


def term(**fields: object) -> Term:
    return TERM.validate_python({"clause": "1", **fields})


GOLDEN = [
    pytest.param(
        term(kind="warranty", component="body", start="accepted", span="P3Y", claimant="dealer"),
        "由经销商提出：秤体自验收之日起质保 3 年。",
        "If the dealer claims: body is covered for 3 years from the day of acceptance.",
    ),
    pytest.param(
        term(kind="exclusion", causes=["misuse"], codes=["misuse", "seal_broken"]),
        "使用不当或保修标签损坏不属于质保范围。",
        "The warranty does not answer for wrong use or the warranty seal broken.",
    ),
    pytest.param(
        term(
            kind="promise",
            what="on_site",
            by="provider",
            within="PT24H",
            events=["fault_reported"],
            when={
                "provinces": ["江苏", "浙江"],
                "standing": ["covered"],
                "except_causes": ["human_damage"],
            },
        ),
        "收到报修时，保内，原因不是人为损坏，在江苏或浙江：供方须在 24 小时内到场。",
        "On a reported fault, within warranty, unless caused by damage by people, in Jiangsu or"
        " Zhejiang: the provider is to be on site within 24 hours.",
    ),
    pytest.param(
        term(kind="promise", what="answered", by="dealer", within="PT0H", events=["price_asked"]),
        "收到询价时：经销商须立即答复。",
        "On a price inquiry: the dealer is to answer at once.",
    ),
    pytest.param(
        term(
            kind="charge",
            items=["labour"],
            payer="claimant",
            basis="price_list",
            rate="50",
            apart=1,
        ),
        "另行计收：人工由申请方承担，每台 50 元。",
        "Besides everything else: labour: whoever claims pays, 50 CNY for one unit.",
    ),
    pytest.param(
        term(
            kind="remedy",
            what="exchange",
            fee={"daily_rate": "0.0025", "since": "invoiced"},
            events=["exchange_requested"],
            when={"failed_repairs_from": 2, "within": {"start": "sold", "span": "P1Y"}},
        ),
        "收到换货申请时，维修 2 次及以上仍未修好，自售出之日起 1 年内："
        "处理方式为换货，自开票之日起每天按价格的 0.25%收取折旧费。",
        "On a request to exchange, after 2 failed repairs or more, within 1 year from the day it"
        " was sold: what follows is exchange, for a fee of 0.25% of the price for each day since"
        " the day of the invoice.",
    ),
    pytest.param(
        term(kind="remedy", what="loaner", if_missed="resolved", events=["fault_reported"]),
        "收到报修时，未按时排除故障：处理方式为提供备用机，免费。",
        "On a reported fault, if the duty to fix the fault is missed: what follows is a spare unit"
        " on loan, free of charge.",
    ),
    pytest.param(
        term(kind="one_off", what="notified", by="provider", after="visit_agreed", before="P7D"),
        "至少在约定上门前 7 天，供方须通知客户日期。",
        "The provider is to notify the customer of the date at least 7 days before the agreed"
        " visit.",
    ),
    pytest.param(
        term(
            kind="one_off",
            what="paid",
            by="provider",
            after="sheets_received",
            within="P20D",
            roll=False,
        ),
        "收到维修单后 20 天内，供方须支付当月维修费（到期日遇休息日不顺延）。",
        "The provider is to pay the month's repair fees within 20 days after the repair sheets have"
        " come in, days off not moved to the next working day.",
    ),
    pytest.param(
        term(
            kind="rhythm",
            what="inspected",
            by="provider",
            each="asset",
            every="P6M",
            start="accepted",
            runs="covered",
        ),
        "供方须巡检设备：每 6 个月一次，自验收之日起计，每台设备，仅在质保期内。",
        "The provider is to inspect the equipment: every 6 months, counted from the day of"
        " acceptance, for each unit, only while the warranty runs.",
    ),
    pytest.param(
        term(
            kind="rhythm",
            what="called_back",
            by="provider",
            each="customer",
            every="P1M",
            taking_part=["design_engineer"],
            tries=3,
        ),
        "供方须电话回访客户：每 1 个月一次，自协议首日起计，每个客户，设计工程师参加，"
        "尝试 3 次后放弃。",
        "The provider is to call the customer: every 1 month, counted from the first day of the"
        " agreement, for each customer, a design engineer takes part, given up after 3 attempts.",
    ),
    pytest.param(
        term(kind="rhythm", what="trained", by="provider", each="customer", months=[10, 5]),
        "供方须组织培训：每年 5月和10月，每个客户。",
        "The provider is to give a training: every year in May and October, for each customer.",
    ),
    pytest.param(
        term(
            kind="rhythm",
            what="sheets_submitted",
            by="dealer",
            each="dealer",
            months=list(range(1, 13)),
            opens_day=15,
            day=20,
            about_last_month=True,
        ),
        "经销商须提交当月维修单：每月一次，不早于当月 15 日，当月 20 日前，内容为上个月，"
        "每个经销商。",
        "The dealer is to hand in the month's repair sheets: every month, not before day 15 of the"
        " month, by day 20 of the month, about the month before, for each dealer.",
    ),
    pytest.param(
        term(
            kind="upkeep",
            what="parts_available",
            by="provider",
            each="asset",
            start="sold",
            span="P15Y",
            outlives=True,
        ),
        "供方须保证备件供应：自售出之日起，为期 15 年，协议终止后继续有效，每台设备。",
        "The provider is to keep spare parts available: from the day it was sold on, for 15 years,"
        " also once the agreement has ended, for each unit.",
    ),
    pytest.param(
        term(kind="share", what="followed_up", by="provider", each="dealer", least="0.25", day=10),
        "供方须回访维修情况：不少于当月维修的 25%，每个经销商，次月 10 日前。",
        "The provider is to follow up the repairs: at least 25% of the month's repairs, for each"
        " dealer, by day 10 of the next month.",
    ),
    pytest.param(
        term(
            kind="consequence",
            if_missed="sheets_submitted",
            what="deduction",
            in_a_row=2,
            share="0.05",
            by="dealer",
        ),
        "未按时提交当月维修单，连续 2 次：扣减费用，年度维修基金的 5%，由经销商承担。",
        "If the duty to hand in the month's repair sheets is missed, 2 times in a row: a deduction"
        " is made, 5% of the year's repair fund, owed by the dealer.",
    ),
]


@pytest.mark.parametrize(("given", "chinese", "english"), GOLDEN)
def test_a_term_is_told_as_the_trade_says_it(given: Term, chinese: str, english: str) -> None:
    assert told(sentence(given, {"body": "秤体"}), ZH) == chinese
    assert told(sentence(given, {"body": "body"}), EN) == english


def test_an_open_figure_reads_as_its_blank_and_counts_as_its_sample() -> None:
    open_figure = Figure(1, "到场时限")
    assert EN(span_words(Span(open_figure, Span.parse("P1D").unit))) == "____(到场时限) days"
    assert open_figure + 1 == 2


def test_lists_and_shares() -> None:
    parts = [plain(name) for name in "ABCD"]
    assert str(any_of(parts)) == "A, B, C or D"
    assert ZH(all_of(parts)) == "A、B、C和D"
    assert str(all_of(parts[:1])) == "A"
    assert [percent(share) for share in map(Decimal, ("1", "0.25", "0.005"))] == [
        "100%",
        "25%",
        "0.5%",
    ]


def test_a_word_nobody_has_thought_of_shows_as_it_is_spelt() -> None:
    class Unheard(StrEnum):
        OF_THAT = "of_that"

    assert word(Unheard.OF_THAT) == Message("%(word)s", {"word": "of that"})
