"""Issues to findings: the rule file's words, the place's page and heading path, and a fingerprint that outlives edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint_cmm.engine.where import HeadingPaths
from lint_cmm.findings import Finding, Related, in_package
from lint_cmm.kit.digests import blake2b
from lint_cmm.kit.fill import fill
from lint_cmm.model.types import Span

if TYPE_CHECKING:
    from lint_cmm.checks.api import Context, Issue
    from lint_cmm.rulebook import Rule

SHOWN = 40  # characters of a quote within a message
CONTEXT = 12  # characters shown on either side of a quote
HASH_LENGTH = 16  # hex digits of a fingerprint


class _Facts(dict[str, str]):
    """Facts for a message; a field the check does not give stays visible."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


class Promoter:
    """Makes the findings of one document. ``lang`` chooses the words."""

    def __init__(self, context: Context, lang: str) -> None:
        self.context = context
        self.lang = lang
        self.paths = HeadingPaths(context.outline)
        self._seen: dict[str, int] = {}

    @staticmethod
    def words(rule: Rule, variant: str, facts: dict[str, str], quote: str, lang: str) -> tuple[str, str, str, str, str]:
        """Severity, fix, title, message and suggestion of one variant of a rule, the facts filled in."""
        chosen = rule.variants.get(variant) or rule.variants[""]
        words = chosen.en if lang == "en" else chosen.zh
        filled = _Facts(facts)
        if "{quote" in words.message or "{quote" in words.suggestion:
            filled.setdefault("quote", shorten(quote))
        message, suggestion = fill(words.message, filled), fill(words.suggestion, filled)
        if message.count("“") > words.message.count("“"):  # some field has quotation marks of its own
            from lint_cmm.kit.quotation import requote

            message, suggestion = fill(requote(words.message, filled), filled), fill(requote(words.suggestion, filled), filled)
        return chosen.severity, chosen.fix, words.title, message, suggestion

    def finding(self, rule: Rule, issue: Issue) -> Finding:
        """The finding for an issue of ``rule``; its fingerprint is still missing."""
        document, span = self.context.document, issue.span
        paragraph = document.paragraph(span) if span else None
        text = paragraph.text if paragraph else ""
        quote = issue.quote if issue.quote is not None else text[span.start : span.end] if span else ""
        severity, fix, title, message, suggestion = self.words(rule, issue.variant, issue.facts, quote, self.lang)
        return Finding(
            rule.code,
            rule.name,
            title,
            severity,
            message,
            suggestion,
            fix,
            "",
            span.part if span else "body",
            span,
            quote,
            paragraph.page if paragraph else None,
            self.paths.at(span).shown or None,
            tuple([Related(None, *other, document.quote(other)) for other in issue.related]),
            context=around(text, span) if span and issue.quote is None else ("", ""),
            facts=issue.facts,
        )

    def failure(self, rule: Rule, variant: str, facts: dict[str, str]) -> Finding:
        """The E finding for a rule that failed or a deadline that passed."""
        return in_package(rule.code, rule.name, self.words(rule, variant, facts, "", self.lang), facts)

    def fingerprint(self, findings: list[Finding]) -> list[Finding]:
        """``findings`` (sorted) with their fingerprints: rule, quote without white space, heading path in words.

        A finding without a quote is told apart by its facts that hold no figures. Equal ones are counted: the second
        gets "-2".
        """
        marked = []
        for finding in findings:
            words = "".join(finding.quote.split())
            if not words:
                words = "\t".join(v for _, v in sorted(finding.facts.items()) if not any(c.isdigit() for c in v))
            key = "\n".join((finding.code, words, self.paths.at(finding.span).stable))
            digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=HASH_LENGTH // 2).hexdigest()
            count = self._seen[digest] = self._seen.get(digest, 0) + 1
            marked.append(finding._replace(fingerprint=digest if count == 1 else f"{digest}-{count}"))
        return marked


def around(text: str, span: Span) -> tuple[str, str]:
    """The characters of a paragraph on either side of a span, at most CONTEXT each, "…" where more follow."""
    before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
    more = span.end + CONTEXT < len(text)
    return ("…" if span.start > CONTEXT else "") + before, after + ("…" if more else "")


def shorten(text: str) -> str:
    """A quote as it stands in a message: one line, at most SHOWN characters."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


_MOST = 2 / 3  # the part of a text that others must have to cover it


def yield_to(findings: list[Finding], rules: dict[str, Rule]) -> list[Finding]:
    """Without findings that touch one of a rule they yield to (same part and paragraph, spans overlapping or adjoining), and without
    those that are hidden beside another one anywhere, or whose text is for the most part that of others."""
    spans: dict[tuple[str, str, int], list[Span]] = {}
    for finding in findings:
        if finding.span:
            spans.setdefault((finding.code, finding.span.part, finding.span.paragraph), []).append(finding.span)

    def yields(finding: Finding) -> bool:
        span, codes = finding.span, rules[finding.code].yields_to
        if span is None or not codes:
            return False
        return any(
            other.start <= span.end and span.start <= other.end
            for code in codes
            for other in spans.get((code, span.part, span.paragraph), ())
        )

    def covered(finding: Finding) -> bool:
        span, codes = finding.span, rules[finding.code].covered_by
        if span is None or not codes:
            return False
        others = [other for code in codes for other in spans.get((code, span.part, span.paragraph), ())]
        taken = {at for other in others for at in range(max(span.start, other.start), min(span.end, other.end))}
        return len(taken) >= _MOST * (span.end - span.start) > 0

    present = {finding.code for finding in findings}
    return [f for f in findings if not yields(f) and not covered(f) and present.isdisjoint(rules[f.code].hidden_beside)]
