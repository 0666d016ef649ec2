"""Fixtures that tests of all rooms share."""

from __future__ import annotations

import pytest
from hypothesis import settings
from support import GOOD_TEXT, rule_book

from lint_cmm.rulebook import RuleBook

settings.register_profile("patient", deadline=None)  # a busy computer is no fault
settings.load_profile("patient")


@pytest.fixture
def book() -> RuleBook:
    """The built-in rules."""
    return rule_book()


@pytest.fixture(scope="session")
def good_docx() -> bytes:
    """A short, readable submission as a Word file."""
    from lint_cmm.notation.docx import to_docx

    return to_docx(GOOD_TEXT)
