"""Saying where a finding is, the same way in every report: part, heading path, page, paragraph."""

from __future__ import annotations

from lint_cmm.findings import Finding, Related
from lint_cmm.messages_reports import name_of, say
from lint_cmm.neutral import one_line


def where(finding: Finding, lang: str) -> str:
    """The place of FINDING in words a reader can follow: ``二/（一），第 17 段，约第 3 页``."""
    words = []
    if finding.part != "body":
        words.append(name_of("part", finding.part, lang))
    elif finding.span is None:
        return say("place.document", lang)
    if finding.section:
        words.append(one_line(finding.section))
    if finding.span is not None:
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
