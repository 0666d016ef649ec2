"""The body as lines: paragraphs cut at soft breaks and where a number inside a paragraph begins a new unit."""

from __future__ import annotations

from lint_cmm import patterns as re
from lint_cmm.model.types import Cell, Document, Paragraph, Span
from lint_cmm.outline.numerals import Number, breaks, leading
from lint_cmm.records import NamedTuple

_GLUED = re.compile(r"[（(][ \u3000]{0,2}一[ \u3000]{0,2}[）)]")


class Line(NamedTuple):
    """A stretch ``start:end`` of a body paragraph that stands for a line of its own.

    ``number`` is its typed or computed number; for a computed one ``number.start == number.end == 0``.
    ``text`` is the stretch itself; ``words`` the text without the number, stripped.
    """

    paragraph: int
    start: int
    end: int
    text: str
    words: str
    number: Number | None
    automatic: bool
    level: int | None
    align: str
    bold: bool
    cell: Cell | None

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The body span of ``text[start:end]``."""
        stop = len(self.text) if end is None else end
        return Span("body", self.paragraph, self.start + start, self.start + stop)

    @property
    def trimmed(self) -> Span:
        """The span of the line without blanks at either end."""
        text = self.text
        lead = len(text) - len(text.lstrip())
        return self.span(lead, max(lead, len(text.rstrip())))


def lines(document: Document) -> list[Line]:
    """All lines of the body in reading order; blank ones are left out."""
    found: list[Line] = []
    for paragraph in document.body.paragraphs:
        text = paragraph.text
        if not text or text.isspace():
            if not paragraph.label:
                continue
        at = 0
        for piece in text.split("\n"):
            found.extend(_cut(paragraph, at, piece, first=at == 0))
            at += len(piece) + 1
    return found


def _cut(paragraph: Paragraph, offset: int, text: str, *, first: bool) -> list[Line]:
    cuts = [0]
    if paragraph.cell is None:
        head = leading(text)
        if head and head.level == 1:
            glued = _GLUED.search(text, head.end, head.end + 60)
            if glued:
                cuts.append(glued.start())
        # Only a number that continues an enumeration cuts a line: one lone （1） in running text does not.
        inline = breaks(text)
        levels = [level for _, level in inline]
        cuts += [at for at, level in inline if at not in cuts and (level <= 2 or levels.count(level) > 1 or (head and head.level == level))]
        cuts.sort()
    pieces = zip(cuts, [*cuts[1:], len(text)], strict=True)
    return [line for a, b in pieces if (line := _line(paragraph, offset + a, text[a:b], first=first and a == 0))]


def _line(paragraph: Paragraph, start: int, text: str, *, first: bool) -> Line | None:
    label = paragraph.label if first else ""
    if not label and (not text or text.isspace()):
        return None
    number = leading(text)
    automatic = False
    words = text[number.end :].strip() if number and number.level < 5 else text.strip()
    if label and (number is None or number.level == 5):
        computed = leading(label)
        if computed:
            number = computed._replace(start=0, end=0)
            automatic = True
            words = text.strip()
    return Line(
        paragraph.index,
        start,
        start + len(text),
        text,
        words.lstrip("*# \u3000"),
        number,
        automatic,
        paragraph.level if first else None,
        paragraph.align,
        bool(paragraph.pieces) and all(p.format.bold for p in paragraph.pieces if p.end > p.start),
        paragraph.cell,
    )
