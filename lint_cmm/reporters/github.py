"""GitHub annotations: workflow commands that Actions turns into marks on the run.

Follows GitHub's "Workflow commands": properties escape ``%``, CR, LF, ``:`` and ``,``, the message ``%``, CR and LF.
A Word file has no lines, so no line is claimed; the place is said in words.
"""

from __future__ import annotations

from lint_cmm.findings import Run
from lint_cmm.kit.neutral import one_line, shorten, visible
from lint_cmm.messages import say as words_of
from lint_cmm.messages.reports import say
from lint_cmm.reporters.places import COMMENT, listed, silenced, where

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def render(run: Run) -> bytes:
    """One workflow command a finding."""
    lines = []
    for result in run.results:
        path = one_line(result.path).replace("\\", "/")
        for f in result.findings:
            words = f"{where(f, run.lang)}{': ' if run.lang == 'en' else '：'}{visible(f.message)}"
            if f.suggestion:
                words += "\n" + say("annotate.suggestion", run.lang, suggestion=visible(f.suggestion))
            title = shorten(f"{f.code} {one_line(f.title)}", 200)
            lines.append(f"::{_LEVELS[f.severity]} file={_property(path)},title={_property(title)}::{_data(words)}\n")
        for s in listed(result, COMMENT):
            title = f"{words_of('suppressed.one', run.lang)} {s.finding.code}"
            lines.append(f"::notice file={_property(path)},title={_property(title)}::{_data(silenced(s, run.lang))}\n")
    return "".join(lines).encode("utf-8", "replace")


def _data(text: str) -> str:
    """TEXT as the message of a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """TEXT as a property value of a command."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
