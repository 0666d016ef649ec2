"""The terminal report: columns, wrapping, marks under the hit, nothing that acts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import checker

from lint_cmm.findings import AlignedMeasure, AlignedProblem, Finding, Related, Result, Run, summarise
from lint_cmm.model.types import Span
from lint_cmm.notation import to_document
from lint_cmm.reporters import render
from lint_cmm.reporters.quotes import excerpt
from lint_cmm.reporters.width import columns, fit, pad, wrap

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def finding(quote: str, before: str = "", after: str = "") -> Finding:
    """A finding in the body with its surroundings."""
    words = ("W501", "watermark-url", "网址水印", "error", f"文中留有网址“{quote}”", "请删除", "safe", "f")
    return Finding(*words, "body", Span("body", 3, 2, 2 + len(quote)), quote, 2, "二/（一）", context=(before, after))


def run_of(*findings: Finding, path: str = "a.docx") -> Run:
    """A run over one file with these findings."""
    results = (Result(path, "", "reject", ("body",), None, findings),)
    return Run(results, summarise(results), "0", "zh")


def test_full_width_characters_take_two_columns() -> None:
    assert columns("ab，甲“") == 2 + 2 + 2 + 1
    assert pad("甲", 4) == "甲  "


def test_what_is_cut_says_so_and_fits() -> None:
    assert [fit("甲乙丙丁", width) for width in (8, 7, 6, 1)] == ["甲乙丙丁", "甲乙丙…", "甲乙…", "…"]


@given(st.text(alphabet="甲乙，。“”（）ab 1", max_size=80), st.integers(6, 40))
def test_wrapped_lines_fit_and_lose_no_word(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_closing_marks_do_not_begin_a_line() -> None:
    assert all(line[0] not in "，。）" for line in wrap("甲乙丙丁戊己庚辛，壬癸子丑寅卯辰巳。午未", 10))


def test_marks_stand_under_the_hit() -> None:
    [(text, marks)] = excerpt(finding("www.x.cn", "…参见（", "）后面…"), 60)
    assert text == "…参见（www.x.cn）后面…"
    assert len(marks.rstrip("^")) == columns("…参见（")
    assert marks.count("^") == len("www.x.cn")


@given(st.text(max_size=200), st.text(max_size=13), st.text(max_size=13), st.integers(30, 120))
def test_the_quoted_line_fits_the_page(quote: str, before: str, after: str, width: int) -> None:
    for text, marks in excerpt(finding(quote, before, after), width):
        assert columns(text) <= width
        assert columns(marks) <= columns(text) + 1


@pytest.mark.parametrize("name", ["full", "concise"])
def test_what_acts_on_a_terminal_is_named(name: str) -> None:
    nasty = "\x1b[2J\u202e甲\x07\u200b"
    shown = render(name, run_of(finding(nasty, nasty, nasty), path=f"{nasty}\n.docx")).decode()
    assert not set(shown) & set("\x1b\x07\u202e\u200b")
    assert "⟨U+001B⟩" in shown


def test_colour_is_only_added() -> None:
    run = run_of(finding("www.x.cn", "前", "后"))
    plain, painted = render("full", run).decode(), render("full", run, color=True).decode()
    assert "\x1b[31m" in painted
    assert ESCAPE.sub("", painted) == plain


def test_many_findings_of_one_rule_are_capped_unless_asked_for() -> None:
    run = run_of(*(finding(f"www.x{i}.cn") for i in range(30)))
    assert render("full", run).decode().count("W501") == 10
    assert "另有 20 处" in render("full", run).decode()
    assert render("full", run, verbose=True).decode().count("W501") == 30


def test_a_clean_document_says_what_was_checked() -> None:
    results = (Result("a.docx", "", "pass", ("body", "tables"), None, ()),)
    shown = render("full", Run(results, summarise(results), "0", "zh")).decode()
    assert "没有发现问题（已检查：正文、表格）" in shown
    assert "基本达标" in shown


@pytest.mark.parametrize(("width", "lang"), [(80, "zh"), (120, "zh"), (80, "en")])
def test_no_line_of_a_real_report_is_wider_than_the_page(width: int, lang: str, good_docx: bytes) -> None:
    result = checker(lang=lang).check_bytes("a.docx", good_docx)
    run = Run((result,), summarise((result,)), "0", lang)
    assert [line for line in render("full", run, width=width).decode().split("\n") if columns(line) > width] == []


def test_the_words_beside_a_measure_are_whole_ones_and_another_place_that_is_cut_says_so() -> None:
    span = Span("body", 5, 0, 3)
    proof = ("消防安全检查", "年度述职", "仓库管理制度", "廉政谈话记录", "接待")
    aligned = (AlignedProblem("（一）", "（一）学习方面。", span, (AlignedMeasure("（二）", "", span, 0.7, proof),)),)
    found = finding("www.x.cn")._replace(related=(Related(None, "body", 4, 0, 60, "同一句话" * 30),))
    results = (Result("a.docx", "", "reject", ("body",), None, (found,), aligned),)
    shown = render("full", Run(results, summarise(results), "0", "zh"), width=80).decode().splitlines()
    assert next(line for line in shown if "（二）" in line).split() == ["（一）学习方面", "→", "（二）", "消防安全检查、年度述职、接待"]
    assert next(line for line in shown if "另见" in line).endswith("…")


def test_a_paragraphs_like_findings_are_told_once_unless_all_are_asked_for() -> None:
    one = finding("www.x.cn")
    assert one.span
    twelve = [one._replace(span=one.span._replace(paragraph=p)) for p in range(1, 13)]
    run = run_of(*(f for f in twelve for _ in range(3)))
    shown = render("full", run).decode()
    assert shown.count("本段同样的还有 2 处") == 10 and "同一规则另有 6 处" in shown, "ten are shown, each with two more"
    assert "同样的" not in (every := render("full", run, verbose=True).decode()) and every.count("网址水印") == 36
    assert render("full", run_of(one, one._replace(quote="", span=None), one._replace(quote="", span=None))).decode().count("网址水印") == 3


def test_findings_in_a_part_without_a_heading_stand_under_what_it_is() -> None:
    text = "#title 个人对照检查材料\n同志们：\n学习上，只读了2本书,没有笔记。\n工作上，拖了4个月。\n作风上，没有入户。\n今后，我每月读1本,每周入户1次。\n以上发言，请批评。"
    result = checker().check_document("a.docx", to_document(text))
    shown = render("full", Run((result,), summarise((result,)), "0", "zh")).decode("utf-8")
    assert re.findall("▌(.*)", shown)[1:3] == ["查摆问题", "努力方向和整改措施"]
