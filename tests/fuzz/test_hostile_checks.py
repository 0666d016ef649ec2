"""Whole checks of documents made to be slow: in time, with every rule run, or with the limit named that stopped them."""

from __future__ import annotations

import time

import pytest
from hostile_checks import cases
from support import checker

from lint_cmm.package.limits import limits_of

CHARACTERS, PARAGRAPHS = 20_000, 2_000  # for a run in CI; bench/hostile.py takes those of the limits
SECONDS = 10
LIMITS = limits_of({"findings": 1000})
CASES = cases(CHARACTERS, PARAGRAPHS)
# Where not every rule ran, and the limit that says so. A case that stops at another limit, or at none, fails.
STOPPED = {
    "only （": "findings",
    "only “": "findings",
    "only ，": "findings",
    "only 。": "findings",
    "only 《": "findings",
    "only 〔": "findings",
    "numbered aspects": "findings",
    "headings": "findings",
    "headings over and over": "findings",
    "disclosure": "findings",
    "text boxes": "findings",
    "word art": "findings",
    "bookmarks": "findings",
}


@pytest.mark.parametrize("name", CASES)
def test_a_document_made_to_be_slow_is_checked_in_time(name: str) -> None:
    data = CASES[name]()
    started = time.process_time()
    result = checker(limits=LIMITS).check_bytes("a.docx", data)
    assert time.process_time() - started < SECONDS
    own = [(f.code, f.message) for f in result.findings if f.code[0] == "E"]
    if name in STOPPED:
        words = checker().book.rules["E004"].variants[f"limit:{STOPPED[name]}"].zh.message
        assert [(code, message[:6]) for code, message in own] == [("E004", words[:6])]
    else:
        assert own == [] and result.complete
