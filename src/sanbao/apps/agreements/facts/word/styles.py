"""The styles of the Word file: changed once in Word, they change the whole paper."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

CLAUSE, READING, NOTE, CELL, FILLED, NUMBER = (
    "Clause",
    "Reading",
    "Note",
    "Cell",
    "Filled",
    "Clause number",
)
SERIF, SANS, LATIN = "宋体", "黑体", "Times New Roman"
USED = (
    "Normal",
    "Header",
    "Footer",
    "Title",
    "Heading 1",
    "Heading 2",
    "Normal Table",
    "Default Paragraph Font",
    "No List",
)
GREY = RGBColor(0x55, 0x55, 0x55)
NUMBER_WIDTH = Cm(1.6)


def set_styles(document: Document, *, lang: str) -> None:
    styles = document.styles
    drop_unused(document)
    normal = styles["Normal"]
    set_font(normal, SERIF, 10.5)
    set_spacing(normal, before=0, after=4)
    if lang == "zh":
        set_language(normal)
    for name, size in (("Title", 20), ("Heading 1", 12), ("Heading 2", 10.5)):
        heading = styles[name]
        set_font(heading, SANS, size)
        heading.font.bold = True
        heading.font.color.rgb = RGBColor(0, 0, 0)
        set_spacing(heading, before=12, after=6)
        heading.paragraph_format.keep_with_next = True
        drop_border(heading)
    clause = added(document, CLAUSE, size=10.5)
    hang(clause)
    reading = added(document, READING, size=9)
    reading.font.color.rgb = GREY
    reading.paragraph_format.left_indent = NUMBER_WIDTH
    note = added(document, NOTE, size=8.5)
    note.font.color.rgb = GREY
    set_spacing(added(document, CELL, size=9), before=2, after=2)
    filled = character(document, FILLED)
    filled.font.underline = True
    number = character(document, NUMBER)
    set_font(number, SANS, 10.5)
    number.font.bold = True


def drop_unused(document: Document) -> None:
    """A manager who edits the paper sees the styles it has, not the hundred of Word's template."""
    for style in list(document.styles):
        if style.name not in USED:
            document.styles.element.remove(style.element)
            continue
        for link in style.element.findall(qn("w:link")):
            style.element.remove(link)


def added(document: Document, name: str, *, size: float) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError(name)
    style.base_style = document.styles["Normal"]
    set_font(style, SERIF, size)
    style.quick_style = True
    return style


def character(document: Document, name: str) -> CharacterStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    if not isinstance(style, CharacterStyle):
        raise TypeError(name)
    style.quick_style = True
    return style


def set_font(style: CharacterStyle, chinese: str, size: float) -> None:
    """One font for Latin letters and one for Chinese, as Word keeps them."""
    style.font.name = LATIN
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), chinese)


def set_spacing(style: ParagraphStyle, *, before: float, after: float) -> None:
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    form.line_spacing = 1.25


def hang(style: ParagraphStyle) -> None:
    """The number of a clause hangs at the left of its sentence."""
    form = style.paragraph_format
    form.left_indent, form.first_line_indent = NUMBER_WIDTH, -NUMBER_WIDTH
    form.tab_stops.add_tab_stop(NUMBER_WIDTH)


def set_language(style: ParagraphStyle) -> None:
    """Chinese rules for breaking lines and for the spelling checker."""
    properties = style.element.get_or_add_rPr()
    language = properties.makeelement(
        qn("w:lang"), {qn("w:val"): "en-US", qn("w:eastAsia"): "zh-CN"}
    )
    properties.append(language)


def drop_border(style: ParagraphStyle) -> None:
    """The title of Word's own template is underlined in blue."""
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
