"""JSON Lines: one line a file, each an object as in ``files`` of the JSON report."""

from __future__ import annotations

from lint_cmm.findings import Run
from lint_cmm.kit.neutral import utf8
from lint_cmm.reporters.json import dumps, file_object


def render(run: Run) -> bytes:
    """The files of the run, a line each."""
    return utf8("".join(dumps(file_object(result)) + "\n" for result in run.results))
