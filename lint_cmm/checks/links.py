"""Links and relationships that lead to a foreign site (W508)."""

from __future__ import annotations

from lint_cmm.checks.addresses import allowed, found_in
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple

_HOST = re.compile(r"(?:https?|ftp)://(?:[^/@\s]{0,80}@)?([A-Za-z0-9.\-]{1,253})", re.IGNORECASE)


class LinkOptions(NamedTuple):
    """``kinds``: kinds of link looked at; templates and OLE links are H605."""

    kinds: tuple[str, ...] = ("hyperlink", "field", "image", "other")


def external(context: Context, options: LinkOptions) -> Issues:
    """Links to a web site that is neither an authority's nor allowed. Silent where the visible text is the address (that is W501).

    A link without visible text is a finding about the whole document whose quote is its target. The fact ``target`` holds the target.
    """
    seen: set[tuple[object, str]] = set()
    for link in context.document.links:
        match = _HOST.match(link.target.strip())
        if link.kind not in options.kinds or match is None or allowed(context, match.group(1).lower().rstrip(".")):
            continue
        if (link.span, link.target) in seen:
            continue
        seen.add((link.span, link.target))
        if link.span is None or link.span.start == link.span.end:
            yield Issue(link.span, {"target": link.target}, quote=link.target)
        elif not found_in(context, context.document.quote(link.span)):
            yield Issue(link.span, {"target": link.target})
