"""`sanbao statute`: what the law gives at least for one kind of goods, as a table. No Django."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from sanbao.rules.answer import Translate
from sanbao.rules.facts import Category
from sanbao.rules.message import Message
from sanbao.rules.place import province as short_name
from sanbao.rules.statute.article import Row, Topic
from sanbao.rules.statute.table import ROWS, shown
from sanbao.rules.statute.words import (
    CATEGORY_WORDS,
    CONFIDENCE_WORDS,
    TOPIC_WORDS,
    figure_words,
)
from sanbao.site.rule_words import translator

WIDE = "WF"


class NotKnown(Exception):
    """What was asked for does not exist: one line for a person."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def floor_table(
    category: str, *, on: date, province: str = "", lang: str = "zh", markdown: bool = False
) -> str:
    """The rows in force for a sale on a day, one a line. NotKnown for other goods or places."""
    if category not in list(Category):
        known = ", ".join(Category)
        raise NotKnown(
            Message(
                "no such kind of goods: “%(name)s”; known are: %(known)s",
                {"name": category, "known": known},
            )
        )
    place = short_name(province) if province else None
    if province and place is None:
        raise NotKnown(Message("no such province: “%(name)s”", {"name": province}))
    rows = shown(Category(category), on=on, province=place)
    cells = [row_cells(row, lang=lang, say=translator(lang)) for row in rows]
    return as_markdown(cells, lang) if markdown else "\n".join(aligned(cells))


def row_cells(row: Row, *, lang: str, say: Translate) -> list[str]:
    """Topic, figure, article and how well it is known."""
    return [
        TOPIC_WORDS[row.topic].text(lang),
        told(row, lang) if row.topic is Topic.NOTE else say(figure_words(row)) or told(row, lang),
        row.article.id,
        CONFIDENCE_WORDS[row.known].text(lang),
    ]


def told(row: Row, lang: str) -> str:
    """The article's sentence, which says what a figure alone would not."""
    return row.article.en if lang == "en" else row.article.zh


def aligned(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    """Rows in columns, for a terminal: a Chinese letter is two columns wide."""
    widths = [max((wide(row[place]) for row in rows), default=0) for place in range(4)]
    order = (2, 0, 3, 1)
    for row in rows:
        cells = [row[place] + " " * (widths[place] - wide(row[place])) for place in order[:-1]]
        yield "  ".join([*cells, row[order[-1]]]).rstrip()


def wide(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in WIDE else 1 for letter in text)


def as_markdown(rows: Sequence[Sequence[str]], lang: str) -> str:
    """Rows as a table of a document."""
    head = (
        ("topic", "figure", "article", "known")
        if lang == "en"
        else ("事项", "数字", "条款", "可信度")
    )
    lines = [head, ("---",) * 4, *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def all_tables(lang: str = "en") -> str:
    """Every law with its articles, and every row with its goods: the tables of the document."""
    say, parts = translator(lang), []
    laws = dict.fromkeys(row.article.law for row in ROWS)
    for law in laws:
        rows = [row for row in ROWS if row.article.law is law]
        articles = dict.fromkeys(row.article for row in rows)
        parts.append(f"### {law.short}: {law.title.text(lang)}")
        since = law.since.isoformat() if law.since else "not seen"
        until = f", until {law.until.isoformat()}" if law.until else ""
        where = f", in {law.province}" if law.province else ""
        parts.append(f"In force for sales from: {since}{until}{where}.")
        told = [
            f"| {article.id} | {article.en if lang == 'en' else article.zh} | {article.source} |"
            for article in articles
        ]
        parts.append("\n".join(["| article | says | read in |", "| --- | --- | --- |", *told]))
        cells = [
            [goods_of(row, lang), *row_cells(row, lang=lang, say=say)] for row in rows if row.figure
        ]
        if cells:
            lines = [("goods", "topic", "figure", "article", "known"), ("---",) * 5, *cells]
            parts.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
    return "\n\n".join(parts)


def goods_of(row: Row, lang: str) -> str:
    """The goods of a row; of many only how many."""
    if len(row.goods) == 1:
        (kind,) = row.goods
        return CATEGORY_WORDS[kind].text(lang)
    return f"{len(row.goods)} kinds"
