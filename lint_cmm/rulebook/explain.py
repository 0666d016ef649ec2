"""What a rule file says to people: why, how to mend, limits, examples. Read from the TOML only when somebody asks."""

from __future__ import annotations

import importlib
import os
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from lint_cmm.data.toml import read_toml
from lint_cmm.findings import Help
from lint_cmm.kit.fill import fill
from lint_cmm.rulebook import Rule
from lint_cmm.rulebook.folder import options_type, rules_folder
from lint_cmm.rulebook.intake import KINDS
from lint_cmm.rulebook.source import load


class Example(NamedTuple):
    """An executable example: a text in the notation, and the quotes that the rule reports in it ("" = whole document).

    Rules of an intake have several texts instead (``docs``): the quotes are those reported in all of them, in their order.
    """

    doc: str = ""
    expect: tuple[str, ...] = ()
    note: str = ""
    profile: str = ""
    allow: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    options: dict[str, Any] = {}
    docs: tuple[str, ...] = ()


class Prose(NamedTuple):
    """The prose of one rule file."""

    why: str
    why_en: str
    source: str
    limits: tuple[str, ...]
    limits_en: tuple[str, ...]
    valid: tuple[Example, ...]
    invalid: tuple[Example, ...]


def prose(rule: Rule) -> Prose:
    """The prose of ``rule``, from its file."""
    raw = read_toml(os.path.join(rules_folder(), rule.path)).content  # in a wheel the path is relative to the rules folder
    return Prose(
        raw.get("why", "").strip(),
        raw.get("why-en", "").strip(),
        raw.get("source", "").strip(),
        tuple(raw.get("limits", ())),
        tuple(raw.get("limits-en", ())),
        tuple(_example(e) for e in raw.get("valid", ())),
        tuple(_example(e) for e in raw.get("invalid", ())),
    )


def options(rule: Rule) -> dict[str, Any]:
    """All options of ``rule`` by their underscored names: those of its file, and the check's own defaults for the others."""
    kind: Any = KINDS.get(rule.check)
    if "." in rule.check:
        module, _, function = rule.check.partition(".")
        kind = options_type(getattr(importlib.import_module(f"lint_cmm.checks.{module}"), function))
    if kind is None:
        return {}
    return {field: rule.options.get(field, kind._field_defaults.get(field)) for field in kind._fields}


def helps(codes: Iterable[str], folders: Iterable[tuple[str, ...]], lang: str) -> dict[str, Help]:
    """The words in ``lang`` of the rules with these ``codes``, which are built in or stand in one of ``folders`` (each a set of office
    folders loaded together). Facts that only a finding has are left out."""
    wanted, found = set(codes), dict[str, Help]()
    for some in dict.fromkeys(folders):
        rules = load(some).rules
        for code in sorted(wanted & rules.keys()):
            told, variant = prose(rules[code]), rules[code].variants[""]
            words = variant.en if lang == "en" else variant.zh
            why = (told.why_en or told.why) if lang == "en" else told.why
            found[code] = Help(why, fill(words.suggestion, defaultdict(lambda: "…")))
        wanted -= found.keys()
    return found


def _example(raw: dict[str, Any]) -> Example:
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()}
    return Example(**values)
