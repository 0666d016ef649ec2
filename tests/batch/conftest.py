"""Small intakes, made by the bench's generator."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "bench"))


@pytest.fixture(scope="session")
def small_intake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty-four generated submissions of three units, a lock file, a broken file and a file handed in twice."""
    from intake import generate, write

    folder = tmp_path_factory.mktemp("intake") / "in"
    write(generate(24, 3, 0.4, planted=1, family=3, large=0), folder, units=3)
    some = sorted(folder.rglob("*.docx"))
    (some[0].parent / "~$lock.docx").write_bytes(b"x" * 162)
    (some[0].parent / "broken.docx").write_bytes(b"PK\x03\x04 no zip")
    (some[0].parent / "Thumbs.db").write_bytes(b"x")
    (some[-1].parent / f"again-{some[-1].name}").write_bytes(some[-1].read_bytes())
    return folder


def batch(*arguments: object, wait: bool = True) -> subprocess.Popen[str]:
    """One `lint-cmm batch` as a process of its own."""
    command = [sys.executable, "-m", "lint_cmm", "batch", *map(str, arguments)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}
    )
    if wait:
        process.wait(timeout=120)
    return process


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder``, by its path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
