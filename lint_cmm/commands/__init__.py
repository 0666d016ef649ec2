"""The command line: which verb, which settings, what goes where, and the exit status."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from lint_cmm.commands.arguments import parse
from lint_cmm.config import settings_for
from lint_cmm.errors import UsageError, reason
from lint_cmm.kit import patterns

if TYPE_CHECKING:
    from types import SimpleNamespace as Namespace

INTERRUPTED = 130


def run(argv: list[str]) -> int:
    """Run one call. Gives 0, 1 or 2 (the README says what they mean); 130 after Ctrl-C."""
    args = None
    try:
        args = parse(argv)
        status = _run(args)
        patterns.keep()
        return status
    except UsageError as error:
        return _refused(error, argv, args)
    except BrokenPipeError:  # the reader of our output has gone: nothing to say any more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:  # a full disk, a folder that may not be written to
        why = reason(error)
        told = UsageError("error.file", path=str(error.filename), what=why) if error.filename else UsageError("error.system", what=why)
        return _refused(told, argv, args)
    except KeyboardInterrupt:
        return INTERRUPTED


def _refused(error: UsageError, argv: list[str], args: Namespace | None) -> int:
    """Say what is wrong, in the user's language, harmless for a terminal. ``args`` is None when ``argv`` could not be parsed."""
    from lint_cmm.config.language import language
    from lint_cmm.kit.neutral import one_line

    places = argv if args is None else [*getattr(args, "paths", []), *(getattr(args, key, "") for key in ("folder", "file"))]
    print(f"lint-cmm: {one_line(error.told(language(argv, places)))}", file=sys.stderr)
    return 2


def _run(args: Namespace) -> int:
    if args.verb == "check":
        from lint_cmm.commands.check import check

        return check(args)
    if args.verb == "batch":
        from lint_cmm.commands import batch

        return batch.main(args)
    if args.verb == "fix":  # main(args, settings) -> exit status
        from lint_cmm.commands import fix

        return int(fix.main(args, settings_for(args, os.path.dirname(args.file) or ".").settings))
    if args.verb == "schema":  # main(name or None) -> exit status; prints to standard output
        from lint_cmm.commands import schema

        return int(schema.main(args.name, settings_for(args, ".").settings.lang))
    from lint_cmm.commands import show

    settings = settings_for(args, ".").settings
    return show.rules(args.name, settings, args) if args.verb == "rule" else show.profiles(args.name, settings, args)
