"""What Word adds at every save, and what wraps a text without being part of it, changes no finding."""

from __future__ import annotations

import json

import mutations
import pytest
from support import ROOT, checker, rule_book

from lint_cmm.findings import Result, Run, summarise
from lint_cmm.notation.docx import to_docx
from lint_cmm.reporters import render
from lint_cmm.rulebook.explain import prose

FIXTURES = ("sample", "clean-library-2024")


def told(data: bytes) -> dict[str, object]:
    """The report of one file, without what may differ: its bytes."""
    result: Result = checker().check_bytes("a.docx", data)
    file: dict[str, object] = json.loads(render("json", Run((result,), summarise((result,)), "0", "zh")))["files"][0]
    del file["sha256"]
    return file


@pytest.mark.parametrize("change", mutations.HARMLESS, ids=lambda change: change.__name__)
@pytest.mark.parametrize("name", FIXTURES)
def test_a_harmless_change_of_a_document_changes_no_finding(name: str, change: object) -> None:
    data = (ROOT / "fixtures" / f"{name}.docx").read_bytes()
    after = mutations.changed(data, change)  # type: ignore[arg-type]
    assert mutations.unzipped(after)["word/document.xml"] != mutations.unzipped(data)["word/document.xml"]
    assert told(after) == told(data)


def examples() -> list[object]:
    """One document a rule: its first example that must be found."""
    found = []
    for rule in rule_book().rules.values():
        if rule.family not in "EX" and (bad := prose(rule).invalid):
            found.append(pytest.param(rule.code, bad[0].doc, id=rule.code))
    return found


@pytest.mark.parametrize(("code", "doc"), examples())
def test_all_harmless_changes_at_once_change_no_finding_of_an_example(code: str, doc: str) -> None:
    data = to_docx(doc)
    after = data
    for change in mutations.HARMLESS:
        if change is not mutations.cdata:  # comments stand in its way
            after = mutations.changed(after, change)
    assert told(after) == told(data), code
