"""The command line, read without argparse: loading that and telling it all options takes longer than reading a document, and it is left to
lay out the help. What is wrong with a call is said in our own words."""

from __future__ import annotations

import os
from types import SimpleNamespace as Namespace
from typing import Any

from lint_cmm import __version__
from lint_cmm.config import CHOICES, FAIL_ON, selectors
from lint_cmm.errors import UsageError, closest
from lint_cmm.kit.records import NamedTuple
from lint_cmm.package.discover import is_pattern

VERBS = ("check", "batch", "fix", "rule", "profile", "schema")
NEEDED = {"check": "paths", "batch": "folder", "fix": "file"}  # the argument that a verb cannot do without
DASHES = "—–―−－‐‑"  # what a word processor makes of "--"
MEANT = {"explain": "rule", "lint": "check", "help": "--help", "version": "--version"}  # what other programs call it
WHOLE = ("jobs", "memory")
FLAG: dict[str, Any] = {"action": "store_true"}
SETTING: dict[str, Any] = {"action": "store_true", "default": None}  # a flag that a configuration may set as well


class Option(NamedTuple):
    """An option, or what a verb is about: its ``names``, the key of its ``help``, and what argparse is told of it when it shows that."""

    names: tuple[str, ...]
    help: str
    more: dict[str, Any]

    @property
    def field(self) -> str:
        """Where its value goes."""
        return next((name for name in self.names if name.startswith("--")), self.names[0]).strip("-").replace("-", "_")

    @property
    def is_flag(self) -> bool:
        """Whether it takes no value."""
        return self.more.get("action") == "store_true"


class Options:
    """What a verb takes. All values are optional texts here: what is missing or malformed is found by :func:`parse`."""

    def __init__(self, verb: str) -> None:
        self.verb = verb
        self.needed = NEEDED.get(verb, "")
        self.name = "lint-cmm" if verb == "check" else f"lint-cmm {verb}"
        self.all: list[Option] = []
        self.add("-h", "--help", "help", **FLAG)
        self.add("--version", "version", **FLAG)
        self.add("--lang", "lang", metavar="{zh,en}")
        self.add("--no-color", "no-color", **SETTING)
        self.add("-q", "--quiet", "quiet", **SETTING)
        self.add("-v", "--verbose", "verbose", **SETTING)
        {"check": _check, "batch": _batch, "fix": _fix}.get(verb, _named)(self)
        self.known = {name: option for option in self.all for name in option.names if name.startswith("-")}

    def add(self, *names: str, **more: Any) -> None:
        """An option or argument; the last of ``names`` is the key of its help."""
        self.all.append(Option(names[:-1], names[-1], more))

    def wrong(self, key: str, **values: object) -> UsageError:
        """A mistake, with where to read on."""
        return UsageError(key, help=f"{self.name} --help", **values)

    def unknown(self, name: str) -> UsageError:
        """There is no option ``name``, but perhaps one like it."""
        plain = name.lstrip(DASHES + "-")
        if len(plain) < 2:
            near = f"-{plain}" if f"-{plain}" in self.known else ""
        else:  # without the dashes, which all of them have: what is alike in the rest counts
            near = closest(plain, [known[2:] for known in self.known if known.startswith("--")])
        return self.wrong("call.option", name=name, near=f"--{near}" if near and len(plain) > 1 else near)


def parse(argv: list[str]) -> Namespace:
    """The call as a namespace with ``verb``. Raises UsageError when it is wrong; exits with status 0 after --help or --version."""
    verb = argv[0] if argv and argv[0] in VERBS else "check"
    rest = argv[1:] if argv and argv[0] in VERBS else argv
    options = Options(verb)
    if verb == "check" and rest[:1] and rest[0].startswith("-") and (at := _verb_behind(rest, options)):
        return parse([rest[at], *rest[:at], *rest[at + 1 :]])
    end = rest.index("--") if "--" in rest else len(rest)
    args, found, unknown = _read(options, rest[:end])
    if args.help or args.version:
        first = found[0] if verb == "check" and found else ""
        _show(first if first in VERBS else verb, argv, f"lint-cmm {__version__}\n" if args.version else "")
        raise SystemExit(0)
    if unknown:
        raise options.unknown(unknown[0].partition("=")[0])
    found += rest[end + 1 :]
    field = options.needed or "name"
    if field != "paths" and len(found) > 1:
        raise options.wrong("call.extra", name=found[1])
    setattr(args, field, found if field == "paths" else found[0] if found else None)
    _convert(options, args)
    _complete(options, args)
    args.verb = verb
    return args


def _verb_behind(words: list[str], options: Options) -> int:
    """Where a verb stands behind options that all verbs share (``--lang en batch in``), 0 for none: it may be a file of that name, too."""
    at = 0
    while at < len(words) and (option := options.known.get(words[at].partition("=")[0])) is not None:
        at += 1 if option.is_flag or "=" in words[at] else 2
    return at if at < len(words) and words[at] in VERBS and not os.path.exists(words[at]) else 0


def _read(options: Options, words: list[str]) -> tuple[Namespace, list[str], list[str]]:
    """The values of the options, what the verb is about, and what looks like an option and is none, also where a word processor has turned
    its dashes. Raises for an option without its value and a flag with one."""
    values: dict[str, Any] = {option.field: option.more.get("default", False if option.is_flag else None) for option in options.all}
    found: list[str] = []
    unknown: list[str] = []
    left = iter(words)
    for word in left:
        if word == "-" or not word.startswith("-"):
            (unknown if word[:1] in tuple(DASHES) and not os.path.exists(word) else found).append(word)
            continue
        name, given, value = word.partition("=")
        if name not in options.known and not name.startswith("--") and f"-{word}" not in options.known:  # -oFILE, -qv; not -output
            name, given, value = word[:2], word[2:], word[2:]
        option = options.known.get(name)
        while option and option.is_flag and given and not word.startswith("--") and f"-{value[:1]}" in options.known:
            values[option.field] = True
            option, given, value = options.known[f"-{value[:1]}"], value[1:], value[1:]
        if option is None:
            unknown.append(word)
        elif option.is_flag:
            if given:
                raise options.wrong("call.no-value", name="/".join(option.names))
            values[option.field] = True
        else:
            if not given:
                value = next(left, "--")
                if value.startswith("-") and value != "-" and not value[1:2].isdigit():
                    raise options.wrong("call.value", name="/".join(option.names))
            values[option.field] = [*(values[option.field] or ()), value] if option.more.get("action") == "append" else value
    return Namespace(**values), found, unknown


def _complete(options: Options, args: Namespace) -> None:
    """Raise for what is missing or does not go together."""
    if options.needed and not getattr(args, options.needed):
        raise options.wrong(f"call.{options.needed}")
    first = args.paths[0] if options.verb == "check" else ""
    if first in VERBS and not os.path.exists(first):
        raise options.wrong("call.verb-first", name=first)
    if (
        first not in ("", "-")
        and not os.path.exists(first)
        and not is_pattern(first)
        and (near := closest(first, VERBS) or MEANT.get(first, ""))
    ):
        raise options.wrong("call.verb", name=first, near=near)
    if options.verb == "fix" and args.clean and args.as_revisions:
        raise options.wrong("call.together", one="--clean", other="--as-revisions")


def _convert(options: Options, args: Namespace) -> None:
    """Texts to what they mean, or a mistake raised."""
    for field, known in CHOICES.items():
        found = getattr(args, field, None)
        if found is not None and found not in known:
            name = f"--{field.replace('_', '-')}"
            raise options.wrong("call.choice", name=name, known=known, found=found, near=closest(found, known))
    if getattr(args, "select", None) is not None and not selectors(args.select):
        raise options.wrong("call.value", name="--select")  # perhaps a variable that is not set: not every rule is meant
    for field in WHOLE:
        found = getattr(args, field, None)
        if found is not None:
            setattr(args, field, _number(found, int))
            if getattr(args, field) is None or getattr(args, field) < 0:
                raise options.wrong("call.whole", name=f"--{field}", found=found)
    found = getattr(args, "deadline", None)
    if found is not None:
        args.deadline = _number(found, float)
        if args.deadline is None or not args.deadline > 0:  # not a number is neither
            raise options.wrong("call.number", name="--deadline", found=found)


def _number(text: str, kind: type[int] | type[float]) -> float | None:
    try:
        return kind(text)
    except ValueError:
        return None


def _show(verb: str, argv: list[str], text: str) -> None:
    """Print ``text``, or else the help of ``verb``."""
    from lint_cmm.config.language import language
    from lint_cmm.reporters.output import write_out

    write_out((text or _help(Options(verb), language(argv, []))).encode("utf-8", "replace"), as_text=True)


def _help(options: Options, lang: str) -> str:
    """What ``--help`` prints of a verb in ``lang`` ("zh" or "en")."""
    from argparse import ArgumentParser

    from lint_cmm.commands.help import Look, words_in

    words, verb = words_in(lang), options.verb
    parser = ArgumentParser(
        prog=options.name,
        usage=words(f"usage.{verb}"),
        description=words(f"description.{verb}"),
        epilog=words(f"epilog.{verb}"),
        formatter_class=lambda prog: Look(prog, lang),
        add_help=False,
    )
    arguments, flags = parser.add_argument_group(words("arguments")), parser.add_argument_group(words("options"))
    for option in options.all:
        group = flags if option.names[0].startswith("-") else arguments
        group.add_argument(*option.names, help=words(option.help), **option.more)
    return parser.format_help()


def _common(o: Options) -> None:
    o.add("--profile", "profile", metavar="NAME|FILE")
    o.add("--select", "select", action="append", metavar="RULES")
    o.add("--ignore", "ignore", action="append", metavar="RULES")
    o.add("--fail-on", "fix-fail-on" if o.verb == "fix" else "fail-on", metavar=f"{{{','.join(FAIL_ON)}}}")
    o.add("--reference", "reference", metavar="DIR")
    o.add("--jobs", "jobs", metavar="N")
    o.add("--config", "config", metavar="FILE")
    o.add("--no-config", "no-config", **FLAG)
    o.add("--deadline", "deadline", metavar="SECONDS")


def _check(o: Options) -> None:
    o.add("paths", "paths", nargs="*", metavar="PATH")
    _common(o)
    _reports(o)
    o.add("-o", "--output", "output", metavar="FILE")
    o.add("--annotate", "annotate", metavar="OUT")
    o.add("--baseline", "baseline", metavar="FILE")


def _reports(o: Options) -> None:
    o.add("--output-format", "output-format", action="append", metavar="FORMAT[=FILE]")
    o.add("--sarif-pseudo-lines", "sarif-pseudo-lines", **FLAG)


def _batch(o: Options) -> None:
    o.add("folder", "folder", nargs="?", metavar="DIR")
    _common(o)
    o.add("-o", "--out", "out", metavar="DIR")
    o.add("--previous", "previous", metavar="DIR")
    o.add("--roster", "roster", metavar="FILE.csv")
    o.add("--resume", "resume", **FLAG)
    o.add("--convert", "convert", **SETTING)
    o.add("--no-annotate", "no-annotate", **SETTING)
    o.add("--unit-pattern", "unit-pattern", metavar="REGEX")
    o.add("--memory", "memory", metavar="MIB")
    o.add("--baseline", "batch-baseline", metavar="FILE")
    _reports(o)


def _fix(o: Options) -> None:
    o.add("file", "file", nargs="?", metavar="FILE")
    o.add("-o", "--output", "fix-output", metavar="OUT")
    o.add("--as-revisions", "as-revisions", **FLAG)
    o.add("--clean", "clean", **FLAG)
    o.add("--diff", "diff", **FLAG)
    _common(o)


def _named(o: Options) -> None:
    o.add("name", "name", nargs="?", metavar="NAME")
    o.add("--config", "config", metavar="FILE")
    o.add("--no-config", "no-config", **FLAG)
