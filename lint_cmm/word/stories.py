"""The reader's own walk over one part, kept with its elements: which run says which words of which paragraph.

Annotating and mending use the walker that the reader uses, so that offsets found by a rule lead to the elements they
were read from; nothing is searched for again.
"""

from __future__ import annotations

from lxml import etree

from lint_cmm.model.blocks import Block, Place
from lint_cmm.model.walk import Walker
from lint_cmm.word.container import Container
from lint_cmm.word.names import TRANSITIONAL
from lint_cmm.word.runs import Atom, Runs


def body_blocks(package: Container, root: etree._Element) -> list[Block]:
    """The paragraphs of the main story in ROOT (the main part), in the order and with the numbers of the model."""
    body = root.find(f"{{{TRANSITIONAL}}}body")
    if body is None:
        return []
    walker = Walker(package.package.limits)
    walker.story(body, Place("body", package.main, package.package.relationships(package.main)))
    return walker.stories.get("body", [])


def runs_of(block: Block) -> Runs:
    """The runs of a paragraph, to be cut."""
    return Runs(Atom(start, text, element) for element, start, text, _, _ in block.atoms)
