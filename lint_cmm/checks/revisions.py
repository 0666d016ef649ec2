"""Unaccepted revisions (H602) and comments left in (H603)."""

from __future__ import annotations

from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.text import OURS
from lint_cmm.kit.records import NamedTuple


class RevisionOptions(NamedTuple):
    """``kinds``: the kinds of revision reported; a move counts once, at the place moved to."""

    kinds: tuple[str, ...] = ("insert", "delete", "move-to")


def tracked(context: Context, options: RevisionOptions) -> Issues:
    """One issue a revision; its quote is the inserted or deleted text. Revisions of formatting only have no text and are not reported."""
    for revision in context.document.revisions:
        if revision.kind in options.kinds and revision.text.strip():
            yield Issue(revision.span, {"author": revision.author}, quote=revision.text, variant=revision.kind.partition("-")[0])


class CommentOptions(NamedTuple):
    """``author``: who this program comments as."""

    author: str = OURS


def comment(context: Context, options: CommentOptions) -> Issues:
    """One issue a comment, on the text it is anchored to; a suppression comment and one of the program's own are none."""
    if not context.document.comments:
        return
    from lint_cmm.checks.directives import ignored_rules

    for each in context.document.comments:
        if each.author == options.author or ignored_rules(each.text):
            continue
        facts = {"author": each.author, "comment": " ".join(each.text.split())}
        yield Issue(each.span, facts, quote=each.text if each.span is None or each.span.start == each.span.end else None)
