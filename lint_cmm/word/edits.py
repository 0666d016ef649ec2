"""From findings to edits: which words are replaced by what. Pure; knows nothing of XML.

Only findings that their rule calls safe to mend are looked at. The replacement is the finding's own fact ``right``;
where it gives none, ``rules/lexicon/edits.toml`` says how findings of its code are mended. What neither covers is
left alone, and so is everything that would touch another edit.
"""

from __future__ import annotations

from collections.abc import Mapping

from lint_cmm.findings import Finding, Result
from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.types import Document
from lint_cmm.word.leftover import widened

BLANKS = frozenset(" \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000")
INVISIBLE = frozenset(
    [
        *map(chr, range(0x200B, 0x2010)),
        *map(chr, range(0x202A, 0x202F)),
        *map(chr, range(0x2060, 0x2070)),
        "\u00ad",
        "\u061c",
        "\u180e",
        "\ufeff",
    ]
)
BRACKETS = {"（": "）", "(": ")", "【": "】", "[": "]", "［": "］", "〔": "〕", "《": "》", "〈": "〉", "<": ">", "“": "”", "「": "」"}
# What may be left of a paragraph whose words were all taken out: it goes as well.
_REMAINS = frozenset("，。、；：,.;:·—-–_|｜/\\*#＊～~…！!") | BLANKS | INVISIBLE | {"\n"}


class Edit(NamedTuple):
    """``text[start:end]`` of a paragraph becomes ``right``. ``whole``: the paragraph itself goes with its words."""

    part: str
    paragraph: int
    start: int
    end: int
    right: str
    codes: tuple[str, ...]
    whole: bool = False


class PropertyEdit(NamedTuple):
    """The file property NAME is emptied."""

    name: str
    value: str
    codes: tuple[str, ...]


class Edits(NamedTuple):
    """All that is to be mended in one file."""

    edits: tuple[Edit, ...]
    properties: tuple[PropertyEdit, ...]

    def __bool__(self) -> bool:
        return bool(self.edits or self.properties)


def derive(result: Result, how: Mapping[str, str]) -> Edits:
    """The edits for the safe findings of RESULT, which must hold its document. HOW maps codes to movements."""
    document = result.document
    if document is None:
        return Edits((), ())
    found: list[Edit] = []
    properties: dict[str, PropertyEdit] = {}
    for finding in result.findings:
        if finding.fix != "safe" or finding.span is None:
            continue
        movement = how.get(finding.code, "")
        if movement == "property" or finding.part == "properties":
            edit = _property(finding, document)
            if edit is not None and movement == "property":
                properties.setdefault(edit.name, edit)
        else:
            found.extend(_edit(finding, document, movement))
    return Edits(_without_overlap(found, document), tuple(properties.values()))


def _property(finding: Finding, document: Document) -> PropertyEdit | None:
    """The emptying of the property a finding stands on."""
    if finding.span is None or finding.part != "properties":
        return None
    paragraph = document.paragraph(finding.span)
    kind, _, name = paragraph.origin.partition(":")
    return PropertyEdit(name, paragraph.text, (finding.code,)) if kind == "property" and name else None


def _edit(finding: Finding, document: Document, movement: str) -> list[Edit]:
    """The edits for one finding in running text: none where no replacement is sure."""
    span = finding.span
    if span is None:
        return []
    text = document.paragraph(span).text
    quote = text[span.start : span.end]
    if not quote or quote != finding.quote:
        return []
    right = finding.facts.get("right")
    if right is None:
        if movement == "delete":
            start, end = widened(text, *_widened(text, span.start, span.end))
            return [Edit(span.part, span.paragraph, start, end, "", (finding.code,))]
        if movement == "strip":
            right = _stripped(text, span.start, span.end)
        elif movement == "close-up":
            right = "".join(c for c in quote if c not in BLANKS) if _chinese_around(text, span.start, span.end) else quote
    if right is None or right == quote:
        return []
    if len(right) == len(quote):
        return [
            Edit(span.part, span.paragraph, span.start + i, span.start + i + 1, new, (finding.code,))
            for i, (old, new) in enumerate(zip(quote, right, strict=True))
            if old != new
        ]
    return [_tight(Edit(span.part, span.paragraph, span.start, span.end, right, (finding.code,)), quote)]


def _tight(edit: Edit, quote: str) -> Edit:
    """EDIT without the words that old and new share at either end, so that as little as possible is revised."""
    right = edit.right
    head = 0
    while head < min(len(quote), len(right)) and quote[head] == right[head]:
        head += 1
    tail = 0
    while tail < min(len(quote), len(right)) - head and quote[-1 - tail] == right[-1 - tail]:
        tail += 1
    return edit._replace(start=edit.start + head, end=edit.end - tail, right=right[head : len(right) - tail])


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch to delete: brackets that held only it go with it, and one of the blanks on its two sides."""
    while start > 0 and end < len(text):
        left, inner = start, end
        while left > 0 and text[left - 1] in BLANKS:
            left -= 1
        while inner < len(text) and text[inner] in BLANKS:
            inner += 1
        if left == 0 or inner == len(text) or BRACKETS.get(text[left - 1]) != text[inner]:
            break
        start, end = left - 1, inner + 1
    blank_before = start == 0 or text[start - 1] in BLANKS or text[start - 1] == "\n"
    if blank_before:
        while end < len(text) and text[end] in BLANKS and text[end] != "\n":
            end += 1
    if end == len(text) or text[end] == "\n":
        while start > 0 and text[start - 1] in BLANKS:
            start -= 1
    return start, end


def _stripped(text: str, start: int, end: int) -> str | None:
    """The quote without its invisible characters; blanks alone go where Chinese stands on both sides."""
    quote = text[start:end]
    if all(c in BLANKS or c in INVISIBLE for c in quote):
        if any(c in BLANKS for c in quote) and not _chinese_around(text, start, end):
            return None
        return ""
    return "".join(c for c in quote if c not in INVISIBLE)


def _chinese_around(text: str, start: int, end: int) -> bool:
    """Whether Han characters or full-width marks stand at both ends of a stretch, outside it or just within."""
    before = text[start - 1] if start and text[start] in BLANKS else text[start]
    after = text[end] if end < len(text) and text[end - 1] in BLANKS else text[end - 1]
    return _wide(before) and _wide(after)


def _wide(char: str) -> bool:
    """Whether CHAR is a Han character or a full-width mark."""
    return "\u3001" <= char <= "\u303f" or "\u3400" <= char <= "\u9fff" or "\uff01" <= char <= "\uff60" or char in "“”‘’…—"


def _without_overlap(edits: list[Edit], document: Document) -> tuple[Edit, ...]:
    """EDITS in order. Deletions that touch become one; of two others that overlap the first stays."""
    kept: list[Edit] = []
    for edit in sorted(set(edits), key=lambda e: (e.part, e.paragraph, e.start, e.end)):
        last = kept[-1] if kept else None
        if last is None or (last.part, last.paragraph) != (edit.part, edit.paragraph) or edit.start > last.end:
            kept.append(edit)
        elif not last.right and not edit.right:
            codes = tuple(dict.fromkeys(last.codes + edit.codes))
            kept[-1] = last._replace(end=max(last.end, edit.end), codes=codes)
        elif edit.start == last.end and edit.start < edit.end and last.start < last.end:
            kept.append(edit)
    return tuple(_wholes(kept, document))


def _wholes(edits: list[Edit], document: Document) -> list[Edit]:
    """EDITS, those of a paragraph of which nothing but marks would be left made into one that takes all of it."""
    by_paragraph: dict[tuple[str, int], list[Edit]] = {}
    for edit in edits:
        by_paragraph.setdefault((edit.part, edit.paragraph), []).append(edit)
    found = []
    for (part, index), group in by_paragraph.items():
        text = document.stories[part].paragraphs[index - 1].text
        if any(e.right for e in group) or not all(c in _REMAINS or c in BRACKETS or c in BRACKETS.values() for c in mended(text, group)):
            found.extend(group)
        else:
            codes = tuple(dict.fromkeys(c for e in group for c in e.codes))
            found.append(Edit(part, index, 0, len(text), "", codes, whole=True))
    return found


def mended(text: str, edits: list[Edit] | tuple[Edit, ...]) -> str:
    """A paragraph's TEXT after its EDITS, which do not overlap."""
    for edit in sorted(edits, key=lambda e: e.start, reverse=True):
        text = text[: edit.start] + edit.right + text[edit.end :]
    return text


def compose(first: Edits, second: Edits, document: Document) -> Edits:
    """The edits that do at once to DOCUMENT what FIRST and then SECOND do, the paragraphs of FIRST all kept."""
    paragraphs: dict[tuple[str, int], list[Edit]] = {}
    for edit in first.edits:
        paragraphs.setdefault((edit.part, edit.paragraph), []).append(edit)
    later: dict[tuple[str, int], list[Edit]] = {}
    for edit in second.edits:
        later.setdefault((edit.part, edit.paragraph), []).append(edit)
    found: list[Edit] = []
    for part, index in sorted({*paragraphs, *later}):
        text = document.stories[part].paragraphs[index - 1].text
        steps = (paragraphs.get((part, index), []), later.get((part, index), []))
        found.extend(_one_step(text, part, index, steps))
    properties = dict.fromkeys((*first.properties, *second.properties))
    return Edits(tuple(_wholes(found, document)), tuple(properties))


def _one_step(text: str, part: str, index: int, steps: tuple[list[Edit], ...]) -> list[Edit]:
    """Edits of a paragraph made one after the other as edits of its first TEXT."""
    letters: list[tuple[str, int]] = [(c, i) for i, c in enumerate(text)]  # each with its old place, -1 for a new one
    for step in steps:
        for edit in sorted(step, key=lambda e: e.start, reverse=True):
            letters[edit.start : edit.end] = [(c, -1) for c in edit.right]
    codes = tuple(dict.fromkeys(c for step in steps for e in step for c in e.codes))
    found: list[Edit] = []
    at, new = 0, ""
    for letter, place in (*letters, ("", len(text))):
        if place < 0:
            new += letter
        else:
            if place > at or new:
                found.append(Edit(part, index, at, place, new, codes))
            at, new = place + 1, ""
    return found
