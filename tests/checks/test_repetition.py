"""Family B beyond its rule examples, and the time that the checks of families B and T take on hostile text."""

from __future__ import annotations

import gc
import importlib
import time
from collections.abc import Iterator
from typing import Any, NamedTuple, get_type_hints

import pytest
from support import checker, rule_book

from lint_cmm.checks import scan
from lint_cmm.checks.api import Context, Issue
from lint_cmm.checks.frames import FrameOptions, overused
from lint_cmm.checks.pairs import PairOptions, loners
from lint_cmm.checks.phrases import parse, spellings
from lint_cmm.checks.repetition import RepeatedOptions, twice
from lint_cmm.checks.stock import StockOptions, density
from lint_cmm.checks.stutter import StutterOptions, stutters
from lint_cmm.data.convert import convert
from lint_cmm.model.sentences import clauses, sentences
from lint_cmm.model.types import Document, Paragraph, Story
from lint_cmm.notation import to_document
from lint_cmm.outline.build import build

CODES = ["B401", "B402", "B403", "B404", "T701", "T702", "T703", "T704", "T705", "T706", "T707", "T708"]
UNITS = [
    "“",
    "）",
    "《",
    "(",
    "，",
    " ",
    "汉 ",
    "\u200b",
    "1-",
    "12年",
    "%",
    "的",
    "做的还不够",
    "政治意识、",
    "习近平新",
    "《中国共产党",
    "第一、",
    "服务市场",
    "。",
    "“a”、",
    "20届",
]


def context(*texts: str, outlined: bool = True) -> Context:
    document = Document({"body": Story("body", tuple(Paragraph("body", i, text) for i, text in enumerate(texts, 1)))})
    data = rule_book().data
    return Context(document, build(document, data) if outlined else None, None, data)  # type: ignore[arg-type]


def quotes(context: Context, issues: list[Issue]) -> list[str]:
    return [context.document.quote(issue.span) for issue in issues if issue.span is not None]


def test_a_sentence_changed_in_one_clause_is_a_repetition() -> None:
    first = "一是下乡调研总是提前打好招呼，看的是准备好的点，听的是安排好的话。"
    later = "二是下乡走访总是提前打好招呼，看的是准备好的点，听的是安排好的话。"
    own = context(first, later)
    issues = list(twice(own, RepeatedOptions()))
    assert quotes(own, issues) == [later[2:]]
    assert own.document.quote(issues[0].related[0]) == first[2:]


@pytest.mark.parametrize(("cells", "found"), [((False, False), 1), ((False, True), 0), ((True, True), 0), ((True, False, False), 1)])
def test_what_a_table_says_again_is_no_repetition(cells: tuple[bool, ...], found: int) -> None:
    said = "下乡调研总是提前打好招呼，看的是准备好的点。"
    text = "\n".join(["#title 个人对照检查材料", *(f"#table 学习 | {said}" if cell else said for cell in cells), ""])
    assert [f.code for f in checker("personal").check_document("a.docx", to_document(text)).findings].count("B401") == found


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("该问题已整改到位。", "该问题已整改到位。"),
        (
            "带头坚持以人民为中心的发展思想，推动改革发展稳定方面做得不够。",
            "带头坚持以人民为中心的发展思想，推动改革发展稳定方面再加把劲。",
        ),
        ("全年到村里调研9次，听意见26条，解决难题5件。", "全年到企业调研7次，听意见31条，解决难题8件。"),
        ("总想着在任期内留下看得见的东西，对打基础的事缺少耐心。", "对打基础的事要有耐心，每季度到项目工地看一次进度。"),
    ],
)
def test_what_form_or_formulation_makes_alike_is_no_repetition(first: str, later: str) -> None:
    assert list(twice(context(first, later), RepeatedOptions())) == []


def test_an_overlapping_double_is_reported_once_by_its_shortest_phrase() -> None:
    own = context("我对改造管网改造管网改的进度没有过问。")
    assert quotes(own, list(stutters(own, StutterOptions()))) == ["改造管网改造管网"]


def test_a_short_sentence_said_three_times_is_one_finding() -> None:
    said = "结果逐项公示到人。"
    own = context("会后通报进度。" + said * 3 + "年底销号。")
    [issue] = stutters(own, StutterOptions())
    assert issue.facts == {"phrase": said, "right": said} and quotes(own, [issue]) == [said * 3]


def test_a_frame_within_others_is_counted_where_it_stands_alone() -> None:
    text = "学得不够，" * 3 + "想得还不够，" * 2 + "做得还不够多，" * 4
    own = context("查摆", text)
    options = FrameOptions(("不够", "还不够", "还不够多"), 1, 0.1)
    found = list(overused(own, options))
    assert [(issue.facts["frame"], issue.facts["count"]) for issue in found] == [("不够", "3"), ("还不够", "2"), ("还不够多", "4")]
    assert [text[issue.span.start - 2 : issue.span.start] for issue in found if issue.span] == ["学得", "想得", "做得"]


def test_three_times_and_numerals_are_no_stutter() -> None:
    own = context("哈哈哈哈，二〇二〇二〇二〇，加油干加油干加油干，说一说说一说，某某某某某某。")
    assert list(stutters(own, StutterOptions(fine=("说一说",)))) == []


def test_a_quotation_over_three_paragraphs_has_its_partner() -> None:
    own = "他说：“第一段。\n“第二段。\n“第三段。”"
    assert [m.at for m in loners(own, PairOptions())] == [3, 9]  # the walk alone leaves the openings over
    issues = _run("T702", context(*own.split("\n")))
    assert issues == []


def test_sentences_take_their_closing_quotation_mark_along() -> None:
    text = "他说：“不去。”我没问；后来！才知道\n下一段"
    assert [text[a:b] for a, b in sentences(text)] == ["他说：“不去。”", "我没问；", "后来！", "才知道", "下一段"]
    assert [text[a:b] for a, b in clauses(text)][:3] == ["他说", "“不去", "”我没问"]


def test_an_entry_line_is_read_with_its_guards_and_sets() -> None:
    phrase = parse("做的→做得 | after @lack,不实 | not-before 要 | as unsure", {"lack": ["还不够"]})
    assert (phrase.after, phrase.not_before, phrase.variant) == (("还不够", "不实"), ("要",), "unsure")
    assert spellings("“四风”问题") == ["“四风”问题", "四风问题", '"四风"问题', "‘四风’问题"]


@pytest.mark.parametrize("line", ["做的", "→做得", "一样→一样", "甲→乙 | beside 丙", "甲→乙 | after @nosuch"])
def test_an_entry_line_with_a_mistake_is_refused(line: str) -> None:
    with pytest.raises(ValueError):
        parse(line, {})


class Check(NamedTuple):
    function: Any
    options: Any


def _check(code: str) -> Check:
    rule = rule_book().rules[code]
    module, _, name = rule.check.partition(".")
    function = getattr(importlib.import_module(f"lint_cmm.checks.{module}"), name)
    kind = next(v for k, v in get_type_hints(function).items() if k == "options")
    options = rule.options
    return Check(function, kind(**options) if isinstance(options, dict) else options or convert({}, kind))


def _run(code: str, own: Context) -> list[Issue]:
    check = _check(code)
    return list(check.function(own, check.options))


@pytest.fixture
def _own_garbage_only() -> Iterator[None]:
    """What the tests before have left is not gone over by the collector while a rule is timed: that would time them."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("_own_garbage_only")
@pytest.mark.parametrize("code", CODES)
def test_time_grows_with_the_text_and_no_faster(code: str) -> None:
    for unit in UNITS:
        spent = []
        for size in (10_000, 80_000):
            own = context((unit * size)[:size], outlined=False)
            _run(code, context(unit * 10, outlined=False))
            start = time.process_time()
            _run(code, own)
            spent.append(time.process_time() - start)
        assert spent[1] < 0.2 or spent[1] < 16 * spent[0], (unit, spent)


def test_stock_phrases_are_shown_from_the_beginning_of_a_word() -> None:
    causes = "对法规文件和专业知识研究不够深入，理论学习不够深入，政治站位不够高，党性修养锤炼不够，宗旨意识有所淡化，担当精神弱化，创新意识不足。"
    own = context(
        "2022年度民主生活会个人对照检查材料",
        "一、查摆的问题",
        "研讨缺了几次。",
        "二、产生问题的原因",
        causes * 2,
        "三、整改措施",
        "到村里住。",
    )
    [issue] = density(own, StockOptions(share=0.2, least=40, roles=("causes",)))
    assert "专业知识研究不够深入" in issue.facts["phrases"] and "件和专业" not in issue.facts["phrases"]


class Unwalked(list[Any]):
    """A list that may be asked for places, and not walked from its beginning."""

    def __iter__(self) -> Iterator[Any]:
        raise AssertionError("every section walks all hits of the document")


def test_a_section_looks_at_its_own_hits_only(monkeypatch: pytest.MonkeyPatch) -> None:
    hits, words = scan.hits, scan.words
    monkeypatch.setattr(scan, "hits", lambda *args: Unwalked(hits(*args)))
    monkeypatch.setattr(scan, "words", lambda *args: Unwalked(words(*args)))
    found = context(
        "一、存在的问题", "政治站位不高，理论武装不深。" * 9, "二、整改措施", "进一步提高政治站位，不断加强理论武装，切实增强宗旨意识。" * 9
    )
    assert [issue.facts["count"] for issue in density(found, StockOptions())]
