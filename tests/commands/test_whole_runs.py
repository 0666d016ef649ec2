"""The command line over several files: patterns, the first baseline, entries of the configuration that are of no use."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from lint_cmm.commands import run

Files = list[dict[str, Any]]


def files_of(capfd: pytest.CaptureFixture[str], *argv: str) -> Files:
    """The files in the JSON report of a call."""
    run([*argv, "--output-format", "json"])
    found: Files = json.loads(capfd.readouterr().out)["files"]
    return found


def test_the_first_run_with_a_baseline_tells_of_files_that_cannot_be_read(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def told() -> list[list[str]]:
        return [[f["code"] for f in file["findings"]] for file in files_of(capfd, "乙", "甲.docx", "--baseline", "base.json")]

    first = told()
    assert first == [[], ["E003"], []] and first == told()
    assert run([".", "-q", "--baseline", "other.json"]) == 1


def test_a_pattern_that_no_shell_has_expanded_means_the_files_it_matches(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def paths(*argv: str) -> list[str]:
        return [file["path"].replace(os.sep, "/") for file in files_of(capfd, *argv)]

    assert paths("*.docx") == ["甲.docx"], "and no lock file"
    assert paths("**/*.do*") == ["乙/好.docx", "乙/旧.doc", "甲.docx"]
    (folder / "[1].docx").write_bytes((folder / "甲.docx").read_bytes())
    assert paths("[1].docx") == ["[1].docx"], "a file of that name goes first"
    assert run(["*.dotx"]) == 2


@pytest.mark.parametrize(
    ("entry", "files", "expected"),
    [
        ('path = "甲.docx"\nrules = ["S103"]', ["甲.docx"], []),
        ('path = "甲.docx"\nrules = ["W501"]', ["乙", "甲.docx"], [("甲.docx", "W501")]),
        ('path = "甲.docx"\nrules = ["W501"]', ["乙/好.docx"], []),
        ('path = "*.docx"\nrules = ["S103"]', ["."], []),
        ('path = "*.docx"\nrules = ["W501"]', ["乙", "甲.docx"], [("乙/好.docx", "W501")]),
        ('path = "*.docx"\nrules = ["W501"]', ["甲.docx"], []),
        ('path = "*.docx"\nrules = ["S103"]\nuntil = 2020-01-31', ["甲.docx"], [("甲.docx", "2020-01-31")]),
    ],
)
def test_entries_of_the_configuration_that_silence_nothing_are_told(
    folder: Path, capfd: pytest.CaptureFixture[str], entry: str, files: list[str], expected: list[tuple[str, str]]
) -> None:
    (folder / "lint-cmm.toml").write_text(f'[[suppress]]\nreason = "试行"\n{entry}\n', encoding="utf-8")
    found = files_of(capfd, *files)
    told = [(file["path"].replace(os.sep, "/"), f["message"]) for file in found for f in file["findings"] if f["code"] == "H608"]
    assert [path for path, _ in told] == [path for path, _ in expected]
    assert all(fact in message and "试行" in message for (_, message), (_, fact) in zip(told, expected, strict=True))
    assert not any(f["code"] == "H608" for file in files_of(capfd, *files, "--ignore", "H608") for f in file["findings"])


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_not_utf_8_is_marked_in_the_report(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "坏\udcff.docx").write_bytes((folder / "甲.docx").read_bytes())
    assert [file["path"] for file in files_of(capfd, "坏\udcff.docx")] == ["坏\ufffd.docx"]


def test_a_baseline_of_a_folder_keeps_telling_what_cannot_be_read(folder: Path) -> None:
    for _ in range(2):
        assert run([".", "-q", "--baseline", "乙/base.json", "--output-format", "json=a.json"]) == 1
        found = json.loads((folder / "a.json").read_text(encoding="utf-8"))["files"]
        assert [[f["code"] for f in x["findings"]] for x in found] == [[], ["E003"], []]
        known = json.loads((folder / "乙" / "base.json").read_text(encoding="utf-8"))["files"]
        assert list(known) == ["../甲.docx", "好.docx"] and all(known.values())


def test_copies_of_files_with_one_name_are_told_apart(folder: Path) -> None:
    for other in ("丙", "丁"):
        (folder / other).mkdir()
        (folder / other / "好.docx").write_bytes((folder / "乙" / "好.docx").read_bytes())
    run(["丙", "丁", "乙/好.docx", "甲.docx", "-q", "--annotate", "copies"])
    assert sorted(p.name for p in (folder / "copies").iterdir()) == ["好-2.docx", "好-3.docx", "好.docx", "甲.docx"]
