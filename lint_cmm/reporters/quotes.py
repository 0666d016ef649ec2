"""The line of a text in which a finding stands, cut to the width of the page, with a line of marks under the hit."""

from __future__ import annotations

from lint_cmm.findings import Finding
from lint_cmm.kit.neutral import one_line
from lint_cmm.reporters.width import columns

MOST = 60  # characters of a hit that are shown; the middle of a longer one is left out


def excerpt(finding: Finding, width: int) -> list[tuple[str, str]]:
    """(text, marks) pairs for ``finding``: the hit with the context the finding carries, nothing when it has no quote."""
    if not finding.quote.strip() and not finding.context[0].strip():
        return []
    before, after = (one_line(side) for side in finding.context)
    hit = one_line(finding.quote)
    if len(hit) > MOST:
        hit = f"{hit[: MOST * 2 // 3]}…{hit[-MOST // 3 :]}"
    while columns(hit) > width - 2:
        hit = f"{hit[: len(hit) // 2 - 1]}…{hit[len(hit) // 2 + 2 :]}"
    while columns(before) + columns(hit) + columns(after) > width and (before or after):
        if columns(before) >= columns(after):
            before = "…" + before[2:] if len(before) > 2 else ""
        else:
            after = after[:-2] + "…" if len(after) > 2 else ""
    marks = " " * columns(before) + "^" * max(1, columns(hit))
    return [(before + hit + after, marks)]
