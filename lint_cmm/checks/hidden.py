"""Text that nobody sees (W507)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.text import stories
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.model.types import Format, Paragraph

_NOTHING = re.compile(r"[\s\d.\-–—…_、，。,;；:：\u200b-\u200f\ufeff]*")


class HiddenOptions(NamedTuple):
    """``size``: points under which text cannot be read. ``light``: the least of red, green and blue (0 to 255) of a colour that
    white paper swallows. ``least``: characters, blanks not counted, from which tiny text counts. ``form``: white stretches from which
    on a document with tables is a form for pre-printed paper."""

    size: float = 3.0
    light: int = 250
    least: int = 2
    form: int = 4
    parts: tuple[str, ...] = ("body", "textbox", "header", "footer", "footnote", "endnote")


def hidden(context: Context, options: HiddenOptions) -> Issues:
    """Stretches that are hidden, of the paper's colour, or too small to read; one finding a stretch.

    White text in table cells is left alone: the cell may be shaded, or the paper pre-printed. Hidden page numbers
    of a table of contents are no text. The fact ``how`` says which way it is hidden.
    """
    for story in stories(context, options.parts):
        white: list[Issue] = []
        cells = 0
        for paragraph in story.paragraphs:
            for start, end, how in _stretches(paragraph, options):
                issue = Issue(paragraph.span(start, end), {}, variant=how)
                if how != "white":
                    yield issue
                elif paragraph.cell is None:
                    white.append(issue)
                else:
                    cells += 1
        if not (cells and cells + len(white) >= options.form):
            yield from white


def _stretches(paragraph: Paragraph, options: HiddenOptions) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for piece in paragraph.pieces:
        how = _how(piece.format, options)
        said = paragraph.text[piece.start : piece.end]
        if found and how == found[-1][2] and piece.start == found[-1][1]:
            found[-1] = (found[-1][0], piece.end, how)
        elif found and found[-1][1] == piece.start and not said.strip():
            found[-1] = (found[-1][0], piece.end, found[-1][2])
        elif how:
            found.append((piece.start, piece.end, how))
    return [_trimmed(paragraph.text, *f) for f in found if _counts(paragraph.text[f[0] : f[1]], f[2], options)]


def _trimmed(text: str, start: int, end: int, how: str) -> tuple[int, int, str]:
    said = text[start:end]
    return start + len(said) - len(said.lstrip()), end - (len(said) - len(said.rstrip())), how


def _counts(said: str, how: str, options: HiddenOptions) -> bool:
    if _NOTHING.fullmatch(said):
        return False
    return how == "hidden" or len("".join(said.split())) >= options.least


def _how(look: Format, options: HiddenOptions) -> str:
    """In which way text of this look is hidden: "hidden", "tiny", "white" or ""."""
    if look.hidden:
        return "hidden"
    if look.size is not None and look.size < options.size:
        return "tiny"
    if look.color and look.background and look.color == look.background:
        return "white"
    if look.color and look.background in (None, "FFFFFF") and _light(look.color, options.light):
        return "white"
    return ""


def _light(color: str, least: int) -> bool:
    try:
        return len(color) == 6 and min(int(color[i : i + 2], 16) for i in (0, 2, 4)) >= least
    except ValueError:
        return False
