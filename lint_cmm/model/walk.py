"""The walker: the one source of truth for what is text, in which order, in which paragraph.

``Walker.story(root, place)`` reads one story's XML (a w:body, w:hdr, w:footnote …) and appends a
:class:`~lint_cmm.model.blocks.Block` per paragraph to ``Walker.stories[part]``, in the order and with the numbers of
:class:`~lint_cmm.model.types.Document`. A block keeps its w:p elements and a list of atoms
``(element, start, text, run, rPr)``: ``paragraph.text[start:start + len(text)]`` is what ``element`` (w:t, w:tab, w:br,
w:sym …) shows. White space that Word drops at the ends of a w:t without ``xml:space="preserve"`` is not in ``text``.
Text boxes met on the way go to the story "textbox"; WordArt and picture descriptions become paragraphs of their own.

The view is the final one of tracked changes: w:ins and w:moveTo are transparent, w:del and w:moveFrom are recorded and
dropped, and a paragraph whose mark is deleted is continued by the next one, whose properties survive (ECMA-376 part 1,
17.13.5). Of mc:AlternateContent one branch is read. Unknown elements hold no text.
"""

from __future__ import annotations

from collections.abc import Callable

from lint_cmm.model import fields
from lint_cmm.model.blocks import Block, Mark, Place, Range
from lint_cmm.model.markup import TRANSPARENT, chosen, content, deleted_text, shown
from lint_cmm.model.names import (
    ALTERNATE,
    AUTHOR,
    DATE,
    DEL,
    ID,
    INS,
    MOVE_FROM,
    MOVE_TO,
    PPR,
    RID,
    RPR,
    RUN,
    SECT_PR,
    TBL,
    TYPE,
    M,
    P,
    T,
    W,
    local,
)
from lint_cmm.model.plain import PLAIN, Runs
from lint_cmm.model.symbols import symbol
from lint_cmm.model.types import Active
from lint_cmm.package.errors import over
from lint_cmm.package.limits import DEFAULT, Limits
from lint_cmm.package.xml import Element

_LONG = 2_000  # characters after which neighbouring revisions are no longer joined: joining without end would be quadratic


class Walker:
    """Reads stories; what it gathers lies open in its attributes."""

    def __init__(self, limits: Limits = DEFAULT) -> None:
        self.limits = limits
        self.stories: dict[str, list[Block]] = {}
        self.links: list[Range] = []
        self.revisions: list[Range] = []
        self.comment_starts: dict[str, Mark] = {}
        self.comment_ends: dict[str, Mark] = {}
        self.bookmarks: list[str] = []
        self.active: list[Active] = []
        self.sections: list[tuple[str, str, str]] = []  # ("header", "default", relationship id), in reading order
        self.used: set[tuple[str, str]] = set()  # (source part, relationship id) of links that stand over text
        self.on_drawing: Callable[[str, Place], None] | None = None  # called for each chart or diagram where it stands
        self.plain: dict[Element, Runs] = {}  # the runs of each marker
        self.page: int | None = None
        self._paragraphs = 0
        self.cells = 0
        self._characters = 0
        self.tables: dict[str, int] = {}

    # Blocks

    def story(self, root: Element, place: Place) -> None:
        """Read the block content of ``root`` into the story ``place.part``."""
        self.stories.setdefault(place.part, [])
        for child in root:
            handler = _BLOCK.get(child.tag)
            if handler is not None:
                handler(self, child, place)

    def add_block(self, place: Place, origin: str = "") -> Block:
        """A new, empty paragraph at the end of the story of ``place``."""
        self._paragraphs += 1
        if self._paragraphs > self.limits.paragraphs:
            raise over("paragraphs", self.limits.paragraphs)
        story = self.stories.setdefault(place.part, [])
        block = Block(place.part, len(story) + 1, place.source, place.cell, origin or place.origin, place.shade)
        block.page = self.page if place.part in ("body", "textbox") else None
        story.append(block)
        return block

    def add_text(self, place: Place, origin: str, element: Element, text: str) -> None:
        """A synthetic paragraph whose words stand in an attribute or in another part."""
        if text.strip():
            block = self.add_block(place, origin)
            block.elements.append(element)
            block.atoms.append((element, 0, text, None, None))
            block.length = len(text)
            self._count(len(text))

    def _count(self, characters: int) -> None:
        self._characters += characters
        if self._characters > self.limits.characters:
            raise over("characters", self.limits.characters)

    def _paragraph(self, element: Element, place: Place) -> None:
        block = place.open
        place.open = None
        if block is None:
            block = self.add_block(place)
        before = block.length
        block.elements.append(element)
        mark = None
        for child in element:
            tag = child.tag
            if tag == RUN:
                self.run(child, block, place)
            elif tag == PPR:
                block.props = {node.tag: node for node in child}
                if SECT_PR in block.props:
                    self._section(block.props[SECT_PR], place)
                mark = block.props.get(RPR)
            else:
                handler = INLINE.get(tag)
                if handler is not None:
                    handler(self, child, block, place)
        self._count(block.length - before)
        fields.loosen(place.fields)
        if mark is not None:
            self._paragraph_mark(mark, block, place)

    def _paragraph_mark(self, rpr: Element, block: Block, place: Place) -> None:
        """A deleted paragraph mark joins this paragraph with the next one."""
        for node in rpr:
            if node.tag == DEL or node.tag == MOVE_FROM:
                place.open = block
                self._revise("delete" if node.tag == DEL else "move-from", node, block, block.length, "\n")
                return

    def _section(self, element: Element, place: Place) -> None:
        for node in element:
            name = local(node.tag)
            if name in ("headerReference", "footerReference"):
                self.sections.append((name[:6], node.get(TYPE) or "default", node.get(RID) or ""))

    # Transparent and dropped containers

    def _transparent_block(self, element: Element, place: Place) -> None:
        inner = content(element)
        if inner is not None:
            self.story(inner, place)

    def dropped(self, element: Element, place: Place) -> None:
        """Deleted block content: recorded where it stood, at the start of the next paragraph or the end of the last one."""
        story = self.stories.setdefault(place.part, [])
        mark = Mark(place.part, len(story), story[-1].length) if story else Mark(place.part, 1, 0)
        text = deleted_text(element)
        if text:
            self.revisions.append(Range("delete", text, mark, mark, element.get(AUTHOR) or "", element.get(DATE) or ""))

    def _block_mark(self, element: Element, place: Place) -> None:
        """A bookmark or a comment's end between paragraphs."""
        story = self.stories.setdefault(place.part, [])
        name = local(element.tag)
        if name == "bookmarkStart":
            self._bookmark(element)
        elif name == "commentRangeStart":
            self.comment_starts.setdefault(element.get(ID) or "", Mark(place.part, len(story) + 1, 0))
        elif story:
            self.comment_ends[element.get(ID) or ""] = Mark(place.part, len(story), story[-1].length)

    def _alt_chunk(self, element: Element, place: Place) -> None:
        target = place.relationships.get(element.get(RID) or "")
        self.active.append(Active("altchunk", target.target if target else ""))

    # Inline content

    def inline(self, parent: Element, block: Block, place: Place) -> None:
        """Read the runs and inline containers of ``parent`` into ``block``."""
        for child in parent:
            tag = child.tag
            if tag == RUN:
                self.run(child, block, place)
            else:
                handler = INLINE.get(tag)
                if handler is not None:
                    handler(self, child, block, place)

    def run(self, element: Element, block: Block, place: Place, outer: Element | None = None, rpr: Element | None = None) -> None:
        """Read one w:r, or a branch within the run ``outer`` that has the properties ``rpr``."""
        run = element if outer is None else outer
        atoms = block.atoms
        for node in element:
            tag = node.tag
            if tag == T:
                text = node.text
                if text:
                    if not text.isprintable() or text[0] == " " or text[-1] == " ":
                        text = shown(node, text)
                    at = block.length
                    atoms.append((node, at, text, run, rpr))
                    block.length = at + len(text)
            elif tag == RPR:
                rpr = node
            elif tag in _CHARACTERS:
                atoms.append((node, block.length, _CHARACTERS[tag], run, rpr))
                block.length += 1
            else:
                handler = INRUN.get(tag)
                if handler is not None:
                    handler(self, node, block, place, run, rpr)

    def _plain(self, element: Element, block: Block, place: Place) -> None:
        """The runs that a marker stands for."""
        at = block.length
        for text, rpr in self.plain.get(element, ()):
            block.atoms.append((element, at, text, element, rpr))
            at += len(text)
        block.length = at

    def _transparent(self, element: Element, block: Block, place: Place) -> None:
        inner = content(element)
        if inner is not None:
            self.inline(inner, block, place)

    def _inserted(self, element: Element, block: Block, place: Place) -> None:
        start, first = block.length, len(block.atoms)
        self.inline(element, block, place)
        kind = "insert" if element.tag == INS else "move-to"
        text = "".join([atom[2] for atom in block.atoms[first:]])
        if text:
            self._revise(kind, element, block, start, text)

    def _deleted(self, element: Element, block: Block, place: Place) -> None:
        text = deleted_text(element)
        if text:
            self._revise("delete" if element.tag == DEL else "move-from", element, block, block.length, text)

    def _revise(self, kind: str, element: Element, block: Block, start: int, text: str) -> None:
        """Record a revision; one that goes on where the last one of its kind and author ended is the same one."""
        author, date = element.get(AUTHOR) or "", element.get(DATE) or ""
        first, end = Mark(block.part, block.index, start), Mark(block.part, block.index, block.length)
        last = self.revisions[-1] if self.revisions else None
        if last and last.end == first and len(last.value) < _LONG and (last.kind, last.author, last.date) == (kind, author, date):
            self.revisions[-1] = Range(kind, last.value + text, last.start, end, author, date)
        else:
            self.revisions.append(Range(kind, text, first, end, author, date))

    def _hyperlink(self, element: Element, block: Block, place: Place) -> None:
        start = Mark(block.part, block.index, block.length)
        self.inline(element, block, place)
        identity = element.get(RID)
        target = place.relationships.get(identity or "")
        if target is not None and target.external:
            self.used.add((place.source, target.id))
            self.links.append(Range("hyperlink", target.target, start, Mark(block.part, block.index, block.length)))

    def _simple_field(self, element: Element, block: Block, place: Place) -> None:
        start = Mark(block.part, block.index, block.length)
        self.inline(element, block, place)
        fields.record(self, element.get(W + "instr") or "", start, Mark(block.part, block.index, block.length))

    def _formula(self, element: Element, block: Block, place: Place) -> None:
        from lint_cmm.model import asides  # most documents have none, nor what is read elsewhere below

        asides.formula(element, block)

    def _bookmark(self, element: Element, *_: object) -> None:
        name = element.get(W + "name")
        if name:
            self.bookmarks.append(name)

    def _comment_start(self, element: Element, block: Block, place: Place) -> None:
        self.comment_starts.setdefault(element.get(ID) or "", Mark(block.part, block.index, block.length))

    def _comment_end(self, element: Element, block: Block, place: Place) -> None:
        self.comment_ends[element.get(ID) or ""] = Mark(block.part, block.index, block.length)

    # Content of runs that is not plain text

    def _break(self, node: Element, block: Block, place: Place, run: Element, rpr: Element | None) -> None:
        """A line break; one to a new page or column only where it would glue words, and not at a paragraph's start."""
        if node.get(TYPE) in ("page", "column") and not block.length:
            return
        block.atoms.append((node, block.length, "\n", run, rpr))
        block.length += 1

    def _symbol(self, node: Element, block: Block, place: Place, run: Element, rpr: Element | None) -> None:
        text = symbol(node.get(W + "font") or "", node.get(W + "char") or "")
        block.atoms.append((node, block.length, text, run, rpr))
        block.length += len(text)

    def _ruby(self, node: Element, block: Block, place: Place, *_: object) -> None:
        from lint_cmm.model.asides import ruby

        ruby(self, node, block, place)

    def _comment_reference(self, node: Element, block: Block, place: Place, *_: object) -> None:
        mark = Mark(block.part, block.index, block.length)
        self.comment_starts.setdefault(node.get(ID) or "", mark)
        self.comment_ends.setdefault(node.get(ID) or "", mark)

    def _rendered_page(self, node: Element, block: Block, place: Place, *_: object) -> None:
        if self.page is not None and place.part == "body":
            self.page += 1
            if block.length == 0:
                block.page = self.page

    def _instruction(self, node: Element, block: Block, place: Place, *_: object) -> None:
        if place.fields:
            place.fields[-1].instruction.append(node.text or "")

    def _field_mark(self, node: Element, block: Block, place: Place, *_: object) -> None:
        fields.mark(self, node.get(W + "fldCharType") or "", block, place)

    def _run_alternate(self, node: Element, block: Block, place: Place, run: Element, rpr: Element | None) -> None:
        branch = chosen(node)
        if branch is not None:
            self.run(branch, block, place, run, rpr)

    def add_link(self, kind: str, address: str) -> None:
        """Keep an address that stands over no text."""
        nowhere = Mark("", 0, 0)
        self.links.append(Range(kind, address, nowhere, nowhere))

    def _shape(self, node: Element, block: Block, place: Place, *_: object) -> None:
        from lint_cmm.model import shapes

        shapes.read(self, node, place)

    def _table(self, element: Element, place: Place) -> None:
        from lint_cmm.model import tables

        tables.table(self, element, place)


_CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_BlockHandler = Callable[[Walker, Element, Place], None]
_InlineHandler = Callable[[Walker, Element, Block, Place], None]
_RunHandler = Callable[[Walker, Element, Block, Place, Element, Element | None], None]

_BLOCK: dict[str, _BlockHandler] = {
    P: Walker._paragraph,
    TBL: Walker._table,
    SECT_PR: Walker._section,
    DEL: Walker.dropped,
    MOVE_FROM: Walker.dropped,
    W + "altChunk": Walker._alt_chunk,
    W + "bookmarkStart": Walker._block_mark,
    W + "commentRangeStart": Walker._block_mark,
    W + "commentRangeEnd": Walker._block_mark,
}
for _tag in (*TRANSPARENT, W + "sdt", ALTERNATE):
    _BLOCK[_tag] = Walker._transparent_block

INLINE: dict[str, _InlineHandler] = {
    PLAIN: Walker._plain,
    W + "hyperlink": Walker._hyperlink,
    W + "fldSimple": Walker._simple_field,
    INS: Walker._inserted,
    MOVE_TO: Walker._inserted,
    DEL: Walker._deleted,
    MOVE_FROM: Walker._deleted,
    M + "oMath": Walker._formula,
    M + "oMathPara": Walker._formula,
    W + "bookmarkStart": Walker._bookmark,
    W + "commentRangeStart": Walker._comment_start,
    W + "commentRangeEnd": Walker._comment_end,
    W + "sdt": Walker._transparent,
    ALTERNATE: Walker._transparent,
    W + "smartTag": Walker._transparent,
    W + "customXml": Walker._transparent,
    W + "dir": Walker._transparent,
    W + "bdo": Walker._transparent,
}
INRUN: dict[str, _RunHandler] = {
    W + "br": Walker._break,
    W + "sym": Walker._symbol,
    W + "ruby": Walker._ruby,
    W + "fldChar": Walker._field_mark,
    W + "instrText": Walker._instruction,
    W + "commentReference": Walker._comment_reference,
    W + "lastRenderedPageBreak": Walker._rendered_page,
    W + "drawing": Walker._shape,
    W + "pict": Walker._shape,
    W + "object": Walker._shape,
    ALTERNATE: Walker._run_alternate,
}
