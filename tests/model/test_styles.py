"""Looks and levels: defaults, styles, direct formatting, and values that mean nothing."""

from __future__ import annotations

import pytest
from ooxml import package, para, run

from lint_cmm.model.read import read
from lint_cmm.model.types import Document, Format, Paragraph
from lint_cmm.package.errors import InputRejected
from lint_cmm.package.limits import DEFAULT


def first(content: str, **known: object) -> Paragraph:
    return read(package(content, **known)).body.paragraphs[0]


def look(props: str, styles: str = "", style: str = "") -> Format:
    return first(para(run("文", props), f'<w:pStyle w:val="{style}"/>'), styles=styles).pieces[0].format


@pytest.mark.parametrize(
    ("props", "expected"),
    [
        ("", Format()),
        ("<w:vanish/>", Format(hidden=True)),
        ("<w:webHidden/>", Format(hidden=True)),
        ('<w:vanish w:val="0"/>', Format()),
        ('<w:sz w:val="32"/>', Format(size=16.0)),
        ('<w:color w:val="ffffff"/>', Format(color="FFFFFF")),
        ('<w:color w:val="auto"/>', Format()),
        ('<w:color w:themeColor="background1"/>', Format(color="FFFFFF")),
        ('<w:shd w:val="clear" w:fill="C00000"/>', Format(background="C00000")),
        ('<w:shd w:val="solid" w:color="123456"/>', Format(background="123456")),
        ('<w:highlight w:val="yellow"/>', Format(background="FFFF00")),
        ("<w:b/>", Format(bold=True)),
        ('<w:rFonts w:eastAsia="仿宋_GB2312" w:ascii="Arial"/>', Format(font="仿宋_GB2312")),
    ],
)
def test_direct_formatting(props: str, expected: Format) -> None:
    assert look(props) == expected


@pytest.mark.parametrize(
    "props",
    [
        '<w:sz w:val="十六"/>', '<w:sz w:val="1e9999"/>', '<w:sz w:val="nan"/>', '<w:sz w:val="-4"/>', "<w:sz/>", '<w:b w:val="maybe"/>',
        '<w:color w:val="red"/>', '<w:color w:val="#12"/>', "<w:color/>", '<w:highlight w:val="none"/>', '<w:highlight w:val="什么"/>',
        '<w:shd w:fill="zz"/>', "<w:shd/>", "<w:rFonts/>", '<w:rStyle w:val="nobody"/>', '<w:vanish w:val="2147483648"/>',
    ],
)  # fmt: skip
def test_values_that_mean_nothing_count_as_not_set(props: str) -> None:
    assert look(props) == Format()


def style(identity: str, inside: str, kind: str = "paragraph", default: bool = False, name: str = "") -> str:
    mark = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}" w:styleId="{identity}"{mark}><w:name w:val="{name or identity}"/>{inside}</w:style>'


def based(identity: str) -> str:
    return f'<w:basedOn w:val="{identity}"/>'


def test_defaults_then_chain_then_character_style_then_direct() -> None:
    styles = '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/><w:color w:val="111111"/></w:rPr></w:rPrDefault></w:docDefaults>'
    styles += style("N", '<w:rPr><w:sz w:val="32"/><w:vanish/></w:rPr>', default=True)
    styles += style("C", based("N") + '<w:rPr><w:vanish w:val="0"/><w:b/></w:rPr>')
    styles += style("K", '<w:rPr><w:color w:val="222222"/></w:rPr>', "character")
    assert look("", styles) == Format(hidden=True, size=16.0, color="111111")
    assert look("", styles, "C") == Format(size=16.0, color="111111", bold=True)
    assert look('<w:rStyle w:val="K"/>', styles, "C").color == "222222"
    assert look('<w:rStyle w:val="K"/><w:color w:val="auto"/>', styles, "C").color is None


def test_style_cycles_are_broken() -> None:
    styles = style("A", based("B") + "<w:rPr><w:b/></w:rPr>") + style("B", based("A") + '<w:rPr><w:sz w:val="30"/></w:rPr>')
    assert look("", styles, "A") == Format(bold=True, size=15.0)
    assert look("", style("S", based("S")), "S") == Format()


def test_theme_fonts() -> None:
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:minorFont><a:ea typeface=""/>'
        '<a:font script="Hans" typeface="等线"/></a:minorFont></a:theme>'
    )
    content = para(run("文", '<w:rFonts w:eastAsiaTheme="minorEastAsia" w:eastAsia="宋体"/>'))
    for face in ("等线", "仿宋", "等线"):  # a part that is kept from one document says nothing of the next one's other parts
        parts: dict[str, str | bytes] = {"word/theme/theme1.xml": theme.replace("等线", face)}
        found = first(content, links=[("t", "theme", "theme/theme1.xml")], parts=parts, styles="<w:docDefaults/>")
        assert found.pieces[0].format.font == face


def test_limits_hold_for_a_part_kept_from_another_document() -> None:
    styles = "".join(f'<w:style w:type="paragraph" w:styleId="s{i}"/>' for i in range(200))
    data = package(para(run("文")), styles=styles)
    assert read(data).body.text == "文"
    with pytest.raises(InputRejected, match="E004"):
        read(data, DEFAULT._replace(xml_size=len(styles)))


@pytest.mark.parametrize(
    ("name", "inside", "direct", "level"),
    [
        ("heading 1", "", "", 0),
        ("Heading 3", "", "", 2),
        ("标题 2", "", "", 1),
        ("正文", '<w:pPr><w:outlineLvl w:val="3"/></w:pPr>', "", 3),
        ("正文", "", '<w:outlineLvl w:val="0"/>', 0),
        ("heading 1", "", '<w:outlineLvl w:val="9"/>', None),
        ("heading 1", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', "", None),
        ("正文", "", '<w:outlineLvl w:val="x"/>', None),
        ("Title", "", "", None),
    ],
)
def test_outline_levels(name: str, inside: str, direct: str, level: int | None) -> None:
    styles = style("1", inside, name=name) + style("2", based("1"), name="own")
    assert first(para("文", f'<w:pStyle w:val="1"/>{direct}'), styles=styles).level == level
    if not direct:
        assert first(para("文", '<w:pStyle w:val="2"/>'), styles=styles).level == level


@pytest.mark.parametrize(
    ("value", "align"), [("center", "center"), ("end", "right"), ("start", "left"), ("nonsense", ""), ("both", "both")]
)
def test_alignment(value: str, align: str) -> None:
    assert first(para("文", f'<w:jc w:val="{value}"/>')).align == align


def test_what_stands_behind_the_text() -> None:
    fill = '<w:tcPr><w:shd w:val="clear" w:fill="002060"/></w:tcPr>'
    table = f'<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tr><w:tc>{{}}{para("文")}</w:tc></w:tr></w:tbl>'
    styles = style("T", '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:fill="4F81BD"/></w:tcPr></w:tblStylePr>', "table")
    assert first(table.format(fill), styles=styles).pieces[0].format.background == "002060"
    assert first(table.format(""), styles=styles).pieces[0].format.background == "4F81BD"
    assert first(para("文", '<w:shd w:fill="00FF00"/>')).pieces[0].format.background == "00FF00"
    box = f'<w:r><w:pict><v:shape fillcolor="#c00000 [1]"><v:textbox><w:txbxContent>{para("文")}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
    shape: Document = read(package(para(box)))
    assert shape.stories["textbox"].paragraphs[0].pieces[0].format.background == "C00000"


def test_pieces_cover_the_text_and_equal_looks_are_one_object() -> None:
    bold = run("粗", "<w:b/>")
    found = first(para(run("甲", "<w:lang/>") + run("乙", '<w:sz w:val="x"/>') + bold + "<w:r><w:tab/></w:r>" + bold))
    assert [(p.start, p.end, p.format.bold) for p in found.pieces] == [(0, 2, False), (2, 3, True), (3, 4, False), (4, 5, True)]
    assert found.pieces[0].format is found.pieces[2].format and found.pieces[1].format is found.pieces[3].format
