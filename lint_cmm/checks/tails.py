"""Short strings that nobody has listed and that keep turning up where pasted marks stand (W510)."""

from __future__ import annotations

from collections import Counter
from os.path import commonprefix
from typing import TYPE_CHECKING

from lint_cmm.checks import furniture
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
# A mark of a line's own at its end, behind a closed sentence: a name in brackets (（砚边）), a code of letters and figures (3Kw92).
_SIGNED = re.compile(
    r"[。！？；][ \t\u3000]{0,2}([（(【\[][\u4e00-\u9fffA-Za-z0-9·]{2,8}[）)】\]]|(?=[A-Za-z]{0,11}[0-9])(?=[0-9]{0,11}[A-Za-z])[A-Za-z0-9]{4,12})$"
)
_SIGNED_ENDS = frozenset("）)】]0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_SIGNED_REACH = 16
_OFFICE = tuple(
    "部室科股局办组委会院所站队处厅司团社村镇乡县市区长员任记校厂店行公"
)  # what a unit's or a post's name in brackets ends with
_NAME_REACH = 12  # characters at the end of a line in which a site's name is looked for


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
        places.update(_marks(context, story, options))
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


def _marks(context: Context, story: Story, options: TailOptions) -> list[tuple[int, int]]:
    """Where lines end with the same mark in brackets, with the same code, or, without a closing mark, with the same name of a site."""
    signed: dict[str, list[tuple[int, int]]] = {}
    glued: dict[str, list[int]] = {}
    ends = furniture.name_ends(context.data)
    at = 0
    for said in story.text.split("\n"):
        end = at + len(said)
        last = said[-1:]
        if last in _SIGNED_ENDS and (m := _SIGNED.search(story.text, max(at, end - _SIGNED_REACH), end)):
            signed.setdefault(m[1], []).append(m.span(1))
        elif last in ends and (core := furniture.name_at_end(context.data, story.text, max(at, end - _NAME_REACH), end)):
            glued.setdefault(core, []).append(end)
        at = end + 1
    found = [
        place for mark, places in signed.items() if len(places) >= options.times and _is_strange(context, mark, options) for place in places
    ]
    for core, closed in glued.items():
        shared = len(commonprefix([story.text[max(end - options.longest, 0) : end][::-1] for end in closed]))
        if len(closed) >= options.times and len(core) < shared < options.longest:
            found += [(end - shared, end) for end in closed]
    return found


def _is_strange(context: Context, mark: str, options: TailOptions) -> bool:
    """Whether a mark at the ends of lines is neither a remark on progress nor the unit or the person that is to see to it."""
    said = mark.strip("（()）【】[]")
    known = any(word in said for word in options.status) or said.endswith(_OFFICE) or said.isdigit()
    return bool(_HAN.search(said)) and not known and said[0] not in context.data.table("surnames")["single"]


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
