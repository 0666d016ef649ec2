"""``lint-cmm fix`` as it is called: what it says, where it writes, and its status."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lint_cmm.commands import run
from lint_cmm.model.read import read
from lint_cmm.notation.docx import to_docx

TEXT = "#title 2025年度民主生活会个人对照检查材料\n#prop author=www.bgzjy.cn\n一、存在的问题\n（一）学习不深,只读2本。\n来源www.bgzjy.cn\n"


@pytest.fixture
def file(folder: Path) -> Path:
    """A file with things to mend in text and properties, in a folder with others."""
    path = folder / "丙.docx"
    path.write_bytes(to_docx(TEXT))
    return path


@pytest.mark.parametrize(
    ("argv", "status", "told", "written"),
    [
        (["丙.docx"], 0, "改正 3 处，已写入 丙-fixed.docx\n另有 ", {"丙-fixed.docx"}),
        (["丙.docx", "-o", "丁.docx"], 0, "改正 3 处，已写入 丁.docx\n另有 ", {"丁.docx"}),
        (["丙.docx", "--diff"], 0, "可以改正 3 处（未写文件）\n另有 ", set()),
        (["丙.docx", "--diff", "-q"], 0, "", set()),
        (["丙.docx", "-q", "--fail-on", "error"], 1, "", {"丙-fixed.docx"}),
        (["乙/旧.doc"], 1, f"乙{os.sep}旧.doc: E003 ", set()),
        (["空.docx"], 1, "空.docx: E001 ", set()),
    ],
)
def test_what_was_done_is_said_on_standard_error(
    file: Path, capfd: pytest.CaptureFixture[str], argv: list[str], status: int, told: str, written: set[str]
) -> None:
    (file.parent / "空.docx").write_bytes(b"")
    before = {path.name for path in file.parent.rglob("*")}
    assert run(["fix", *argv]) == status
    out, err = capfd.readouterr()
    assert err.startswith(told) and bool(err) == bool(told)
    assert bool(out) == ("--diff" in argv), "only the differences go to standard output"
    assert {path.name for path in file.parent.rglob("*")} - before == written


def test_a_file_without_a_suffix_gets_a_copy_with_one(file: Path) -> None:
    file.rename("无后缀")
    assert run(["fix", "无后缀", "-q", "--clean"]) == 0
    mended = read(Path("无后缀-fixed.docx").read_bytes())
    assert [p.text for p in mended.body.paragraphs][2:] == ["（一）学习不深，只读2本。", ""] and not mended.revisions


def test_the_differences_are_told_with_their_places(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run(["fix", "丙.docx", "--diff", "-q"])
    assert capfd.readouterr().out == (
        "@@ 正文 第 3 段 T701 @@\n-（一）学习不深[-,-]只读2本。\n+（一）学习不深{+，+}只读2本。\n"
        "@@ 正文 第 4 段 W501 @@\n-[-来源www.bgzjy.cn-]\n+\n@@ 文档属性 作者 W509 @@\n-[-www.bgzjy.cn-]\n+\n"
    )


def test_own_revisions_are_nothing_left_to_do(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["fix", "丙.docx", "--select", "T701,W501,W509,H602", "--fail-on", "info"]) == 0
    assert capfd.readouterr().err == "改正 3 处，已写入 丙-fixed.docx\n"


def test_a_copy_that_reads_otherwise_is_not_written(file: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("lint_cmm.word.mend.write", lambda data, edits, **_: (to_docx(TEXT + "别的文字\n"), edits))
    assert run(["fix", "丙.docx"]) == 2
    assert "丙.docx：写出的文件与预期不符" in capfd.readouterr().err and not Path("丙-fixed.docx").exists()
