"""The door of the model: bytes in, a frozen document out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from lint_cmm.kit import patterns as re
from lint_cmm.model.active import find_active
from lint_cmm.model.blocks import Block, Mark, Range
from lint_cmm.model.names import JC, NUM_PR, OUTLINE, PSTYLE, SHD, VAL, W
from lint_cmm.model.numbering import Numbered, Numbering
from lint_cmm.model.runs import Formats
from lint_cmm.model.stories import Reading
from lint_cmm.model.styles import THEME_COLOUR, ParagraphStyle, align_of, colour, level_of, number_of, shade_of
from lint_cmm.model.theme import open_styles
from lint_cmm.model.types import PARTS, Comment, Document, Format, Link, Paragraph, Piece, Revision, Span, Story
from lint_cmm.package.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from lint_cmm.model.layout import Layout
    from lint_cmm.model.types import Source

_EMPTY = 50  # paragraphs without text that a comment or a link may begin with before it counts as standing on nothing
_NO_LOOK = Format()
# Word's own list of editing sessions, half of its settings: read as it stands, so that the parser has the other half only.
_SESSIONS = re.compile('<w:rsids>(?:<w:rsid(?:Root)? w:val="[0-9A-F]{8}"/>){1,9999}</w:rsids>')
_RSIDS = etree.XPath("w:rsids[1]/*/@w:val", namespaces={"w": W[1:-1]}, smart_strings=False)
SURFACES = ("body", "tables", "headers", "footers", "notes", "textboxes", "comments", "properties")


def read(data: bytes, limits: Limits = DEFAULT) -> Document:
    """Read the bytes of a Word file into a document.

    Raises :class:`lint_cmm.package.errors.InputRejected` for anything that cannot be read whole: E001 (damaged), E002
    (encrypted), E003 (another format), E004 (a limit). A document without text is given back as it is.
    """
    return Builder(Reading(data, limits)).document((data, limits, _layout))


def _layout(data: bytes, limits: Limits) -> Layout:
    from lint_cmm.model.layout_read import read_layout  # a few rules ask for it

    return read_layout(data, limits)


class Builder:
    """Turns the blocks of a reading into paragraphs with looks, numbers and levels."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._styles = open_styles(reading)
        self._formats = Formats(self._styles, reading.markup)
        self._numbering = Numbering(self._part("numbering"), self._styles)

    def _part(self, kind: str):  # type: ignore[no-untyped-def]
        for name in self._reading._related(kind):
            return self._reading.package.root(name)
        return None

    def document(self, source: Source | None = None) -> Document:
        """The document; ``source`` is kept for whoever asks how it is laid out."""
        reading, walker = self._reading, self._reading.walker
        stories = {part: self._story(part, walker.stories[part]) for part in PARTS if walker.stories.get(part) or part == "body"}
        active, links = find_active(reading)
        return Document(
            stories,
            links=tuple([self._link(r) for r in walker.links] + links),
            revisions=tuple(
                [
                    Revision(r.kind, self._span(r.start, r.end), r.value, r.author)
                    for r in walker.revisions
                    if walker.stories.get(r.start.part)
                ]
            ),
            comments=self._comments(stories),
            active=tuple(walker.active + active),
            bookmarks=tuple(walker.bookmarks),
            list_texts=self._numbering.texts,
            checked=tuple(s for s in SURFACES if s not in reading.unread),
            refused=tuple(reading.refused),
            properties=reading.properties,
            rsids=self._rsids(),
            source=source,
        )

    def _story(self, part: str, blocks: list[Block]) -> Story:
        return Story(part, tuple([self._paragraph(block) for block in blocks]))

    def _paragraph(self, block: Block) -> Paragraph:
        if block.atoms and block.atoms[0][0] is block.elements[0]:  # words of an attribute or a property have no look
            pieces = (Piece(0, block.length, _NO_LOOK),)
            return Paragraph(block.part, block.index, block.text, pieces=pieces, cell=block.cell, origin=block.origin, page=block.page)
        props = block.props
        node = props.get(PSTYLE)
        identity = "" if node is None else node.get(VAL) or ""
        style = self._styles.paragraph(identity)
        level = style.level
        if OUTLINE in props:
            level = level_of(props[OUTLINE].get(VAL))
        number = self._number(block, style, identity)
        shade = (shade_of(props[SHD]) if SHD in props else style.shade) or self._container_shade(block.shade)
        return Paragraph(
            block.part,
            block.index,
            block.text,
            label=number.label if number else "",
            level=None if level == 9 else level,
            style=style.name,
            align=align_of(props.get(JC)) or style.align,
            pieces=self._formats.pieces(block.atoms, style, shade),
            cell=block.cell,
            origin=block.origin,
            page=block.page,
            list_level=number.level if number else None,
        )

    def _container_shade(self, shade: str | None) -> str | None:
        if shade and shade.startswith("style:"):
            return self._styles.table_shade(shade[6:])
        if shade in (None, "", "auto", "none"):
            return None
        return colour(shade) or ("FFFFFF" if shade in ("white", "window") else THEME_COLOUR)

    def _number(self, block: Block, style: ParagraphStyle, identity: str) -> Numbered | None:
        direct = block.props.get(NUM_PR)
        if direct is None and style.number is None:
            return None
        number, level = number_of(direct) if direct is not None else ("", "")
        if not number and style.number is not None:
            number, inherited, setter = style.number
            return self._numbering.number(block.part, number, level or inherited, (identity, setter))
        return self._numbering.number(block.part, number, level or "0", ())

    def _span(self, start: Mark, end: Mark) -> Span:
        """The span between two marks of a story that is not empty, cut at the end of the paragraph in which it begins."""
        blocks = self._reading.walker.stories[start.part]
        for _ in range(_EMPTY):
            if not (start.paragraph < min(end.paragraph, len(blocks)) and start.offset >= blocks[start.paragraph - 1].length):
                break
            start = Mark(start.part, start.paragraph + 1, 0)
        if start.paragraph > len(blocks):
            start = Mark(start.part, len(blocks), blocks[-1].length)
        length = blocks[start.paragraph - 1].length
        first = min(start.offset, length)
        last = min(end.offset, length) if end.part == start.part and end.paragraph == start.paragraph else length
        return Span(start.part, start.paragraph, first, max(first, last))

    def _link(self, found: Range) -> Link:
        return Link(
            found.kind, found.value, self._span(found.start, found.end) if self._reading.walker.stories.get(found.start.part) else None
        )

    def _comments(self, stories: dict[str, Story]) -> tuple[Comment, ...]:
        walker, out = self._reading.walker, []
        for identity, author, first, last in self._reading.comments:
            text = "\n".join([p.text for p in stories["comment"].paragraphs[first - 1 : last]]) if last >= first else ""
            start, end = walker.comment_starts.get(identity), walker.comment_ends.get(identity)
            out.append(Comment(text, author, self._span(start, end or start) if start and walker.stories.get(start.part) else None))
        return tuple(out)

    def _rsids(self) -> tuple[str, ...]:
        package = self._reading.package
        for name in self._reading._related("settings"):
            data = package.bytes(name)
            package.xml.charge(data)
            start, end = data.find(b"<w:rsids>"), data.find(b"</w:rsids>") + 10
            listed = data[max(start, 0) : end].decode("latin-1")
            if _SESSIONS.fullmatch(listed):
                rest = package.xml.tree(data[:start] + data[end:], name)
                if rest.nsmap.get("w") == W[1:-1]:
                    return tuple(listed.split('"')[1::2])
            return tuple([value for value in _RSIDS(package.xml.tree(data, name)) if value])
        return ()
