"""What a configuration says of rules and profiles, against those that there are: every mistake with file and line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lint_cmm.errors import hint
from lint_cmm.filters import selected
from lint_cmm.rulebook import RuleBook, freeze
from lint_cmm.rulebook.compile import check_options
from lint_cmm.rulebook.source import load

if TYPE_CHECKING:
    from lint_cmm.config import Config, Configured


def rule_options(configured: Configured, folders: tuple[str, ...]) -> tuple[tuple[str, dict[str, Any]], ...]:
    """``[rules.CODE]`` tables as (code, options), checked against what the rule's check declares. ``folders`` are those of ``rules-dir``.

    Raises RuleFileError for these, for selectors that mean no rule, and for a profile that there is not.
    """
    toml = configured.toml
    assert toml is not None, "only a file speaks of rules"
    config = configured.config
    book = load(folders)
    known = (*book.rules, *(r.name for r in book.rules.values()))
    for selector, keys in _selectors(config):
        if not any(selected(selector, r.code, r.name) for r in book.rules.values()):
            raise toml.error("error.rule", *configured.keys, *keys, name=selector, **hint(selector, known, "rule"))
    name = config.profile
    if name and not name.endswith(".toml") and name not in book.profiles:
        raise toml.error("error.profile", *configured.keys, "profile", name=name, **hint(name, tuple(book.profiles), "profile"))
    return tuple(_options(configured, book, known))


def _selectors(config: Config) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Every selector with where it stands."""
    yield from ((selector, ("select",)) for selector in config.select)
    yield from ((selector, ("ignore",)) for selector in config.ignore)
    yield from ((selector, ("severity", selector)) for selector in config.severity)
    for glob, rules in config.per_file_ignores.items():
        yield from ((selector, ("per-file-ignores", glob)) for selector in rules)
    for i, entry in enumerate(config.suppress):
        yield from ((selector, ("suppress", i, "rules")) for selector in entry.rules)


def _options(configured: Configured, book: RuleBook, known: tuple[str, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    toml = configured.toml
    assert toml is not None
    for code, options in configured.config.rules.items():
        keys = (*configured.keys, "rules", code)
        rule = book.rules.get(code) or next((r for r in book.rules.values() if r.name == code), None)
        if rule is None:
            raise toml.error("error.rule", *keys, name=code, **hint(code, known, "rule"))
        yield rule.code, freeze(check_options(toml, rule.check, options, *keys, complete=False))
