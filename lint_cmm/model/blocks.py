"""What the walker makes: paragraphs still tied to their XML elements, and what it saw on the way."""

from __future__ import annotations

from typing import TypeAlias

from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.types import Cell
from lint_cmm.package.opc import Relationship
from lint_cmm.package.xml import Element

# (element that holds the text, start offset in the paragraph, text, its w:r, its w:rPr)
Atom: TypeAlias = tuple[Element, int, str, Element | None, Element | None]


class Block:
    """A paragraph of a story with the elements it was read from.

    ``elements`` are its w:p elements: one, or several where tracked deletions of paragraph marks join them; a synthetic
    paragraph (WordArt, picture description, chart text) has the element that holds its words. ``atoms`` are in reading
    order and without gaps; ``length`` is the length of their joined text. ``props`` are the children of the surviving
    w:pPr by tag. ``shade`` is the colour behind the paragraph that its container gives, ``source`` the name of the
    package part that holds it.
    """

    __slots__ = ("part", "index", "elements", "atoms", "length", "props", "cell", "origin", "page", "shade", "source")

    def __init__(self, part: str, index: int, source: str, cell: Cell | None, origin: str, shade: str | None) -> None:
        self.part = part
        self.index = index
        self.source = source
        self.cell = cell
        self.origin = origin
        self.shade = shade
        self.elements: list[Element] = []
        self.atoms: list[Atom] = []
        self.length = 0
        self.props: dict[str, Element] = {}
        self.page: int | None = None

    @property
    def text(self) -> str:
        """The paragraph's text in the final view of tracked changes."""
        return "".join([atom[2] for atom in self.atoms])


class Mark(NamedTuple):
    """A place in a story: paragraph index (1-based) and offset."""

    part: str
    paragraph: int
    offset: int


class Range(NamedTuple):
    """A stretch from one mark to another with what was found over it: an address, a revision's text …"""

    kind: str
    value: str
    start: Mark
    end: Mark
    author: str = ""
    date: str = ""


class Place:
    """Where the walker is: a container whose paragraphs may be joined (a body, a cell, a note, a text box).

    ``open`` is the block whose paragraph mark is deleted and which the next paragraph continues. ``fields`` are the
    complex fields that are open, outermost first.
    """

    __slots__ = ("part", "source", "relationships", "cell", "origin", "shade", "open", "fields", "depth")

    def __init__(self, part: str, source: str, relationships: dict[str, Relationship], origin: str = "") -> None:
        self.part = part
        self.source = source
        self.relationships = relationships
        self.origin = origin
        self.cell: Cell | None = None
        self.shade: str | None = None
        self.open: Block | None = None
        self.fields: list[Field] = []
        self.depth = 0

    def inside(self, part: str, cell: Cell | None, shade: str | None, depth: int) -> Place:
        """A place within this one: a cell or a text box."""
        place = Place(part, self.source, self.relationships, self.origin if part == self.part else "")
        place.cell, place.shade, place.depth = cell, shade, depth
        if part == self.part:
            place.fields = self.fields
        return place

    def aside(self) -> Place:
        """Where words go that are drawn beside the text: they stay with a header or footer, and go to the text boxes else."""
        return self if self.part in ("header", "footer") else self.inside("textbox", None, None, 0)


class Field:
    """An open complex field: where its instruction and its result began."""

    __slots__ = ("block", "atoms", "offset", "instruction", "in_instruction", "result")

    def __init__(self, block: Block) -> None:
        self.block: Block | None = block
        self.atoms = len(block.atoms)
        self.offset = block.length
        self.instruction: list[str] = []
        self.in_instruction = True
        self.result: Mark | None = None
