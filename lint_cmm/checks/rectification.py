"""Last year's rectification, item by item or as a whole: P210."""

from __future__ import annotations

from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.units import end_of, pattern
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.types import Span

# Behind a colon three and more things done, each with its figure.
_LISTED = re.compile(r"：(?:[^。；：\n\d]{0,120}\d[^。；：\n]{0,120}；){2}[^。；：\n\d]{0,120}\d")


class WholeOptions(NamedTuple):
    """``claim``: a sentence that claims the whole as done. ``itemised``: signs that problems are answered one by one.
    ``items``: so many of these, or enumerated items, are enough. ``particular``: signs of any one problem, without which a section
    of ``least`` characters tells of all together, in whatever words. ``figures``: counts, which stand for particulars where nothing
    matches ``boast``: figures of achievement are none. ``passing``: a sentence of the opening that claims the whole."""

    claim: str
    itemised: str
    items: int = 2
    particular: str = r"[\s\S]"
    least: int = 20
    figures: str = r"[\s\S]"
    boast: str = r"[^\s\S]"
    passing: str = r"[^\s\S]"


def whole(context: Context, options: WholeOptions) -> Issues:
    """A section on last year's problems that claims them settled as a whole, or tells nothing of any, on the section's heading.

    Silent where it enumerates (items, a table, a list behind a colon, quoted problems with what became of them). Without such a section, a sentence
    of the opening that claims all as settled and names nothing, on that sentence.
    """
    sections = context.outline.of("previous")
    for section in sections:
        if len(section.items) >= options.items or section.heading is None or not section.text.strip():
            continue
        if _LISTED.search(section.text):
            continue
        marks = pattern(options.itemised).findall(section.text)
        general = len(section.text) >= options.least and _general(section.text, options)
        if len(marks) < options.items and (general or pattern(options.claim).search(section.text)):
            yield Issue(section.heading)
    if not sections:
        for section in context.outline.of("opening"):
            for span in section.spans:
                yield from _passing(span, context.document.quote(span), options)


def _general(text: str, options: WholeOptions) -> bool:
    """True when ``text`` names no problem, and no figures but those of what it is proud of."""
    if pattern(options.particular).search(text):
        return False
    return pattern(options.boast).search(text) is not None or not pattern(options.figures).search(text)


def _passing(span: Span, text: str, options: WholeOptions) -> Issues:
    for hit in pattern(options.passing).finditer(text):
        low = max(text.rfind(mark, 0, hit.start()) for mark in "。\n") + 1
        high = end_of(text, hit.end(), "。\n", 200)
        if not pattern(options.particular).search(text, low, high):
            yield Issue(span._replace(start=span.start + low, end=span.start + min(high + 1, len(text))))
