"""Markdown: a run to paste into an issue, a chat or a merge request."""

from __future__ import annotations

import re

from lint_cmm.findings import SEVERITIES, Result, Run
from lint_cmm.kit.neutral import one_line, shorten
from lint_cmm.messages import say as words_of
from lint_cmm.messages.reports import name_of, say
from lint_cmm.reporters.places import listed, silenced, where

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-!|<>~&:@])")


def escape(text: str) -> str:
    """TEXT on one line with every character that Markdown (or HTML in it) could act on escaped."""
    return _MARKS.sub(lambda m: {"<": "&lt;", ">": "&gt;", "&": "&amp;", "@": "&#64;", ":": "&#58;"}.get(m[1], "\\" + m[1]), one_line(text))


def render(run: Run) -> bytes:
    """The run as Markdown: figures first, then one table a file."""
    lang, s = run.lang, run.summary
    lines = [f"# {say('report.title', lang)}", ""]
    lines += [say("report.files", lang, files=s.files, reject=s.reject, revise=s.revise, passed=s.passed), ""]
    lines += [say("annotate.counts", lang, total=s.errors + s.warnings + s.infos, errors=s.errors, warnings=s.warnings, infos=s.infos), ""]
    for result in run.results:
        lines += _file(result, lang)
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8", "replace")


def _file(result: Result, lang: str) -> list[str]:
    """The lines for one file."""
    lines = [f"## {escape(result.path)} — {name_of('verdict', result.verdict, lang)}", ""]
    if result.info is not None:
        lines += [
            " · ".join(
                (
                    escape(result.info.title),
                    say("report.checked-as", lang, profile=escape(result.info.profile_named(lang))),
                    say("report.characters", lang, count=result.info.characters),
                )
            ).removeprefix(" · "),
            "",
        ]
    if not result.complete:
        lines += [say("annotate.incomplete", lang), ""]
    if not result.findings:
        return [*lines, say("report.none", lang), "", *_silenced(result, lang)]
    titles = [say(f"column.{c}", lang) for c in ("severity", "rule", "place", "quote", "message", "suggestion")]
    lines += ["| " + " | ".join(titles) + " |", "|" + " --- |" * len(titles)]
    for severity in SEVERITIES:
        for f in result.findings:
            if f.severity == severity:
                cells = (
                    name_of("severity", f.severity, lang),
                    f"{f.code} {escape(f.title)}",
                    escape(where(f, lang)),
                    escape(shorten(f.quote, 80)),
                    escape(f.message),
                    escape(f.suggestion),
                )
                lines.append("| " + " | ".join(cells) + " |")
    return [*lines, "", *_silenced(result, lang)]


def _silenced(result: Result, lang: str) -> list[str]:
    """What somebody silenced, by whom and why."""
    if not result.suppressed:
        return []
    title = words_of("suppressed.title", lang, n=len(result.suppressed))
    return [f"### {title}", "", *(f"- {escape(silenced(s, lang))}" for s in listed(result)), ""]
