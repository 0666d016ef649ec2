"""Drawings, pictures and embedded objects: text boxes, WordArt, descriptions, charts, diagrams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint_cmm.model.blocks import Place
from lint_cmm.model.markup import chosen
from lint_cmm.model.names import ALTERNATE, RID, A, R, W, local
from lint_cmm.model.types import Active
from lint_cmm.package.xml import Element

if TYPE_CHECKING:
    from lint_cmm.model.walk import Walker

_VML = "{urn:schemas-microsoft-com:vml}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_TXBX = W + "txbxContent"


def read(walker: Walker, element: Element, place: Place) -> None:
    """Read a w:drawing, w:pict or w:object and all shapes in it, groups included.

    Text boxes go to the story "textbox". WordArt and descriptions stay with a header or footer and go to "textbox" else.
    """
    _descend(walker, element, place, place.aside(), None)


def _descend(walker: Walker, element: Element, place: Place, aside: Place, fill: str | None) -> None:
    fill = _fill(element) or fill
    for child in element:
        tag = child.tag
        if tag == _TXBX:
            walker.story(child, place.inside("textbox", None, fill, 0))
        elif tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                _descend(walker, branch, place, aside, fill)
        else:
            _look(walker, child, place, aside)
            if len(child):
                _descend(walker, child, place, aside, fill)


def _look(walker: Walker, node: Element, place: Place, aside: Place) -> None:
    """Take what a single element of a drawing says in its attributes."""
    tag = node.tag
    if tag == _VML + "textpath":
        walker.add_text(aside, "wordart", node, node.get("string") or "")
        return
    name = local(tag)
    if name == "docPr" or name == "cNvPr":
        _describe(walker, node, aside, (node.get("descr") or "", node.get("title") or ""))
        link = node.find(A + "hlinkClick")
        if link is not None:
            _link(walker, link.get(RID) or "", place)
    elif tag.startswith(_VML):
        _describe(walker, node, aside, (node.get("alt") or "", node.get("title") or ""))
        address = node.get("href")
        if address:
            walker.add_link("other", address)
    elif name == "OLEObject":
        walker.active.append(Active("ole", node.get("ProgID") or ""))
    elif name == "control" and tag.startswith(W):
        walker.active.append(Active("activex", node.get(W + "name") or ""))
    elif name == "chart" or name == "relIds":
        identity = node.get(RID) or node.get(R + "dm")
        if identity and walker.on_drawing is not None:
            walker.on_drawing(identity, place)


def _describe(walker: Walker, node: Element, aside: Place, words: tuple[str, str]) -> None:
    walker.add_text(aside, "alt", node, words[0])
    if words[1] != words[0]:
        walker.add_text(aside, "alt", node, words[1])


def _link(walker: Walker, identity: str, place: Place) -> None:
    target = place.relationships.get(identity)
    if target is not None and target.external and (place.source, target.id) not in walker.used:
        walker.used.add((place.source, target.id))
        walker.add_link("hyperlink", target.target)


def _fill(element: Element) -> str | None:
    """The colour a shape is filled with: "RRGGBB", "theme" for one of the theme, None where it has none."""
    if element.tag.startswith(_VML):
        colour = element.get("fillcolor")
        if colour and element.get("filled") not in ("f", "false"):
            return colour.split()[0].lstrip("#") if colour.split() else None
        return None
    if local(element.tag) != "wsp":
        return None
    for node in element:
        if local(node.tag) == "spPr":
            for child in node:
                kind = local(child.tag)
                if kind in ("solidFill", "gradFill", "blipFill", "pattFill"):
                    exact = child.find(A + "srgbClr")
                    return exact.get("val") if exact is not None else "theme"
                if kind == "noFill":
                    return None
        elif local(node.tag) == "style" and node.find(A + "fillRef") is not None:
            return "theme" if node.find(A + "fillRef").get("idx") not in (None, "0") else None
    return None
