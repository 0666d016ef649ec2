"""Paper, page numbers, spacing and indents as Word takes them: defaults, styles, direct settings, sections."""

from __future__ import annotations

import pytest
from ooxml import members, package, para, run, zipped

from lint_cmm.model.layout import Layout, ParagraphLayout, SectionLayout
from lint_cmm.model.read import read
from lint_cmm.notation import to_document
from lint_cmm.notation.docx import to_docx

A4 = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588" w:gutter="0"/>'
STYLES = (
    '<w:docDefaults><w:pPrDefault><w:pPr><w:spacing w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:styleId="a" w:default="1"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="zw"><w:name w:val="正文文字"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLine="640" w:firstLineChars="200"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="zw2"><w:name w:val="正文二"/><w:basedOn w:val="zw"/>'
    '<w:pPr><w:snapToGrid w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="x"/><w:basedOn w:val="y"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="y"><w:name w:val="y"/><w:basedOn w:val="x"/></w:style>'
)


def laid_out(data: bytes) -> Layout:
    layout = read(data).layout
    assert layout is not None
    return layout


def paragraph(props: str, styles: str = "") -> ParagraphLayout:
    return laid_out(package(para("文", props), styles=styles)).paragraphs[0]


def section(props: str, **known: object) -> SectionLayout:
    return laid_out(package(para("文") + f"<w:sectPr>{props}</w:sectPr>", **known)).sections[-1]


@pytest.mark.parametrize(
    ("props", "expected"),
    [
        ("", ParagraphLayout()),
        ('<w:spacing w:line="360" w:lineRule="auto"/>', ParagraphLayout("auto", 1.5)),
        ('<w:spacing w:line="360"/>', ParagraphLayout("auto", 1.5)),
        ('<w:spacing w:line="579" w:lineRule="exact"/>', ParagraphLayout("exact", 28.95)),
        ('<w:spacing w:line="28.5pt" w:lineRule="exact"/>', ParagraphLayout("exact", 28.5)),
        ('<w:spacing w:line="560" w:lineRule="atLeast"/>', ParagraphLayout("least", 28.0)),
        ('<w:ind w:firstLine="640"/>', ParagraphLayout(first=32.0)),
        ('<w:ind w:firstLine="420" w:firstLineChars="200"/>', ParagraphLayout(first=21.0, first_chars=2.0)),
        ('<w:ind w:hanging="640" w:firstLine="420"/>', ParagraphLayout(first=-32.0)),
        ('<w:ind w:hangingChars="300"/>', ParagraphLayout(first_chars=-3.0)),
        ('<w:snapToGrid w:val="0"/>', ParagraphLayout(snap=False)),
        ('<w:spacing w:line="很多" w:lineRule="怎样"/><w:ind w:firstLine="1e9" w:firstLineChars="二"/>', ParagraphLayout()),
    ],
)
def test_direct_settings(props: str, expected: ParagraphLayout) -> None:
    assert paragraph(props) == expected


@pytest.mark.parametrize(
    ("props", "expected"),
    [
        ("", ParagraphLayout("auto", 1.079)),
        ('<w:pStyle w:val="nobody"/>', ParagraphLayout("auto", 1.079)),
        ('<w:pStyle w:val="zw"/>', ParagraphLayout("exact", 28.0, first=32.0, first_chars=2.0)),
        ('<w:pStyle w:val="zw2"/>', ParagraphLayout("exact", 28.0, False, 32.0, 2.0)),
        ('<w:pStyle w:val="zw"/><w:spacing w:line="360"/>', ParagraphLayout("auto", 1.5, first=32.0, first_chars=2.0)),
        ('<w:pStyle w:val="zw"/><w:spacing w:before="100"/>', ParagraphLayout("exact", 28.0, first=32.0, first_chars=2.0)),
        ('<w:pStyle w:val="zw"/><w:ind w:firstLine="420"/>', ParagraphLayout("exact", 28.0, first=21.0, first_chars=2.0)),
        ('<w:pStyle w:val="zw"/><w:ind w:firstLineChars="0" w:firstLine="0"/>', ParagraphLayout("exact", 28.0)),
        ('<w:pStyle w:val="x"/>', ParagraphLayout("auto", 1.079)),
    ],
)
def test_settings_of_styles_and_defaults(props: str, expected: ParagraphLayout) -> None:
    assert paragraph(props, STYLES) == expected


def test_paper_and_margins_in_millimetres() -> None:
    found = section(A4)
    assert (found.width, found.height) == pytest.approx((210, 297), abs=0.05)
    assert (found.top, found.bottom, found.left, found.right) == pytest.approx((37, 35, 28, 26), abs=0.05)
    assert found.pitch is None and found.numbers == ()


def test_what_a_file_does_not_say_is_none() -> None:
    assert section('<w:cols w:space="425"/>') == SectionLayout(1)
    assert laid_out(package(para("文"))).sections == ()


def test_the_gutter_belongs_to_the_margin_it_widens() -> None:
    margins = '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:gutter="567"/>'
    assert section(margins).left == pytest.approx(30, abs=0.05)
    assert section(margins, settings="<w:gutterAtTop/>").top == pytest.approx(30, abs=0.05)
    assert section(margins + "<w:rtlGutter/>").right == pytest.approx(30, abs=0.05)


@pytest.mark.parametrize(("kind", "pitch"), [('w:type="lines"', 28.95), ('w:type="linesAndChars"', 28.95), ("", None)])
def test_a_grid_sets_lines_only_where_it_is_switched_on(kind: str, pitch: float | None) -> None:
    assert section(f'<w:docGrid {kind} w:linePitch="579"/>').pitch == pitch


def test_sections_end_with_their_paragraphs() -> None:
    wide = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
    found = laid_out(package(para("一") + para("二", wide) + para("三") + f"<w:sectPr>{A4}</w:sectPr>")).sections
    assert [(s.last, s.width) for s in found] == [(2, 297.0), (3, 210.01)]


def test_a_change_of_settings_under_review_counts_as_made() -> None:
    old = '<w:pPrChange w:id="1" w:author="x"><w:pPr><w:spacing w:line="240"/></w:pPr></w:pPrChange>'
    assert paragraph(f'<w:spacing w:line="560" w:lineRule="exact"/>{old}').line == 28.0


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE {switch}\\* MERGEFORMAT </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
PLAIN = FIELD.replace("{switch}", "")
BOX = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
DASHED = run("— ") + PLAIN + run(" —")


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (DASHED, "— # —"),
        (run("第") + '<w:fldSimple w:instr="page"><w:r><w:t>3</w:t></w:r></w:fldSimple>' + run("页"), "第#页"),
        (FIELD.replace("{switch}", "\\* ArabicDash "), "-#-"),
        (f"<w:sdt><w:sdtContent>{DASHED}</w:sdtContent></w:sdt>", "— # —"),
        ("<w:r><w:pgNum/></w:r>", "#"),
        (run("共") + PLAIN.replace("PAGE", "NUMPAGES") + run("页"), None),
        (run("第1页"), None),
        (f"<w:del>{PLAIN}</w:del>", None),
    ],
)
def test_page_numbers_as_printed(inside: str, text: str | None) -> None:
    found = laid_out(package(para("文"), footers={"default": para(inside)})).sections[-1].numbers
    assert [n.text for n in found] == ([] if text is None else [text])


def test_a_page_number_in_a_text_box_of_the_footer() -> None:
    footer = para(BOX.format(inside=para(DASHED)))
    document = read(package(para("文"), footers={"default": footer}))
    assert document.layout is not None
    (number,) = document.layout.sections[-1].numbers
    assert number.text == "— # —"
    assert number.span is not None and document.quote(number.span) == "— 12 —"


def test_a_text_box_that_stands_in_two_forms_counts_once() -> None:
    shape = (
        "<w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></wps:wsp>"
    )
    shape += "</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    choice = f'<mc:Choice Requires="wps">{shape.format(inside=para(DASHED))}</mc:Choice>'
    fallback = f"<mc:Fallback>{BOX.format(inside=para(DASHED))[5:-6]}</mc:Fallback>"
    data = package(para("文"), footers={"default": para(f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>")})
    (number,) = laid_out(data).sections[-1].numbers
    assert number.text == "— # —" and number.span is not None and number.span.part == "textbox"


def test_a_number_within_another_field_counts() -> None:
    outer = PLAIN.replace("<w:instrText> PAGE \\* MERGEFORMAT </w:instrText>", f"<w:instrText> IF </w:instrText></w:r>{PLAIN}<w:r><w:t/>")
    found = laid_out(package(para("文"), footers={"default": para(run("— ") + outer + run(" —"))})).sections[-1].numbers
    assert [n.text for n in found] == ["— # —"]


def test_a_sections_own_number_format() -> None:
    data = members(para("文"), footers={"default": para(PLAIN)})
    document = str(data["word/document.xml"]).replace("</w:sectPr>", '<w:pgNumType w:fmt="numberInDash"/></w:sectPr>')
    assert [n.text for n in laid_out(zipped({**data, "word/document.xml": document})).sections[-1].numbers] == ["-#-"]


def test_a_section_takes_over_the_footers_it_does_not_name() -> None:
    data = members(para("一"), footers={"default": para(DASHED), "even": para(PLAIN)}, settings="<w:evenAndOddHeaders/>")
    document = str(data["word/document.xml"])
    own = document[document.index("<w:sectPr>") : document.index("</w:body>")]
    document = document.replace(own, para("二", own) + para("三") + f"<w:sectPr>{A4}</w:sectPr>")
    sections = laid_out(zipped({**data, "word/document.xml": document})).sections
    assert [[(n.form, n.text) for n in s.numbers] for s in sections] == [[("default", "— # —"), ("even", "#")]] * 2
    assert all(s.even for s in sections)


NOTATION = """#page 210x297 37 35 28 26
#title 标题
#look font=仿宋 size=16 line=28 indent=2
正文⟦font=楷体 size=15 latin=Arial⟧又A⟦⟧完
#look line=1.5x indent=32pt
正文
#look line=29+
正文
#table 甲 | 乙
#pagenumber — # —
"""


def test_the_notation_says_the_same_by_both_routes() -> None:
    straight, through_word = to_document(NOTATION), read(to_docx(NOTATION))
    assert straight.layout is not None and through_word.layout is not None
    for one, other in zip(straight.layout.sections, through_word.layout.sections, strict=True):
        assert one.last == other.last and one.numbers == other.numbers
        assert one[1:7] == pytest.approx(other[1:7], abs=0.05)
    for one, other in zip(straight.layout.paragraphs[:4], through_word.layout.paragraphs[:4], strict=True):
        assert (one.rule, one.line, one.first_chars or one.first) == (other.rule, other.line, other.first_chars or other.first)
    looks = [[(p.start, p.end, p.format.font, p.format.size) for p in d.body.paragraphs[1].pieces] for d in (straight, through_word)]
    assert looks == [[(0, 2, "仿宋", 16.0), (2, 4, "楷体", 15.0), (4, 5, "仿宋", 16.0)]] * 2


def test_a_document_lets_go_of_its_file() -> None:
    document = read(to_docx(NOTATION))
    assert document.layout is document.layout
    other = read(to_docx(NOTATION))
    other.forget_source()
    assert other.layout is None
