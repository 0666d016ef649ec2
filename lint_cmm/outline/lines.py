"""The body as lines: paragraphs cut at soft breaks and where a number inside a paragraph begins a new unit."""

from __future__ import annotations

from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.types import Cell, Document, Paragraph, Span
from lint_cmm.outline.numerals import Number, breaks, leading, words
from lint_cmm.outline.types import LEVEL_WORDS, Mark

_GLUED = re.compile(r"[（(][ \u3000]{0,2}一[ \u3000]{0,2}[）)]")

_TIGHT = re.compile(r"[ \u3000]{0,4}(\d{1,2})([.．、])(?=\d)")
_BLANKS = " \t\u3000\xa0"
_FIGURES = 3  # the level of 1. 2. 3.


class Line(NamedTuple):
    """A stretch ``start:end`` of a body paragraph that stands for a line of its own.

    ``number`` is its typed or computed number; for a computed one ``number.start == number.end == 0``.
    ``text`` is the stretch itself; ``words`` the text without the number, stripped. ``mark`` is the number as a mark,
    ``points`` are the enumeration words in the line (none in a table), ``characters`` its non-blank ones.
    """

    paragraph: int
    start: int
    end: int
    text: str
    words: str
    number: Number | None
    level: int | None
    align: str
    cell: Cell | None
    mark: Mark | None
    points: tuple[Mark, ...]
    characters: int

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
            head = leading(piece)
            cuts = _cuts(piece, head) if paragraph.cell is None else [0]
            for start, end in zip(cuts, [*cuts[1:], len(piece)], strict=True):
                line = _line(paragraph, at + start, piece[start:end], head if len(cuts) == 1 else leading(piece[start:end]))
                if line is not None:
                    found.append(line)
            at += len(piece) + 1
    return _glued(found)


def _glued(found: list[Line]) -> list[Line]:
    """``found`` with the numbers that run into a figure: of 2. … 3.20万元以下的… 4. … the second is 3., no decimal."""
    tight = {i: hit for i, x in enumerate(found) if x.number is None and x.cell is None and (hit := _TIGHT.match(x.text))}
    if not tight:
        return found
    following: list[Number | None] = []  # of every line: the next number behind it that is no point's
    number = None
    for i in range(len(found) - 1, -1, -1):
        following.append(number)
        if i in tight:  # two of them may follow each other
            number = Number(_FIGURES, int(tight[i][1]), "", _style(tight[i]), 0, 0)
        else:
            number = one if (one := found[i].number) and one.level <= _FIGURES else number
    following.reverse()
    before = None
    for i, line in enumerate(found):
        if i in tight and before and before.level == _FIGURES and before.value + 1 == int(tight[i][1]) and before.style == _style(tight[i]):
            after = following[i]
            continued = after and after.level == _FIGURES and after.style == before.style and after.value == before.value + 2
            if continued or (found[i - 1].number == before and not (after and after.level == _FIGURES)):
                hit = tight[i]
                number = Number(_FIGURES, before.value + 1, hit[0].strip(), before.style, hit.start(1), hit.end())
                mark = Mark(*number[:4], line.span(number.start, number.end), False)
                line = found[i] = line._replace(number=number, words=line.text[hit.end() :].strip(), mark=mark)
        before = line.number if line.number and line.number.level <= _FIGURES else before
    return found


def _style(hit: re.Match[str]) -> str:
    return "1、" if hit[2] == "、" else "1."


def _cuts(text: str, head: Number | None) -> list[int]:
    """Where the lines of a text that begins with the number ``head`` begin."""
    cuts = [0]
    if head and head.level == 1:
        glued = _GLUED.search(text, head.end, head.end + 60)
        if glued:
            cuts.append(glued.start())
    inline = breaks(text)
    if inline:
        # Only a number that continues an enumeration cuts a line: one lone （1） in running text does not.
        levels = [level for _, level in inline]
        cuts += [at for at, level in inline if at not in cuts and (level <= 2 or levels.count(level) > 1 or (head and head.level == level))]
        cuts.sort()
    return cuts


def _line(paragraph: Paragraph, start: int, text: str, number: Number | None) -> Line | None:
    """The line that ``text`` is from ``start`` on, without the blanks that indent it."""
    first = start == 0
    label = paragraph.label if first else ""
    if not label and (not text or text.isspace()):
        return None
    if text[:1] in _BLANKS and (bare := text.lstrip(_BLANKS)):
        lead = len(text) - len(bare)
        number = number and number._replace(start=max(0, number.start - lead), end=number.end - lead)
        start, text = start + lead, bare
    automatic = False
    rest = text[number.end :].strip() if number and number.level < LEVEL_WORDS else text.strip()
    if label and (number is None or number.level == LEVEL_WORDS):
        computed = leading(label)
        if computed:
            number = computed._replace(start=0, end=0)
            automatic = True
            rest = text.strip()
    return Line(
        paragraph.index,
        start,
        start + len(text),
        text,
        rest.lstrip("*# \u3000"),
        number,
        paragraph.level if first else None,
        paragraph.align,
        paragraph.cell,
        _mark(number, paragraph, start, automatic) if number else None,
        tuple([_mark(n, paragraph, start, False) for n in words(text)]) if paragraph.cell is None else (),
        count(text),
    )


def _mark(number: Number, paragraph: Paragraph, start: int, automatic: bool) -> Mark:
    """A number found in the line that begins at ``start``."""
    span = Span("body", paragraph.index, start + number.start, start + number.end)
    return Mark(number.level, number.value, number.text, number.style, span, automatic)


def count(text: str) -> int:
    """Non-blank characters."""
    return sum(map(len, text.split()))
