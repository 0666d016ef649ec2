"""Families W and H on sentences of their own: what is found, what only looks like it, how fast hostile texts are read."""

from __future__ import annotations

import re
import runpy
import time
from pathlib import Path

import pytest
from local_patterns import assert_local
from ooxml import package, para

from lint_cmm.checks import placeholders, residue, years
from lint_cmm.checks.address import addresses
from lint_cmm.engine import Checker
from lint_cmm.model.types import Active, Document, Paragraph, Story
from lint_cmm.notation import to_document
from lint_cmm.settings import Settings

_CASES = runpy.run_path(str(Path(__file__).with_name("watermark_hygiene_cases.py")))
FOUND: list[tuple[str, str, list[str]]] = _CASES["FOUND"]
CLEAN: list[tuple[str, str]] = _CASES["CLEAN"]
ORDINARY: list[str] = _CASES["ORDINARY"]

DOT_LIKE = ["。", "．", "｡", "·", "•", "点", "[.]", "(dot)", "（点）", " . ", "﹒", "・"]
PLAIN = "www.bgzjy.cn"
DISGUISES = [
    *(PLAIN.replace(".", dot) for dot in DOT_LIKE),
    PLAIN,
    PLAIN.upper(),
    "WwW.bGzJy.Cn",
    "http://www.bgzjy.cn",
    "https://www.bgzjy.cn/a.html?x=1",
    "http：//www.bgzjy.cn",
    "hxxp://www.bgzjy.cn",
    "bgzjy.cn",
    "ｗｗｗ．ｂｇｚｊｙ．ｃｎ",
    "ｗｗｗ.bgzjy.ｃｎ",
    " ".join(PLAIN),
    "w w w . b g z j y . c n",
    "www .bgzjy .cn",
    "www. bgzjy. cn",
    "www.bg zjy.cn",
    "www bgzjy cn",
    "www\u3000.bgzjy\u3000.cn",
    "www.\tbgzjy.\tcn",
    "www.bg\u200bzjy.cn",
    "\u200b".join(PLAIN),
    "www.bg\u200czj\u200dy.cn",
    "www.bg\u00adzjy.cn",
    "www.bg\u2060zjy.cn",
    "www.bg\ufeffzjy.cn",
    "www.bg\u200ezjy.cn",
    "www.bg\U000e0041zjy.cn",
    "www.bgzj\u0443.\u0441n",
    "\u0461\u0461\u0461.bgzjy.cn",
    "www.bgzj\u03b3.cn",
    "𝐰𝐰𝐰.𝐛𝐠𝐳𝐣𝐲.𝐜𝐧",
    "ⓦⓦⓦ.ⓑⓖⓩⓙⓨ.ⓒⓝ",
    "ʷʷʷ.bgzjy.cn",
    "w\u0301w\u0301w.bgzjy.cn",
    "\u202enc.yjzgb.www\u202c",
    "nc.yjzgb.www",
    "www,bgzjy,cn",
    "wwwbgzjycn",
    "www%2Ebgzjy%2Ecn",
    "www.bg\nzjy.cn",
    "bgzjy点cn",
]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Settings())


def quotes(checker: Checker, code: str, doc: str) -> list[str]:
    return [f.quote for f in checker.check_document("x", to_document(doc)).findings if f.code == code]


@pytest.mark.parametrize(("code", "doc", "expected"), FOUND, ids=[f"{c}-{i}" for i, (c, _, _) in enumerate(FOUND)])
def test_found(checker: Checker, code: str, doc: str, expected: list[str]) -> None:
    assert quotes(checker, code, doc) == expected


@pytest.mark.parametrize(("code", "doc"), CLEAN, ids=[f"{c}-{i}" for i, (c, _) in enumerate(CLEAN)])
def test_only_looks_like_it(checker: Checker, code: str, doc: str) -> None:
    assert quotes(checker, code, doc) == []


@pytest.mark.parametrize("doc", ORDINARY)
def test_a_workplace_speaks_of_sites_and_accounts(checker: Checker, doc: str) -> None:
    assert [quotes(checker, code, doc) for code in ("W501", "W503", "W504", "W505")] == [[], [], [], []]


def test_45_disguises_of_one_address_are_found_with_their_span(checker: Checker) -> None:
    assert len(DISGUISES) >= 45
    missed = []
    for disguise in DISGUISES:
        text = f"抓落实不紧。{disguise}"
        found = [text[a.start : a.end] for a in addresses(checker.book.data, text, frozenset({"bgzjy.cn"}))]
        shown = disguise.strip("\u202e\u202c")
        if found != [shown]:
            missed.append((disguise, found))
    assert len(missed) <= len(DISGUISES) - 43, missed
    assert not missed, missed


HOSTILE = [
    "a", "1", "w", "x", "X", "*", "×", "某", "点", ".", "_", " ", "\u3000", "（", "【", "[", "“", "”", "《", "-", "# ", "**", "```",
    "www.", "w w ", "http://", "a.b-", "a点", "1.", "(dot", "%2e", "年 ", "月　", "年  月", "20X年", "X月", "此处", "（填写", "[待", "{{",
    "微信", "QQ1", "微信a", "公众号", "代写", "篇一", "【1篇", "上一篇 ", "隐藏1", "来源：", "本文由", "原创", "更多", "中 国", "习x", "X中央",
    "从严治", "代写微信", "公众号“", "下载 ", "ZZ", "字(a)", ") w ' ", "\n- ", "\n### ", "a。", "。甲乙", "1 ", "6222 ", "13", "秘密★", "密 ", "2025年度", "2025年民主",
    "<br", "&nbsp;", "|---", "](", "\u200b", "а", "ａ", "\u202ea", "N", "A镇", "？", "…", "○", "二〇", "#", "（ ", "五个带头", "以下是", "好的，",
]  # fmt: skip


@pytest.mark.parametrize("bite", HOSTILE)
def test_hostile_texts_are_read_in_linear_time(checker: Checker, bite: str) -> None:
    text = (bite * 80_000)[:80_000]
    data = checker.book.data
    residue.found(data, "download", "")  # the automaton is built once
    started = time.process_time()
    addresses(data, text)
    placeholders.find(data, text)
    for kind in residue.KINDS:
        residue.found(data, kind, text)
    assert time.process_time() - started < 1.4, bite  # seven scans, each well under 0.2 s


@pytest.mark.parametrize("kind", residue.KINDS)
def test_patterns_are_found_around_what_they_hold(checker: Checker, kind: str) -> None:
    table = checker.book.data.table("residue")[kind]
    for needed, pattern in table["patterns"]:
        assert_local(pattern, needed.split("|"), table["reach"])
    for _, pattern, *held in table.get("loose", ()):
        if held == ["^"]:
            assert all(part.startswith(r"(?:^|\n)") for part in _alternatives(pattern))
        elif held:
            assert_local(pattern, held[0].split("|"), table["reach"])


def _alternatives(pattern: str) -> list[str]:
    """The parts of a pattern between signs of alternation that stand in no group and no set."""
    parts, depth = [""], 0
    for piece in re.findall(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", pattern, re.S):
        depth += {"(": 1, ")": -1}.get(piece, 0)
        if piece == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def test_slips_are_found_around_what_they_hold(checker: Checker) -> None:
    slips = [slip for table in checker.book.data.table("conventions").values() for slip in table if "reach" in slip]
    assert slips
    for slip in slips:
        assert_local(slip["pattern"], slip["needs"], slip["reach"])


def test_named_meetings_are_found_around_their_names() -> None:
    assert_local(years._NAMED.pattern, list(years._MEETINGS), years._BEFORE)


def test_site_names_are_those_of_the_table(checker: Checker) -> None:
    table = checker.book.data.table("sites")
    assert set(checker.book.data.lexicon("site-names")) == {*table["sure"], *table["inferred"], *table["ordinary"]}


def test_an_address_in_a_numbering_text_is_found_for_the_whole_document(checker: Checker) -> None:
    document = to_document("正文。")
    document.list_texts = ("%1、www.bgzjy.cn", "（%1）")
    found = [f for f in checker.check_document("x", document).findings if f.code == "W506"]
    assert [(f.quote, f.span) for f in found] == [("%1、www.bgzjy.cn", None)]


@pytest.mark.parametrize(("where", "said"), [("header", "页眉中有"), ("body", "正文页面上有")])
def test_a_drawn_watermark_is_told_where_it_is(where: str, said: str, checker: Checker) -> None:
    shape = '<w:r><w:pict><v:shape type="#_x0000_t136"><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>'
    data = package(para("正文。"), headers={"default": para(shape)}) if where == "header" else package(para("正文。") + para(shape))
    found = [f for f in checker.check_bytes("a.docx", data).findings if f.code == "W506"]
    assert [(f.quote, f.message.startswith(said)) for f in found] == [("DRAFT", True)]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("我登记了3本书（更多范文请访问www.wenmi.com）差价每晚460元，已退。", "更多范文请访问www.wenmi.com"),
        ("列入计划的12座更多范文请访问www.wenmi.com9月仍有4座没开工。", "更多范文请访问www.wenmi.com"),
        ("列入计划的12座更多范文请，下载。", "更多范文请"),
    ],
)
def test_what_follows_an_address_is_no_part_of_the_advertisement(text: str, quote: str, checker: Checker) -> None:
    assert [text[start:end] for start, end in residue.found(checker.book.data, "download", text)] == [quote]


@pytest.mark.parametrize(
    ("name", "told"), [("笔杆儿网", True), ("www.bgzjy.cn", True), ("公讯文库", False), ("_Toc1234567", False), ("书签", False)]
)
def test_a_bookmark_gives_away_a_site_that_is_certain(checker: Checker, name: str, told: bool) -> None:
    data = package(para(f'<w:bookmarkStart w:id="0" w:name="{name}"/><w:r><w:t>正文。</w:t></w:r>'))
    found = [f.span for f in checker.check_bytes("a.docx", data).findings if f.code == "W506"]
    assert found == [None] * told


def test_a_line_that_is_a_marking_needs_no_level(checker: Checker) -> None:
    options = checker.book.rules["H609"].options
    lines = [*options["alone"], *(entry.replace("+", "") for entry in options["warnings"])]
    assert len(lines) > 30
    for said in lines:
        for line in (said, f"　　{said}　", f"（{said}）", f"{said}！"):
            found = checker.check_document("a.docx", to_document(f"#title 题\n{line}\n正文。\n")).findings
            assert [f.quote.strip("（）！") for f in found if f.code == "H609"] == [said], line
        sentence = f"我对{said}这类提示重视不够，随手放在桌上，没有按规定登记。"
        found = checker.check_document("a.docx", to_document(f"#title 题\n{sentence}\n")).findings
        assert not [f for f in found if f.code == "H609"], sentence


def test_what_acts_is_told_once_and_what_only_draws_is_not(checker: Checker) -> None:
    body = Story("body", (Paragraph("body", 1, "正文。"),))
    told = [("macro", "vbaProject.bin"), ("ole", "Package"), ("remote-template", "https://a.example.cn/t.dotm"), ("ole", "Excel.Sheet.12")]
    silent = [("ole", "Equation.3"), ("ole", "MathType 6"), ("ole", "Package"), ("picture", "image1.png")]
    document = Document({"body": body}, active=tuple(Active(*one) for one in (*told, *silent)))
    found = [(f.span, f.facts["kind"], f.facts["name"]) for f in checker.check_document("a.docx", document).findings if f.code == "H605"]
    assert sorted(found) == sorted((None, *one) for one in told)
