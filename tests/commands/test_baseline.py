"""The baseline from call to call: what is told of it, what it keeps, and what it lets go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import BAD_TEXT

from lint_cmm.commands import run
from lint_cmm.notation.docx import to_docx

MENDED = to_docx(BAD_TEXT.replace("二、整改", "三、整改"))


def entries(folder: Path) -> dict[str, int]:
    """What the baseline counts in the bad document."""
    found: dict[str, int] = json.loads((folder / "base.json").read_text(encoding="utf-8"))["files"]["甲.docx"]
    return found


def codes(folder: Path) -> set[str]:
    return {entry.split()[0] for entry in entries(folder)}


def test_the_first_run_says_what_it_wrote_and_where(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["甲.docx", "--baseline", "base.json", "-q"]) == 0
    out, err = capfd.readouterr()
    assert out == "" and err == f"已把现有的 {sum(entries(folder).values())} 处问题写入基线 base.json，以后只报新的\n"
    assert run(["甲.docx", "--baseline", "base.json", "-q"]) == 0
    assert capfd.readouterr() == ("", ""), "and the next says nothing"


def test_the_first_run_writes_the_reports_that_are_asked_for_as_the_next_does(folder: Path) -> None:
    for name in ("first.json", "next.json"):
        assert run(["甲.docx", "-q", "--baseline", "base.json", "--output-format", f"json={name}"]) == 0
    first, after = ((folder / name).read_text(encoding="utf-8") for name in ("first.json", "next.json"))
    assert first == after and '"findings": []' in first


@pytest.mark.parametrize(("glob", "kept"), [("甲.docx", True), ("乙/*", False)])
def test_only_what_is_passed_over_in_this_very_file_stays(folder: Path, glob: str, kept: bool) -> None:
    run(["甲.docx", "-q", "--baseline", "base.json"])
    assert "S103" in codes(folder)
    (folder / "lint-cmm.toml").write_text(f'[per-file-ignores]\n"{glob}" = ["S103"]\n', encoding="utf-8")
    (folder / "甲.docx").write_bytes(MENDED)
    assert run(["甲.docx", "-q", "--baseline", "base.json"]) == 0
    assert ("S103" in codes(folder)) == kept


def test_a_file_that_cannot_be_read_for_once_loses_nothing(folder: Path) -> None:
    run(["甲.docx", "-q", "--baseline", "base.json"])
    before, good = entries(folder), (folder / "甲.docx").read_bytes()
    (folder / "甲.docx").write_bytes(good[:-100])
    assert run(["甲.docx", "-q", "--baseline", "base.json"]) == 1
    (folder / "甲.docx").write_bytes(good)
    assert run(["甲.docx", "-q", "--baseline", "base.json"]) == 0 and entries(folder) == before


def test_a_second_finding_of_a_kind_is_new(folder: Path) -> None:
    (folder / "甲.docx").write_bytes(to_docx(BAD_TEXT + "见www.bgzjy.cn\n"))
    assert run(["甲.docx", "-q", "--baseline", "base.json"]) == 0
    (folder / "甲.docx").write_bytes(to_docx(BAD_TEXT + "见www.bgzjy.cn\n见www.bgzjy.cn\n"))
    assert run(["甲.docx", "-q", "--baseline", "base.json"]) == 1


def test_a_baseline_that_is_sound_in_part_is_refused(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    whole = {"schema": "lint-cmm-baseline/1", "files": {"甲.docx": {"S103 a": 1}}, "profiles": {}}
    for wrong in ({"files": {"甲.docx": {"S103 a": 1}, "b": {"S103 b": "1"}}}, {"files": {"a": {}, "b": 1}}, {"profiles": ["甲.docx"]}):
        (folder / "base.json").write_text(json.dumps(whole | wrong), encoding="utf-8")
        assert run(["甲.docx", "-q", "--baseline", "base.json"]) == 2, wrong
        assert "base.json 不是这个版本的基线" in capfd.readouterr().err
