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

LONGEST = 2000  # characters of a pattern
MOST_REPEATS = 1000  # of a bounded repeat
SLOW = 0.05  # seconds for one text
STEPS = (8, 12, 16, 20, 24, 28, 32, 64, 128, 256, 512, 1024, 2048, 4096)
USUAL = "一的1a （，X"
OWN = 12  # characters of the pattern's own that are tried


def objection(pattern: str) -> str:
    """Why ``pattern`` is not taken, or "" when it is: no pattern, matches the empty text, may take for ever."""
    if len(pattern) > LONGEST:
        return f"is longer than {LONGEST} characters"
    try:
        tree = parser.parse(pattern)
        compiled = re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        return f"is not a pattern: {error}"
    if compiled.match(""):
        return "matches the empty text, and so everything"
    return _form(tree, False) or _slow(compiled, _texts(tree))


def _form(tree: Any, repeated: bool) -> str:
    """What is wrong with the form: a repeat without end within a repeat, a reference to a group, a huge count."""
    for code, value in tree:
        if code in (codes.GROUPREF, codes.GROUPREF_EXISTS):
            return "refers back to a group"
        again = repeated
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            low, high, _ = value
            if high is not codes.MAXREPEAT and high > MOST_REPEATS or low > MOST_REPEATS:
                return f"repeats something more than {MOST_REPEATS} times"
            endless = high is codes.MAXREPEAT and code is not codes.POSSESSIVE_REPEAT
            if endless and repeated:
                return "has a repeat without end within a repeat"
            again = repeated or high > 1
        found = next((text for part in _parts(value) if (text := _form(part, again))), "")
        if found:
            return found
    return ""


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


def _slow(compiled: re.Pattern[str], texts: list[str]) -> str:
    """Whether a search in one of the growing texts takes too long. An exponential pattern is caught a few steps after it shows."""
    for text in texts:
        for size in STEPS:
            tried = (text * (size // len(text) + 1))[:size] + "\x00"
            if _seconds(compiled, tried) > SLOW and _seconds(compiled, tried) > SLOW:  # once may be the machine
                return f"takes too long on {size} characters such as {tried[:12]!r}"
    return ""


def _seconds(compiled: re.Pattern[str], text: str) -> float:
    """Processor time for all matches in ``text``."""
    started = time.process_time()
    compiled.findall(text)
    return time.process_time() - started
