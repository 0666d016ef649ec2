"""The main paths run clean with every warning an error and the interpreter's own checks on (unclosed files, bytes mixed with text)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT

CALLS = {
    "check": [
        "in",
        "--jobs",
        "1",
        "--annotate",
        "copies",
        *(f"--output-format={f}=r.{f}" for f in ["json", "sarif", "junit", "markdown", "html", "xlsx"]),
    ],
    "hostile": ["torn.docx", "--output-format", "concise"],
    "fix": ["fix", "in/sample.docx", "-o", "mended.docx"],
    "batch": ["batch", "in", "-o", "out", "--jobs", "1"],
    "rule": ["rule", "W501"],
    "schema": ["schema", "report"],
}


@pytest.mark.parametrize("name", CALLS)
def test_a_call_is_clean_in_development_mode(name: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    sample = (ROOT / "fixtures" / "sample.docx").read_bytes()
    (tmp_path / "in" / "sample.docx").write_bytes(sample)
    (tmp_path / "torn.docx").write_bytes(sample[:3000])
    told = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-m", "lint_cmm", *CALLS[name]],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
        timeout=120,
    )
    assert told.returncode in (0, 1), told.stderr
    assert "Traceback" not in told.stderr and "Warning" not in told.stderr
