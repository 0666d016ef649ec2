"""Short strings that nobody has listed and that keep turning up where pasted marks stand (W510)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lint_cmm.checks.addresses import found_in
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.residue import found
from lint_cmm.checks.text import line, matches, stories
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.model.types import Story

# Behind the last closing mark of a line: words without any punctuation of a sentence.
_TAIL = re.compile(
    r"(?:(?<=[。！？；…])|(?<=[。！？；…][”’）]))[ \t\u3000]{0,4}\n?[ \t\u3000]{0,4}([^\s。！？；，、：:…“”‘’（）()《》\d][^\n。！？；，、：:…“”‘’（）()《》]{0,18}[^\s。！？；，、：:…“”‘’（）()《》])[ \t\u3000]{0,4}(?=\n|$)"
)
# What stands right before a match of _TAIL: the last closing mark of a line with little behind it, or with a short line below.
_BEFORE = re.compile(r"[。！？；…”’）](?=[^\n。！？；…”’）]{2,32}+(?:\n|$)|[ \t\u3000]{0,4}+\n[^\n]{2,28}+(?:\n|$))")
_CLOSING = "。！？；…”’）"
_REST, _LINE = 33, 28  # the most characters of a line's last mark and what stands behind it; of a line below one
_HAN = re.compile(r"[\u4e00-\u9fffA-Za-z]")


class TailOptions(NamedTuple):
    """``times``: occurrences from which a tail counts. ``longest``: characters of a tail. ``status``: words of a remark on progress
    (已整改), which a writer may well repeat."""

    times: int = 3
    longest: int = 14
    status: tuple[str, ...] = ()
    parts: tuple[str, ...] = ("body",)


def recurring(context: Context, options: TailOptions) -> Issues:
    """Each occurrence of a short string that stands behind the closing mark at the ends of at least ``times`` lines, and each frame
    that advertises an unlisted source. Lines end at paragraphs and soft breaks. Addresses are W501.
    """
    for story in stories(context, options.parts):
        spoken = {(a.start, a.end) for a in found_in(context, story.text)}
        places: set[tuple[int, int]] = set()
        for tail in _tails(story, options):
            places.update(_places(story.text, tail))
        for start, end in _frames(context, story):
            if not any(start < e and s < end for s, e in places):
                places.add((start, end))
        for start, end in sorted(places):
            if not any(s < end and start < e for s, e in spoken):
                yield Issue(story.span(start, end), {"tail": story.text[start:end]})


def _tails(story: Story, options: TailOptions) -> list[str]:
    counts: Counter[str] = Counter()
    for m in matches(_TAIL, story.text, _behind_marks(story.text)):
        paragraph, _ = story.at(m.start(1))
        tail = m.group(1)
        if (
            len(tail) <= options.longest
            and paragraph.level is None
            and paragraph.cell is None
            and paragraph.align != "right"
            and _HAN.search(tail)
        ):
            counts[tail] += 1
    return [t for t, n in counts.items() if n >= options.times and not any(word in t for word in options.status)]


def _behind_marks(text: str) -> list[int]:
    """The offsets behind the closing marks that :data:`_BEFORE` knows: looked for at the ends of lines only."""
    found: list[int] = []
    at, lines = 0, text.split("\n")
    for said, following in zip(lines, [*lines[1:], ""], strict=True):
        end = at + len(said)
        short = len(following) <= _LINE  # otherwise only what stands behind the last mark of its line
        if short or said[-1:] not in _CLOSING:
            last = end + 1 + (len(following) + 1 if short else 0)
            found += [m.end() for m in _BEFORE.finditer(text, max(at, end - _REST), last) if m.start() < end]
        at = end + 1
    return found


def _places(text: str, tail: str) -> list[tuple[int, int]]:
    """Where a tail stands behind a closing mark or at the end of a line."""
    found = []
    at = text.find(tail)
    while at >= 0:
        end = at + len(tail)
        before = text[:at].rstrip(" \t\u3000")[-1:] if at else ""
        if text[end : end + 1] in ("", "\n") or before in ("。", "！", "？", "；", "”"):
            found.append((at, end))
        at = text.find(tail, end)
    return found


def _frames(context: Context, story: Story) -> list[tuple[int, int]]:
    """Frames that advertise a source and end their line behind a closed sentence."""
    text = story.text
    frames = []
    for start, end in found(context.data, "promotion", text, context=context, part=story.part):
        first, last = line(text, start, end)
        alone = not text[first:start].strip() or text[start - 1] in "。！？；”）)】 \u3000(（【"
        if alone and not text[end:last].strip(" \t\u3000。！）)】"):
            frames.append((start, end))
    return frames
