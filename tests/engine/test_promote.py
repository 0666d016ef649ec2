"""What a finding says of its place and of itself: heading path, context, words, and a fingerprint that baselines may rely on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import checker, rule_book

from lint_cmm.checks.api import Context, Issue
from lint_cmm.engine.promote import CONTEXT, SHOWN, Promoter, around, shorten, yield_to
from lint_cmm.findings import Finding
from lint_cmm.model.types import Span
from lint_cmm.notation import to_document
from lint_cmm.outline.build import build
from lint_cmm.rulebook import Rule, Variant, Words

PLACES = """#title 2025年度民主生活会个人对照检查材料
开头 → None
一、查摆的问题
引语 → 一
（一）学习方面 → 一/（一）
读书少。 → 一/（一）
1.理论学习。 → 一/（一）/1
一是读书少。 → 一/（一）/1
（1）通读少。 → 一/（一）/1/（1）
2、调研。 → 一/（一）/2
（二）作风方面。 → 一/（二）
办事慢。 → 一/（二）
二．原因剖析
懒。 → 二
（一）学习不够。 → 二/（一）
努力方向和今后的整改措施
要改。 → 努力方向和今后的整改措施
（一）学习。 → 努力方向和今后的整改措施/（一）
1.读书。 → 努力方向和今后的整改措施/（一）/1
#header 页眉 → None
"""
texts = st.text("甲乙 \n\t", max_size=60)


@pytest.mark.parametrize("breaks", ["\n", "⏎"], ids=["paragraphs", "one paragraph"])
def test_every_place_stands_under_the_headings_above_it(breaks: str) -> None:
    wanted = [line.rpartition(" → ")[2] for line in PLACES.splitlines() if "→" in line]
    title, *lines, header = [line.partition(" → ")[0] + "见www.bgzjy.cn" * ("→" in line) for line in PLACES.splitlines()]
    text = "\n".join([title, breaks.join(lines), header])
    found = checker().check_document("a.docx", to_document(text)).findings
    assert [str(f.section) for f in found if f.code in ("W501", "W506")] == wanted


@given(texts, texts, texts)
def test_the_context_is_what_stands_around_and_says_where_there_is_more(before: str, quote: str, after: str) -> None:
    left, right = around(before + quote + after, Span("body", 1, len(before), len(before) + len(quote)))
    assert left == ("…" if len(before) > CONTEXT else "") + before[-CONTEXT:]
    assert right == after[:CONTEXT] + ("…" if len(after) > CONTEXT else "")


@given(texts, st.integers(0, 4))
def test_a_quote_in_a_message_is_one_line_of_some_length(text: str, times: int) -> None:
    line, shown = " ".join((text * times).split()), shorten(text * times)
    assert shown == (line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…")


def sample(message: str, suggestion: str = "", **known: tuple[str, ...]) -> Rule:
    """A rule that says this."""
    words = Words("题", message, suggestion)
    return Rule("T901", "sample-rule", "a.b", (), (), True, {}, {"": Variant("error", "none", words, words)}, "")._replace(**known)


def test_what_a_check_does_not_give_stays_visible_and_the_quote_is_always_there() -> None:
    told = Promoter.words(sample("见{what}", "删去“{quote}”"), "", {}, "甲\n乙", "zh")
    assert told[3:] == ("见{what}", "删去“甲 乙”")
    assert Promoter.words(sample("{quote}"), "", {"quote": "丙"}, "甲", "zh")[3] == "丙", "a check's own word for it comes first"
    assert Promoter.words(sample("某"), "no-such", {}, "", "zh")[3] == "某", "a variant that the rule has no words for is the rule itself"


def finding(code: str, start: int, end: int) -> Finding:
    """A finding in the third paragraph."""
    return Finding(code, "", "", "error", "", "", "none", "", "body", Span("body", 3, start, end), "")


@pytest.mark.parametrize(
    ("covers", "shown"), [([], True), ([(0, 3)], True), ([(0, 4)], False), ([(0, 2), (4, 9)], False), ([(0, 3), (1, 3)], True)]
)
def test_what_others_have_two_thirds_of_is_theirs(covers: list[tuple[int, int]], shown: bool) -> None:
    rules = {"T901": sample("", covered_by=("T902",)), "T902": sample("")}
    left = yield_to([finding("T901", 0, 6), *(finding("T902", *span) for span in covers)], rules)
    assert ("T901" in [f.code for f in left]) is shown


def marks(text: str, *issues: Issue) -> list[str]:
    """The fingerprints of issues of one rule in a document."""
    book = rule_book()
    document = to_document(text)
    promoter = Promoter(Context(document, build(document, book.data), book.profiles["personal"], book.data), "zh")
    return [f.fingerprint for f in promoter.fingerprint([promoter.finding(sample("{n}"), issue) for issue in issues])]


def test_a_fingerprint_is_the_same_in_every_version() -> None:
    text = "一、存在的问题\n（一）学习不深。\n甲 乙，甲乙。"
    here = [Issue(Span("body", 3, *span), {}) for span in ((0, 3), (4, 6), (0, 1))]
    assert marks(text, *here) == ["9831d394913a1b3a", "9831d394913a1b3a-2", "b12c501637e2b2a8"], "baselines that offices keep hold these"


def test_what_has_no_quote_is_told_apart_by_its_words_and_not_by_its_figures() -> None:
    said = [{"what": "整改", "n": "3"}, {"what": "整改", "n": "4"}, {"what": "原因", "n": "4"}]
    one, again, other = (marks("甲", Issue(None, facts))[0] for facts in said)
    assert one == again != other
