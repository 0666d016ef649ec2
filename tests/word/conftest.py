"""Where real Word files are, when they are there."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import SHARED


@pytest.fixture
def shared_docx() -> Path:
    """The folder of real Word files; the test is skipped without it."""
    folder = SHARED / "corpus" / "docx"
    if not folder.is_dir():
        pytest.skip("the shared corpus is not here")
    return folder
