"""The lines of the text as a typist sees them: title, headings by level, body; and in which looks their words stand.

Tables, text boxes, headers and notes are none of them. What is neither for sure (addressee, signature, date, a sentence that might be
a heading) is judged by no rule.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable
from typing import TYPE_CHECKING, TypeVar

from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.types import Span

if TYPE_CHECKING:
    from lint_cmm.model.types import Format, Paragraph, Piece

Key = TypeVar("Key", bound=Hashable)  # what is wrong with a line

_SENTENCE = re.compile(r"[。！？；]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")  # 〇 is none: many typefaces lack it
_LETTERS = re.compile(r"[^\W_]+")
_LISTED = re.compile(r"(?:toc|TOC|目录|index|caption|题注)\b")  # styles of what Word gathers itself
_CLAUSE = re.compile(r"[。！？；：，]")
_BEGUN = re.compile(r"[。！？；：“‘《〈【（(]")
_LONGEST = {1: 50, 2: 60, 3: 40, 4: 40}  # characters of a heading, by level
_SENTENCES = (50, 120)  # characters of a single sentence that may be a heading, without and with a number
_SHOWN = 20  # characters of a line that a finding stands on
_RUNNING = 4  # levels of numbers that are headings
_NO_SIZE = 10.0  # points of text whose size nothing says


class Unit(NamedTuple):
    """A line ``text[start:end]`` of a body paragraph. ``kind``: "title", "heading", "body". ``level`` 1 to 4 of a heading.
    ``words``: where the words behind its number begin."""

    kind: str
    level: int
    paragraph: Paragraph
    start: int
    end: int
    words: int

    @property
    def whole(self) -> Span:
        """The line without blanks at its ends."""
        text = self.paragraph.text[self.start : self.end]
        return self.paragraph.span(self.start + len(text) - len(text.lstrip()), self.start + len(text.rstrip()))

    @property
    def place(self) -> Span:
        """Where a finding about the whole line stands: on its first words."""
        span = self.whole
        cut = _CLAUSE.search(self.paragraph.text, span.start + 1, min(span.end, span.start + _SHOWN))
        return self.paragraph.span(span.start, cut.end() if cut else min(span.end, span.start + _SHOWN))


class Look(NamedTuple):
    """A look by name: ``family`` of its typeface (the typeface itself where it belongs to none), size in points."""

    family: str
    size: float


class Stretch(NamedTuple):
    """Neighbouring text of one look, offsets into the paragraph. ``han`` and ``letters`` (Han, digits and others) are counted;
    ``font`` is the typeface as named, "" where the file names none."""

    start: int
    end: int
    look: Look
    font: str
    han: int
    letters: int


def units(context: Context) -> tuple[Unit, ...]:
    """Title, headings and body lines of the judged text, in order."""
    if "layout-units" not in context.memo:
        context.memo["layout-units"] = tuple(_units(context))
    found: tuple[Unit, ...] = context.memo["layout-units"]
    return found


def _units(context: Context) -> Iterable[Unit]:
    outline = context.outline
    numbers = {(m.span.paragraph, m.span.start): m for m in outline.marks if m.level <= _RUNNING}
    titles = outline.title_text if outline.title else ""
    for paragraph in context.document.body.paragraphs[outline.first - 1 : outline.last]:
        if paragraph.cell is not None or paragraph.origin or not paragraph.text.strip() or _LISTED.match(paragraph.style):
            continue
        at = 0
        for line in paragraph.text.split("\n"):
            start, text = at, line.strip()
            at += len(line) + 1
            if (
                outline.title
                and titles
                and (paragraph.index, at) > (outline.title.paragraph, outline.title.start)
                and titles.startswith(text)
            ):
                titles = titles[len(text) :].lstrip()
                if text:
                    yield Unit("title", 0, paragraph, start, start + len(line), start)
                continue
            lead = start + len(line) - len(line.lstrip())
            mark = numbers.get((paragraph.index, lead)) or (numbers.get((paragraph.index, 0)) if not start else None)
            words = max(lead, mark.span.end) if mark else lead
            kind, level = _kind(paragraph, mark.level if mark else 0, paragraph.text[words : start + len(line)].strip(), text)
            if kind:
                yield Unit(kind, level, paragraph, start, start + len(line), words)


def _kind(paragraph: Paragraph, number: int, words: str, text: str) -> tuple[str, int]:
    """What a line is: a heading with its level, body, or nothing that is sure."""
    if paragraph.align in ("center", "right", "distribute") and not number:
        return "", 0
    level = number or (min(paragraph.level + 1, _RUNNING) if paragraph.level is not None else 0)
    if level and words and len(words) <= _LONGEST[level] and not _SENTENCE.search(words[:-1]):
        if not _SENTENCE.search(words) or level == 1:
            return "heading", level
        return ("body", 0) if level > 2 else ("", 0)  # “（一）学习抓得不紧。” may be a heading, and may be all there is to say
    lead_in = text[-1:] == "：" and "，" in text and len(text) >= _SHOWN  # “……，现报告如下：”; an addressee is shorter
    return ("body", 0) if (_SENTENCE.search(text) or lead_in) and _HAN.search(text) else ("", 0)


def stretches(context: Context, unit: Unit) -> list[Stretch]:
    """The text of a line by its looks, in order, white space and marks left out."""
    memo: dict[tuple[int, int], list[Stretch]] = context.memo.setdefault("layout-stretches", {})
    key = unit.paragraph.index, unit.start
    if key not in memo:
        memo[key] = _stretches(context, unit)
    return memo[key]


def _stretches(context: Context, unit: Unit) -> list[Stretch]:
    found: list[Stretch] = []
    text, pieces = unit.paragraph.text, unit.paragraph.pieces
    for i in range(max(0, bisect_right(pieces, unit.start, key=_start) - 1), len(pieces)):
        start, end = max(pieces[i].start, unit.start), min(pieces[i].end, unit.end)
        if start >= unit.end:
            break
        format, words = pieces[i].format, [match.span() for match in _LETTERS.finditer(text, start, end)]
        if not words or format.hidden:
            continue
        look, han = look_of(context, format), sum(map(len, _HAN.findall(text, start, end)))
        start, end, letters = words[0][0], words[-1][1], sum([b - a for a, b in words])
        last = found[-1] if found else None
        if last and (not han or not last.han) and last.look.size == look.size:  # the typeface of digits and Latin letters is their own
            known = last if last.han else last._replace(look=look, font=format.font or "")
            found[-1] = known._replace(end=end, han=last.han + han, letters=last.letters + letters)
        elif last and last.look == look:
            found[-1] = last._replace(end=end, han=last.han + han, letters=last.letters + letters)
        else:
            found.append(Stretch(start, end, look, format.font or "", han, letters))
    return found


def _start(piece: Piece) -> int:
    return piece.start


def look_of(context: Context, format: Format) -> Look:
    """The look that a resolved format gives Han text."""
    return Look(family(context, format.font), format.size or _NO_SIZE)


def family(context: Context, font: str | None) -> str:
    """The family of a typeface, the typeface itself where it belongs to none."""
    memo = context.data.memo.setdefault("typefaces", {})
    if font not in memo:
        table = context.data.table("layout")
        name = "".join((font or table["fallback"]).casefold().split())
        memo[font] = next((row[0] for row in table["families"] if any(part in name for part in row[1:])), font or "")
    found: str = memo[font]
    return found


def main(found: list[Stretch]) -> Stretch | None:
    """The stretch in whose look most Han characters stand (the first of them), None where there are none."""
    counts: dict[Look, int] = {}
    for one in found:
        counts[one.look] = counts.get(one.look, 0) + one.han
    best = max(counts, key=lambda look: counts[look], default=None)
    return next((one for one in found if one.look == best and one.han), None)


def plain(unit: Unit, found: list[Stretch], families: tuple[str, ...]) -> list[Stretch]:
    """The stretches of a line without sentences that stand out: those in one of ``families`` at its start, behind its number,
    behind the end of a sentence or in quotation marks. A line that is all in one look is plain, unless it is a single sentence, short or with a number: that
    may be a heading."""
    text = unit.paragraph.text
    rest = [one for one in found if one.look.family not in families or not _begins(text, unit.words, one.start)]
    most = _SENTENCES[unit.words > unit.start]
    if any(one.han for one in rest) or (unit.end - unit.start <= most and not _SENTENCE.search(text[unit.start : unit.end - 1])):
        return rest
    return found


def _begins(text: str, first: int, at: int) -> bool:
    """Whether what stands at ``at`` begins a sentence or a quotation of the line whose words begin at ``first``."""
    before = text[max(first, at - _SHOWN) : at].rstrip()
    return _BEGUN.match(before[-1]) is not None if before else at - _SHOWN <= first


def named(context: Context, look: Look, font: str | None = None) -> tuple[str, str]:
    """A look in words, Chinese and English; ``font`` is the typeface as named, where it matters which ("" for none)."""
    table = context.data.table("layout")
    points = f"{look.size:g}"
    size = next((name for name, known in table["sizes"].items() if known == look.size), table["other"].format(size=points))
    shown, english = (look.family, look.family) if font is None else (font or table["unset"], font or table["unset-en"])
    return size + shown, f"{points} pt {english}"


def issues(found: Iterable[tuple[Key, Span]], facts: Callable[[Key], dict[str, str]], variant: Callable[[Key], str]) -> Issues:
    """One issue for all places that have the same thing wrong: on the first, with their ``count``; the others are related."""
    groups: dict[Key, list[Span]] = {}
    for key, span in found:
        groups.setdefault(key, []).append(span)
    for key, spans in groups.items():
        yield Issue(spans[0], {**facts(key), "count": str(len(spans))}, related=tuple(spans[1:]), variant=variant(key))
