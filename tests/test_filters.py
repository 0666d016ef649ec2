"""The tail of a run: pure list → list, nothing lost, nothing made up."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint_cmm import filters
from lint_cmm.filters import Silencer
from lint_cmm.findings import Finding, order, verdict
from lint_cmm.model.types import Span
from lint_cmm.settings import Settings, Suppression

CODES = ("E006", "S101", "W501", "W506", "T701")


def finding(code: str = "W501", severity: str = "error", paragraph: int = 1, start: int = 0, fingerprint: str = "f") -> Finding:
    """A finding that stands somewhere in the body."""
    span = Span("body", paragraph, start, start + 2)
    return Finding(code, f"name-{code.lower()}", "", severity, "", "", "none", fingerprint, "body", span, "甲乙")


many = st.lists(
    st.builds(finding, st.sampled_from(CODES), st.sampled_from(("error", "warning", "info")), st.integers(1, 9), st.integers(0, 9))
)


def test_a_selector_is_a_code_a_family_a_prefix_or_a_name() -> None:
    for selector in ("W501", "W", "W50", "watermark-url", "ALL"):
        assert filters.selected(selector, "W501", "watermark-url")
    for selector in ("T", "W502", "watermark"):
        assert not filters.selected(selector, "W501", "watermark-url")


def test_globs_mean_paths_from_the_configurations_folder() -> None:
    assert filters.path_matches("/a/b/张村/x.docx", "张村/*.docx", "/a/b")
    assert filters.path_matches("in\\张村\\x.docx", "张村/*.docx")
    assert filters.path_matches("./x.docx", "*.docx")
    assert not filters.path_matches("/a/b/李村/x.docx", "张村/*.docx", "/a/b")
    assert filters.path_matches("/c/张村/x.docx", "张村/*.docx", "/a/b"), "a file that lies elsewhere, by its last parts"
    for glob in ("./张村/*.docx", "**/*.docx", "**/张村/*", "张村/**", "张村/**/x.docx"):
        assert filters.path_matches("/a/b/张村/x.docx", glob, "/a/b"), glob
    assert filters.path_matches("/a/b/x.docx", "**/*.docx", "/a/b")
    assert not filters.path_matches("/a/b/东张村/x.docx", "**/张村/*", "/a/b")
    for folder in ("张村", "张村/", "./张村", "**/张村/", "镇/张村"):
        assert filters.path_matches("/a/b/镇/张村/一/x.docx", folder, "/a/b"), folder
        assert not filters.path_matches("/a/b/镇/东张村/x.docx", folder, "/a/b"), folder


def test_a_glob_means_the_same_files_wherever_the_call_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "张村").mkdir()
    monkeypatch.chdir(tmp_path / "张村")
    for path in ("x.docx", "./x.docx", "../张村/x.docx", str(tmp_path / "张村" / "x.docx")):
        assert filters.path_matches(path, "张村/*.docx", str(tmp_path)), path
        assert not filters.path_matches(path, "李村/*.docx", str(tmp_path)), path
    for root in (str(tmp_path / "张村"), str(tmp_path / "张村") + "/", ""):
        assert filters.path_matches("x.docx", "*.docx", root)
        assert not filters.path_matches("x.docx", "张村/*.docx", root), "only what is below the configuration's folder counts"


def test_per_file_ignores_leave_e_findings() -> None:
    settings = Settings(per_file_ignores=(("张村/*.docx", ("ALL",)), ("*", ("W506",))))
    for path, codes in (("张村/a.docx", ["E006"]), ("李村/a.docx", ["E006", "W501"])):
        kept = filters.drop_ignored([finding("E006"), finding("W501"), finding("W506")], path, settings)
        assert [f.code for f in kept] == codes


def test_the_longest_selector_decides_the_severity() -> None:
    graded = filters.grade([finding("W501"), finding("W506"), finding("E006")], (("W501", "warning"), ("W", "info"), ("E", "info")))
    assert [f.severity for f in graded] == ["warning", "info", "error"]
    graded = filters.grade([finding("W501"), finding("T701")], (("W", "warning"), ("ALL", "info")))
    assert [f.severity for f in graded] == ["warning", "info"], "ALL is said of the rest"


def test_a_suppression_ends_with_its_day() -> None:
    entry = Suppression("*.docx", ("W501",), "已核实", "2026-03-31")
    for today, count in (("2026-03-31", 1), ("2026-04-01", 0)):
        settings = Settings(suppress=(entry,), today=today)
        kept, gone = filters.silence([finding("W501"), finding("W506")], filters.config_silencers("a.docx", settings))
        assert [(s.finding.code, s.by, s.reason) for s in gone] == [("W501", "config", "已核实")] * count and len(kept) == 2 - count


def test_a_baseline_silences_as_often_as_it_counts() -> None:
    settings = Settings(baseline=(("a.docx", (("f", 2),)), ("b.docx", (("g", 1),))))
    found = [finding(fingerprint=f) for f in ("f", "f-2", "f-3", "g")]
    kept, gone = filters.silence(found, filters.baseline_silencer("a.docx", settings))
    assert [f.fingerprint for f in kept] == ["f-3", "g"]
    assert {s.by for s in gone} == {"baseline"}


@given(many, st.sets(st.sampled_from(CODES)))
def test_what_is_kept_and_what_is_silenced_is_all_there_was(found: list[Finding], silent: set[str]) -> None:
    silencer = Silencer("config", "因为", lambda f: f.code in silent)
    kept, gone = filters.silence(found, [silencer])
    assert sorted([*kept, *(s.finding for s in gone)]) == sorted(found)
    assert silencer.used == len(gone)
    assert [f for f in found if f in kept] == kept
    assert not any(s.finding.code == "E006" for s in gone)


@given(many)
def test_sorting_does_not_depend_on_the_order_before(found: list[Finding]) -> None:
    assert [order(f) for f in filters.in_order(found)] == [order(f) for f in filters.in_order(found[::-1])]


def test_findings_are_sorted_by_part_paragraph_start_and_code() -> None:
    whole, header = finding("W501")._replace(span=None), finding("E006")._replace(part="header", span=Span("header", 1, 0, 2))
    longer = finding("S101", paragraph=2)._replace(span=Span("body", 2, 0, 9))
    wanted = [whole, finding("W506", paragraph=1, start=4), finding("S101", paragraph=2), longer, finding("W501", paragraph=2)]
    wanted += [finding("E006", paragraph=2, start=1), finding("E006", paragraph=10), header]
    assert filters.in_order(wanted[::-1]) == filters.in_order(wanted) == wanted


def test_the_verdict_is_that_of_the_worst_finding() -> None:
    assert verdict([finding(severity="info")]) == "pass"
    assert verdict([finding(severity="info"), finding(severity="warning")]) == "revise"
    assert verdict([finding(severity="warning"), finding(severity="error")]) == "reject"
