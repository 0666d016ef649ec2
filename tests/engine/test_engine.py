"""The engine: hostile input and broken rules end as findings, silence and yielding follow the rule files."""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from ooxml import package, para
from support import GOOD_TEXT, ROOT, checker, rule_book

from lint_cmm.checks.api import Context, Issue
from lint_cmm.checks.directives import ignored_rules
from lint_cmm.engine import TOGETHER, Checker
from lint_cmm.errors import UsageError
from lint_cmm.findings import Result, SectionInfo
from lint_cmm.kit import arrays
from lint_cmm.model.types import Span
from lint_cmm.notation import to_document
from lint_cmm.notation.docx import to_docx
from lint_cmm.outline import pairing as outline_align
from lint_cmm.outline.pairing import Pairing
from lint_cmm.package.limits import DEFAULT
from lint_cmm.rulebook import Rule, RuleBook, Variant, Words
from lint_cmm.settings import Settings

TEXT = GOOD_TEXT + "详见甲乙丙丁。\n"
LINE = len(TEXT.strip().split("\n"))


def rule(code: str, check: str, *, yields_to: tuple[str, ...] = (), silent_after: tuple[str, ...] = ()) -> Rule:
    """A rule over one of the checks below."""
    words = Words("题", "见“{quote}”", "改")
    return Rule(
        code,
        f"rule-{code.lower()}",
        f"{__name__.replace('.', '_')}.{check}",
        yields_to,
        silent_after,
        True,
        {},
        {"": Variant("error", "none", words, words)},
        "",
    )


def first(context: Context, options: None) -> Iterator[Issue]:
    """甲乙 in the last line."""
    yield Issue(Span("body", LINE, 2, 4))


def second(context: Context, options: None) -> Iterator[Issue]:
    """丙丁, which adjoins 甲乙."""
    yield Issue(Span("body", LINE, 4, 6))


def broken(context: Context, options: None) -> Iterator[Issue]:
    """Fails with words of the document in its message."""
    yield Issue(Span("body", LINE, 2, 4))
    raise ValueError(context.document.body.text)


def endless(context: Context, options: None) -> Iterator[Issue]:
    """Lasts longer than the deadline."""
    time.sleep(0.05)
    yield from ()


@pytest.fixture(autouse=True)
def _checks(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("lint_cmm.checks.here")
    for check in (first, second, broken, endless):
        setattr(module, check.__name__, check)
    monkeypatch.setitem(sys.modules, f"lint_cmm.checks.{__name__.replace('.', '_')}", module)


def run(*rules: Rule, text: str = TEXT, **known: object) -> Result:
    """The result of TEXT under these rules and the E rules only."""
    own = rule_book()
    kept = {code: r for code, r in own.rules.items() if r.family == "E" or code == "H608"}
    book = RuleBook({**kept, **{r.code: r for r in rules}}, own.profiles, own.data)
    return Checker(Settings(**known), book).check_document("a.docx", to_document(text))  # type: ignore[arg-type]


def codes(result: Result) -> list[str]:
    """The codes found, in order."""
    return [f.code for f in result.findings]


def test_a_finding_carries_its_place_and_quote() -> None:
    [found] = run(rule("T901", "first")).findings
    assert (found.quote, found.span, found.message) == ("甲乙", Span("body", LINE, 2, 4), "见“甲乙”")
    assert found.section == "三/（二）"
    assert found.context == ("详见", "丙丁。")


def test_a_heading_with_a_mark_before_its_number_is_one_heading() -> None:
    text = "一、查摆的问题\n（一）学习方面。读书少。\n## ### 二、整改措施\n（一）每周读书2小时。来源www.moxiangwen.cn"
    found = checker().check_document("a.docx", to_document(text)).findings
    assert [f.section for f in found if f.code == "W501"] == ["二/（一）"]


def test_what_is_said_to_answer_nothing_is_not_shown_beside_a_problem() -> None:
    text = (ROOT / "bench/corpus/blind/k02.txt").read_text(encoding="utf-8")
    result = checker().check_document("a.docx", to_document(text))
    strays = {f.span for f in result.findings if f.code == "P203"}
    assert strays and strays.isdisjoint(m.span for a in result.alignment for m in a.measures)


def test_a_result_says_what_the_document_was_taken_for() -> None:
    lines = GOOD_TEXT.replace("（一）学习抓得不紧。", "（一）学习抓得不紧。\n其他个人有关事项\n没有变化。").splitlines()
    result = checker().check_document("a.docx", to_document("\n".join(lines)))
    info = result.info
    assert (
        info
        and info[:4] == (lines[0][7:], "personal", "2025-annual", "2025年度民主生活会个人对照检查材料")
        and "2025" in info.profile_reason
    )
    assert info.characters == len("".join(lines)) - len("#title ")
    starts = (("opening", 2), ("problems", 3), ("causes", 6), ("disclosure", 8), ("measures", 10), ("", len(lines) + 1))
    assert info.sections == tuple(
        SectionInfo(role, "" if role == "opening" else lines[at - 1], at, len("".join(lines[at - 1 : end - 1])))
        for (role, at), (_, end) in itertools.pairwise(starts)
    )
    told = [(a.number, a.heading, [(m.number, m.heading, m.score > 0, bool(m.evidence)) for m in a.measures]) for a in result.alignment]
    assert told == [
        ("（一）", "（一）学习不够深入。", [("（一）", "（一）坚持学习。", True, True)]),
        ("（二）", "（二）调研不够扎实。", [("（二）", "（二）坚持调研。", True, True)]),
    ]


def test_messages_name_things_as_the_reader_does() -> None:
    text = "#prop last_modified_by=写写帮\n#title 个人对照检查材料\n一、个人有关事项\n住房1套，合计面积　　平方米，价格＿＿万元。"
    told = [f.message for f in checker().check_document("a.docx", to_document(text)).findings if f.code in ("W509", "D303")]
    assert told == ["这里空着，没有填写", "“＿＿”没有填写", "文件属性“上次修改者”中留有“写写帮”"]


def test_a_rule_that_fails_is_a_finding_and_the_others_run() -> None:
    result = run(rule("T901", "broken"), rule("T902", "second"))
    assert codes(result) == ["T902", "E006"]
    assert result.verdict == "reject"
    assert not result.complete
    assert "T901" in result.findings[1].message and "ValueError" in result.findings[1].message
    assert "甲乙" not in result.findings[1].message
    assert f"test_engine.py:{broken.__code__.co_firstlineno + 3}" in result.findings[1].message, "where it failed"


def test_a_rule_yields_where_it_touches() -> None:
    assert codes(run(rule("T901", "first", yields_to=("T902",)), rule("T902", "second"))) == ["T902"]
    assert codes(run(rule("T901", "first", yields_to=("T903",)), rule("T902", "second"))) == ["T901", "T902"]


def test_a_rule_is_silent_after_another_that_is_itself_heard() -> None:
    last = rule("T901", "first", silent_after=("T902",))
    middle = rule("T902", "second", silent_after=("T903",))
    assert codes(run(last, middle)) == ["T902"]
    assert codes(run(last, middle, rule("T903", "first"))) == ["T901", "T903"]


def test_a_rule_whose_text_is_anothers_is_not_shown() -> None:
    assert codes(run(rule("T901", "first")._replace(covered_by=("T902",)), rule("T902", "first"))) == ["T902"]
    assert codes(run(rule("T901", "first")._replace(covered_by=("T902",)), rule("T902", "second"))) == ["T901", "T902"]


def test_a_watermark_is_no_sentence_said_again_and_a_cause_points_at_its_problem() -> None:
    problem = "二是忧患意识还不够强，主动求变应变能力还不够高。笔杆儿网www.bgzjy.cn"
    cause = "忧患意识还不够强，主动求变应变能力不够高。笔杆儿网www.bgzjy.cn"
    text = GOOD_TEXT.replace("（二）调研不够", problem + "\n（二）调研不够").replace("（一）学习抓得不紧。", "（一）学习抓得不紧。" + cause)
    found = [f for f in checker().check_document("a.docx", to_document(text)).findings if f.code in ("P209", "B401")]
    assert [(f.code, f.quote) for f in found] == [("P209", "忧患意识还不够强，主动求变应变能力不够高")]
    assert [s.quote for s in found[0].related] == [problem]


def test_a_rule_hidden_beside_another_still_silences() -> None:
    hidden = rule("T902", "second")._replace(hidden_beside=("T903",))
    last = rule("T901", "first", silent_after=("T902",))
    assert codes(run(last, hidden, rule("T903", "first"))) == ["T903"]
    assert codes(run(last, hidden)) == ["T902"]


@pytest.mark.parametrize(
    ("further", "codes"), [("", {"S111"}), ("\n#title 在全县安全生产会上的讲话\n同志们：\n下面我讲两点意见。", {"S112"})]
)
def test_another_kind_of_document_has_the_kind_other_and_one_finding_for_several(further: str, codes: set[str]) -> None:
    text = "#title 渡口的四季\n" + "渡船每天往返。\n" * 30 + further
    found = checker().check_document("a.docx", to_document(text))
    assert {f.code for f in found.findings if f.code[0] in "SPDB"} == codes
    assert found.info is not None and found.info.kind == "other"


def test_a_rule_that_is_not_selected_still_silences_but_is_not_shown() -> None:
    rules = rule("T901", "first", silent_after=("T902",)), rule("T902", "second")
    assert codes(run(*rules, select=("T901",))) == []
    assert codes(run(*rules, select=("T901",), ignore=("T902",))) == ["T901"]


def test_a_rule_that_is_not_selected_still_has_its_findings() -> None:
    rules = rule("T901", "first", yields_to=("T902",)), rule("T902", "second")
    assert codes(run(*rules, select=("T901",))) == []
    assert codes(run(*rules, select=("T901",), ignore=("T902",))) == ["T901"]
    assert codes(run(*rules, rule("T903", "first"), select=("T903",))) == ["T903"]


def test_past_the_deadline_the_rest_is_named() -> None:
    result = run(rule("T901", "endless"), rule("T902", "second"), deadline=0.02)
    assert codes(result) == ["E007"]
    assert result.verdict == "reject" and not result.complete


def test_of_too_many_findings_as_many_are_shown_as_are_allowed() -> None:
    def many(context: Context, options: None) -> Iterator[Issue]:
        """Every character of the last line."""
        yield from (Issue(Span("body", LINE, i, i + 1)) for i in range(6))

    sys.modules[f"lint_cmm.checks.{__name__.replace('.', '_')}"].first = many  # type: ignore[attr-defined]
    result = run(rule("T901", "second"), rule("T902", "first"), rule("T903", "second"), limits=DEFAULT._replace(findings=4))
    assert codes(result) == ["T902", "T902", "T902", "T901", "E004"] and not result.complete


def test_fingerprints_survive_renumbering_and_moving() -> None:
    before = run(rule("T901", "first"))
    moved = (
        TEXT.replace("一、存在的问题", "一、上年度整改情况\n已经整改3个。\n二、存在的问题")
        .replace("二、原因", "三、原因")
        .replace("三、整改", "四、整改")
    )

    def later(context: Context, options: None) -> Iterator[Issue]:
        """甲乙, two lines further down."""
        yield Issue(Span("body", LINE + 2, 2, 4))

    sys.modules[f"lint_cmm.checks.{__name__.replace('.', '_')}"].first = later  # type: ignore[attr-defined]
    after = run(rule("T901", "first"), text=moved)
    assert after.findings[0].quote == "甲乙"
    assert after.findings[0].section != before.findings[0].section
    assert after.findings[0].fingerprint == before.findings[0].fingerprint


def test_comments_silence_only_where_the_configuration_says_so() -> None:
    text = TEXT.rstrip("\n") + "\n#comment 甲乙丙 | lint-cmm: ignore T901\n#comment 丙丁 | 请核对\n"
    honoured = run(rule("T901", "first"), text=text, inline_suppression=True)
    assert codes(honoured) == []
    assert [(s.finding.code, s.by) for s in honoured.suppressed] == [("T901", "comment")]
    refused = run(rule("T901", "first"), text=text)
    assert codes(refused) == ["H608", "T901"] and "没有启用" in refused.findings[0].message


def test_a_comment_that_silences_nothing_is_told() -> None:
    text = TEXT.rstrip("\n") + "\n#comment 甲乙丙 | lint-cmm: ignore T902, T903\n"
    result = run(rule("T901", "first"), text=text, inline_suppression=True)
    assert [(f.code, f.quote) for f in result.findings] == [("H608", "甲乙丙"), ("T901", "甲乙")]
    assert "没有启用" not in result.findings[0].message


@pytest.mark.parametrize(
    ("line", "words", "silenced"), [(LINE, "甲", ["T901"]), (LINE, "乙丙", ["T901", "T902"]), (LINE, "详见", []), (2, "会议安排", [])]
)
def test_a_comment_silences_only_what_it_stands_on(line: int, words: str, silenced: list[str]) -> None:
    lines = TEXT.strip().split("\n")
    text = "\n".join([*lines[:line], f"#comment {words} | lint-cmm: ignore T", *lines[line:]])
    result = run(rule("T901", "first"), rule("T902", "second"), text=text, inline_suppression=True)
    assert [s.finding.code for s in result.suppressed] == silenced


def test_directives_are_read_with_any_separator() -> None:
    for text in ("Lint-cmm: ignore W501, T705", " lint-cmm：ignore W501，T705", "lint-cmm: ignore W501、T705"):
        assert ignored_rules(text) == ("W501", "T705")
    assert ignored_rules("请核对 lint-cmm") == ()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"{\\rtf1}", b"\xd0\xcf\x11\xe0" + bytes(600), b"<html>"])
def test_foreign_bytes_are_one_error_and_never_pass(data: bytes) -> None:
    result = Checker(Settings(), rule_book()).check_bytes("x.docx", data)
    assert [f.code[0] for f in result.findings] == ["E"]
    assert result.verdict == "reject"
    assert result.info is None


def test_a_document_without_text_is_empty() -> None:
    empty = run(text="\n\n#header 页眉\n")
    assert codes(empty) == ["E005"] and "headers" in empty.checked and "body" in empty.checked


@pytest.mark.parametrize(
    "known", [{"select": ("Q1",)}, {"ignore": ("watermark-ulr",)}, {"profile": "2022-anual"}, {"severity": (("Z", "info"),)}]
)
def test_a_name_that_means_nothing_is_refused(known: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        Checker(Settings(**known), rule_book())  # type: ignore[arg-type]


def test_the_same_bytes_give_the_same_result(good_docx: bytes) -> None:
    one, two = (Checker(Settings(), rule_book()).check_bytes("x.docx", good_docx) for _ in range(2))
    assert one == two


def test_documents_side_by_side_come_out_as_alone() -> None:
    texts = [TEXT, "", TEXT.replace("甲乙", "丙乙"), TEXT * 40, "（空）"] * 5
    own = rule_book()
    files = [(f"{i}.docx", to_docx(text)) for i, text in enumerate(texts)]
    files[7] = ("7.docx", b"no document")
    checker = Checker(book=own)
    together = list(checker.check_many(files))
    assert together == [checker.check_bytes(*file) for file in files]
    assert {r.path for r in together if not r.complete} >= {"1.docx", "7.docx"}
    assert any(r.findings for r in together if r.complete)


def test_documents_side_by_side_go_by_the_rules_of_their_own_profiles() -> None:
    own = rule_book()
    rules = {"T901": rule("T901", "first", yields_to=("T902",)), "T902": rule("T902", "second")}
    profiles = {**own.profiles, "2025-annual": own.profiles["2025-annual"]._replace(ignore=("T902",))}
    book = RuleBook({**{c: r for c, r in own.rules.items() if r.family == "E"}, **rules}, profiles, own.data)
    other = TEXT.replace("2025年度民主生活会", "2024年度民主生活会")
    results = Checker(book=book).check_many((f"{i}.docx", to_docx(text)) for i, text in enumerate([other, TEXT, other]))
    assert [codes(r) for r in results] == [["T902"], ["T901"], ["T902"]]


def test_a_slow_document_does_not_take_the_time_of_those_beside_it() -> None:
    def slow(context: Context, options: None) -> Iterator[Issue]:
        """As long as the text says."""
        time.sleep(0.2 if "丙丁" in context.document.body.text else 0.0)
        yield from ()

    sys.modules[f"lint_cmm.checks.{__name__.replace('.', '_')}"].first = slow  # type: ignore[attr-defined]
    own = rule_book()
    book = RuleBook(
        {**{c: r for c, r in own.rules.items() if r.family == "E"}, "T901": rule("T901", "first"), "T902": rule("T902", "second")},
        own.profiles,
        own.data,
    )
    files = [(f"{i}.docx", to_docx(TEXT.replace("丙丁", "甲乙") if i % 2 else TEXT)) for i in range(6)]
    results = Checker(Settings(deadline=0.15), book).check_many(files)
    assert [codes(r) for r in results] == [["E007"], ["T902"]] * 3


def test_what_is_paired_side_by_side_is_paid_by_the_longest_and_costs_nobody_the_result(monkeypatch: pytest.MonkeyPatch) -> None:
    own = rule_book()
    files = [(f"{i}.docx", to_docx(GOOD_TEXT.replace("摸清。", "摸清。" * times))) for i, times in enumerate((1, 500, 1))]
    alone = [Checker(book=own).check_bytes(*file) for file in files]
    monkeypatch.setattr(arrays, "_seen", 100)
    asked: list[int] = []

    def slow(group: list[Pairing]) -> None:
        asked.append(len(group))
        time.sleep(1.0)
        raise MemoryError

    monkeypatch.setattr(outline_align, "pair_off", slow)
    assert list(Checker(book=own).check_many(files)) == alone
    assert ["E007" in codes(r) for r in Checker(Settings(deadline=0.7), own).check_many(files)] == [False, True, False]
    assert asked == [3, 3]


@pytest.mark.parametrize(("text", "taken"), [(TEXT, TOGETHER), (TEXT + "空行\n" * 2_001, 1), (TEXT + "长" * 40_001, 1)])
def test_a_large_document_is_not_kept_until_others_have_come(text: str, taken: int) -> None:
    own = rule_book()
    pulled: list[int] = []
    files = ((pulled.append(i) or f"{i}.docx", to_docx(text)) for i in range(20))
    results = Checker(Settings(select=("T701",)), own).check_many(files)
    assert next(results).complete and len(pulled) == taken


def test_a_file_below_the_reference_folder_is_not_compared_with_itself(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(to_docx(GOOD_TEXT))
    checker = Checker(Settings(reference=str(tmp_path)))
    assert not [f for f in checker.check_path(str(tmp_path / "a.docx")).findings if f.code == "B405"]
    (tmp_path / "b.docx").write_bytes(to_docx(GOOD_TEXT))
    again = Checker(Settings(reference=str(tmp_path))).check_path(str(tmp_path / "a.docx"))
    assert [f.code for f in again.findings if f.code == "B405"]


@pytest.mark.parametrize(("text", "others"), [("甲", True), ("", False)])
def test_a_file_put_into_the_text_is_told_beside_what_was_found(text: str, others: bool) -> None:
    chunk = package(para(text) + '<w:altChunk r:id="h"/>', links=[("h", "aFChunk", "x.html")], parts={"word/x.html": "<html>乙</html>"})
    result = Checker(Settings(), rule_book()).check_bytes("a.docx", chunk)
    [told] = [f for f in result.findings if f.code[0] == "E"]
    assert told.code == "E003" and "word/x.html" in told.message
    assert result.verdict == "reject" and not result.complete and (result.info is not None) is others
