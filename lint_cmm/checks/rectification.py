"""Last year's rectification, item by item or as a whole: P210."""

from __future__ import annotations

from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.units import pattern
from lint_cmm.kit.records import NamedTuple


class WholeOptions(NamedTuple):
    """``claim``: a sentence that claims the whole as done. ``itemised``: signs that problems are answered one by one.
    ``items``: so many of these, or enumerated items, are enough. ``particular``: signs of any one problem, without which a section
    of ``least`` characters tells of all together, in whatever words."""

    claim: str
    itemised: str
    items: int = 2
    particular: str = r"[\s\S]"
    least: int = 20


def whole(context: Context, options: WholeOptions) -> Issues:
    """A section on last year's problems that claims them settled as a whole, or tells nothing of any, on the section's heading.

    Silent where it enumerates (items, a table, quoted problems with what became of them). A single sentence in the
    opening is not judged: some notices allow it.
    """
    for section in context.outline.of("previous"):
        if len(section.items) >= options.items or section.heading is None or not section.text.strip():
            continue
        marks = pattern(options.itemised).findall(section.text)
        general = len(section.text) >= options.least and not pattern(options.particular).search(section.text)
        if len(marks) < options.items and (general or pattern(options.claim).search(section.text)):
            yield Issue(section.heading)
