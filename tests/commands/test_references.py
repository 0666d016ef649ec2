"""``--reference DIR``: which of its files a check is about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import GOOD_TEXT

from lint_cmm.commands import run


def test_reference_texts_that_cannot_be_read_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], good_docx: bytes
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "范文").mkdir()
    (tmp_path / "甲.docx").write_bytes(good_docx)
    broken = b"PK\x03\x04 no zip"
    for name, data in (
        ("甲.DOCX", good_docx),
        ("乙.docx", broken),
        ("~$甲.docx", broken),
        ("丙.doc", b"x"),
        ("丁.TXT", b"x"),
        ("Thumbs.db", b"x"),
    ):
        (tmp_path / "范文" / name).write_bytes(data)
    run(["甲.docx", "--reference", "范文"])
    assert capsys.readouterr().err == "lint-cmm: 范文中有 2 个文件读不出文字，没有参加比对：丙.doc、乙.docx\n"
    run(["甲.docx", "--reference", "范文", "-q"])
    assert capsys.readouterr().err == ""


def test_what_is_read_below_the_folder_is_compared_with_whatever_lies_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], good_docx: bytes
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "范文" / "去年").mkdir(parents=True)
    (tmp_path / "甲.docx").write_bytes(good_docx)
    (tmp_path / "范文" / "乙.docx").write_bytes(b"PK\x03\x04 no zip")
    assert run(["甲.docx", "--reference", "范文"]) == run(["甲.docx", "--reference", "没有"]) == 2, (
        "nothing to compare with is a wrong call"
    )
    assert "范文 里没有 Word 文件\n" in (said := capsys.readouterr().err) and said.endswith("没有这个文件夹：没有\n")
    (tmp_path / "范文" / "去年" / "样.TXT").write_text(GOOD_TEXT, encoding="utf-8-sig")
    run(["甲.docx", "--reference", "范文", "--output-format", "json"])
    [file] = json.loads(capsys.readouterr().out)["files"]
    codes = [f["code"] for f in file["findings"]]
    assert "B405" in codes and "E006" not in codes
    assert any("去年/样.TXT" in f["message"] for f in file["findings"])
