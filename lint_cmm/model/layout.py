"""How a submission is laid out: paper, margins, page numbers, line spacing and indents. No rule but those of the family F asks.

Looks of text (typeface, size, alignment) stand in :class:`lint_cmm.model.types.Paragraph`.
"""

from __future__ import annotations

from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.types import Span


class ParagraphLayout(NamedTuple):
    """Spacing and indent of a paragraph, defaults and styles resolved.

    ``rule`` is "auto", "exact" or "least"; ``line`` counts lines for "auto", points else. ``snap``: whether it keeps to the grid
    of its section. ``first`` is the indent of the first line in points, ``first_chars`` in characters, which goes before ``first``
    where it is not 0; a hanging indent is negative.
    """

    rule: str = "auto"
    line: float = 1.0
    snap: bool = True
    first: float = 0.0
    first_chars: float = 0.0


class PageNumber(NamedTuple):
    """A paragraph of a header or footer that counts pages. ``form`` says for which pages: "default", "even" or "first".

    ``text`` is the paragraph as printed, with "#" for the page's number. ``span`` is the paragraph itself.
    """

    form: str
    text: str
    span: Span | None


class SectionLayout(NamedTuple):
    """One section of the body, up to the paragraph ``last`` (1-based). Millimetres; None where the file does not say.

    ``left`` and ``top`` hold the gutter. ``pitch``: points from line to line of the grid that single lines are set on, None where
    there is none. ``numbers`` are all its pages' numbers; ``even``: whether even pages have headers and footers of their own.
    """

    last: int
    width: float | None = None
    height: float | None = None
    top: float | None = None
    right: float | None = None
    bottom: float | None = None
    left: float | None = None
    pitch: float | None = None
    numbers: tuple[PageNumber, ...] = ()
    even: bool = False


class Layout(NamedTuple):
    """``paragraphs[i]`` belongs to the body's paragraph i + 1."""

    paragraphs: tuple[ParagraphLayout, ...] = ()
    sections: tuple[SectionLayout, ...] = ()
