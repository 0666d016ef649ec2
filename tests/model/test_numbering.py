"""Automatic numbers as Word shows them."""

from __future__ import annotations

import pytest
from ooxml import package, para

from lint_cmm.model.numerals import numeral
from lint_cmm.model.read import read


def level(at: int, text: str, form: str = "decimal", more: str = "") -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(identity: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{identity}">{"".join(levels)}</w:abstractNum>'


def num(identity: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def item(identity: int, at: int = 0) -> str:
    return para("文", f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{identity}"/></w:numPr>')


def labels(content: str, numbering: str, styles: str = "") -> list[str]:
    return [p.label for p in read(package(content, numbering=numbering, styles=styles)).body.paragraphs]


CHINESE = abstract(1, level(0, "%1、", "chineseCounting"), level(1, "（%2）", "chineseCounting"), level(2, "%3.")) + num(1, 1)


@pytest.mark.parametrize(
    ("form", "values"),
    [
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 105: "一〇五"}),
        ("chineseCountingThousand", {2: "二", 10: "十", 21: "二十一", 100: "一百", 101: "一百零一", 110: "一百一十", 10_001: "一万零一"}),
        ("japaneseCounting", {1: "一", 10: "十", 12: "十二", 100: "百", 111: "百十一"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子"}),
        ("decimal", {7: "7"}),
        ("decimalZero", {7: "07", 12: "12"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 51: "51"}),
        ("decimalEnclosedParen", {1: "⑴"}),
        ("decimalEnclosedFullstop", {2: "⒉"}),
        ("decimalFullWidth", {12: "１２"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 53: "AAA"}),
        ("lowerLetter", {2: "b"}),
        ("upperRoman", {4: "IV", 1990: "MCMXC"}),
        ("lowerRoman", {9: "ix"}),
        ("chineseLegalSimplified", {12: "壹拾贰"}),
        ("ordinal", {1: "1st", 11: "11th", 22: "22nd"}),
        ("none", {3: ""}),
        ("nobody knows", {3: "3"}),
        ("upperRoman", {0: "0", 999_999_999: "999999999"}),
    ],
)
def test_number_formats(form: str, values: dict[int, str]) -> None:
    assert {value: numeral(value, form) for value in values} == values


def test_levels_restart_after_a_higher_one() -> None:
    content = item(1) + item(1, 1) + item(1, 1) + item(1, 2) + item(1) + item(1, 1) + item(1, 2)
    assert labels(content, CHINESE) == ["一、", "（一）", "（二）", "1.", "二、", "（一）", "1."]


def test_paragraphs_between_do_not_count() -> None:
    assert labels(item(1) + para("文") + item(1), CHINESE) == ["一、", "", "二、"]


def test_instances_of_one_list_go_on_counting_but_for_an_override() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'
    numbering = CHINESE + num(2, 1) + num(3, 1, override.format(1)) + num(4, 1, override.format(5))
    assert labels(item(1) + item(2) + item(3) + item(3) + item(4), numbering) == ["一、", "二、", "一、", "二、", "五、"]


def test_a_level_may_be_replaced_by_an_instance() -> None:
    replaced = num(2, 1, f'<w:lvlOverride w:ilvl="0">{level(0, "第%1条")}</w:lvlOverride>')
    assert labels(item(2) + item(2), CHINESE + replaced) == ["第1条", "第2条"]


def test_restart_rules() -> None:
    never = abstract(1, level(0, "%1."), level(1, "%2)", more='<w:lvlRestart w:val="0"/>')) + num(1, 1)
    assert labels(item(1) + item(1, 1) + item(1) + item(1, 1), never) == ["1.", "1)", "2.", "2)"]
    outer = abstract(1, level(0, "%1."), level(1, "%2)"), level(2, "%3>", more='<w:lvlRestart w:val="1"/>')) + num(1, 1)
    content = item(1) + item(1, 1) + item(1, 2) + item(1, 1) + item(1, 2) + item(1) + item(1, 2)
    assert labels(content, outer) == ["1.", "1)", "1>", "2)", "2>", "2.", "1>"]


def test_templates_with_several_levels_and_legal_numbers() -> None:
    mixed = abstract(1, level(0, "%1", "chineseCounting"), level(1, "%1.%2"), level(2, "%1.%2.%3", more="<w:isLgl/>")) + num(1, 1)
    assert labels(item(1) + item(1, 1) + item(1, 2), mixed) == ["一", "一.1", "1.1.1"]


def test_bullets_have_no_label_but_a_level() -> None:
    numbering = abstract(1, level(0, "•", "bullet")) + num(1, 1)
    paragraph = read(package(item(1), numbering=numbering)).body.paragraphs[0]
    assert (paragraph.label, paragraph.list_level) == ("", 0)


STYLE = '<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/>{}<w:pPr>{}</w:pPr></w:style>'


def styled(style: str, more: str = "") -> str:
    return para("文", f'<w:pStyle w:val="{style}"/>{more}')


def test_lists_linked_to_styles() -> None:
    numbering = abstract(
        1, level(0, "%1、", "chineseCounting", '<w:pStyle w:val="H1"/>'), level(1, "（%2）", "chineseCounting", '<w:pStyle w:val="H2"/>')
    ) + num(1, 1)
    own = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = STYLE.format("H1", "a", "", own) + STYLE.format("H2", "b", "", own) + STYLE.format("D", "c", '<w:basedOn w:val="H2"/>', "")
    content = styled("H1") + styled("H2") + styled("D") + styled("H1") + styled("H2", '<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert labels(content, numbering, styles) == ["一、", "（一）", "（二）", "二、", ""]


def test_numbering_styles() -> None:
    link = '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="L"/></w:abstractNum>' + num(2, 2)
    styles = '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    assert labels(item(2) + item(2), CHINESE + link, styles) == ["一、", "二、"]
    loop = '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="M"/></w:abstractNum>' + num(2, 2)
    assert labels(item(2), loop, styles.replace('"L"', '"M"').replace('numId w:val="1"', 'numId w:val="2"')) == [""]


def test_a_numbering_style_may_point_to_no_list_but_be_pointed_at() -> None:
    defined = abstract(1, level(0, "%1、", "chineseCounting")).replace("<w:lvl ", '<w:styleLink w:val="L"/><w:lvl ', 1)
    link = '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="L"/></w:abstractNum>' + num(2, 2)
    style = '<w:style w:type="numbering" w:styleId="L"><w:pPr>{}</w:pPr></w:style>'
    for own in ("", '<w:numPr><w:numId w:val="9"/></w:numPr>', '<w:numPr><w:numId w:val="2"/></w:numPr>'):
        assert labels(item(2) + item(2), defined + link, style.format(own)) == ["一、", "二、"]


@pytest.mark.parametrize(
    ("start", "first"), [("", "0"), ('<w:start w:val="3"/>', "3"), ('<w:start w:val="三"/>', "1"), ("<w:start/>", "0")]
)
def test_a_level_begins_where_it_says_and_at_nought_where_it_does_not(start: str, first: str) -> None:
    deep = f'<w:lvl w:ilvl="8">{start}<w:numFmt w:val="decimal"/><w:lvlText w:val="%9"/></w:lvl>'
    assert labels(item(1, 8) + item(1, 8), abstract(1, deep) + num(1, 1)) == [first, str(int(first) + 1)]


@pytest.mark.parametrize(("identity", "at"), [("9", "0"), ("0", "0"), ("x", "0"), ("1", "8"), ("", ""), ("1", "七"), ("1", "99999999999")])
def test_references_that_lead_nowhere_are_no_number(identity: str, at: str) -> None:
    content = para("文", f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{identity}"/></w:numPr>')
    assert labels(content, CHINESE) in ([""], ["一、"])


def test_counters_of_a_header_are_its_own() -> None:
    found = read(package(item(1) + item(1), numbering=CHINESE, headers={"default": item(1)}))
    assert found.stories["header"].paragraphs[0].label == "一、"
