"""The command line: which verb, which settings, what goes where, and the exit status."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from lint_cmm import patterns
from lint_cmm.arguments import parse
from lint_cmm.config import settings_for
from lint_cmm.errors import UsageError

if TYPE_CHECKING:
    from argparse import Namespace

INTERRUPTED = 130


def run(argv: list[str]) -> int:
    """Run one call. Gives 0, 1 or 2 (contract section 2); 130 after Ctrl-C."""
    args = parse(argv)
    try:
        status = _run(args)
        patterns.keep()
        return status
    except UsageError as error:
        print(f"lint-cmm: {words(error, args.lang or 'zh')}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of our output has gone: nothing to say any more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED


def words(error: UsageError, lang: str) -> str:
    """What a wrong call is told, harmless for a terminal."""
    from lint_cmm.messages import known, say
    from lint_cmm.neutral import one_line

    if not known(error.text):
        return one_line(str(error))
    values = dict(error.values)
    if "near" in values:
        values["near"] = say("error.near", lang, word=values["near"]) if values["near"] else ""
    return one_line(say(error.text, lang, **values))


def _run(args: Namespace) -> int:
    if args.verb == "check":
        from lint_cmm.check_cli import check

        return check(args)
    if args.verb == "batch":  # main(args, settings) -> exit status; args as in arguments.py, the folder is there
        from lint_cmm.batch import cli as batch_cli

        return int(batch_cli.main(args, settings_for(args, _folder(args.folder)).settings))
    if args.verb == "fix":  # main(args, settings) -> exit status
        from lint_cmm.word import fix_cli

        return int(fix_cli.main(args, settings_for(args, os.path.dirname(args.file) or ".").settings))
    if args.verb == "schema":  # main(name or None) -> exit status; prints to standard output
        from lint_cmm import schema

        return int(schema.main(args.name))
    from lint_cmm import show

    settings = settings_for(args, ".").settings
    return show.rules(args.name, settings, args) if args.verb == "rule" else show.profiles(args.name, settings, args)


def _folder(path: str) -> str:
    if not os.path.isdir(path):
        raise UsageError("error.folder", path=path)
    return path
