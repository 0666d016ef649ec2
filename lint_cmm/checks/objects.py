"""Watermarks in what is drawn around the text: headers, footers, text boxes, WordArt, picture descriptions (W506)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lint_cmm.checks import furniture
from lint_cmm.checks.addresses import UrlOptions, suspicious
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.residue import found, joined
from lint_cmm.checks.sites import in_brief, marks, named
from lint_cmm.checks.text import is_object
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.model.types import Paragraph

_URL = UrlOptions(free=True)
_PAGE = re.compile(r"[-–—－ \u3000第]{0,4}[0-9]{1,3}[-–—－ \u3000页]{0,4}")  # the number of a page: most of what is drawn around a text


class ObjectOptions(NamedTuple):
    """``kinds``: tables of ``residue.toml`` looked for. ``join``: finds so near each other are one. ``reach``: see ``sites.site``.
    ``own``: a WordArt text of so many characters that the text itself uses, too, is the writer's own heading, no watermark. ``brief``: in a text of so many characters any listed site's name counts. ``marks``: words of a
    watermark shape wherever it stands."""

    kinds: tuple[str, ...] = ("download", "collection", "contact", "promotion")
    join: int = 8
    reach: int = 12
    own: int = 4
    brief: int = 40
    marks: tuple[str, ...] = ()


def watermark(context: Context, options: ObjectOptions) -> Issues:
    """Addresses, site names, download and contact texts in drawn objects, and every WordArt shape in a header or footer.

    One finding for what stands together. A bookmark name or numbering text with an address is a finding about the whole document.
    """
    for story in context.document.stories.values():
        for paragraph in story.paragraphs:
            if not paragraph.text.strip() or not is_object(paragraph):
                continue
            stretches = sorted(_stretches(context, paragraph, options))
            for start, end in joined(paragraph.text, stretches, options.join):
                yield Issue(paragraph.span(start, end))
            if not stretches and _is_shape(context, paragraph, options):
                yield Issue(paragraph.span(), variant="shape" if paragraph.part in ("header", "footer") else "drawn")
    for text in (*context.document.bookmarks, *context.document.list_texts):
        if any(suspicious(context, text, _URL)) or any(sure for _, _, _, sure in named(context.data, text)):
            yield Issue(None, quote=text)  # in the package, but in no story


def _stretches(context: Context, paragraph: Paragraph, options: ObjectOptions) -> Iterator[tuple[int, int]]:
    text = paragraph.text
    if _PAGE.fullmatch(text):
        return
    for address in suspicious(context, text, _URL):
        yield address.start, address.end
    yield from marks(context.data, text, options.reach)
    yield from in_brief(context.data, text, options.brief, options.reach)
    if furniture.signed(context.data, text):
        yield 0, len(text)
    if paragraph.origin == "wordart":
        yield from ((start, end) for start, end, _, _ in named(context.data, text))
    for kind in options.kinds:
        yield from found(context.data, kind, text)


def _is_shape(context: Context, paragraph: Paragraph, options: ObjectOptions) -> bool:
    """Whether a paragraph is a watermark shape: WordArt in a header or footer whose words are not the document's own, or a stock one."""
    if paragraph.origin != "wordart":
        return False
    words = "".join(paragraph.text.split())
    if paragraph.part not in ("header", "footer"):
        return words.upper() in options.marks
    own = "".join(context.document.body.text.split())
    return not (len(words) >= options.own and words in own)
