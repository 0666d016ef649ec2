"""Running batches and comparing what they leave."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def batch(*arguments: object, wait: bool = True) -> subprocess.Popen[str]:
    """One `lint-cmm batch` as a process of its own."""
    command = [sys.executable, "-m", "lint_cmm", "batch", *map(str, arguments)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    if wait:
        process.wait(timeout=120)
    return process


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder``, by its path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
