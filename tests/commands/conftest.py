"""What tests of the command line share."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import BAD_TEXT

from lint_cmm.notation.docx import to_docx


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, good_docx: bytes) -> Path:
    """A folder with a bad and a better document, a lock file, and something foreign; the current one."""
    (tmp_path / "乙").mkdir()
    (tmp_path / "甲.docx").write_bytes(to_docx(BAD_TEXT))
    (tmp_path / "乙" / "好.docx").write_bytes(good_docx)
    (tmp_path / "~$甲.docx").write_bytes(b"x" * 162)
    (tmp_path / "乙" / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return tmp_path
