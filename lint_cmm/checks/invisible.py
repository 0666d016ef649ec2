"""T706 characters that nobody sees: zero-width, direction controls, private use, odd spaces inside Chinese text."""

from __future__ import annotations

from functools import cache
from re import Pattern
from typing import TYPE_CHECKING

from lint_cmm.checks import codes
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.punctuation import is_han
from lint_cmm.checks.surfaces import PROSE, judged, stories
from lint_cmm.checks.text import common_words, matches
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.data import Data
    from lint_cmm.model.types import Story

# Unicode 15: general categories Cf and Co as far as they may turn up in a Word file, U+FFFD, and the C0/C1 controls. U+FFFC stands for a
# formula or a picture.
_ZERO = "\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\u3164\ufeff\uffa0\ufff9-\ufffb\ufffd"
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f"
_HIDDEN = _ZERO + _CONTROL + _PRIVATE + _SPACES
_UNSEEN = codes.register("unseen", _HIDDEN)
_SYMBOL_FONTS = ("Wingdings", "Symbol", "Webdings", "MT Extra", "Marlett")
_ENDS = "。！？；，：、,;:!?“”‘’《》（）()\n"


@cache
def _pattern(name: str) -> Pattern[str]:
    from lint_cmm.kit import patterns as re

    if name == "unseen":
        return re.compile(f"[{_HIDDEN}]{{1,200}}")
    return re.compile("(?<=[\u4e00-\u9fff])(?: {1,2}|\u3000)(?=[\u4e00-\u9fff，。；、])")


class InvisibleOptions(NamedTuple):
    """``parts``: the stories read. ``prose``: from how many characters on a paragraph with a full stop is running text.

    ``layout_ends``, ``layout_starts``: words before and after which a space is layout (第一章 总则, a run-in number).
    """

    parts: tuple[str, ...] = PROSE
    prose: int = 40
    layout_ends: tuple[str, ...] = ()
    layout_starts: tuple[str, ...] = ()


def invisible(context: Context, options: InvisibleOptions) -> Issues:
    """One issue for each unseen character or unbroken run of them. The span takes the character before along (at a line's
    start the one behind), so that a person finds the place; ``right`` is the span without what is unseen, ``name`` its code points.
    """
    for story in stories(context, options.parts):
        text = story.text
        if not text.isascii():
            at = codes.finder(text, context)
            for match in matches(_pattern("unseen"), text, at(_UNSEEN)):
                if judged(story, match.start()):
                    yield from _unseen(story, match.start(), match.end())
            for match in matches(_pattern("space"), text, at(codes.BLANKS)):
                if judged(story, match.start()) and _odd(context.data, story, match.start(), match.end(), options):
                    yield _issue(story, match.start(), match.end(), "space")


def _unseen(story: Story, start: int, end: int) -> Issues:
    text = story.text
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    run = text[start:end]
    if _legal_neighbour(before) or _legal_neighbour(after):
        return
    spaces = [c for c in run if c in "\u00a0\u1680\u202f\u205f" or "\u2000" <= c <= "\u200a"]
    if len(spaces) == len(run):
        # Beside Latin text and figures, at the line's start and end a wide or fixed space is layout.
        if _word(before) and _word(after):
            yield _issue(story, start, end, "space")
        return
    if all("\uf000" <= c <= "\uf0ff" for c in run) and _symbol_font(story, start):
        return
    yield _issue(story, start, end, "")


def _legal_neighbour(character: str) -> bool:
    # Joiners and direction marks are ordinary in Arabic, Hebrew, Indic text and inside emoji.
    return "\u0590" <= character <= "\u0dff" or "\u1000" <= character <= "\u109f" or "\U0001f000" <= character <= "\U0001faff"


def _word(character: str) -> bool:
    return is_han(character) or character in "，。；、：？！”》）"


def _symbol_font(story: Story, start: int) -> bool:
    paragraph, at = story.at(start)
    fonts = [piece.format.font or "" for piece in paragraph.pieces if piece.start <= at < piece.end]
    return any(font.startswith(_SYMBOL_FONTS) for font in fonts)


def _issue(story: Story, start: int, end: int, variant: str) -> Issue:
    text = story.text
    low = start - 1 if start and text[start - 1] != "\n" else start
    high = end + 1 if low == start and end < len(text) and text[end] != "\n" else end
    after = text[end] if end < len(text) and text[end] != "\n" else ""
    names = sorted({f"U+{ord(c):04X}" for c in text[start:end]})
    facts = {"right": text[low:start] + text[end:high], "name": " ".join(names), "before": text[low:start], "after": after}
    return Issue(story.span(low, high), facts, variant=variant)


def _between_words(data: Data, before: str, after: str) -> bool:
    """Whether a word ends before a blank and another one begins behind it."""
    words = common_words(data)
    ended = before[-1:] in tuple("的了着过地得") or any(before[-size:] in words for size in (2, 3, 4))
    return ended and any(after[:size] in words for size in (2, 3, 4))


def _odd(data: Data, story: Story, start: int, end: int, options: InvisibleOptions) -> bool:
    """Whether a plain or full-width space between two Han characters stands in running text, and is no layout."""
    text = story.text
    low, high = max(0, start - 400), min(len(text), end + 400)
    line_start, line_end = text.rfind("\n", low, start) + 1, text.find("\n", end, high)
    line_start = max(line_start, low)
    line = text[line_start : line_end if line_end >= 0 else high]
    if len(line) < options.prose or "。" not in line:
        return False
    if text[end] in "，。；、":
        return True
    segment = max(text.rfind(mark, line_start, start) for mark in _ENDS) + 1
    segment = max(segment, line_start)
    stop = min([i for i in (text.find(mark, end, high) for mark in _ENDS) if i >= 0], default=high)
    opener = text[segment - 1] if segment else "\n"
    if opener in "《（(":
        return False
    said = text[segment:stop]
    if said.count(" ") + said.count("\u3000") > end - start:  # several: layout or names, unless words stand on both sides
        return (
            opener in "，。；" and text[stop : stop + 1] in ("，", "。", "；") and _between_words(data, text[segment:start], text[end:stop])
        )
    if start - segment < 2 or stop - end < 2:
        return False
    if opener == "\n" and stop < len(text) and text[stop] == "\n":  # a line of its own: a heading, a name column
        return False
    return not (text.endswith(options.layout_ends, low, start) or text.startswith(options.layout_starts, end))
