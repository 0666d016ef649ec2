"""The command line: which verb, which settings, what goes where, and the exit status."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from lint_cmm.arguments import parse
from lint_cmm.config import DEFAULT, Configured, find_config, read_config, settings_of
from lint_cmm.errors import UsageError
from lint_cmm.settings import Settings

if TYPE_CHECKING:
    from argparse import Namespace

INTERRUPTED = 130


def run(argv: list[str]) -> int:
    """Run one call. Gives 0, 1 or 2 (contract section 2); 130 after Ctrl-C."""
    args = parse(argv)
    try:
        return _run(args)
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


class Chosen(NamedTuple):
    """Settings with the configuration they come from."""

    settings: Settings
    configured: Configured


def settings_for(args: Namespace, folder: str, cache: dict[str, Chosen] | None = None) -> Chosen:
    """The settings for files in ``folder``: its nearest configuration with the options of the call over it.

    ``cache`` keeps them by configuration file. Raises UsageError.
    """
    path = "" if args.no_config else args.config or find_config(folder)
    if args.config and not os.path.isfile(args.config):
        raise UsageError("error.path", path=args.config)
    cache = {} if cache is None else cache
    if path not in cache:
        configured = read_config(path) if path else Configured(DEFAULT)
        options: dict[str, Any] = {key: getattr(args, key, None) for key in ("profile", "reference", "lang", "deadline")}
        options |= {key: selectors(getattr(args, key, None)) for key in ("select", "ignore")}
        if any(entry.until for entry in configured.config.suppress):
            options["today"] = _today()
        cache[path] = Chosen(settings_of(configured, **options), configured)
    return cache[path]


def _today() -> str:
    from datetime import date

    return date.today().isoformat()


def selectors(values: list[str] | None) -> tuple[str, ...] | None:
    """``--select A,B --select C`` as ("A", "B", "C"); None when not given."""
    if values is None:
        return None
    return tuple(s.strip() for value in values for s in value.split(",") if s.strip())


def _folder(path: str) -> str:
    if not os.path.isdir(path):
        raise UsageError("error.folder", path=path)
    return path
