"""Small questions about running text that several checks ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from lint_cmm.kit import patterns as re

if TYPE_CHECKING:
    from lint_cmm.checks.api import Context
    from lint_cmm.data import Data
    from lint_cmm.model.types import Paragraph, Story

ENDS = "。！？；…\n"
OURS = "lint-cmm"  # who this program comments as
LIMIT = 400  # no sentence is looked at further than so many characters either side
_PAGE = "0123456789-–—－ \u3000\n"  # what the number of a page is written in,
_PAGE_LENGTH = 10  # … and the most characters of it: fewer than those of a telephone number
_REST = re.compile(f"[^{ENDS}]{{0,{LIMIT}}}")  # of a sentence


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence around ``text[start:end]``, its closing mark left out; at most LIMIT characters either way."""
    first = max(start - LIMIT, 0)
    for mark in ENDS:
        first = text.rfind(mark, first, start) + 1 or first
    rest = _REST.match(text, end)
    return first, rest.end() if rest else end


def places(text: str, signs: Iterable[str], first: int = 0, last: int | None = None) -> list[int]:
    """The offsets in ``text[first:last]`` at which one of ``signs`` (characters or words) stands, sorted.

    A few ``find`` take a tenth of the time of a pattern that tries every character.
    """
    found: list[int] = []
    for sign in signs:
        at = text.find(sign, first, last)
        while at >= 0:
            found.append(at)
            at = text.find(sign, at + 1, last)
    found.sort()
    return found


def before(marks: list[int], least: int, most: int, floor: int = 0) -> list[int]:
    """The offsets from ``floor`` on that stand ``least`` to ``most`` characters before one of ``marks``, sorted."""
    return sorted({at - back for at in marks for back in range(least, most + 1) if at - back >= floor})


def matches(pattern: re.Pattern[str], text: str, starts: Iterable[int], last: int | None = None) -> list[re.Match[str]]:
    """What ``pattern.finditer(text, 0, last)`` gives when its matches, none of them empty, begin nowhere but at ``starts`` (sorted)."""
    found: list[re.Match[str]] = []
    at, roof = 0, len(text) if last is None else last
    for start in starts:
        if start >= at and (match := pattern.match(text, start, roof)):
            found.append(match)
            at = match.end()
    return found


def windows(places: Iterable[tuple[int, int]], reach: int, last: int) -> list[tuple[int, int]]:
    """The stretches of a text of ``last`` characters within ``reach`` characters of ``places`` (sorted by start), those that touch as one.

    A pattern whose every match holds or adjoins a place, and with what it looks at around it is no longer than ``reach``, finds in
    these stretches what it finds in the whole text.
    """
    found: list[tuple[int, int]] = []
    for start, end in places:
        low, high = max(0, start - reach), min(last, end + reach)
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return found


def line(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the line (to the line breaks) around ``text[start:end]``."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return first, len(text) if last < 0 else last


def stories(context: Context, parts: tuple[str, ...]) -> Iterator[Story]:
    """The stories of ``parts`` that the document has and that hold text: more than the number of a page."""
    for part in parts:
        story = context.document.stories.get(part)
        if story is not None and (len(story.text) > _PAGE_LENGTH or story.text.strip(_PAGE)):
            yield story


def within_one(story: Story, start: int, end: int) -> bool:
    """Whether ``story.text[start:end]`` lies in one paragraph."""
    paragraph, at = story.at(start)
    return at + end - start <= len(paragraph.text)


def is_object(paragraph: Paragraph) -> bool:
    """Whether a paragraph is the text of something drawn: a text box, WordArt, a picture's description, a header or footer."""
    return paragraph.part in ("header", "footer", "textbox") or paragraph.origin in ("wordart", "alt")


def is_ours(context: Context, paragraph: Paragraph) -> bool:
    """Whether a paragraph stands in a comment that this program wrote into a copy: it only quotes what was found in the text."""
    if paragraph.part != "comment":
        return False
    if "our-lines" not in context.memo:
        context.memo["our-lines"] = {line for c in context.document.comments if c.author == OURS for line in c.text.split("\n")}
    return paragraph.text in context.memo["our-lines"]


def common_words(data: Data) -> frozenset[str]:
    """The words of ``common-words.txt``, prepared once."""
    held: frozenset[str] | None = data.memo.get("common-words")
    if held is None:
        held = data.memo["common-words"] = frozenset(data.lexicon("common-words"))
    return held
