"""Patterns that come as data (an office's rule files, a configuration): harmless, or refused when they are loaded.

``re`` knows no time limit, so a pattern is judged beforehand: by its form, and by the clock on texts that grow slowly, made
of the pattern's own characters and of the usual ones, each with an end that does not fit. A pattern that passes may still
be quadratic within a paragraph of a few thousand characters; it cannot hang a check.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from lint_cmm.errors import Said

LONGEST = 2000  # characters of a pattern
MOST_REPEATS = 1000  # of a bounded repeat
SLOW = 0.05  # seconds for one text
STEPS = (8, 12, 16, 20, 24, 28, 32, 64, 128, 256, 512, 1024, 2048, 4096)
USUAL = "一的1a （，X"
BROKEN = (re.error, RecursionError, OverflowError)  # what re raises for a text that is no pattern
OWN = 12  # characters of the pattern's own that are tried


def objection(pattern: str) -> Said | None:
    """Why ``pattern`` is not taken, or None when it is: no pattern, matches the empty text, may take for ever."""
    if len(pattern) > LONGEST:
        return Said("pattern.long", {"most": LONGEST})
    try:
        tree = parser.parse(pattern)
        compiled = re.compile(pattern)
    except BROKEN as error:
        return broken(error)
    if compiled.match(""):
        return Said("pattern.empty", {})
    return _form(tree, False) or _slow(compiled, _texts(tree))


def broken(error: Exception) -> Said:
    """What is wrong with a pattern that ``re`` refused with ``error``."""
    from lint_cmm.messages.errors import regex_key

    message = error.msg if isinstance(error, re.error) else str(error)
    key = regex_key(message)
    why = Said(key, {"rest": message.removeprefix(key.removeprefix("regex.")).strip()})
    at = error.pos if isinstance(error, re.error) else None
    return Said("pattern.broken", {"why": why if at is None else Said("pattern.at", {"why": why, "at": at + 1})})


def _form(tree: Any, repeated: bool) -> Said | None:
    """What is wrong with the form: a repeat without end within a repeat, a reference to a group, a huge count."""
    for code, value in tree:
        if code in (codes.GROUPREF, codes.GROUPREF_EXISTS):
            return Said("pattern.back", {})
        again = repeated
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            low, high, _ = value
            if high is not codes.MAXREPEAT and high > MOST_REPEATS or low > MOST_REPEATS:
                return Said("pattern.repeats", {"most": MOST_REPEATS})
            endless = high is codes.MAXREPEAT and code is not codes.POSSESSIVE_REPEAT
            if endless and repeated:
                return Said("pattern.nested", {})
            again = repeated or high > 1
        found = next((wrong for part in _parts(value) if (wrong := _form(part, again))), None)
        if found:
            return found
    return None


def _parts(value: Any) -> Iterator[Any]:
    """The sub-patterns within an operand of the parser's tree."""
    if isinstance(value, parser.SubPattern):
        yield value
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _parts(one)


def _texts(tree: Any) -> list[str]:
    """What to repeat: usual characters, the pattern's own, and all of its own in a row."""
    own = "".join(dict.fromkeys(_literals(tree)))
    row = "".join(_literals(tree))[:64]
    return [*dict.fromkeys(USUAL + own[:OWN]), *([row] if len(row) > 1 else [])]


def _literals(value: Any) -> Iterator[str]:
    if isinstance(value, tuple) and len(value) == 2 and value[0] in (codes.LITERAL, codes.NOT_LITERAL):
        yield chr(value[1])
    elif isinstance(value, tuple) and len(value) == 2 and value[0] is codes.RANGE:
        yield chr(value[1][0])
    elif isinstance(value, (parser.SubPattern, list, tuple)):
        for one in value:
            yield from _literals(one)


def _slow(compiled: re.Pattern[str], texts: list[str]) -> Said | None:
    """Whether a search in one of the growing texts takes too long. An exponential pattern is caught a few steps after it shows."""
    for text in texts:
        for size in STEPS:
            tried = (text * (size // len(text) + 1))[:size] + "\x00"
            if _seconds(compiled, tried) > SLOW and _seconds(compiled, tried) > SLOW:  # once may be the machine
                return Said("pattern.slow", {"size": size, "sample": tried[:12]})
    return None


def _seconds(compiled: re.Pattern[str], text: str) -> float:
    """Processor time for all matches in ``text``."""
    started = time.process_time()
    compiled.findall(text)
    return time.process_time() - started
