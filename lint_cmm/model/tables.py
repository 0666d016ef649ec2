"""Tables: rows and cells in order, wherever content controls and insertions wrap them; each cell once, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint_cmm.model.blocks import Place
from lint_cmm.model.markup import content
from lint_cmm.model.names import DEL, MOVE_FROM, TC, TR, VAL, W
from lint_cmm.model.types import Cell
from lint_cmm.package.errors import over
from lint_cmm.package.xml import Element

if TYPE_CHECKING:
    from lint_cmm.model.walk import Walker


def table(walker: Walker, element: Element, place: Place) -> None:
    """Read a w:tbl: each cell once, row by row."""
    place.open = None
    number = walker.tables[place.part] = walker.tables.get(place.part, 0) + 1
    shade = place.shade
    style = element.find(f"{W}tblPr/{W}tblStyle")
    if style is not None:
        shade = "style:" + (style.get(VAL) or "")
    _rows(walker, element, place, [number, 0], shade)


def _rows(walker: Walker, element: Element, place: Place, at: list[int], shade: str | None) -> None:
    for child in element:
        if child.tag == TR:
            _row(walker, child, place, at, shade)
            at[1] += 1
        elif child.tag in (DEL, MOVE_FROM):
            walker.dropped(child, place)
        else:
            inner = content(child)
            if inner is not None:
                _rows(walker, inner, place, at, shade)


def _row(walker: Walker, element: Element, place: Place, at: list[int], shade: str | None) -> None:
    column = 0
    props = element.find(W + "trPr")
    if props is not None:
        if props.find(DEL) is not None:
            walker.dropped(element, place)
            return
        column = _whole(props.find(W + "gridBefore"), 0, walker.limits.span)
    first = last = walker.page
    for cell in _cells_of(element):
        walker.page = first
        column = _cell(walker, cell, place, Cell(at[0], at[1], column, place.depth + 1), shade)
        if walker.page is not None and last is not None:
            last = max(last, walker.page)
    walker.page = last


def _cells_of(element: Element) -> list[Element]:
    found = []
    for child in element:
        if child.tag == TC:
            found.append(child)
        elif child.tag not in (DEL, MOVE_FROM):
            inner = content(child)
            if inner is not None:
                found.extend(_cells_of(inner))
    return found


def _cell(walker: Walker, element: Element, place: Place, cell: Cell, shade: str | None) -> int:
    """Read one w:tc; gives the column behind it."""
    walker.cells += 1
    if walker.cells > walker.limits.cells:
        raise over("cells", walker.limits.cells)
    width = 1
    props = element.find(W + "tcPr")
    if props is not None:
        width = _whole(props.find(W + "gridSpan"), 1, walker.limits.span)
        fill = props.find(W + "shd")
        if fill is not None:
            shade = fill.get(W + "fill") or shade
        if props.find(W + "cellDel") is not None:
            walker.dropped(element, place)
            return cell.column + width
    walker.story(element, place.inside(place.part, cell, shade, place.depth + 1))
    return cell.column + width


def _whole(element: Element | None, default: int, most: int) -> int:
    """A span as the file claims it, cut to what the limits allow."""
    value = "" if element is None else (element.get(VAL) or "").strip()
    if not (value.isascii() and value.isdigit()):
        return default
    return min(int(value[:9]), most)
