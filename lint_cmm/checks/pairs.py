"""T702 quotation marks, brackets and book marks without their partner, paragraph by paragraph.

One walk over the marks of a text with a stack; what is left over is then looked at again: an enumerator ``1）`` is no
half of a pair, and a quotation may run over several paragraphs (GB/T 15834-2011, 4.8.3.4: each paragraph then opens with
a mark and only the last one closes).
"""

from __future__ import annotations

from functools import cache
from itertools import zip_longest
from re import Pattern
from typing import TYPE_CHECKING

from lint_cmm.checks import codes
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.punctuation import is_han
from lint_cmm.checks.surfaces import PROSE, judged, stories
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.model.types import Story

CLOSERS = {"”": "“", "’": "‘", "）": "（", "》": "《", "〉": "〈", "】": "【", "〕": "〔", "」": "「", "』": "『"}
PARTNER = {**{v: k for k, v in CLOSERS.items()}, **CLOSERS}
_HALF = {"(": "（", ")": "）"}
_PARAGRAPH = 2000  # a quotation of several paragraphs is looked for in paragraphs up to this length
_STOPS = "，。；：、！？,;:!?\n"
_MARKS = '“”‘’（）()《》〈〉【】〔〕「」『』"\n'
_MARK = codes.register("paired", _MARKS, common=True)


@cache
def _pattern(name: str) -> Pattern[str]:
    from lint_cmm.kit import patterns as re

    if name == "marks":
        return re.compile(f"[{_MARKS}]")
    return re.compile(
        r"(?:^|[\s。；;，,：:、！？“（(])(?:[0-9０-９]{1,3}|[A-Za-zａ-ｚＡ-Ｚ]|[一二三四五六七八九十]{1,3}|[①-⑳]|[ivx]{1,4})[ \u3000]{0,2}$"
    )


class Mark(NamedTuple):
    """A mark of a pair at ``at``; ``kind`` is the opening mark of its pair, full-width; ``opens`` tells which half it is."""

    at: int
    kind: str
    opens: bool


class PairOptions(NamedTuple):
    """``parts``: the stories read. ``nested``: longest stretch in which double quotes inside double quotes are taken as nesting.

    ``paragraphs``: over how many paragraphs a quotation may run. ``around``: longest quote of a finding beside its mark.
    """

    parts: tuple[str, ...] = PROSE
    nested: int = 60
    paragraphs: int = 12
    around: int = 16


def unbalanced(context: Context, options: PairOptions) -> Issues:
    """Marks without their partner. The span runs from the mark to the end of its clause, for a closing one from the clause's start.

    Two of one half with a few words between them (“甲“) are one slip, ``twice``: the span runs from mark to mark.
    """
    for story in stories(context, options.parts):
        text, last = story.text, -1
        known = codes.of(context, text)
        loose = loners(text, options, known.those(_MARK) if known else None)
        lone = [mark for mark in _not_over_paragraphs(story, loose, options) if judged(story, mark.at)]
        for mark, following in zip_longest(lone, lone[1:]):
            if mark.at <= last:
                continue
            start, end = _stretch(text, mark, options.around)
            variant = "opening" if mark.opens else "closing"
            if following and _twice(text, mark, following, options.around):
                start, end, variant = mark.at, following.at + 1, "twice"
            last = end - 1 if variant == "twice" else mark.at
            partner = PARTNER[mark.kind] if mark.opens else mark.kind
            facts = {"mark": text[mark.at], "partner": partner, "opener": mark.kind, "closer": PARTNER[mark.kind]}
            yield Issue(story.span(start, end), facts, variant=variant)


def _twice(text: str, mark: Mark, following: Mark, around: int) -> bool:
    """Whether the two stand before and behind a few words of one clause, the same half both times."""
    between = text[mark.at + 1 : following.at]
    return mark[1:] == following[1:] and 0 < len(between) <= around and not any(stop in between for stop in _STOPS)


def loners(text: str, options: PairOptions, marks: str | None = None) -> list[Mark]:
    """The marks of ``text`` without a partner in their line (``\\n`` ends one), in order. ``marks``: all its marks, where they are known."""
    left = _left("".join(_pattern("marks").findall(text)) if marks is None else marks)
    found: list[Mark] = []
    first = 0
    for said, lone in zip(text.split("\n"), left.split("\n"), strict=True) if left.strip("\n") else ():
        if lone:
            found += _walk(text, first, first + len(said), options)
        first += len(said) + 1
    return found


def _left(marks: str) -> str:
    """What is left of ``marks`` once every pair that closes right after it opens is taken out, again and again: nothing in nearly every
    line. Straight marks, and double quotes right inside double quotes, stay: about those the walk decides."""
    marks = marks.replace("(", "（").replace(")", "）")
    before = ""
    while marks != before and "““" not in marks:
        before = marks
        for closer, opener in CLOSERS.items():
            marks = marks.replace(opener + closer, "")
    return marks


def _walk(text: str, first: int, last: int, options: PairOptions) -> list[Mark]:
    """The marks of the line ``text[first:last]`` without a partner."""
    stack: list[Mark] = []
    line: list[Mark] = []
    for match in _pattern("marks").finditer(text, first, last):
        character, at = match.group(), match.start()
        if character == '"':
            _straight(stack, at)
            continue
        character = _HALF.get(character, character)
        if character not in CLOSERS:
            _open(stack, line, Mark(at, character, True))
        else:
            _close(text, stack, line, Mark(at, CLOSERS[character], False))
    return _settled(text, stack, line, options)


def _open(stack: list[Mark], line: list[Mark], mark: Mark) -> None:
    # “ inside “ without ‘ between them: the first has lost its partner. Brackets and book marks may nest in themselves.
    if mark.kind == "“" and stack and stack[-1].kind == "“":
        line.append(stack.pop())
    stack.append(mark)


def _close(text: str, stack: list[Mark], line: list[Mark], mark: Mark) -> None:
    depth = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].kind == mark.kind), -1)
    if depth >= 0:
        line += stack[depth + 1 :]
        del stack[depth:]
    elif not _apostrophe(text, mark) and not (mark.kind == "（" and _enumerator(text, mark.at)):
        line.append(mark)


def _straight(stack: list[Mark], at: int) -> None:
    # A straight mark may stand for either half: it closes a curly one that is open, else it is left alone.
    if stack and stack[-1].kind == "“":
        stack.pop()


def _apostrophe(text: str, mark: Mark) -> bool:
    """An English apostrophe (it’s) or one that stands for a century (’98)."""
    if mark.kind == "‘" and text[mark.at + 1 : mark.at + 3].isdecimal():
        return True
    return mark.kind == "‘" and mark.at > 0 and text[mark.at - 1].isascii() and text[mark.at - 1].isalnum()


def _enumerator(text: str, at: int) -> bool:
    head = text[max(0, at - 7) : at]
    if head and (head[-1] in ":;-" or ("[" in head and "," in head)):  # an emoticon, an interval [0, 1)
        return True
    return _pattern("enumerator").search(head if at > 7 else "\n" + head) is not None


def _settled(text: str, stack: list[Mark], line: list[Mark], options: PairOptions) -> list[Mark]:
    """The loners of one line: double quotes nested in double quotes are taken out pairwise (a slip of another kind)."""
    marks = sorted(line + stack)
    kept: list[Mark] = []
    for mark in marks:
        before = kept[-1] if kept else None
        if (
            before is not None
            and mark.kind == before.kind == "“"
            and before.opens
            and not mark.opens
            and mark.at - before.at <= options.nested
            and "。" not in text[before.at : mark.at]
        ):
            kept.pop()
            continue
        kept.append(mark)
    return kept


def _not_over_paragraphs(story: Story, lone: list[Mark], options: PairOptions) -> list[Mark]:
    """``lone`` without the halves of quotations and brackets that run over lines or paragraphs."""
    text, kept, i = story.text, [], 0
    while i < len(lone):
        mark = lone[i]
        last = _runs_to(text, lone, i, options) if mark.opens else -1
        if last >= 0:
            i = last + 1
            continue
        kept.append(mark)
        i += 1
    return kept


def _runs_to(text: str, lone: list[Mark], first: int, options: PairOptions) -> int:
    """The index of the closing mark of a quotation over several lines that opens with ``lone[first]``; -1 when it is none."""
    mark = lone[first]
    if mark.at and text[mark.at - 1] not in "：:，,。\n" and mark.kind in "“‘":
        return -1
    line = text.find("\n", mark.at, mark.at + _PARAGRAPH) if mark.kind in "“‘" else -1
    if line >= 0 and text[line : line + 8].lstrip("\n\u3000 ").startswith(mark.kind):
        return first  # the next paragraph opens with a mark of its own, which its closing one pairs with
    at = mark.at
    for i in range(first + 1, min(len(lone), first + options.paragraphs)):
        other = lone[i]
        if other.kind != mark.kind or text.count("\n", at, other.at) not in range(1, options.paragraphs):
            return -1
        if not other.opens:
            return i
        if other.at and text[other.at - 1] not in "\n\u3000 ":
            return -1
        at = other.at
    return -1


def _stretch(text: str, mark: Mark, around: int) -> tuple[int, int]:
    if mark.opens:
        end = mark.at + 1
        while end < len(text) and end - mark.at <= around and text[end] not in _STOPS and text[end] != "\n":
            end += 1
        return mark.at, end
    start = mark.at
    while start > 0 and mark.at - start < around and text[start - 1] not in _STOPS:
        start -= 1
    if start == mark.at and start > 0 and text[start - 1] != "\n":  # a stop right before the mark: take its clause along
        start -= 1
        while start > 0 and mark.at - start < around and (is_han(text[start - 1]) or text[start - 1].isalnum()):
            start -= 1
    return start, mark.at + 1
