"""The report for people at a terminal: ``full`` in blocks by section, ``concise`` with a line a finding.

Everything that comes from a file goes through :mod:`lint_cmm.kit.neutral`; columns are counted as a terminal shows them
(Unicode Standard Annex 11: wide and full-width characters take two).
"""

from __future__ import annotations

from lint_cmm.findings import Finding, Result, Run
from lint_cmm.kit.neutral import one_line
from lint_cmm.messages import known, say
from lint_cmm.reporters.places import COMMENT, listed, silenced, where, where_related
from lint_cmm.reporters.quotes import excerpt
from lint_cmm.reporters.width import columns, fit, pad, wrap

CAP = 10  # findings of one rule shown for a file; -v shows all
COLORS = {"error": "31", "warning": "33", "info": "36", "reject": "1;31", "revise": "1;33", "pass": "1;32"}
DIM, BOLD = "2", "1"
MARKS = {"error": "×", "warning": "▲", "info": "·"}


class _Pen:
    """Paints words, or leaves them plain."""

    def __init__(self, color: bool) -> None:
        self.color = color

    def __call__(self, text: str, look: str) -> str:
        return f"\033[{look}m{text}\033[0m" if self.color and text else text


def render(run: Run, *, concise: bool = False, color: bool = False, width: int = 100, verbose: bool = False) -> bytes:
    """The run as text, UTF-8. ``width`` in terminal columns; ``verbose`` shows every finding of a rule."""
    pen = _Pen(color)
    lines: list[str] = []
    for result in run.results:
        lines += _concise(result, run.lang, pen) if concise else _full(result, run.lang, pen, width, verbose)
    s = run.summary
    if s.files > 1:
        lines.append(say("summary.files", run.lang, files=s.files, reject=s.reject, revise=s.revise, passed=s.passed))
    return ("\n".join(lines) + "\n" if lines else "").encode("utf-8", "replace")


def _concise(result: Result, lang: str, pen: _Pen) -> list[str]:
    """path: CODE severity message (where); what a comment in the file silenced is told, whoever put it there"""
    path = one_line(result.path)
    lines = []
    for f in result.findings:
        level = pen(say(f"severity.{f.severity}", lang), COLORS[f.severity])
        place = pen(f"（{where(f, lang)}）" if lang == "zh" else f" ({where(f, lang)})", DIM)
        lines.append(f"{path}: {pen(f.code, BOLD)} {level} {one_line(f.message)}{place}")
    return lines + [pen(f"{path}: {say('suppressed.one', lang)} {silenced(s, lang)}", DIM) for s in listed(result, COMMENT)]


def _full(result: Result, lang: str, pen: _Pen, width: int, verbose: bool) -> list[str]:
    lines = [_rule_line(one_line(result.path), pen, width)]
    if result.info:
        i = result.info
        kind = say(f"kind.{i.kind}", lang)
        profile = {"title": one_line(i.profile_named(lang)), "profile": one_line(i.profile), "reason": one_line(i.profile_reason)}
        told = say("document.line", lang, kind=kind, characters=i.characters, **profile)
        lines += [pen(line, DIM) for line in wrap(told, width)]
    lines.append("")
    lines += _findings(result, lang, pen, width, verbose)
    lines += _alignment(result, lang, pen, width)
    lines += _suppressed(result, lang, pen)
    return [*lines, _verdict(result, lang, pen), ""]


def _rule_line(text: str, pen: _Pen, width: int) -> str:
    """A heading with a rule to the edge of the page."""
    return f"{pen(text, BOLD)} {pen('─' * max(2, width - columns(text) - 1), DIM)}"


def _findings(result: Result, lang: str, pen: _Pen, width: int, verbose: bool) -> list[str]:
    if not result.findings:
        surfaces = ("、" if lang == "zh" else ", ").join(say(f"surface.{s}", lang) if known(f"surface.{s}") else s for s in result.checked)
        return [*wrap(say("document.clean", lang, surfaces=surfaces), width), ""]
    lines: list[str] = []
    sections = [s for s in result.info.sections if s.heading or s.role not in ("opening", "closing")] if result.info else []
    headings = {s.paragraph: one_line(s.heading) or say(f"role.{s.role}", lang) for s in sections}
    group = ""
    shown: dict[str, int] = {}
    alike = _alike(result.findings, verbose)
    total = {f.code: sum(g.code == f.code for g in result.findings) for f in result.findings}
    told: dict[str, int] = {}
    for f, same in alike:
        shown[f.code] = shown.get(f.code, 0) + 1
        if shown[f.code] > CAP and not verbose:
            continue
        told[f.code] = told.get(f.code, 0) + same
        name = _group(f, headings, lang)
        if name != group:
            group = name
            lines += [pen(f"▌{group}", BOLD), ""]
        lines += _finding(f, lang, pen, width)
        if same > 1:
            lines.append(pen("    " + say("more.here", lang, n=same - 1), DIM))
        if shown[f.code] == CAP and total[f.code] > told[f.code] and not verbose:
            lines.append(pen("    " + say("more", lang, n=total[f.code] - told[f.code]), DIM))
        lines.append("")
    return lines


def _alike(findings: tuple[Finding, ...], verbose: bool) -> list[tuple[Finding, int]]:
    """The findings, each with how many of its paragraph say the same (twenty commas): those are not told of again, unless ``verbose``."""
    if verbose:
        return [(f, 1) for f in findings]
    first: dict[tuple[object, ...], tuple[Finding, int]] = {}
    for i, f in enumerate(findings):
        key = (i,) if f.related or not f.span else (f.code, f.severity, f.part, f.span.paragraph, f.quote, f.message, f.suggestion)
        known, n = first.get(key, (f, 0))
        first[key] = known, n + 1
    return list(first.values())


def _group(finding: Finding, headings: dict[int, str], lang: str) -> str:
    """The heading under which a finding is listed: its section's, or its part, or the whole document."""
    if finding.part != "body":
        return say(f"part.{finding.part}", lang)
    if finding.span is None:
        return say("where.document", lang)
    before = [p for p in headings if p <= finding.span.paragraph]
    return headings[max(before)] if before else say("role.opening", lang)


def _finding(f: Finding, lang: str, pen: _Pen, width: int) -> list[str]:
    """Code and title, the place at the right; the quote with its hit marked; what to do."""
    look = COLORS[f.severity]
    plain_head = f"  {MARKS[f.severity]} {f.code} {f.title}"
    head = f"  {pen(MARKS[f.severity], look)} {pen(f.code, look)} {pen(f.title, BOLD)}"
    place = where(f, lang)
    gap = width - columns(plain_head) - columns(place)
    lines = [head + " " * gap + pen(place, DIM)] if gap >= 2 else [head, "    " + pen(place, DIM)]
    lines += ["    " + line for line in wrap(one_line(f.message), width - 4)]
    for text, marks in excerpt(f, width - 6):
        lines.append("    " + pen("│ ", DIM) + text)
        if marks:
            lines.append("    " + pen("│ ", DIM) + pen(marks, look))
    if f.suggestion:
        lines += ["    " + pen("→ " if i == 0 else "  ", DIM) + line for i, line in enumerate(wrap(one_line(f.suggestion), width - 6))]
    for related in f.related[:3]:
        quote = one_line(related.quote)
        place = where_related(related, lang)
        words = f"{say('also', lang)} {place}{'：' if lang == 'zh' else ': '}{quote}" if quote else place
        lines.append("    " + pen(fit(words, width - 4), DIM))
    return lines


def _alignment(result: Result, lang: str, pen: _Pen, width: int) -> list[str]:
    """One line a problem aspect: the measures that answer it with the words that prove it, or that there is none."""
    if not result.alignment:
        return []
    lines = [pen(f"▌{say('alignment.title', lang)}", BOLD), ""]
    room = width // 2 - 2
    for a in result.alignment:
        heading = fit(one_line(a.heading).rstrip("。"), room)
        if not a.measures:
            lines.append(f"  {pad(heading, room)}  {pen('× ' + say('alignment.none', lang), COLORS['error'])}")
            continue
        for i, m in enumerate(a.measures[:3]):
            number = one_line(m.number) or say("where.paragraph", lang, n=m.span.paragraph)
            text, between = f"→ {number}", " "
            for word in m.evidence:  # as many whole words as there is room for
                if columns(longer := text + between + one_line(word)) <= width - room - 4:
                    text, between = longer, "、" if lang == "zh" else ", "
            lines.append(f"  {pad(heading if i == 0 else '', room)}  {fit(text, width - room - 4)}")
    return [*lines, ""]


def _suppressed(result: Result, lang: str, pen: _Pen) -> list[str]:
    if not result.suppressed:
        return []
    lines = [pen(say("suppressed.title", lang, n=len(result.suppressed)), BOLD)]
    return [*lines, *(pen(f"  {silenced(s, lang)}", DIM) for s in listed(result)), ""]


def _verdict(result: Result, lang: str, pen: _Pen) -> str:
    words = say(f"verdict.{result.verdict}", lang)
    counts = say("summary.counts", lang, errors=result.count("error"), warnings=result.count("warning"), infos=result.count("info"))
    partly = "" if result.complete else say("summary.incomplete", lang)
    colon = "：" if lang == "zh" else ": "
    return f"{say('summary.verdict', lang)}{colon}{pen(words, COLORS[result.verdict])}{partly}  {counts}"
