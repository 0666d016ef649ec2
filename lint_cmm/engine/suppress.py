"""Suppressions inside a file: Word comments that begin with ``lint-cmm: ignore``."""

from __future__ import annotations

from collections.abc import Iterator

from lint_cmm.checks.api import Issue
from lint_cmm.checks.directives import ignored_rules
from lint_cmm.filters import Silencer, any_selected
from lint_cmm.findings import Finding
from lint_cmm.model.types import Comment, Document, Span


def comment_silencers(document: Document, honoured: bool) -> list[tuple[Comment, Silencer]]:
    """Each suppression comment with what it silences: nothing unless ``honoured`` (``inline-suppression = true``)."""
    found = []
    for comment in document.comments:
        rules = ignored_rules(comment.text)
        if rules:
            found.append((comment, _silencer(comment, rules if honoured else ())))
    return found


def unused(comments: list[tuple[Comment, Silencer]], honoured: bool) -> Iterator[Issue]:
    """An issue for each suppression comment that silenced nothing, on the text it is anchored to."""
    for comment, silencer in comments:
        if not silencer.used:
            facts = {"rules": ", ".join(ignored_rules(comment.text)), "author": comment.author}
            yield Issue(comment.span, facts, variant="" if honoured else "disabled")


def _silencer(comment: Comment, rules: tuple[str, ...]) -> Silencer:
    def matches(finding: Finding) -> bool:
        return any_selected(rules, finding.code, finding.name) and overlap(finding.span, comment.span)

    return Silencer("comment", comment.author, matches)


def overlap(span: Span | None, anchor: Span | None) -> bool:
    """Whether a finding's span shares a character with the text of a comment, or is an empty place within it."""
    if span is None or anchor is None or span[:2] != anchor[:2]:
        return False
    return max(span.start, anchor.start) < min(span.end, anchor.end) or anchor.start <= span.start == span.end <= anchor.end
