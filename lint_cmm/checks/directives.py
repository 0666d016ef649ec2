"""Comments that are meant for this program: ``lint-cmm: ignore W501``."""

from __future__ import annotations

from lint_cmm.kit import patterns as re

_IGNORE = re.compile(r"(?i)\s{0,9}lint-cmm\s{0,9}[:：]\s{0,9}ignore\s{1,9}([A-Za-z0-9,，、 -]{1,200})")


def ignored_rules(text: str) -> tuple[str, ...]:
    """The selectors that a comment names after ``lint-cmm: ignore`` (Word likes to write Lint-cmm); empty for any other comment."""
    found = _IGNORE.match(text) if "lint-cmm" in text.lower() else None
    return tuple(s for s in re.split(r"[,，、\s]+", found[1]) if s) if found else ()
