"""The dated tables of the national rules: rows are complete, and the right ones make a floor."""

from datetime import date, timedelta

from sanbao.rules.facts import Category
from sanbao.rules.place import PROVINCES
from sanbao.rules.statute.article import USED, Confidence, Topic
from sanbao.rules.statute.table import ARTICLES, ROWS, clause_of, in_force
from sanbao.rules.statute.words import CATEGORY_WORDS, CONFIDENCE_WORDS, TOPIC_WORDS

from .floors import figure, of


def test_an_article_is_named_once_and_fits_where_clauses_stand() -> None:
    by_id: dict[str, set[object]] = {}
    for row in ROWS:
        by_id.setdefault(row.article.id, set()).add(row.article)
    assert {name for name, found in by_id.items() if len(found) > 1} == set()
    assert all(0 < len(name) <= 20 for name in ARTICLES)
    assert all(row.article.law.province in (None, *PROVINCES) for row in ROWS)


def test_an_article_is_a_clause_that_is_marked_as_law_and_names_its_rule() -> None:
    clause = clause_of(ARTICLES["三包-11"])
    assert clause.area == "law"
    assert clause.text("zh").startswith("《部分商品修理更换退货责任规定》")
    assert clause.text("en").startswith("Rule on repair")


def test_every_kind_of_goods_and_topic_has_words() -> None:
    assert set(CATEGORY_WORDS) == set(Category)
    assert set(TOPIC_WORDS) == set(Topic)
    assert set(CONFIDENCE_WORDS) == set(Confidence)


def test_what_is_known_from_one_place_or_from_memory_decides_nothing() -> None:
    weak = [row for row in ROWS if row.known not in USED]
    assert weak, "the tables show what was not seen"
    for row in weak:
        for category in row.goods:
            assert row not in of(category.value).of(row.topic)


def test_a_products_own_rule_goes_before_the_general_one_topic_by_topic() -> None:
    law = of("mobile_phone")
    assert [row.article.id for row in law.of(Topic.REFUND_WINDOW)] == ["手机三包-11"]
    assert [row.article.id for row in law.of(Topic.REFUND_INSTEAD)] == ["三包-13"]


def test_goods_of_no_list_follow_the_general_rule_only_where_the_agreement_does() -> None:
    assert of("other").of(Topic.EXCHANGE_WINDOW) == ()
    assert figure(Topic.EXCHANGE_WINDOW, "other", followed=True).amount == 15
    assert of("other", followed=True).of(Topic.DAILY_RATE) == ()


def test_the_table_shows_what_is_in_force_well_known_or_not() -> None:
    shown = in_force(Category.FIXED_TELEPHONE, on=date(2026, 3, 2), province=None)
    assert Confidence.MEMORY in {row.known for row in shown}


def test_a_floor_is_that_of_its_day_on_both_sides_of_every_turn_of_the_law() -> None:
    laws = {row.article.law for row in ROWS}
    turns = {day for law in laws for day in (law.since, law.until) if day is not None}
    days = {day + timedelta(days=step) for day in turns for step in (-1, 0, 1)}
    for day in sorted(days):
        for category in (Category.MICROCOMPUTER, Category.HOUSEHOLD_CAR, Category.OTHER):
            for province in ("浙江", "江苏"):
                rows = in_force(category, on=day, province=province)
                usable = {row.article.law for row in rows if row.known in USED}
                law = of(category, day.isoformat(), province)
                shown = {row.article.law for rows in law.rows.values() for row in rows}
                assert shown <= usable, (day, category, province)
                assert {law for law in usable if law.short != "三包"} <= shown, (day, category)
