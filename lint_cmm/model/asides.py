"""What stands in a line of text and is no run of it: formulae, and the words above a word (ECMA-376 part 1, 22.1 and 17.3.3.25)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint_cmm.model.blocks import Block, Place
from lint_cmm.model.markup import shown
from lint_cmm.model.names import DEL, MOVE_FROM, M, T, W
from lint_cmm.model.plain import PLAIN
from lint_cmm.package.xml import Element

if TYPE_CHECKING:
    from lint_cmm.model.walk import Walker

FORMULA = "\N{OBJECT REPLACEMENT CHARACTER}"  # stands for a formula without words
_WORDS = (M + "t", T)


def formula(element: Element, block: Block) -> None:
    """The words of a formula in file order are text of its paragraph; no run of the paragraph holds them."""
    before = block.length
    _words(element, block)
    if block.length == before:
        _add(element, block, FORMULA)


def _words(element: Element, block: Block) -> None:
    for node in element:
        if node.tag in _WORDS:
            if node.text:
                _add(node, block, shown(node, node.text))
        elif node.tag != DEL and node.tag != MOVE_FROM:
            _words(node, block)


def _add(node: Element, block: Block, text: str) -> None:
    if text:
        block.atoms.append((node, block.length, text, None, None))
        block.length += len(text)


def ruby(walker: Walker, node: Element, block: Block, place: Place) -> None:
    """The word itself is text; what stands above it (how it is read) is a paragraph beside the text."""
    base, above = node.find(W + "rubyBase"), node.find(W + "rt")
    if base is not None:
        walker.inline(base, block, place)
    if above is not None:
        walker.add_text(place.aside(), "ruby", above, "".join([text.text or "" for text in above.iter(T, PLAIN)]))
