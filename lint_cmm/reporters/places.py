"""Saying where a finding is, the same way in every report: part, heading path, page, paragraph."""

from __future__ import annotations

from lint_cmm.findings import Finding, Related, Result, Suppressed
from lint_cmm.kit.neutral import one_line
from lint_cmm.messages import say as words_of
from lint_cmm.messages.reports import name_of, say

COMMENT = ("comment",)


def where(finding: Finding, lang: str) -> str:
    """The place of FINDING in words a reader can follow: ``二/（一），第 17 段，约第 3 页``."""
    words = []
    if finding.part != "body":
        words.append(name_of("part", finding.part, lang))
    elif finding.span is None:
        return say("place.document", lang)
    if finding.section:
        words.append(one_line(finding.section))
    if finding.span is not None and finding.part != "properties":
        words.append(say("place.paragraph", lang, paragraph=finding.span.paragraph))
    if finding.page:
        words.append(say("place.page", lang, page=finding.page))
    return (", " if lang == "en" else "，").join(words)


def where_related(related: Related, lang: str) -> str:
    """The place of a related stretch, with its file where it is another one."""
    words = [one_line(related.path)] if related.path else []
    if related.part != "body":
        words.append(name_of("part", related.part, lang))
    words.append(say("place.paragraph", lang, paragraph=related.paragraph))
    return (", " if lang == "en" else "，").join(words)


def listed(result: Result, by: tuple[str, ...] = ("comment", "config")) -> list[Suppressed]:
    """What somebody silenced on purpose, for a report to say so; a baseline is only counted. Reports for programs tell ``COMMENT`` only:
    whoever owns the rules knows the configuration, but anybody may have put a comment into the file."""
    return [s for s in result.suppressed if s.by in by]


def silenced(suppressed: Suppressed, lang: str) -> str:
    """What was silenced where, by whom and why."""
    f = suppressed.finding
    by = words_of(f"suppressed.{suppressed.by}", lang)
    return f"{f.code} {one_line(f.title)} {where(f, lang)} — {by} {one_line(suppressed.reason)}".rstrip()
