"""T701 half-width marks between Chinese characters, T703 doubled marks."""

from __future__ import annotations

from functools import cache
from re import Pattern
from typing import TYPE_CHECKING

from lint_cmm.checks import codes, scan
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.surfaces import PROSE, judged, stories
from lint_cmm.checks.text import matches
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint_cmm.model.types import Story

FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_HALF = codes.register("half-width", "".join(FULL))
_DOUBLED = "doubled-marks"  # how every match of "repeated" begins: a mark and another one, or a blank
_BEGINNINGS = (*(a + b for a in "，、；：。？！,;" for b in "，、；：。,; \u3000"), *("。.", "，.", ".。", ".，", "。”。", "！！", "？？"))
scan.register_words(_DOUBLED, lambda data: _BEGINNINGS)
_CHINESE_MARKS = "。，、；：？！“”‘’（）《》〈〉【】〔〕—…·「」『』"


def is_han(character: str) -> bool:
    """Whether ``character`` is a Han character (the basic block, extension A, the compatibility block, or 〇)."""
    return "一" <= character <= "鿿" or "㐀" <= character <= "䶿" or "豈" <= character <= "﫿" or character == "〇"


@cache
def _pattern() -> Pattern[str]:
    from lint_cmm.kit import patterns as re

    # Equal or unequal marks with at most two spaces between them; ？！, …… and —— are legal (GB/T 15834-2011, 4.3, 4.10), and ！！ where
    # somebody is beside himself.
    return re.compile(
        r"！{2,9}|？{2,9}|。”。|[。，]\.(?![0-9.])|(?<![0-9A-Za-z.])\.[。，]|"
        r"[，、；：。](?:[ \u3000]{0,2}[，、；：。,;]){1,9}|[？！](?:[ \u3000]{0,2}[，、；：。]){1,9}|[,;](?:[ ]{0,2}[，、；：。,;]){1,9}"
    )


class HalfwidthOptions(NamedTuple):
    """``parts``: the stories read. ``bracket``: the longest text between two half-width brackets taken as a pair."""

    parts: tuple[str, ...] = PROSE
    bracket: int = 80


def halfwidth(context: Context, options: HalfwidthOptions) -> Issues:
    """Half-width ``, ; : ? ! ( )`` with a Han character on one side and a Han character, Chinese punctuation or the line's start
    or end on the other; a pair of brackets is one issue on the whole pair.

    Spaces at the line's end or after the mark are passed over. ``right`` is the span with full-width marks.
    """
    for story in stories(context, options.parts):
        for start, end in _half_spans(story.text, options.bracket, codes.at(context, story.text, _HALF)):
            if judged(story, start):
                quote = story.text[start:end]
                right = "".join(FULL[c] if c in FULL and (i in (0, len(quote) - 1)) else c for i, c in enumerate(quote))
                yield Issue(story.span(start, end), {"right": right})


def _half_spans(text: str, longest: int, marks: list[int]) -> Iterator[tuple[int, int]]:
    taken = -1  # offset of a closing bracket that was reported with its partner
    for at in marks:
        if at == taken:
            continue
        mark = text[at]
        if mark == "(":
            close = _closing(text, at, longest)
            if close >= 0 and (_between(text, at) or _between(text, close)):
                taken = close
                yield at, close + 1
                continue
        if _between(text, at):
            yield at, at + 1


def _closing(text: str, at: int, longest: int) -> int:
    close = text.find(")", at, at + longest)
    if close < 0 or "\n" in text[at:close] or text.find("(", at + 1, close) >= 0:
        return -1
    return close


def _between(text: str, at: int) -> bool:
    before, after = at - 1, at + 1
    while before >= 0 and text[before] in " \u3000\t" and at - before < 5:
        before -= 1
    while after < len(text) and text[after] in " \u3000\t" and after - at < 5:
        after += 1
    left = text[before] if before >= 0 else "\n"
    right = text[after] if after < len(text) else "\n"
    return (is_han(left) and _closed(right)) or (is_han(right) and _closed(left))


def _closed(character: str) -> bool:
    return is_han(character) or character in _CHINESE_MARKS or character == "\n"


class RepeatedOptions(NamedTuple):
    """``parts``: the stories read."""

    parts: tuple[str, ...] = PROSE


def repeated(context: Context, options: RepeatedOptions) -> Issues:
    """Two or more commas, stops, colons or the like in a row. ``right`` is given where all of them are the same mark."""
    for story in stories(context, options.parts):
        starts = sorted([hit.start for hit in scan.words(context, _DOUBLED, story.text)])
        for match in matches(_pattern(), story.text, starts):
            start, end = match.span()
            if not judged(story, start) or not _chinese_around(story, start, end):
                continue
            marks = {FULL.get(c, c) for c in match.group() if c not in " \u3000"}
            if len(marks) == 1 and not marks & {"！", "？"}:
                yield Issue(story.span(start, end), {"right": marks.pop()})
            elif marks <= {"！"} or marks <= {"？"}:
                yield Issue(story.span(start, end), {"right": match.group()[0]}, variant="emphatic")
            else:
                yield Issue(story.span(start, end), variant="mixed")


def _chinese_around(story: Story, start: int, end: int) -> bool:
    text = story.text
    if all(c in ",; " for c in text[start:end]):  # ",," in a table of figures or in code is no slip of Chinese text
        return start > 0 and is_han(text[start - 1])
    before = text[start - 1] if start else "\n"
    return before != "\n" or (end < len(text) and is_han(text[end]))
