"""What acts when the file is opened (H605)."""

from __future__ import annotations

from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.kit.records import NamedTuple


class ActiveOptions(NamedTuple):
    """``kinds``: kinds of active content reported. ``harmless``: beginnings of names of objects that only draw (formulae)."""

    kinds: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()


def content(context: Context, options: ActiveOptions) -> Issues:
    """One issue for each macro, OLE object, remote template … in the package. A template on the writer's own disk is not remote."""
    seen: set[tuple[str, str]] = set()
    for active in context.document.active:
        if active.kind not in options.kinds or (active.kind, active.name) in seen:
            continue
        seen.add((active.kind, active.name))
        if not active.name.startswith(options.harmless):
            yield Issue(None, {"kind": active.kind, "name": active.name})
