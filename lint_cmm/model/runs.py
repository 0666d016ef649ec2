"""Looks of runs: equal looks are one object, neighbours in one look are one piece."""

from __future__ import annotations

from lint_cmm.model.blocks import Atom
from lint_cmm.model.names import RPR
from lint_cmm.model.styles import ParagraphStyle, Styles
from lint_cmm.model.types import Format, Piece
from lint_cmm.package.xml import Element

_DECLARED = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MOST_SOURCES = 20_000  # the elements are held while the document is read


def sources(data: bytes, root: Element) -> dict[Element, bytes]:
    """The markup of every w:rPr of a part by its element, where it can be told without doubt; else nothing.

    Looking a run's markup up is three times as fast as looking at its children. It can be told where the prefix is
    declared once and there are neither CDATA sections nor comments: then every "<w:rPr>" begins an element.
    """
    if (b"!" in data and b"<!" in data) or _DECLARED not in data or data.count(_DECLARED[8:]) != 1:
        return {}
    pieces = data.split(b"<w:rPr>")
    if len(pieces) > _MOST_SOURCES:
        return {}
    elements = list(root.iter(RPR))
    if len(elements) != len(pieces) - 1:
        return {}
    return dict(zip(elements, [piece[: piece.find(b"</w:rPr>")] for piece in pieces[1:]], strict=True))


class Formats:
    """Resolves and remembers the looks of runs."""

    def __init__(self, styles: Styles, markup: dict[Element, bytes]) -> None:
        self._styles = styles
        self._markup = markup
        self._by_element: dict[tuple[int, str | None], dict[Element | None, Format]] = {}
        self._by_content: dict[object, Format] = {}
        self._interned: dict[Format, Format] = {}

    def pieces(self, atoms: list[Atom], style: ParagraphStyle, shade: str | None) -> tuple[Piece, ...]:
        """The pieces of a paragraph in ``style`` over the colour ``shade``."""
        if not atoms:
            return ()
        out: list[Piece] = []
        known = self._by_element.setdefault((id(style), shade), {})
        start = 0
        current: Format | None = None
        for _, at, _, _, rpr in atoms:
            found = known.get(rpr)
            if found is None:
                found = known[rpr] = self._format(rpr, style, shade)
            if found is not current:
                if current is not None:
                    out.append(Piece(start, at, current))
                start, current = at, found
        assert current is not None
        out.append(Piece(start, atoms[-1][1] + len(atoms[-1][2]), current))
        return tuple(out)

    def _format(self, rpr: Element | None, style: ParagraphStyle, shade: str | None) -> Format:
        """The look that a w:rPr gives, the very object that an equal one gave before."""
        content = rpr if rpr is None else self._markup.get(rpr) or tuple([(node.tag, *node.items()) for node in rpr])
        key = (id(style), shade, content)
        found = self._by_content.get(key)
        if found is None:
            found = self._styles.format(style.look, rpr, shade)
            found = self._by_content[key] = self._interned.setdefault(found, found)
        return found
