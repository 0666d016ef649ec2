"""From findings to the comments a drafter reads: grouped, ordered, capped, worded. Pure; knows nothing of XML."""

from __future__ import annotations

from collections.abc import Mapping

from lint_cmm.findings import SEVERITIES, Finding, Result
from lint_cmm.kit.neutral import one_line, shorten
from lint_cmm.kit.quotation import quoted
from lint_cmm.kit.records import NamedTuple
from lint_cmm.messages import say as words_of
from lint_cmm.messages.reports import name_of, say
from lint_cmm.reporters.private import veiled

CAP = 200  # comments in one file, the summary included
QUOTE = 40  # characters of a quote shown in a comment
LISTED = 8  # quotes, places or rules named one by one
SHORT = 3  # a quote of so few characters says nothing of its place: some of the words around it are shown, too
AROUND = 6  # characters on either side


class Planned(NamedTuple):
    """One comment: its lines and where it stands. ``paragraph`` None is the first paragraph of the body, as a whole."""

    paragraph: int | None
    start: int
    end: int
    lines: tuple[str, ...]


class Plan(NamedTuple):
    """All comments of one file, the summary first; ``left_out`` comments fell to the cap."""

    notes: tuple[Planned, ...]
    left_out: int


def plan(result: Result, lang: str = "zh", cap: int = CAP, texts: Mapping[int, str] | None = None) -> Plan:
    """What to write into the copy of one submission, at most CAP comments, the most severe kept.

    TEXTS are the paragraphs of the body by number, as far as they are at hand.
    """
    result = veiled(result)
    groups: dict[tuple[str, str, str, int], list[Finding]] = {}
    for finding in result.findings:
        paragraph = finding.span.paragraph if finding.span and finding.part == "body" else 0
        groups.setdefault((finding.code, finding.severity, finding.part, paragraph), []).append(finding)
    ranked = sorted(groups.values(), key=lambda g: SEVERITIES.index(g[0].severity))
    kept = ranked[: max(cap - 1, 0)]
    left_out = len(ranked) - len(kept)
    notes = [_note(group, lang, texts or {}) for group in kept]
    notes.sort(key=lambda n: (n.paragraph or 0, n.start, n.end))
    summary = Planned(None, 0, 0, _summary(result, len(notes), left_out, lang))
    return Plan((summary, *notes), left_out)


def _note(group: list[Finding], lang: str, texts: Mapping[int, str]) -> Planned:
    """The comment for findings of one rule in one paragraph (or in one part beside the body)."""
    first = group[0]
    lines = [head(first, lang), first.message]
    if first.suggestion:
        lines.append(say("annotate.suggestion", lang, suggestion=first.suggestion))
    outside = first.part != "body"
    if outside:
        places = [_place(f, lang) for f in group[:LISTED]]
        lines.append(say("annotate.where", lang, places=_joined(places, len(group), lang)))
    elif len(group) > 1:
        quotes = [_also(f, first, lang, texts) for f in group[1 : LISTED + 1]]
        lines.append(say("annotate.more", lang, count=len(group) - 1, quotes=_joined(quotes, len(group) - 1, lang)))
    related = [r for f in group for r in f.related]
    if related:
        places = [
            (one_line(r.path) + " " if r.path else "") + _told(say("place.paragraph", lang, paragraph=r.paragraph), r.quote, lang)
            for r in related[:LISTED]
        ]
        lines.append(say("annotate.related", lang, places=_joined(places, len(related), lang)))
    if outside or first.span is None:
        return Planned(None, 0, 0, tuple(lines))
    return Planned(first.span.paragraph, first.span.start, first.span.end, tuple(lines))


def head(finding: Finding, lang: str) -> str:
    """The first line of a comment: severity, code and title."""
    return say("annotate.head", lang, severity=name_of("severity", finding.severity, lang), code=finding.code, title=finding.title)


def _also(finding: Finding, first: Finding, lang: str, texts: Mapping[int, str]) -> str:
    """A further finding in the comment on the FIRST: its words, a few of them with those around; its message where that is another."""
    quote, span = finding.quote, finding.span
    if not quote or (len(quote) <= SHORT and finding.message.replace(quote, first.quote) != first.message):
        return one_line(finding.message)
    text = texts.get(span.paragraph, "") if span else ""
    if span is None or len(quote) > SHORT or text[span.start : span.end] != quote:
        return _quoted(quote, lang)
    low, high = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
    return _quoted(("…" if low else "") + text[low:high] + ("…" if high < len(text) else ""), lang)


def _place(finding: Finding, lang: str) -> str:
    """Where a finding beside the body stands, with its words."""
    part = name_of("part", finding.part, lang)
    return _told(part, finding.quote, lang) if finding.quote else part


def _told(place: str, quote: str, lang: str) -> str:
    """A place with the words that stand there."""
    return f"{place}{' ' if lang == 'en' else ''}{_quoted(quote, lang)}"


def _quoted(text: str, lang: str) -> str:
    """A quote, short and harmless, in quotation marks."""
    return say("quote", lang, quote=quoted(shorten(one_line(text), QUOTE)))


def _joined(words: list[str], total: int, lang: str) -> str:
    """WORDS with the separator of the language, and an ellipsis when there are more than shown."""
    text = ("; " if lang == "en" else "；").join(words)
    return f"{text} …" if total > len(words) else text


def _summary(result: Result, count: int, left_out: int, lang: str) -> tuple[str, ...]:
    """The first comment: verdict, figures, what was found how often."""
    lines = [say("annotate.summary", lang, verdict=name_of("verdict", result.verdict, lang))]
    lines.append(
        say(
            "annotate.counts",
            lang,
            total=len(result.findings),
            errors=result.count("error"),
            warnings=result.count("warning"),
            infos=result.count("info"),
        )
    )
    if not result.complete:
        lines.append(say("annotate.incomplete", lang))
    if result.info is not None:
        lines.append(say("annotate.profile", lang, profile=result.info.profile_named(lang), reason=result.info.profile_reason).strip())
    for severity in SEVERITIES:
        tally: dict[tuple[str, str], int] = {}
        for finding in result.findings:
            if finding.severity == severity:
                tally[finding.code, finding.title] = tally.get((finding.code, finding.title), 0) + 1
        if tally:
            words = [say("annotate.list", lang, title=title, code=code, count=number) for (code, title), number in tally.items()]
            lines.append(f"{name_of('severity', severity, lang)}{': ' if lang == 'en' else '：'}{_joined(words, len(words), lang)}")
    if result.suppressed:
        lines.append(words_of("suppressed.title", lang, n=len(result.suppressed)) + ("." if lang == "en" else "。"))
    lines.append(say("annotate.notes", lang, count=count))
    if left_out:
        lines.append(say("annotate.cap", lang, count=left_out))
    lines.append(say("annotate.footer", lang))
    return tuple(lines)
