"""Looks of runs: equal looks are one object, neighbours in one look are one piece."""

from __future__ import annotations

from lint_cmm.model.blocks import Atom
from lint_cmm.model.styles import ParagraphStyle, Styles
from lint_cmm.model.types import Format, Piece


class Formats:
    """Resolves and remembers the looks of runs."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._known: dict[tuple[object, ...], Format] = {}
        self._interned: dict[Format, Format] = {}

    def pieces(self, atoms: list[Atom], style: ParagraphStyle, shade: str | None) -> tuple[Piece, ...]:
        """The pieces of a paragraph in ``style`` over the colour ``shade``."""
        if not atoms:
            return ()
        out: list[Piece] = []
        base = (style.name, id(style), shade)
        start, last, current = 0, None, None
        for _, at, _text, _run, rpr in atoms:
            if rpr is last and current is not None:
                continue
            last = rpr
            key = base if rpr is None else (*base, *[(node.tag, *node.values()) for node in rpr])
            found = self._known.get(key)
            if found is None:
                found = self._styles.format(style.look, rpr, shade)
                found = self._known[key] = self._interned.setdefault(found, found)
            if found is not current:
                if current is not None:
                    out.append(Piece(start, at, current))
                start, current = at, found
        if current is not None:
            out.append(Piece(start, atoms[-1][1] + len(atoms[-1][2]), current))
        return tuple(out)
