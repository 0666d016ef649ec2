"""Fields: their results are text, their instructions are not, but may hold addresses (ECMA-376 part 1, 17.16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint_cmm.model.blocks import Block, Field, Mark, Place, Range
from lint_cmm.model.types import Active

if TYPE_CHECKING:
    from lint_cmm.model.walk import Walker

_ADDRESSED = {"HYPERLINK", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "RD"}


def mark(walker: Walker, kind: str, block: Block, place: Place) -> None:
    """Take a w:fldChar of ``kind`` "begin", "separate" or "end"; one without its partner changes nothing."""
    if kind == "begin":
        place.fields.append(Field(block))
    elif kind == "separate" and place.fields:
        _close_instruction(place.fields[-1], block)
        place.fields[-1].result = Mark(block.part, block.index, block.length)
    elif kind == "end" and place.fields:
        field = place.fields.pop()
        _close_instruction(field, block)
        end = Mark(block.part, block.index, block.length)
        record(walker, "".join(field.instruction), field.result or end, end)


def _close_instruction(field: Field, block: Block) -> None:
    """Drop the text that stood in the instruction (results of fields nested in it): it is shown nowhere."""
    if field.in_instruction and field.block is block:
        field.instruction.extend(atom[2] for atom in block.atoms[field.atoms :])
        del block.atoms[field.atoms :]
        block.length = field.offset
    field.in_instruction = False


def loosen(fields: list[Field]) -> None:
    """At a paragraph's end: an instruction that is still open there never ends, so what follows it is text."""
    for field in fields:
        field.in_instruction = False


def record(walker: Walker, instruction: str, start: Mark, end: Mark) -> None:
    """Keep what a field's instruction points to."""
    words = instruction.split(None, 1)
    if not words:
        return
    keyword = words[0].upper()
    rest = words[1] if len(words) > 1 else ""
    if keyword in ("DDE", "DDEAUTO"):
        walker.active.append(Active("dde", instruction.strip()))
        return
    if keyword == "LINK":  # the program's name goes first
        rest = rest.partition(" ")[2]
    address = _argument(rest)
    if address and (keyword in _ADDRESSED or "://" in address):
        walker.links.append(Range("field", address, start, end))


def _argument(rest: str) -> str:
    """The first argument of an instruction, quoted or not; "" where a switch comes first (a place in this document)."""
    rest = rest.strip()
    if rest.startswith("\\"):
        return ""
    for quote, partner in (('"', '"'), ("“", "”")):
        if rest.startswith(quote):
            return rest[1:].partition(partner)[0].strip()
    return rest.split(None, 1)[0] if rest else ""
