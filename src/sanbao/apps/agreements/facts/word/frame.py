"""Around the text: the size of the page, head and foot with page numbers, the mark of a draft."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from sanbao.apps.agreements.facts.paper import Paper
from sanbao.apps.agreements.facts.word.styles import NOTE

SIDE, WIDTH = Cm(2.7), Cm(21 - 2 * 2.7)
WATERMARK = """
<w:r {w}><w:pict {v} {o}>
  <v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
      path="m@7,l@8,m@5,21600l@6,21600e">
    <v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>
      <v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>
      <v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>
    <v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/>
  </v:shapetype>
  <v:shape id="watermark" type="#_x0000_t136" fillcolor="#e4e4e4" stroked="f"
      style="position:absolute;width:330pt;height:165pt;rotation:315;z-index:-1;
             mso-position-horizontal:center;mso-position-horizontal-relative:margin;
             mso-position-vertical:center;mso-position-vertical-relative:margin">
    <v:textpath style="font-family:'SimHei';font-size:1pt"/>
  </v:shape>
</w:pict></w:r>
"""
VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'
OFFICE = 'xmlns:o="urn:schemas-microsoft-com:office:office"'


def write_frame(document: Document, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = SIDE
    section.top_margin = section.bottom_margin = Cm(2.6)
    head = section.header.paragraphs[0]
    head.style = document.styles[NOTE]
    head.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    head.add_run(f"{paper.title}\t{paper.number} · {paper.edition}")
    if paper.watermark:
        mark(head, paper.watermark)
    foot = section.footer.paragraphs[0]
    foot.style = document.styles[NOTE]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, between, after = paper.words["page"].split("|")
    for words, code in ((before, "PAGE"), (between, "NUMPAGES")):
        foot.add_run(words)
        add_field(foot, code)
    foot.add_run(after)
    document.core_properties.title = f"{paper.title} {paper.number}"
    document.core_properties.author = paper.sides[0].name


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field that Word counts itself."""
    for kind in ("begin", "separate", "end"):
        run = paragraph.add_run()
        if kind == "separate":
            instruction = run._r.makeelement(qn("w:instrText"), {qn("xml:space"): "preserve"})
            instruction.text = code
            run._r.append(instruction)
            run = paragraph.add_run()
        run._r.append(run._r.makeelement(qn("w:fldChar"), {qn("w:fldCharType"): kind}))
        if kind == "separate":
            paragraph.add_run("1")


def mark(paragraph: Paragraph, words: str) -> None:
    """Large pale words across the page, as Word's own watermark."""
    run = parse_xml(WATERMARK.format(w=nsdecls("w"), v=VML, o=OFFICE))
    for path in run.iter("{urn:schemas-microsoft-com:vml}textpath"):
        if "style" in path.attrib:
            path.set("string", words)
    paragraph._p.append(run)
