"""Text in terminal columns: how wide it is, padded, wrapped by the rules of Chinese typesetting."""

from __future__ import annotations

from functools import cache
from unicodedata import combining, east_asian_width

NOT_AT_START = "，。、；：？！）》〉」』】”’%…—,.;:?!)"
NOT_AT_END = "（《〈「『【“‘"


def columns(text: str) -> int:
    """The columns ``text`` takes: two for wide and full-width characters, none for combining ones."""
    return sum(map(column, text))


@cache
def column(char: str) -> int:
    """The columns of one character. Ambiguous ones take one, as in every terminal that is not told otherwise."""
    if char < "\u0300":
        return 1
    return 0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1


def pad(text: str, width: int) -> str:
    """``text`` with spaces up to ``width`` columns."""
    return text + " " * (width - columns(text))


def fit(text: str, width: int) -> str:
    """``text`` cut to at most ``width`` columns, with ``…`` where something is left out."""
    if columns(text) <= width:
        return text
    while columns(text) >= width and text:
        text = text[:-1]
    return text + "…"


def wrap(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` columns.

    Breaks stand between Chinese characters or at spaces; closing marks do not begin a line and opening ones do not end it.
    """
    lines: list[str] = []
    line = ""
    used = 0
    for char in text:
        if used + column(char) > width and line:
            cut = _break(line, char)
            lines.append(line[:cut].rstrip())
            line = line[cut:].lstrip() if cut < len(line) else ""
            used = columns(line)
            if char == " " and not line:
                continue
        line += char
        used += column(char)
    return [*lines, line] if line or not lines else lines


def _break(line: str, following: str) -> int:
    """Where to cut ``line``, that ``following`` does not fit on: the last good place in its second half, else its end."""
    for cut in range(len(line), len(line) // 2, -1):
        before, after = line[cut - 1], line[cut] if cut < len(line) else following
        if after in NOT_AT_START or before in NOT_AT_END:
            continue
        if before == " " or after == " " or column(before) == 2 or column(after) == 2:
            return cut
    return len(line)
