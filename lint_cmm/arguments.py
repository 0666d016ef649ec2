"""The command line of contract section 2. What is wrong with a call is said in our own words.

argparse sets the help (:mod:`lint_cmm.helppage`) and nothing else: importing it, with what it imports, and making a parser takes
4 ms of every call, and its own texts would have to be caught anyway.
"""

from __future__ import annotations

import os
from types import SimpleNamespace as Namespace
from typing import Any

from lint_cmm import __version__
from lint_cmm.config import CHOICES, FAIL_ON
from lint_cmm.errors import UsageError, closest
from lint_cmm.records import NamedTuple

VERBS = ("check", "batch", "fix", "rule", "profile", "schema")
NEEDED = {"check": "paths", "batch": "folder", "fix": "file"}  # the argument that a verb cannot do without
DASHES = "—–―−－‐‑"  # what a word processor makes of "--"
MEANT = {"explain": "rule", "lint": "check", "help": "--help", "version": "--version"}  # what other programs call it
WHOLE = ("jobs", "memory")
FLAG: dict[str, Any] = {"action": "store_true"}
SETTING: dict[str, Any] = {"action": "store_true", "default": None}  # a flag that a configuration may set as well


class Option(NamedTuple):
    """An option or argument: its names, the key of its help, and the rest as argparse is told it."""

    names: tuple[str, ...]
    key: str
    more: dict[str, Any]

    @property
    def field(self) -> str:
        """What the namespace calls it."""
        long = next((name for name in self.names if name.startswith("--")), self.names[0])
        return long.lstrip("-").replace("-", "_")

    @property
    def flag(self) -> bool:
        """Whether it has no value."""
        return self.more.get("action") == "store_true"


class Options:
    """What a verb takes. All values are texts at first: what is missing or malformed is told in the user's language."""

    def __init__(self, verb: str) -> None:
        self.verb = verb
        self.needed = NEEDED.get(verb, "")
        self.name = "lint-cmm" if verb == "check" else f"lint-cmm {verb}"
        self.arguments: list[Option] = []
        self.options: list[Option] = []
        self.known: dict[str, Option] = {}
        self.add("-h", "--help", "help", **FLAG)
        self.add("--version", "version", **FLAG)
        self.add("--lang", "lang", metavar="{zh,en}")
        self.add("--no-color", "no-color", **SETTING)
        self.add("-q", "--quiet", "quiet", **SETTING)
        self.add("-v", "--verbose", "verbose", **SETTING)
        {"check": _check, "batch": _batch, "fix": _fix}.get(verb, _named)(self)

    def add(self, *names: str, **more: Any) -> None:
        """An option or argument; the last of ``names`` is the key of its help."""
        option = Option(names[:-1], names[-1], more)
        if names[0].startswith("-"):
            self.options.append(option)
            self.known.update(dict.fromkeys(option.names, option))
        else:
            self.arguments.append(option)

    def read(self, words: list[str]) -> tuple[Namespace, list[str], list[str]]:
        """The values of the options, the words that belong to none, and what looks like an option and is none.

        Raises for a missing value, and for one that nobody asked for.
        """
        args = Namespace(**{o.field: o.more.get("default", False if o.flag else None) for o in self.options})
        given: list[str] = []
        strange: list[str] = []
        left = words[::-1]
        while left:
            word = left.pop()
            name, sign, text = word.partition("=") if word not in self.known else (word, "", "")
            value = text if sign else None
            if not self._is_option(word):
                dashed = word != "-" and word[:1] in ("-", *DASHES)  # a word processor has turned its dashes
                (strange if dashed and not os.path.exists(word) else given).append(word)
            elif name in self.known:
                self._take(args, self.known[name], value, left)
            elif word[:2] in self.known:  # -oFILE, -qv
                self._take(args, self.known[word[:2]], word[2:], left, joined=True)
            else:
                strange.append(word)
        return args, given, strange

    def _is_option(self, word: str) -> bool:
        if not word.startswith("-") or word == "-":
            return False
        if not self.known.keys().isdisjoint((word, word.partition("=")[0], word[:2])):
            return True
        return " " not in word and not word[1:].replace(".", "", 1).isdecimal()

    def _take(self, args: Namespace, option: Option, value: str | None, left: list[str], joined: bool = False) -> None:
        """Set what an option says; ``joined`` is its value, or are further flags, behind a short name."""
        if not option.flag:
            if value is None:
                if not left or self._is_option(left[-1]):
                    raise self.wrong("call.value", name="/".join(option.names))
                value = left.pop()
            before = getattr(args, option.field)
            setattr(args, option.field, value if "action" not in option.more else [*(before or ()), value])
            return
        setattr(args, option.field, True)
        if value is not None:
            further = self.known.get(f"-{value[:1]}") if joined else None
            if further is None:
                raise self.wrong("call.no-value", name="/".join(option.names))
            self._take(args, further, value[1:] or None, left, joined=True)

    def wrong(self, key: str, **values: object) -> UsageError:
        """A mistake, with where to read on."""
        return UsageError(key, help=f"{self.name} --help", **values)

    def unknown(self, name: str) -> UsageError:
        """There is no option ``name``, but perhaps one like it."""
        plain = name.lstrip(DASHES + "-")
        near = closest(f"--{plain}" if len(plain) > 1 else f"-{plain}", list(self.known))
        return self.wrong("call.option", name=name, near=near)


def parse(argv: list[str]) -> Namespace:
    """The call as a namespace with ``verb``. Raises UsageError when it is wrong; exits with status 0 after --help or --version."""
    verb = argv[0] if argv and argv[0] in VERBS else "check"
    rest = argv[1:] if argv and argv[0] in VERBS else argv
    options = Options(verb)
    end = rest.index("--") if "--" in rest else len(rest)
    for word in rest[:end]:
        if word.startswith("-") and f"-{word}" in options.known:  # -output is not -o utput
            raise options.unknown(word)
    args, given, strange = options.read(rest[:end])
    if args.help or args.version:
        _show(options, argv, f"lint-cmm {__version__}\n" if args.version else "")
        raise SystemExit(0)
    if strange:
        raise options.unknown(strange[0].partition("=")[0])
    given += rest[end + 1 :]
    field = options.needed or "name"
    if field != "paths" and len(given) > 1:
        raise options.wrong("call.extra", name=given[1])
    setattr(args, field, given if field == "paths" else given[0] if given else None)
    _convert(options, args)
    _complete(options, args)
    args.verb = verb
    return args


def _complete(options: Options, args: Namespace) -> None:
    """Raise for what is missing or does not go together."""
    if options.needed and not getattr(args, options.needed):
        raise options.wrong(f"call.{options.needed}")
    first = args.paths[0] if options.verb == "check" else ""
    if first not in ("", "-") and not os.path.exists(first) and (near := closest(first, VERBS) or MEANT.get(first, "")):
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


def _show(options: Options, argv: list[str], text: str) -> None:
    """Print ``text``, or else the help."""
    from lint_cmm.helppage import help_of
    from lint_cmm.language import language
    from lint_cmm.output import write_out

    write_out((text or help_of(options, language(argv, []))).encode("utf-8", "replace"), as_text=True)


def _common(o: Options) -> None:
    o.add("--profile", "profile", metavar="NAME|FILE")
    o.add("--select", "select", action="append", metavar="RULES")
    o.add("--ignore", "ignore", action="append", metavar="RULES")
    o.add("--fail-on", "fail-on", metavar=f"{{{','.join(FAIL_ON)}}}")
    o.add("--reference", "reference", metavar="DIR")
    o.add("--jobs", "jobs", metavar="N")
    o.add("--config", "config", metavar="FILE")
    o.add("--no-config", "no-config", **FLAG)
    o.add("--deadline", "deadline", metavar="SECONDS")


def _check(o: Options) -> None:
    o.add("paths", "paths", nargs="*", metavar="PATH")
    _common(o)
    o.add("--output-format", "output-format", action="append", metavar="FORMAT[=FILE]")
    o.add("-o", "--output", "output", metavar="FILE")
    o.add("--annotate", "annotate", metavar="OUT")
    o.add("--baseline", "baseline", metavar="FILE")
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
