"""Small intakes, made by the bench's generator."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.append(str(ROOT / "bench"))  # last: both folders have a hostile.py


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
