"""The verb ``fix``: one file in, a mended copy out, what was mended said."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from lint_cmm.errors import UsageError, reason
from lint_cmm.findings import SEVERITIES, Finding
from lint_cmm.kit.neutral import one_line, shorten
from lint_cmm.messages.reports import name_of, say
from lint_cmm.model.types import Document
from lint_cmm.package.discover import same_kind
from lint_cmm.reporters.output import color_wanted, write_out
from lint_cmm.settings import Settings
from lint_cmm.word.edits import Edit, PropertyEdit

if TYPE_CHECKING:
    from types import SimpleNamespace as Namespace

    from lint_cmm.findings import Result
    from lint_cmm.word.mend import Mended

CONTEXT = 14  # characters shown on either side of an edit
_RED, _GREEN, _PLAIN = "\033[31m", "\033[32m", "\033[0m"


def main(args: Namespace, settings: Settings) -> int:
    """Mend ``args.file``; gives 0 when it was read, 1 when it could not be, or when what is left is as heavy as ``--fail-on``.

    Nothing is written with ``--diff``. The original is never written to. Raises :class:`UsageError`.
    """
    from lint_cmm.engine import Checker
    from lint_cmm.package.errors import InputRejected
    from lint_cmm.package.source import open_path
    from lint_cmm.word.annotate import write_aside
    from lint_cmm.word.mend import Unfaithful, mend

    source = Path(args.file)
    lang = settings.lang
    if not source.is_file():
        raise UsageError("fix.folder" if source.is_dir() else "error.no-file", path=args.file)
    target = Path(args.output) if args.output else source.with_name(f"{source.stem}-fixed{source.suffix or '.docx'}")
    if os.path.abspath(target) == os.path.abspath(source) or (target.exists() and target.samefile(source)):
        raise UsageError("fix.original", path=str(source))
    same_kind(str(source), str(target))
    try:
        found = mend(str(source), open_path(source, settings.limits), Checker(settings), clean=bool(args.clean), limits=settings.limits)
    except InputRejected:
        return _refused(source, Checker(settings).check_path(str(source)))
    except Unfaithful:
        raise UsageError("fix.unfaithful", path=str(source)) from None
    if found.before.document is None:
        return _refused(source, found.before)
    if args.diff:
        write_out(diff(found, lang, color=color_wanted(bool(args.no_color))).encode("utf-8", "replace"), as_text=True)
    elif found.edits or args.output:
        try:
            write_aside(target, found.data)
        except OSError as error:
            raise UsageError("error.write", path=str(target), why=reason(error)) from None
    if not args.quiet:
        _report(found, None if args.diff else target, lang, written=bool(args.output))
    heavy = SEVERITIES[: SEVERITIES.index(args.fail_on) + 1] if args.fail_on in SEVERITIES else ()
    return int(any(f.severity in heavy for f in _left(found)))


def _left(found: Mended) -> list[Finding]:
    """What the writer has to see to; our own revisions are not that, those that were there are."""
    there = [f.fingerprint for f in found.before.findings if f.code == "H602"]
    return [f for f in found.after.findings if f.code != "H602" or f.fingerprint in there]


def _refused(source: Path, result: Result) -> int:
    """Say on standard error why a file could not be read."""
    for finding in result.findings:
        print(f"{one_line(str(source))}: {finding.code} {one_line(finding.message)}", file=sys.stderr)
    return 1


def _report(found: Mended, target: Path | None, lang: str, *, written: bool) -> None:
    """Say on standard error what was done; ``written``: to a file that was asked for, whether or not there was anything to mend."""
    edits = found.edits
    number = len(edits.edits) + len(edits.properties)
    if not number:
        nothing = say("fix.kept", lang, count=found.left) if found.left else say("fix.nothing", lang)
        print(say("fix.same", lang, path=one_line(str(target))) if written and target else nothing, file=sys.stderr)
    elif target is not None:
        print(say("fix.done", lang, count=number, path=one_line(str(target))), file=sys.stderr)
    else:
        print(say("fix.would", lang, count=number), file=sys.stderr)
    rest = len(_left(found))
    if rest:
        print(say("fix.rest", lang, count=rest), file=sys.stderr)


def diff(found: Mended, lang: str, *, color: bool) -> str:
    """What was mended, edit by edit: the words before and after with a little of what stands around them."""
    lines = []
    document = found.before.document
    for edit in found.edits.edits:
        if document is not None:
            lines += _edit(edit, document, lang, color)
    for prop in found.edits.properties:
        lines += _property(prop, lang, color)
    return "".join(line + "\n" for line in lines)


def _edit(edit: Edit, document: Document, lang: str, color: bool) -> list[str]:
    """Three lines for one edit: where, before, after."""
    text = document.stories[edit.part].paragraphs[edit.paragraph - 1].text
    head = one_line(text[max(0, edit.start - CONTEXT) : edit.start])
    tail = one_line(text[edit.end : edit.end + CONTEXT])
    old, new = shorten(one_line(text[edit.start : edit.end]), 120), one_line(edit.right)
    place = say("place.paragraph", lang, paragraph=edit.paragraph)
    return [
        f"@@ {name_of('part', edit.part, lang)} {place} {' '.join(edit.codes)} @@",
        f"-{head}{_shade('[-' + old + '-]' if old else '', _RED, color)}{tail}",
        f"+{head}{_shade('{+' + new + '+}' if new else '', _GREEN, color)}{tail}",
    ]


def _property(edit: PropertyEdit, lang: str, color: bool) -> list[str]:
    """Two lines for an emptied property."""
    from lint_cmm.checks.properties import called

    old = shorten(one_line(edit.value), 120)
    name = one_line(edit.name if lang == "en" else called(edit.name))
    return [
        f"@@ {name_of('part', 'properties', lang)} {name} {' '.join(edit.codes)} @@",
        f"-{_shade('[-' + old + '-]', _RED, color)}",
        "+",
    ]


def _shade(text: str, shade: str, color: bool) -> str:
    """TEXT in a colour where colours are wanted."""
    return f"{shade}{text}{_PLAIN}" if color and text else text
