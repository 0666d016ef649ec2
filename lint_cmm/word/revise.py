"""Writing edits into the runs of a document: as tracked deletions and insertions, or plainly.

Tracked edits follow ECMA-376 part 1, 17.13.5: deleted runs go into ``w:del`` with their text as ``w:delText``, new ones into
``w:ins``, both under the tool's name; a paragraph that goes has its mark deleted too. The look of a new run is that of the
first run it replaces. An edit that would reach into a construct whose meaning is not its text (a drawing, a note's
mark, a field's code, ruby, a moved passage) is not made.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from lint_cmm.model.blocks import Block
from lint_cmm.word.edits import Edit
from lint_cmm.word.names import AUTHOR, local
from lint_cmm.word.names import TRANSITIONAL as w
from lint_cmm.word.runs import Runs, host_run, runs_of, set_text

_TEXT = frozenset(["t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "rPr", "lastRenderedPageBreak", "sym"])
_HOLDERS = frozenset(["p", "hyperlink", "ins", "smartTag", "sdtContent", "customXml", "dir", "bdo"])
_SHELLS = frozenset(["hyperlink", "ins", "smartTag"])


class Reviser:
    """Applies edits to one part. ``number`` is the next free revision id; ``made`` are the edits that were really made."""

    def __init__(self, root: etree._Element, *, clean: bool) -> None:
        self.clean = clean
        self.made: list[Edit] = []
        ids = [int(v) for tag in ("ins", "del") for e in root.iter(f"{{{w}}}{tag}") if (v := e.get(f"{{{w}}}id") or "").isdigit()]
        self.number = max(ids, default=0) + 1

    def apply(self, blocks: Iterable[Block], edits: Iterable[Edit]) -> None:
        """Make EDITS in BLOCKS (all of one part); those that cannot be made safely are passed over."""
        by_index = {b.index: b for b in blocks}
        cutters: dict[int, Runs] = {}
        for edit in sorted(edits, key=lambda e: (e.paragraph, e.start), reverse=True):
            block = by_index.get(edit.paragraph)
            if block is None:
                continue
            if block.origin == "wordart":
                if edit.whole and self._wordart(block.elements[0]):
                    self.made.append(edit)
                continue
            if not any(local(e.tag) == "p" for e in block.elements):
                continue
            cutter = cutters.setdefault(block.index, runs_of(block))
            if self._edit(block, cutter, edit):
                self.made.append(edit)
        self.made.reverse()

    def _edit(self, block: Block, cutter: Runs, edit: Edit) -> bool:
        """Make one edit; False when it may not be made."""
        if edit.start < edit.end:
            touched = [a.element for a in cutter.atoms if a.start < edit.end and a.end > edit.start]
            if not all(_editable(e) for e in touched) or not (cutter.cut(edit.start) and cutter.cut(edit.end)):
                return False
            runs = cutter.within(edit.start, edit.end)
        else:
            runs = ()
        if not runs or any(local(c.tag) not in _TEXT for run in runs for c in run):
            return False
        look = next((c for c in runs[0] if local(c.tag) == "rPr"), None)
        if edit.right:
            self._insert(runs[-1], edit.right, look)
        for run in runs:
            self._delete(run)
        if edit.whole:
            self._paragraph(block)
        return True

    def _wordart(self, words: etree._Element) -> bool:
        """Take out the run whose only content is the shape with these WORDS."""
        run = host_run(words)
        if run is None or any(local(c.tag) not in ("rPr", "pict", "AlternateContent") for c in run):
            return False
        holder = run.getparent()
        if holder is None or local(holder.tag) not in _HOLDERS:
            return False
        self._delete(run)
        return True

    def _mark(self, name: str) -> etree._Element:
        """A ``w:ins`` or ``w:del`` of the tool. No date: the same input gives the same bytes."""
        element = etree.Element(f"{{{w}}}{name}")
        element.set(f"{{{w}}}id", str(self.number))
        element.set(f"{{{w}}}author", AUTHOR)
        self.number += 1
        return element

    def _insert(self, after: etree._Element, text: str, look: etree._Element | None) -> None:
        """A new run with TEXT behind the run AFTER."""
        run = etree.Element(f"{{{w}}}r")
        if look is not None:
            run.append(deepcopy(look))
            for change in run.findall(f"{{{w}}}rPr/{{{w}}}rPrChange"):
                run[0].remove(change)
        set_text(etree.SubElement(run, f"{{{w}}}t"), text)
        parent = after.getparent()
        assert parent is not None
        at = parent.index(after) + 1
        if self.clean:
            parent.insert(at, run)
            return
        mark = self._mark("ins")
        mark.append(run)
        if local(parent.tag) == "ins":  # an insertion does not stand within another author's: theirs is parted
            rest = etree.Element(parent.tag, parent.attrib, nsmap=parent.nsmap)
            rest.extend(list(parent)[at:])
            outer = parent.getparent()
            assert outer is not None
            outer.insert(outer.index(parent) + 1, mark)
            if len(rest):
                outer.insert(outer.index(mark) + 1, rest)
        else:
            parent.insert(at, mark)

    def _delete(self, run: etree._Element) -> None:
        """Take RUN out, or wrap it as deleted."""
        parent = run.getparent()
        assert parent is not None
        if self.clean:
            parent.remove(run)
            while local(parent.tag) in _SHELLS and not len(parent) and (outer := parent.getparent()) is not None:
                outer.remove(parent)
                parent = outer
            return
        for text in run.iter(f"{{{w}}}t"):
            text.tag = f"{{{w}}}delText"
        mark = self._mark("del")
        parent.replace(run, mark)
        mark.append(run)

    def _paragraph(self, block: Block) -> None:
        """The emptied paragraph goes as well, where another one follows that takes its place."""
        element = block.elements[0]
        following = element.getnext()
        if len(block.elements) != 1 or following is None or local(following.tag) != "p" or _holds_more(element, clean=self.clean):
            return
        if self.clean:
            parent = element.getparent()
            assert parent is not None
            parent.remove(element)
            return
        properties = element.find(f"{{{w}}}pPr")
        if properties is None:
            properties = etree.Element(f"{{{w}}}pPr")
            element.insert(0, properties)
        look = properties.find(f"{{{w}}}rPr")
        if look is None:
            look = etree.Element(f"{{{w}}}rPr")
            behind = [i for i, c in enumerate(properties) if local(c.tag) in ("sectPr", "pPrChange")]
            properties.insert(behind[0] if behind else len(properties), look)
        look.insert(0, self._mark("del"))


def _editable(element: etree._Element) -> bool:
    """Whether the run around a text element may be revised where it stands."""
    run = host_run(element)
    if run is None or element.getparent() is not run:
        return False
    for ancestor in run.iterancestors():
        name = local(ancestor.tag)
        if name not in _HOLDERS and name != "sdt":
            return False
        if name == "p":
            return True
    return False


def _holds_more(paragraph: etree._Element, *, clean: bool) -> bool:
    """Whether a paragraph holds more than its properties and what was just deleted in it."""
    if paragraph.find(f"{{{w}}}pPr/{{{w}}}sectPr") is not None:
        return True
    allowed = {"pPr", "proofErr"} if clean else {"pPr", "proofErr", "del"}
    return any(local(child.tag) not in allowed for child in paragraph)
