"""Where sentences and clauses end in running Chinese text."""

from __future__ import annotations

from functools import cache
from re import Pattern

# A sentence takes its closing quotation mark or bracket with it (GB/T 15834-2011, 5.1.2).
_SENTENCE = r"[^。！？!?；;\n]{1,4000}(?:[。！？!?；;]{1,8}[”’」』）)]{0,4})?"
_CLAUSE = r"[^。！？!?；;，,：:\n]{1,4000}"
_LEVELS = {"sentence": _SENTENCE, "clause": _CLAUSE}


@cache
def _pattern(level: str) -> Pattern[str]:
    from lint_cmm.kit import patterns as re

    return re.compile(_LEVELS[level])


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences of ``text[start:end]``, closing mark included; a semicolon and a line break end one, too."""
    return [m.span() for m in _pattern("sentence").finditer(text, start, len(text) if end is None else end)]


def clauses(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the stretches between commas, colons and sentence ends, marks not included."""
    return [m.span() for m in _pattern("clause").finditer(text, start, len(text) if end is None else end)]
