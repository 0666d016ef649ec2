"""``--reference DIR``: which of its files a check is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint_cmm.commands import run


def test_reference_texts_that_cannot_be_read_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], good_docx: bytes
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "范文").mkdir()
    (tmp_path / "甲.docx").write_bytes(good_docx)
    for name, data in (("甲.DOCX", good_docx), ("乙.docx", b"PK\x03\x04 no zip"), ("丙.doc", b"x"), ("丁.txt", b"x"), ("Thumbs.db", b"x")):
        (tmp_path / "范文" / name).write_bytes(data)
    run(["甲.docx", "--reference", "范文"])
    assert capsys.readouterr().err == "lint-cmm: 范文中有 2 个文件读不出文字，没有参加比对：丙.doc、乙.docx\n"
    run(["甲.docx", "--reference", "范文", "-q"])
    assert capsys.readouterr().err == ""
