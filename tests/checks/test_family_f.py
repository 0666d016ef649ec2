"""The family F on what Word files really say: off by default, one finding for one defect, nothing for a careful writer."""

from __future__ import annotations

import time

import pytest
from ooxml import members, package, para, run, zipped
from support import checker, rule_book

from lint_cmm.engine import Checker
from lint_cmm.findings import Finding
from lint_cmm.notation.docx import to_docx
from lint_cmm.settings import Settings

SETTINGS = (
    '<w:pgSz w:w="11907" w:h="16840"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588" w:gutter="0"/>'
    '<w:docGrid w:type="lines" w:linePitch="579"/>'
)
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
    '<a:majorFont><a:ea typeface=""/><a:font script="Hans" typeface="黑体"/></a:majorFont>'
    '<a:minorFont><a:ea typeface=""/><a:font script="Hans" typeface="仿宋_GB2312"/></a:minorFont>'
    "</a:fontScheme></a:themeElements></a:theme>"
)
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/></w:rPr></w:rPrDefault>'
    "</w:docDefaults>"
    '<w:style w:type="paragraph" w:styleId="a" w:default="1"><w:name w:val="Normal"/><w:rPr><w:sz w:val="32"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/><w:basedOn w:val="a"/><w:pPr><w:jc w:val="center"/></w:pPr>'
    '<w:rPr><w:rFonts w:eastAsia="方正小标宋简体" w:eastAsiaTheme=""/><w:sz w:val="44"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:rPr><w:rFonts w:eastAsiaTheme="majorEastAsia"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="zw"><w:name w:val="Body Text"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="k"><w:name w:val="楷体小标题"/><w:rPr><w:rFonts w:eastAsia="KaiTi"/></w:rPr></w:style>'
)
FOOTER = para(run("— ") + '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>' + run(" —"))
BODY = '<w:pStyle w:val="zw"/>'
CAREFUL = (
    para("2025年度民主生活会个人对照检查材料", '<w:pStyle w:val="t"/>')
    + para("程景和", '<w:jc w:val="center"/>')
    + para("各位领导、同志们：")
    + para("按照安排，会前听取意见12条，现报告如下。", BODY)
    + para("一、存在的问题", '<w:pStyle w:val="1"/>')
    + para(run("（一）学习不够深入。", '<w:rStyle w:val="k"/>') + run("2025年只读完2本书，通读文件3次。"), BODY)
    + para("（二）调研不够扎实。全年到村里只有4天，问题没有摸清。", BODY)
    + "<w:tbl><w:tr><w:tc>"
    + para(run("表里的一句话。", '<w:sz w:val="21"/>'))
    + "</w:tc></w:tr></w:tbl>"
    + para("2026年1月", '<w:jc w:val="right"/>')
)


def word(content: str, settings: str = SETTINGS, **known: object) -> bytes:
    theme = {"parts": {"word/theme1.xml": THEME}, "links": [("rIdTheme", "theme", "theme1.xml")]}
    data = members(content, **{"styles": STYLES, "footers": {"default": FOOTER}, **theme, **known})  # type: ignore[arg-type]
    document = str(data["word/document.xml"])
    if "<w:sectPr>" not in document:
        document = document.replace("</w:body>", "<w:sectPr></w:sectPr></w:body>")
    return zipped({**data, "word/document.xml": document.replace("</w:sectPr></w:body>", f"{settings}</w:sectPr></w:body>")})


def found(data: bytes, *codes: str) -> list[Finding]:
    result = checker(select=codes or ("F",)).check_bytes("a.docx", data)
    assert result.complete
    return [f for f in result.findings if f.code[0] == "F"]


def told(data: bytes, *codes: str) -> list[tuple[str, str]]:
    return [(f.code, f.quote) for f in found(data, *codes)]


def test_the_family_is_off_unless_asked_for() -> None:
    assert not [f for f in checker().check_bytes("a.docx", to_docx("正文第一段。")).findings if f.code[0] == "F"]
    book = rule_book()
    profile = book.profiles["2025-annual"]._replace(select=("F",))
    own = Checker(Settings(profile="2025-annual"), book._replace(profiles={**book.profiles, "2025-annual": profile}))
    assert {f.code for f in own.check_bytes("a.docx", to_docx("正文第一段。")).findings if f.code[0] == "F"} >= {"F801", "F803", "F807"}


def test_a_careful_writer_hears_nothing() -> None:
    assert told(word(CAREFUL)) == []


def test_everything_wrong_is_one_finding_each() -> None:
    text = para("2025年度民主生活会个人对照检查材料", '<w:jc w:val="center"/>') + para("各位领导、同志们：")
    text += (
        para("一、存在的问题") + para("全年只读完2本书，通读文件3次。") * 20 + para("二、原因剖析") + para("学习抓得不紧，办法不多。") * 10
    )
    data = package(text, styles=STYLES.replace('w:val="32"', 'w:val="24"'))
    assert told(data) == [
        ("F807", ""),
        ("F802", "2025年度民主生活会个人对照检查材料"),
        ("F804", "一、存在的问题"),
        ("F803", "全年只读完2本书，"),
        ("F805", "全年只读完2本书，"),
        ("F806", "全年只读完2本书，"),
    ]
    body = next(f for f in found(data) if f.code == "F803")
    assert body.facts["count"] == "30" and len(body.related) == 29


@pytest.mark.parametrize("code", ["F803", "F808"])
def test_figures_and_letters_may_have_their_own_typeface(code: str) -> None:
    latin = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman"/>'
    text = para(run("全年只读完") + run("2", latin) + run("本书，参加") + run("WTO", latin) + run("培训。"), BODY)
    assert told(word(text), code) == []


def test_a_typeface_for_letters_says_nothing_of_han_text() -> None:
    only_ascii = '<w:rFonts w:ascii="仿宋" w:hAnsi="仿宋" w:eastAsia="宋体" w:hint="eastAsia"/>'
    assert told(word(para(run("全年只读完两本书。", only_ascii), BODY)), "F803") == [("F803", "全年只读完两本书。")]


@pytest.mark.parametrize(
    "font",
    [
        "仿宋",
        "仿宋_GB2312",
        "FangSong",
        "fangsong_gb2312",
        "方正仿宋_GBK",
        "方正仿宋简体",
        "华文仿宋",
        "STFangsong",
        "FZFSJW--GB1-0",
        "CESI仿宋-GB2312",
    ],
)
def test_the_names_of_one_family(font: str) -> None:
    assert told(word(para(run("全年只读完两本书。", f'<w:rFonts w:eastAsia="{font}"/>'), BODY)), "F803") == []


def test_a_body_that_names_no_typeface_is_told_so() -> None:
    (finding,) = found(package(para("全年只读完两本书。")), "F803")
    assert finding.message.startswith("正文用的是10 磅默认字体，应为三号仿宋")


def test_a_body_all_in_a_typeface_of_emphasis_is_no_emphasis() -> None:
    kai = '<w:rFonts w:eastAsia="楷体"/>'
    text = para(run("会前听取意见12条，谈心谈话8人次。全年到村里只有4天，问题没有摸清。", kai), BODY)
    assert told(word(text), "F803") == [("F803", "会前听取意见12条，")]
    assert told(word(para(run("（一）学习抓得不紧。", kai), BODY)), "F803") == []


def test_soft_line_breaks_make_lines_of_their_own() -> None:
    br = "<w:r><w:br/></w:r>"
    text = para(
        run("一、存在的问题", '<w:rFonts w:eastAsia="黑体"/>') + br + run("　　全年只读完两本书。") + br + run("到村里只有四天。"), BODY
    )
    assert told(word(text), "F803", "F804", "F806") == [("F806", "全年只读完两本书。"), ("F806", "到村里只有四天。")]


def test_a_table_of_contents_is_no_heading() -> None:
    styles = STYLES + '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="toc 1"/></w:style>'
    assert told(word(para("一、存在的问题\t1", '<w:pStyle w:val="c"/>'), styles=styles), "F804") == []


def test_a_line_that_only_stands_in_the_middle_is_no_title() -> None:
    text = para("张村人民政府　　　　　2020年2月19日", '<w:jc w:val="center"/>') + para("现将有关事项通报如下。", BODY)
    assert told(word(text), "F802") == []


def test_a_name_below_the_title_in_the_same_paragraph_is_no_part_of_it() -> None:
    kai = '<w:rFonts w:eastAsia="楷体"/><w:sz w:val="32"/>'
    text = para(
        run("2025年度民主生活会个人对照检查材料") + "<w:r><w:br/></w:r>" + run("望溪县图书馆馆长　程景和", kai), '<w:pStyle w:val="t"/>'
    )
    assert told(word(text + para("按照安排，现报告如下。", BODY)), "F802") == []


def test_a_line_that_leads_in_is_body_and_an_addressee_is_not() -> None:
    text = para("县委组织部、县纪委监委：") + para("按照安排，会前听取意见12条，查摆问题8个，现将对照检查情况报告如下：")
    assert told(word(text), "F806") == [("F806", "按照安排，")]


@pytest.mark.parametrize(
    ("before", "words"), [("存在以下问题。", "“学习不深入。”"), ("会议指出的", "“学习不深入”"), ("存在以下问题：", "学习不深入，")]
)
def test_what_is_quoted_may_stand_out_and_a_piece_of_a_sentence_may_not(before: str, words: str) -> None:
    kai = '<w:rFonts w:eastAsia="楷体"/>'
    assert told(word(para(run(before) + run(words, kai) + run("全年只读完两本书。"), BODY)), "F808") == []
    assert told(word(para(run("会议指出") + run("学习不深入", kai) + run("，只读完两本书。"), BODY)), "F808") == [("F808", "学习不深入")]


def test_a_numbered_sentence_may_stand_out_as_a_whole() -> None:
    kai = '<w:rFonts w:eastAsia="楷体"/>'
    text = para(
        run("（一）针对学习浮在面上，每月读1本书，每季度写1篇心得，由支部纪检委员抽查，结果在支部党员大会上通报，请全体党员监督。", kai),
        BODY,
    )
    assert told(word(text), "F803") == []


@pytest.mark.parametrize(
    ("spacing", "grid", "ok"),
    [
        ('<w:spacing w:line="560" w:lineRule="exact"/>', "", True),
        ('<w:spacing w:line="600" w:lineRule="exact"/>', "", True),
        ('<w:spacing w:line="579" w:lineRule="atLeast"/>', "", True),
        ("", '<w:docGrid w:type="linesAndChars" w:linePitch="579"/>', True),
        ('<w:snapToGrid w:val="0"/>', '<w:docGrid w:type="lines" w:linePitch="579"/>', False),
        ("", '<w:docGrid w:linePitch="579"/>', False),
        ("", '<w:docGrid w:type="lines" w:linePitch="312"/>', False),
        ('<w:spacing w:line="360"/>', '<w:docGrid w:type="lines" w:linePitch="579"/>', False),
        ('<w:spacing w:line="400" w:lineRule="exact"/>', "", False),
    ],
)
def test_spacing_that_gives_twenty_two_lines(spacing: str, grid: str, ok: bool) -> None:
    assert told(word(para("全年只读完两本书。", BODY + spacing), grid), "F805") == ([] if ok else [("F805", "全年只读完两本书。")])


@pytest.mark.parametrize(
    ("props", "text", "variant"),
    [
        (BODY, "全年只读完两本书。", ""),
        ('<w:ind w:firstLine="640"/>', "全年只读完两本书。", ""),
        ('<w:ind w:firstLine="643" w:firstLineChars="201"/>', "全年只读完两本书。", ""),
        ('<w:ind w:firstLine="480"/>', "全年只读完两本书。", "首行缩进 1.5 字符"),
        ("", "全年只读完两本书。", "段首没有空 2 字"),
        ("", "　　全年只读完两本书。", "段首是用空格空出来的"),
        ("", "    全年只读完两本书。", "段首是用空格空出来的"),
        (BODY, "　　全年只读完两本书。", "设了首行缩进，段首又有空格"),
        (BODY, " 全年只读完两本书。", ""),
        ('<w:ind w:left="640" w:hanging="640"/>', "全年只读完两本书。", "设的是悬挂缩进"),
        ('<w:jc w:val="center"/>', "全年只读完两本书。", ""),
        ('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', "全年只读完两本书。", ""),
    ],
)
def test_indents(props: str, text: str, variant: str) -> None:
    numbering = '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    findings = found(word(para(text, props), numbering=numbering), "F806")
    assert [f.message.startswith(variant) for f in findings] == ([True] if variant else []), [f.message for f in findings]


def test_a_line_that_goes_on_with_a_broken_sentence_needs_no_indent() -> None:
    first = "会前我走访基层站所8个，征求意见20条，其中关于学习的6条，关于作风的14条，都是干部职工当面提出来的"
    assert told(word(para(first, BODY) + para("意见，我照单全收。")), "F806") == []


def test_paper_of_another_size_hides_its_margins() -> None:
    letter = '<w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800"/>'
    (finding,) = found(word(CAREFUL, letter), "F801")
    assert finding.span is None and finding.message == "纸张是 215.9×279.4 毫米，应为 210×297 毫米"


def test_a_wide_table_may_lie_across() -> None:
    upright = f"<w:sectPr>{SETTINGS}</w:sectPr>"
    across = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"/>'
    text = para("全年只读完两本书，通读文件三次。", BODY + upright) + para("附件　整改清单")
    assert told(word(text, across), "F801") == []
    other = across.replace('w:w="16838" w:h="11906"', 'w:w="11906" w:h="16838"')
    assert told(word(text, other), "F801") == [("F801", "附件　整改清单")]


def test_page_numbers() -> None:
    plain = FOOTER.replace("— ", "").replace(" —", "")
    both = "<w:evenAndOddHeaders/>"
    assert told(word(para("文。"), footers={"default": plain}), "F807") == [("F807", "1")]
    assert told(word(para("文。"), footers={"even": FOOTER}), "F807") == [("F807", "")]
    assert told(word(para("文。"), footers={"default": FOOTER, "first": plain}), "F807") == []
    assert [f.message[:2] for f in found(word(para("文。"), settings=SETTINGS), "F807")] == []
    data = members(para("文。"), footers={"default": FOOTER}, settings=both)
    assert [f.message[:2] for f in found(zipped(data), "F807")] == ["双页"]
    data = members(para("文。"), footers={"default": FOOTER, "even": plain}, settings=both)
    assert told(zipped(data), "F807") == [("F807", "1")]


def test_an_office_changes_the_norm_in_its_configuration() -> None:
    rules = (("F803", {"fonts": ("宋体",), "size": 12.0}),)
    own = Checker(Settings(select=("F803",), rules=rules), rule_book())
    text = to_docx("#look font=SimSun size=12\n全年只读完两本书。\n#look font=仿宋 size=16\n通读文件三次。")
    (finding,) = own.check_bytes("a.docx", text).findings
    assert finding.quote == "通读文件三次。" and "应为小四宋体" in finding.message


@pytest.mark.parametrize(
    "content",
    [
        para("".join(run("一。", f'<w:sz w:val="{30 + i % 3}"/>') + "<w:r><w:br/></w:r>" for i in range(10_000))),
        para("".join(run("一。", f'<w:sz w:val="{30 + i % 3}"/>') for i in range(10_000))),
        "".join(para("一。一", f'<w:sectPr><w:pgMar w:top="{i}"/><w:pgNumType w:fmt="{i}"/></w:sectPr>') for i in range(5_000)),
    ],
    ids=["soft breaks", "runs", "sections"],
)
def test_many_lines_looks_and_sections_take_no_more_than_their_number(content: str) -> None:
    data = word(content, footers={"default": "".join(para(run(f"{i}年") + '<w:fldSimple w:instr="PAGE"/>') for i in range(1_000))})
    started = time.process_time()
    found(data)
    assert time.process_time() - started < 5


def test_english_words_name_sizes_in_points() -> None:
    english = checker(select=("F803", "F808"), lang="en")
    text = to_docx("#look font=宋体 size=12\n全年只读完两本书⟦size=10.5⟧，通读文件三次⟦⟧。")
    said = [f.message for f in english.check_bytes("a.docx", text).findings]
    assert said == [
        "The body is in 12 pt 宋体; it should be in 16 pt 仿宋 (paragraphs like this: 1)",
        "In this paragraph “通读文件三次” is in 10.5 pt 宋体, the rest in 12 pt 宋体 (paragraphs like this: 1)",
    ]
