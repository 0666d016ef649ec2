"""The rule book: rules, profiles and word lists as the engine uses them, loaded from their compiled form in a few milliseconds.

The folder ``rules/`` is the registry. :mod:`lint_cmm.rulebook.compile` turns it into one JSON text (at wheel build, or on
demand into the user's cache), :mod:`lint_cmm.rulebook.source` finds that; this module only builds records from it. Nothing
here reads TOML.
"""

from __future__ import annotations

from typing import Any

from lint_cmm.data import SEPARATOR, Data
from lint_cmm.data.profiles import Aspect, Profile
from lint_cmm.errors import RuleFileError
from lint_cmm.kit.records import NamedTuple


class Words(NamedTuple):
    """What a rule says in one language; ``message`` has ``{fact}`` fields."""

    title: str
    message: str
    suggestion: str


class Variant(NamedTuple):
    """What one kind of issue of a rule is called, how heavy it is, and what is said of it."""

    severity: str
    fix: str
    zh: Words
    en: Words


class Rule(NamedTuple):
    """One rule file without its prose. ``variants[""]`` is the rule itself; ``check`` is "module.function" or a word
    without a dot for findings that the engine or the batch makes itself. ``path`` is the file, for error messages."""

    code: str
    name: str
    check: str
    yields_to: tuple[str, ...]
    silent_after: tuple[str, ...]
    enabled: bool
    options: dict[str, Any]
    variants: dict[str, Variant]
    path: str
    hidden_beside: tuple[str, ...] = ()  # found as ever, but not shown where one of these is …
    covered_by: tuple[str, ...] = ()  # … or where these have most of its text

    @property
    def prefers(self) -> tuple[str, ...]:
        """The rules whose findings decide which of its own are shown."""
        return self.yields_to + self.hidden_beside + self.covered_by

    @property
    def family(self) -> str:
        """The code's letter."""
        return self.code[0]


class RuleBook(NamedTuple):
    """All rules by code (in the order of codes), all profiles by name, and the word lists."""

    rules: dict[str, Rule]
    profiles: dict[str, Profile]
    data: Data


def book(parts: list[dict[str, Any]]) -> RuleBook:
    """Compiled folders as one rule book. Raises RuleFileError when two of them define the same thing."""
    rules: dict[str, Rule] = {}
    profiles: dict[str, Profile] = {}
    lexicons: dict[str, str] = {}
    tables: dict[str, dict[str, Any]] = {}
    for part in parts:
        for raw in part["rules"]:
            _new(raw["code"], rules, raw["path"])
            rules[raw["code"]] = rule(raw)
        for name, raw in part["profiles"].items():
            _new(name, profiles, f"profiles/{name}.toml")
            profiles[name] = profile(raw)
        for name, table in part["tables"].items():
            _new(name, tables, f"lexicon/{name}.toml")
            tables[name] = table
        for name, entries in part["lexicons"].items():
            lexicons[name] = SEPARATOR.join(filter(None, (lexicons.get(name), entries)))
    index = parts[0].get("index") if len(parts) == 1 else None  # an office's folder may add words
    return RuleBook(dict(sorted(rules.items())), profiles, Data(lexicons, tables, index))


def rule(raw: dict[str, Any]) -> Rule:
    """A rule from its compiled form."""
    return Rule(
        raw["code"],
        raw["name"],
        raw["check"],
        tuple(raw["yields-to"]),
        tuple(raw["silent-after"]),
        raw["enabled"],
        freeze(raw["options"]),
        {name: Variant(v[0], v[1], Words(*v[2]), Words(*v[3])) for name, v in raw["variants"].items()},
        raw["path"],
        tuple(raw["hidden-beside"]),
        tuple(raw["covered-by"]),
    )


def profile(raw: dict[str, Any]) -> Profile:
    """A profile from its compiled form."""
    fields = freeze(raw)
    fields["aspects"] = tuple(Aspect(a["name"], a["keywords"], tuple(a.get("hints", ()))) for a in fields.get("aspects", ()))
    return Profile(**fields)


def freeze(value: Any) -> Any:
    """JSON lists as tuples, all the way down; tables stay dicts."""
    if isinstance(value, list):
        return tuple([v if type(v) is str else freeze(v) for v in value])  # nearly all of them
    if isinstance(value, dict):
        return {k: freeze(v) for k, v in value.items()}
    return value


def _new(name: str, known: dict[str, Any], path: str) -> None:
    if name in known:
        raise RuleFileError(path, None, "file.defined", name=name)
