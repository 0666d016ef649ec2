"""Cutting the runs of a paragraph at text offsets, without changing what the paragraph says or looks like.

An :class:`Atom` ties a stretch of a model paragraph's text to the element it was read from. Cutting a run copies its
``w:rPr`` to the new run and leaves every other child (drawings, breaks, field marks, note references) where it
stood, so that a comment or a revision can begin in the middle of a run.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.blocks import Block
from lint_cmm.model.names import M
from lint_cmm.word.names import XML_SPACE, local


class Atom(NamedTuple):
    """``text[start : start + len(shown)]`` of a model paragraph is what ``element`` (``w:t``, ``w:tab``, ``w:br`` …) shows."""

    start: int
    shown: str
    element: etree._Element

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.shown)


def runs_of(block: Block) -> Runs:
    """The runs of a paragraph that the reader walked, to be cut."""
    return Runs(Atom(start, text, element) for element, start, text, _, _ in block.atoms)


def host_run(element: etree._Element) -> etree._Element | None:
    """The outermost ``w:r`` around ELEMENT within its own paragraph, or None (a formula has runs of its own kind)."""
    found = None
    for ancestor in element.iterancestors():
        name = local(ancestor.tag)
        if name == "r" and not ancestor.tag.startswith(M):
            found = ancestor
        elif name == "p":
            break
    return found


def set_text(element: etree._Element, text: str) -> None:
    """Give ELEMENT the text TEXT and nothing else, blanks kept."""
    for child in list(element):
        element.remove(child)
    element.text = text
    element.set(XML_SPACE, "preserve")


class Runs:
    """The runs of one model paragraph, cut on demand. Offsets are those of the model paragraph's text."""

    def __init__(self, atoms: Iterable[Atom]) -> None:
        self._atoms = list(atoms)

    @property
    def atoms(self) -> tuple[Atom, ...]:
        """The atoms as they are after the cuts made so far."""
        return tuple(self._atoms)

    def cut(self, offset: int) -> bool:
        """Make a run boundary at OFFSET; False when the construct cannot be cut there (ruby, a field's inner markup)."""
        for i, atom in enumerate(self._atoms):
            if atom.end <= offset:
                continue
            if atom.start >= offset:
                return self._part(i)
            run = host_run(atom.element)
            if run is None or atom.element.getparent() is not run or local(atom.element.tag) != "t":
                return False
            rest = etree.Element(atom.element.tag, atom.element.attrib, nsmap=atom.element.nsmap)
            left, right = atom.shown[: offset - atom.start], atom.shown[offset - atom.start :]
            set_text(rest, right)
            set_text(atom.element, left)
            run.insert(run.index(atom.element) + 1, rest)
            _split(run, rest)
            self._atoms[i : i + 1] = [Atom(atom.start, left, atom.element), Atom(offset, right, rest)]
            return True
        return True

    def _part(self, i: int) -> bool:
        """Make sure that atom I begins a run of its own when the atom before it is in the same run."""
        if i == 0:
            return True
        run = host_run(self._atoms[i].element)
        if run is None or host_run(self._atoms[i - 1].element) is not run:
            return True
        child = self._atoms[i].element
        while child.getparent() is not None and child.getparent() is not run:
            child = child.getparent()
        before = self._atoms[i - 1].element
        if any(ancestor is child for ancestor in (before, *before.iterancestors())):
            return False  # both stand in one inner construct
        _split(run, child)
        return True

    def within(self, start: int, end: int) -> tuple[etree._Element, ...]:
        """The runs that hold ``text[start:end]``, in order; whole runs where no cut was possible."""
        found: list[etree._Element] = []
        for atom in self._atoms:
            if atom.start < end and atom.end > start:
                run = host_run(atom.element)
                if run is not None and (not found or found[-1] is not run):
                    found.append(run)
        return tuple(found)


def _split(run: etree._Element, child: etree._Element) -> None:
    """Move CHILD and all that follows it into a new run of the same look behind RUN."""
    right = etree.Element(run.tag, run.attrib, nsmap=run.nsmap)
    for first in run:
        if local(first.tag) == "rPr":
            right.append(deepcopy(first))
            break
    moving = [child, *child.itersiblings()]
    for element in moving:
        right.append(element)
    right.tail, run.tail = run.tail, None
    parent = run.getparent()
    assert parent is not None
    parent.insert(parent.index(run) + 1, right)
