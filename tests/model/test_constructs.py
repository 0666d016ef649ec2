"""Every construct that other readers lose, each in a minimal document: its words are read once, in order."""

from __future__ import annotations

import pytest
from ooxml import package, para, run

from lint_cmm.model.read import read
from lint_cmm.model.types import Document


def document(content: str, **known: object) -> Document:
    return read(package(content, **known))


def texts(content: str, part: str = "body", **known: object) -> list[str]:
    stories = document(content, **known).stories
    return [p.text for p in stories[part].paragraphs] if part in stories else []


DEL = '<w:del w:id="1" w:author="甲">{}</w:del>'
DELETED = DEL.format("<w:r><w:delText>旧</w:delText></w:r>")
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
BOX = "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>"
WPS = (
    '<w:drawing><wp:anchor><wp:docPr id="1" name="文本框 1"/><a:graphic><a:graphicData><wps:wsp><wps:spPr/>'
    f"<wps:txbx>{BOX}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
)
VML = f'<w:pict><v:shape type="#_x0000_t202"><v:textbox>{BOX}</v:textbox></v:shape></w:pict>'
INLINE = {
    "plain": ("", "甲乙"),
    "simple field without an instruction": (f"<w:fldSimple>{run('丙')}</w:fldSimple>", "甲丙乙"),
    "tab": ("<w:r><w:tab/></w:r>", "甲\t乙"),
    "ptab": ("<w:r><w:ptab/></w:r>", "甲\t乙"),
    "soft break": ("<w:r><w:br/></w:r>", "甲\n乙"),
    "carriage return": ("<w:r><w:cr/></w:r>", "甲\n乙"),
    "page break": ('<w:r><w:br w:type="page"/></w:r>', "甲\n乙"),
    "column break": ('<w:r><w:br w:type="column"/></w:r>', "甲\n乙"),
    "no-break hyphen": ("<w:r><w:noBreakHyphen/></w:r>", "甲-乙"),
    "soft hyphen": ("<w:r><w:softHyphen/></w:r>", "甲乙"),
    "symbol": ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "甲✓乙"),
    "symbol of an unknown font": ('<w:r><w:sym w:font="X" w:char="F0C1"/></w:r>', "甲\N{REPLACEMENT CHARACTER}乙"),
    "symbol without a number": ('<w:r><w:sym w:font="X" w:char="十"/></w:r>', "甲\N{REPLACEMENT CHARACTER}乙"),
    "ruby": (f"<w:r><w:ruby><w:rt>{run('zì')}</w:rt><w:rubyBase>{run('字')}</w:rubyBase></w:ruby></w:r>", "甲字乙"),
    "formula": ("<m:oMath><m:f><m:num><m:r><m:t>x</m:t></m:r></m:num></m:f><m:r><m:t>+1</m:t></m:r></m:oMath>", "甲x+1乙"),
    "deletion in a formula": (f"<m:oMath>{DELETED}<m:r><m:t>x</m:t></m:r></m:oMath>", "甲x乙"),
    "formula paragraph": ("<m:oMathPara><m:oMath/></m:oMathPara>", "甲\N{OBJECT REPLACEMENT CHARACTER}乙"),
    "footnote reference": ('<w:r><w:footnoteReference w:id="2"/></w:r>', "甲乙"),
    "inline content control": (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控')}</w:sdtContent></w:sdt>", "甲控乙"),
    "smart tag": (f"<w:smartTag w:element='x'><w:smartTagPr/>{run('智')}</w:smartTag>", "甲智乙"),
    "custom XML": (f"<w:customXml>{run('自')}</w:customXml>", "甲自乙"),
    "direction": (f"<w:dir w:val='rtl'><w:bdo w:val='ltr'>{run('向')}</w:bdo></w:dir>", "甲向乙"),
    "insertion": (f'<w:ins w:id="1" w:author="甲">{run("新")}</w:ins>', "甲新乙"),
    "link in an insertion": (f'<w:ins w:id="1"><w:hyperlink w:anchor="x">{run("链")}</w:hyperlink></w:ins>', "甲链乙"),
    "moved here": (f'<w:moveTo w:id="1">{run("来")}</w:moveTo>', "甲来乙"),
    "moved away": (f'<w:moveFrom w:id="1">{run("去")}</w:moveFrom>', "甲乙"),
    "deletion": (DELETED, "甲乙"),
    "deleted insertion": (f'<w:ins w:id="1">{DELETED}</w:ins>', "甲乙"),
    "simple field": (f'<w:fldSimple w:instr=" DATE ">{run("日")}</w:fldSimple>', "甲日乙"),
    "complex field": (
        FIELD.format("begin") + "<w:r><w:instrText> PAGE </w:instrText></w:r>" + FIELD.format("separate") + run("3") + FIELD.format("end"),
        "甲3乙",
    ),
    "field in an instruction": (
        FIELD.format("begin")
        + "<w:r><w:instrText> IF </w:instrText></w:r>"
        + FIELD.format("begin")
        + FIELD.format("separate")
        + run("藏")
        + FIELD.format("end")
        + FIELD.format("separate")
        + run("果")
        + FIELD.format("end"),
        "甲果乙",
    ),
    "field without an end": (FIELD.format("begin") + "<w:r><w:instrText> IF </w:instrText></w:r>" + run("显"), "甲显乙"),
    "end without a field": (FIELD.format("end") + FIELD.format("separate"), "甲乙"),
    "alternate runs": (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{run("选")}</mc:Choice><mc:Fallback>{run("备")}</mc:Fallback></mc:AlternateContent>',
        "甲选乙",
    ),
    "alternate not understood": (
        f'<mc:AlternateContent><mc:Choice Requires="x">{run("选")}</mc:Choice><mc:Fallback>{run("备")}</mc:Fallback></mc:AlternateContent>',
        "甲备乙",
    ),
    "alternate in a run": (
        (
            '<w:r><mc:AlternateContent><mc:Choice Requires="w14"><w:t>选</w:t></mc:Choice><mc:Fallback><w:t>备</w:t></mc:Fallback>'
            "</mc:AlternateContent></w:r>"
        ),
        "甲选乙",
    ),
    "text around a comment": ("<w:r><w:t>左<!-- 注 -->中<?pi x?>右</w:t></w:r>", "甲左中右乙"),
    "cdata": ("<w:r><w:t><![CDATA[<左>]]></w:t></w:r>", "甲<左>乙"),
    "outer space not preserved": ("<w:r><w:t>  中\n</w:t></w:r>", "甲中乙"),
    "outer space preserved": ('<w:r><w:t xml:space="preserve"> 中 </w:t></w:r>', "甲 中 乙"),
    "escape as text": ("<w:r><w:t>_x000D_</w:t></w:r>", "甲_x000D_乙"),
    "hidden text": (run("隐", "<w:vanish/>"), "甲隐乙"),
    "unknown element": ("<x:y><w:r><w:t>无</w:t></w:r></x:y>", "甲乙"),
    "proofing marks": ('<w:proofErr w:type="spellStart"/><w:permStart w:id="1"/>', "甲乙"),
}


@pytest.mark.parametrize("name", INLINE)
def test_inline_construct_is_read(name: str) -> None:
    inside, expected = INLINE[name]
    assert texts(para(run("甲") + inside + run("乙"))) == [expected]


BLOCKS = {
    "content control": (f"<w:sdt><w:sdtPr/><w:sdtContent>{para('控')}{para('件')}</w:sdtContent></w:sdt>", ["控", "件"]),
    "nested content controls": (
        f"<w:sdt><w:sdtContent><w:sdt><w:sdtContent>{para('深')}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>",
        ["深"],
    ),
    "custom XML": (f"<w:customXml><w:customXmlPr/>{para('自')}</w:customXml>", ["自"]),
    "inserted block": (f"<w:ins w:id='1'>{para('新')}</w:ins>", ["新"]),
    "deleted block": (f"{para('甲')}<w:del w:id='1'>{para('旧')}</w:del>", ["甲"]),
    "alternate blocks": (
        f'<mc:AlternateContent><mc:Choice Requires="w14">{para("选")}</mc:Choice><mc:Fallback>{para("备")}</mc:Fallback></mc:AlternateContent>',
        ["选"],
    ),
    "empty paragraphs": (para("甲") + para("") + "<w:p/>" + para("乙"), ["甲", "", "", "乙"]),
    "paragraph mark deleted": (para(run("甲"), '<w:rPr><w:del w:id="1"/></w:rPr>') + para("乙") + para("丙"), ["甲乙", "丙"]),
    "three paragraphs joined": (para("甲", "<w:rPr><w:del/></w:rPr>") * 2 + para("乙"), ["甲甲乙"]),
    "deleted paragraph": (para("甲") + para(DELETED, "<w:rPr><w:del/></w:rPr>") + para("乙"), ["甲", "乙"]),
    "paragraph moved away": (
        para('<w:moveFrom w:id="1">' + run("去") + "</w:moveFrom>", "<w:rPr><w:moveFrom/></w:rPr>") + para("乙"),
        ["乙"],
    ),
    "mark deleted before a table": (
        para("甲", "<w:rPr><w:del/></w:rPr>") + f"<w:tbl><w:tr><w:tc>{para('格')}</w:tc></w:tr></w:tbl>" + para("乙"),
        ["甲", "格", "乙"],
    ),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_block_construct_is_read(name: str) -> None:
    content, expected = BLOCKS[name]
    assert texts(content) == expected


def test_a_field_that_does_not_end_in_its_paragraph_hides_nothing() -> None:
    deleted = '<w:rPr><w:del w:id="1" w:author="甲"/></w:rPr>'
    for mark in ("", deleted):
        begun, ended = FIELD.format("begin") + run("甲"), run("乙") + FIELD.format("end") + run("丙")
        assert "".join(texts(para(begun, mark) + para(ended))) == "甲乙丙"


def test_joined_paragraphs_take_the_properties_of_the_surviving_mark() -> None:
    first = para("甲", '<w:jc w:val="left"/><w:rPr><w:del/></w:rPr>')
    assert document(first + para("乙", '<w:jc w:val="center"/>')).body.paragraphs[0].align == "center"


def test_cells_are_read_once_with_their_places() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{para('内')}</w:tc></w:tr></w:tbl>"
    table = (
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{para("宽")}</w:tc><w:tc>{para("右")}</w:tc></w:tr>'
        f'<w:sdt><w:sdtContent><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>{para("下")}{inner}{para("")}</w:tc>'
        f"<w:sdt><w:sdtContent><w:tc>{para('控')}</w:tc></w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt>"
        f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{para('删')}</w:tc></w:tr></w:tbl>"
    )
    found = document(table + table)
    seen = [(p.text, p.cell) for p in found.body.paragraphs]
    assert [(t, tuple(c) if c else None) for t, c in seen[:6]] == [
        ("宽", (1, 0, 0, 1)), ("右", (1, 0, 2, 1)), ("下", (1, 1, 1, 1)), ("内", (2, 0, 0, 2)), ("", (1, 1, 1, 1)), ("控", (1, 1, 2, 1)),
    ]  # fmt: skip
    assert seen[6][1] is not None and seen[6][1].table == 3
    assert "删" not in found.body.text and found.revisions[0].text == "删"


@pytest.mark.parametrize("claim", ["2000000000", "二", "-3", "", "1e9", "²", "٣"])
def test_claimed_spans_are_cut(claim: str) -> None:
    row = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="{claim}"/></w:tcPr>{para("甲")}</w:tc><w:tc>{para("乙")}</w:tc></w:tr>'
    cell = document(f"<w:tbl>{row}</w:tbl>").body.paragraphs[1].cell
    assert cell is not None and 1 <= cell.column <= 1000


SHAPES = {
    "drawing": WPS,
    "VML": VML,
    "object": VML.replace("w:pict", "w:object"),
    "VML group": f"<w:pict><v:group><v:shape><v:textbox>{BOX}</v:textbox></v:shape></v:group></w:pict>",
    "group shape": WPS.replace("<wps:wsp>", "<wpg:wgp><wpg:grpSp><wps:wsp>").replace("</wps:wsp>", "</wps:wsp></wpg:grpSp></wpg:wgp>"),
    "both branches": f'<mc:AlternateContent><mc:Choice Requires="wps">{WPS}</mc:Choice><mc:Fallback>{VML}</mc:Fallback></mc:AlternateContent>',
}


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("where", ["body", "header"])
def test_text_boxes_are_a_story_of_their_own(name: str, where: str) -> None:
    inside = para(run("甲") + f"<w:r>{SHAPES[name]}</w:r>" + run("乙"))
    found = document(inside) if where == "body" else document("<w:p/>", headers={"default": inside})
    assert [p.text for p in found.stories[where].paragraphs] == ["甲乙"]
    assert [(p.text, p.index) for p in found.stories["textbox"].paragraphs] == [("框", 1)]


def test_text_box_in_a_text_box_and_table_in_one() -> None:
    nested = VML.replace(
        "<w:p><w:r><w:t>框</w:t></w:r></w:p>", f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>外</w:t>{VML}</w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert texts(para(f"<w:r>{nested}</w:r>"), "textbox") == ["外", "框"]


WORDART = '<w:r><w:pict><v:shape type="#_x0000_t136"><v:textpath string="保密"/></v:shape></w:pict></w:r>'
PICTURE = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图" descr="说明" title="题"/></wp:inline></w:drawing></w:r>'


@pytest.mark.parametrize(("inside", "expected"), [(WORDART, [("保密", "wordart")]), (PICTURE, [("说明", "alt"), ("题", "alt")])])
def test_wordart_and_descriptions_stay_with_their_part(inside: str, expected: list[tuple[str, str]]) -> None:
    in_body = document(para(inside)).stories["textbox"]
    in_header = document("<w:p/>", headers={"first": para(inside)}).stories["header"]
    assert [(p.text, p.origin) for p in in_body.paragraphs] == expected
    assert [(p.text, p.origin) for p in in_header.paragraphs] == [("", "header:first"), *expected]


def test_vml_description_is_read() -> None:
    assert texts(para('<w:r><w:pict><v:shape alt="图片说明"/></w:pict></w:r>'), "textbox") == ["图片说明"]


def test_chart_and_diagram_words_are_read_once() -> None:
    drawing = (
        '<w:r><w:drawing><a:graphic><a:graphicData><c:chart r:id="c1"/></a:graphicData></a:graphic></w:drawing></w:r>'
        '<w:r><w:drawing><a:graphic><a:graphicData><dgm:relIds r:dm="d1"/></a:graphicData></a:graphic></w:drawing></w:r>'
    )
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    chart = (
        f'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" {a}><c:title><a:p><a:r><a:t>图</a:t></a:r><a:r>'
        "<a:t>题</a:t></a:r></a:p></c:title><c:strCache><c:pt><c:v>类</c:v></c:pt></c:strCache><c:numCache><c:pt><c:v>7</c:v></c:pt></c:numCache>"
        "</c:chartSpace>"
    )
    diagram = f'<d:dataModel xmlns:d="urn:d" {a}><d:t><a:p><a:r><a:t>节点</a:t></a:r></a:p></d:t></d:dataModel>'
    found = document(
        para(drawing) + para(drawing),
        links=[("c1", "chart", "charts/chart1.xml"), ("d1", "diagramData", "diagrams/data1.xml")],
        parts={"word/charts/chart1.xml": chart, "word/diagrams/data1.xml": diagram},
    )
    assert [(p.text, p.origin) for p in found.stories["textbox"].paragraphs] == [("图题", "chart"), ("类", "chart"), ("节点", "smartart")]


def test_a_broken_chart_is_said_not_to_be_checked() -> None:
    drawing = para('<w:r><w:drawing><c:chart r:id="c1"/></w:drawing></w:r>')
    found = document(drawing, links=[("c1", "chart", "c.xml")], parts={"word/c.xml": "<broken"})
    assert "textboxes" not in found.checked and "body" in found.checked


def test_pages_come_from_rendered_breaks_once_for_a_row() -> None:
    broken = para("<w:r><w:lastRenderedPageBreak/><w:t>续</w:t></w:r>")
    row = f"<w:tbl><w:tr><w:tc>{broken}</w:tc><w:tc>{broken}</w:tc></w:tr></w:tbl>"
    assert [p.page for p in document(para("甲") + row + broken + para("末")).body.paragraphs] == [1, 2, 2, 3, 3]
    assert [p.page for p in document(para("甲")).body.paragraphs] == [None]
