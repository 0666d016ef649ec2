"""The frozen document model: what every later room sees of a Word file.

Positions are born here and travel with every finding. ``Span.paragraph`` is 1-based in the reading order
of its part (table cells included, empty paragraphs counted); ``start`` and ``end`` are Python string
offsets into that paragraph's ``text``.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from lint_cmm.model.layout import Layout
    from lint_cmm.package.errors import InputRejected
    from lint_cmm.package.limits import Limits

    Source = tuple[bytes, Limits, Callable[[bytes, Limits], Layout]]  # a file's bytes, the limits, and what reads a layout from both

# The parts that a place can lie in, in the order in which findings are sorted.
PARTS = ("body", "textbox", "header", "footer", "footnote", "endnote", "comment", "properties", "package")


class Span(NamedTuple):
    """A stretch of one paragraph: ``text[start:end]`` of paragraph ``paragraph`` (1-based) in ``part``."""

    part: str
    paragraph: int
    start: int
    end: int


class Format(NamedTuple):
    """Resolved look of a stretch of text, as far as rules need it. Unknown or odd values are None / False."""

    hidden: bool = False  # w:vanish or w:webHidden
    size: float | None = None  # points
    color: str | None = None  # RRGGBB, upper case; None for automatic
    background: str | None = None  # RRGGBB of shading or highlight behind it
    bold: bool = False
    font: str | None = None  # east-Asian font name


class Piece(NamedTuple):
    """A stretch of a paragraph in one look: offsets into the paragraph's text."""

    start: int
    end: int
    format: Format


class Cell(NamedTuple):
    """Where in a table a paragraph stands: table number (1-based in its part), row and column (0-based), depth (1 = outermost)."""

    table: int
    row: int
    column: int
    depth: int


class Paragraph:
    """One paragraph as one string.

    ``text`` has soft line breaks as ``\\n``, tabs as ``\\t``; deleted and moved-away text is not in it.
    ``label`` is the computed automatic number ("一、", "（二）", "1.") or "". ``level`` is the outline level
    (0 = heading 1) or None. ``pieces`` cover the whole text in order. ``origin`` says what holds the paragraph
    when it is not running text: "wordart", "alt" (picture description), "property:NAME", "header:default",
    "chart", "ruby" (what stands above a word) … else "". ``page`` is the 1-based page by Word's own rendered page
    breaks, or None where the file has none.
    """

    __slots__ = ("part", "index", "text", "label", "level", "style", "align", "pieces", "cell", "origin", "page", "list_level")

    def __init__(
        self,
        part: str,
        index: int,
        text: str,
        *,
        label: str = "",
        level: int | None = None,
        style: str = "",
        align: str = "",
        pieces: tuple[Piece, ...] = (),
        cell: Cell | None = None,
        origin: str = "",
        page: int | None = None,
        list_level: int | None = None,
    ) -> None:
        self.part = part
        self.index = index
        self.text = text
        self.label = label
        self.level = level
        self.style = style
        self.align = align
        self.pieces = pieces
        self.cell = cell
        self.origin = origin
        self.page = page
        self.list_level = list_level

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The span of ``text[start:end]``; the whole paragraph by default."""
        return Span(self.part, self.index, start, len(self.text) if end is None else end)

    def __repr__(self) -> str:
        return f"Paragraph({self.part} {self.index}: {self.label}{self.text[:30]!r})"


class Story:
    """The paragraphs of one part, and their texts joined with ``\\n`` for scanning in one pass.

    ``starts[i]`` is the offset of ``paragraphs[i].text`` in ``text``.
    """

    __slots__ = ("part", "paragraphs", "text", "starts")

    def __init__(self, part: str, paragraphs: tuple[Paragraph, ...]) -> None:
        self.part = part
        self.paragraphs = paragraphs
        starts, at = [], 0
        for paragraph in paragraphs:
            starts.append(at)
            at += len(paragraph.text) + 1
        self.starts = starts
        self.text = "\n".join([p.text for p in paragraphs])

    def at(self, offset: int) -> tuple[Paragraph, int]:
        """The paragraph that holds ``text[offset]`` and the offset within it."""
        i = bisect_right(self.starts, offset) - 1
        return self.paragraphs[i], offset - self.starts[i]

    def span(self, start: int, end: int) -> Span:
        """The span of ``text[start:end]``, cut at the end of the paragraph that holds ``start``."""
        paragraph, at = self.at(start)
        return Span(self.part, paragraph.index, at, min(at + end - start, len(paragraph.text)))


class Link(NamedTuple):
    """An address the text points to. ``kind``: "hyperlink", "field", "image", "template", "ole", "other"."""

    kind: str
    target: str
    span: Span | None  # the text over it, where there is one


class Revision(NamedTuple):
    """An unaccepted revision. ``span`` is the inserted text, or the empty place where text was deleted."""

    kind: str  # "insert", "delete", "move-from", "move-to"
    span: Span
    text: str
    author: str


class Comment(NamedTuple):
    """A Word comment: its text, author and the text it is anchored to (None when the anchor is missing)."""

    text: str
    author: str
    span: Span | None


class Active(NamedTuple):
    """Something in the package that acts: ``kind`` is "macro", "ole", "remote-template", "dde", "activex" …"""

    kind: str
    name: str


class Document:
    """A read submission. ``checked`` names the surfaces really read; ``refused`` says of single parts why they
    could not be read."""

    __slots__ = (
        *("stories", "links", "revisions", "comments", "active", "bookmarks", "list_texts", "checked", "refused", "properties", "rsids"),
        *("_layout", "_source"),
    )

    def __init__(
        self,
        stories: dict[str, Story],
        *,
        links: tuple[Link, ...] = (),
        revisions: tuple[Revision, ...] = (),
        comments: tuple[Comment, ...] = (),
        active: tuple[Active, ...] = (),
        bookmarks: tuple[str, ...] = (),
        list_texts: tuple[str, ...] = (),
        checked: tuple[str, ...] = (),
        refused: tuple[InputRejected, ...] = (),
        properties: dict[str, str] | None = None,
        rsids: tuple[str, ...] = (),
        layout: Layout | None = None,
        source: Source | None = None,
    ) -> None:
        self.stories = stories
        self.links = links
        self.revisions = revisions
        self.comments = comments
        self.active = active
        self.bookmarks = bookmarks
        self.list_texts = list_texts
        self.checked = checked
        self.refused = refused
        self.properties = properties or {}
        self.rsids = rsids
        self._layout = layout
        self._source = source

    @property
    def layout(self) -> Layout | None:
        """Paper, spacing and indents, read from ``source`` when first asked for; else None."""
        if self._layout is None and self._source is not None:
            data, limits, read_layout = self._source
            self._layout = read_layout(data, limits)
        return self._layout

    def forget_source(self) -> None:
        """Let go of the file: a document that is kept need not keep it as well."""
        self._source = None

    @property
    def is_large(self) -> bool:
        """Whether it takes far more memory than a usual submission (some 7,000 characters in 150 paragraphs, a file of 100 KB)."""
        stories, file = self.stories.values(), len(self._source[0]) if self._source else 0
        return sum(len(s.paragraphs) for s in stories) > 2_000 or sum(len(s.text) for s in stories) > 40_000 or file > 4_000_000

    @property
    def body(self) -> Story:
        """The main story."""
        return self.stories["body"]

    def paragraph(self, span: Span) -> Paragraph:
        """The paragraph a span lies in."""
        return self.stories[span.part].paragraphs[span.paragraph - 1]

    def quote(self, span: Span) -> str:
        """The text a span covers."""
        return self.paragraph(span).text[span.start : span.end]
