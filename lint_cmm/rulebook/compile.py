"""Rule files to their compiled form: every key, option, pattern and reference checked, with file and line on a mistake.

The compiled form is plain JSON data for :func:`lint_cmm.rulebook.book`. Prose that only ``lint-cmm rule`` shows (why,
limits, examples) stays in the TOML files, see :mod:`lint_cmm.rulebook.explain`.
"""

from __future__ import annotations

import importlib
import inspect
import os
import re
from string import Formatter
from typing import Any, get_type_hints

from lint_cmm import __version__, checks
from lint_cmm.checks import openings, phrases, scan, slips
from lint_cmm.data import SEPARATOR
from lint_cmm.data.convert import ConversionError, convert
from lint_cmm.data.profiles import MATERIALS, ROLES, Profile
from lint_cmm.data.toml import Toml, read_toml
from lint_cmm.errors import RuleFileError, Said, closest, reason
from lint_cmm.outline.themes import common, turned
from lint_cmm.rulebook import RuleBook, book
from lint_cmm.rulebook.folder import FAMILIES, files_under, function_of, options_type, rules_folder
from lint_cmm.rulebook.intake import KINDS

LEVELS = ("error", "warning", "info")
FIXES = ("safe", "none")
WORDS = ("title", "message", "suggestion")
TEXTS = tuple(f"{word}{tail}" for word in WORDS for tail in ("", "-en"))
TABLES, LINES = tuple[Any, ...], tuple[str, ...]
PROSE = {"why": str, "why-en": str, "source": str, "limits": LINES, "limits-en": LINES, "valid": TABLES, "invalid": TABLES}
RULE_KEYS = (
    "code",
    "name",
    "severity",
    "check",
    "fix",
    "yields-to",
    "silent-after",
    "hidden-beside",
    "covered-by",
    "enabled",
    "options",
    "variants",
    *TEXTS,
    *PROSE,
)
VARIANT_KEYS = ("severity", "fix", *TEXTS)
EXAMPLE = {
    "note": str,
    "profile": str,
    "doc": str,
    "docs": LINES,
    "expect": LINES,
    "options": dict[str, Any],
    "allow": LINES,
    "references": LINES,
}
FIELD = re.compile(r"[a-z_]{1,40}")
COUNTED = re.compile(r"[a-z ]{1,40}\|[a-z ]{1,40}")  # {n:passage|passages}
CODE = re.compile(r"[A-Z][0-9]{3}")
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CLOSED = {MATERIALS: ("kind",), ROLES: ("required", "expected", "order")}  # what the fields of a profile may hold
PROFILE_KEYS = tuple(field.replace("_", "-") for field in Profile._fields)


def compile_folder(folder: str) -> dict[str, Any]:
    """All rules, profiles and lexicons below ``folder``. Raises RuleFileError on the first mistake."""
    if not os.path.isdir(folder):
        raise RuleFileError(folder, None, "file.no-folder")
    rules: list[dict[str, Any]] = []
    profiles: dict[str, Toml] = {}
    lexicons: dict[str, list[str]] = {}
    tables: dict[str, dict[str, Any]] = {}
    for path in files_under(folder, (".toml", ".txt")):
        if not _ours(path) and not _within(path, folder):
            raise RuleFileError(path, None, "file.leads-out")
        place, stem = os.path.basename(os.path.dirname(path)), os.path.splitext(os.path.basename(path))[0]
        if place == "lexicon" and path.endswith(".txt"):
            lexicons[stem] = read_lexicon(path)
        elif place == "lexicon":
            tables[stem] = read_table(path)
        elif place == "profiles":
            profiles[stem] = read_toml(path)
        elif path.endswith(".toml"):
            rules.append(compile_rule(read_toml(path)))
    _unique(rules)
    for name, table in tables.items():
        if "openings" in table:
            tables[name] = openings.told(table)
        if {"phrases", "sets"} <= table.keys():
            tables[name] = phrases.by_spelling(table)
    if "theme" in tables.get("themes", ()):
        tables["themes"] = turned(tables["themes"])
    if "set-phrases" in lexicons:
        halves = slips.by_halves(lexicons["set-phrases"], lexicons.get("common-words", []))
        lexicons[slips.HALVES], lexicons[slips.BY_HALF] = list(halves), list(halves.values())
    compiled = {
        "lint-cmm": __version__,
        "rules": sorted(rules, key=lambda r: str(r["code"])),
        "profiles": {name: compile_profile(name, profiles) for name in sorted(profiles) if not profiles[name].content.get("abstract")},
        "lexicons": {name: SEPARATOR.join(entries) for name, entries in lexicons.items()},
        "tables": tables,
    }
    return compiled | {"index": _index(book([compiled]))} if os.path.realpath(folder) == os.path.realpath(rules_folder()) else compiled


def _index(made: RuleBook) -> dict[str, Any]:
    """All words that the checks of these rules look for, and those that prove little, ready for the first texts of a process."""
    for rule in made.rules.values():
        kind = options_type(function_of(rule.check)) if "." in rule.check else None
        scan.announce(made.data, rule.check, kind(**rule.options) if kind else None)
    return scan.index(scan.lists(made.data)) | {"common": common(made.data)}


def _within(path: str, folder: str) -> bool:
    """Whether ``path`` lies below ``folder`` once links are followed."""
    return os.path.realpath(path).startswith(os.path.join(os.path.realpath(folder), ""))


def read_lexicon(path: str) -> list[str]:
    """The entries of a word list: one a line, ``#`` comments and blank lines left out, in file order.

    Raises RuleFileError for an entry that stands twice.
    """
    try:
        with open(path, encoding="utf-8-sig") as file:
            lines = file.read().split("\n")
    except OSError as error:
        raise RuleFileError(path, None, "file.unread", why=reason(error)) from None
    except UnicodeDecodeError:
        raise RuleFileError(path, None, "file.utf8") from None
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        entry = line.strip()
        if not entry or entry.startswith("#"):
            continue
        if entry in seen:
            raise RuleFileError(path, number, "file.twice", entry=entry, first=seen[entry])
        seen[entry] = number
    return list(seen)


def read_table(path: str) -> dict[str, Any]:
    """A table of words. Raises RuleFileError for what JSON cannot keep: days and times."""
    toml = read_toml(path)

    def look(value: Any, *keys: str) -> None:
        for key, inner in value.items() if isinstance(value, dict) else ():
            look(inner, *keys, key)
        for inner in value if isinstance(value, list) else ():
            look(inner, *keys)
        if hasattr(value, "isoformat"):
            toml.typed(value, str, *keys)

    look(toml.content)
    return toml.content


def compile_rule(toml: Toml) -> dict[str, Any]:
    """One rule file in its compiled form; see ``Rule`` for what it holds."""
    raw = toml.content
    toml.unknown_keys(raw, RULE_KEYS)
    for key in ("code", "name", "severity", "check", *TEXTS):
        if not isinstance(raw.get(key), str) or not raw[key]:
            raise toml.error("file.text", key, name=key)
    code, name = raw["code"], raw["name"]
    if not CODE.fullmatch(code) or code[0] not in FAMILIES:
        raise toml.error("rule.code", "code", families="".join(FAMILIES))
    if not NAME.fullmatch(name):
        raise toml.error("rule.name", "name")
    if os.path.basename(toml.path) != f"{code}-{name}.toml":
        raise toml.error("rule.file", "code", name=f"{code}-{name}.toml")
    _levels(toml, raw)
    _fields(toml, raw)
    for key in ("yields-to", "silent-after", "hidden-beside", "covered-by"):
        for other in _texts(toml, raw.get(key, []), key):
            if not CODE.fullmatch(other) or other == code:
                raise toml.error("rule.other", key, name=other)
    _prose(toml, raw)
    variants = toml.typed(raw.get("variants", {}), dict[str, Any], "variants")
    for key, variant in variants.items():
        toml.unknown_keys(variant, VARIANT_KEYS, "variants", key)
        for word in TEXTS:
            toml.typed(variant.get(word, ""), str, "variants", key, word)
        _levels(toml, variant, "variants", key)
        _fields(toml, variant, "variants", key)
    return {
        "code": code,
        "name": name,
        "check": raw["check"],
        "yields-to": raw.get("yields-to", []),
        "silent-after": raw.get("silent-after", []),
        "hidden-beside": raw.get("hidden-beside", []),
        "covered-by": raw.get("covered-by", []),
        "enabled": toml.typed(raw.get("enabled", True), bool, "enabled"),
        "options": check_options(toml, raw["check"], raw.get("options", {}), "options"),
        "variants": {"": _variant(raw), **{key: _variant({**raw, **v}) for key, v in variants.items()}},
        "path": toml.path,
    }


def check_options(toml: Toml, check: str, options: dict[str, Any], *keys: str, complete: bool = True) -> dict[str, Any]:
    """The options of a check with underscored names, each converted to the type its check declares.

    ``complete``: options without a default must be given; a configuration, which stands over the rule file, need not.

    Raises the file's error on an unknown check, an unknown or missing option, or a value of another type.
    """
    fields = option_fields(toml, check)
    known = tuple(field.replace("_", "-") for field in fields)
    toml.unknown_keys(options, known, *keys)
    found = {}
    for field, (hint, required) in fields.items():
        key = field.replace("_", "-")
        if key in options:
            try:
                found[field] = convert(options[key], hint)
            except ConversionError as error:
                raise toml.error("file.option", *keys, key, name=key, what=error.said) from None
            if "pattern" in key:
                _patterns(toml, found[field], *keys, key)
        elif required and complete:
            raise toml.error("rule.needs-option", *keys, check=check, name=key)
    return found


def option_fields(toml: Toml, check: str) -> dict[str, tuple[Any, bool]]:
    """The options that a check declares: name → (type, whether it must be given). Empty for findings of the engine itself."""
    if "." not in check:
        return _declared(KINDS.get(check))
    module_name, _, function_name = check.partition(".")
    modules = [name[:-3] for name in os.listdir(os.path.dirname(checks.__file__)) if name.endswith(".py")]
    if module_name not in modules:
        raise toml.error("rule.module", "check", name=module_name, near=closest(module_name, modules))
    module = importlib.import_module(f"lint_cmm.checks.{module_name}")
    function = getattr(module, function_name, None)
    if not inspect.isfunction(function) or len(inspect.signature(function).parameters) != 2:
        public = [name for name, f in vars(module).items() if inspect.isfunction(f) and not name.startswith("_")]
        raise toml.error("rule.check", "check", module=module_name, name=function_name, near=closest(function_name, public))
    return _declared(options_type(function))


def _declared(kind: Any) -> dict[str, tuple[Any, bool]]:
    """The fields of a check's options; none where it has none."""
    if kind is None:
        return {}
    hints, defaults = get_type_hints(kind), kind._field_defaults
    return {field: (hints[field], field not in defaults) for field in kind._fields}


def compile_profile(name: str, files: dict[str, Toml], trail: tuple[str, ...] = ()) -> dict[str, Any]:
    """The profile ``name`` with what it takes over from the one it ``extends``, under Profile's field names.

    A profile that says ``abstract = true`` is there to be extended only.
    """
    toml = files[name]
    raw = toml.content
    toml.unknown_keys(raw, ("extends", "abstract", *PROFILE_KEYS))
    if raw.get("name", name) != name:
        raise toml.error("profile.name", "name", name=name)
    found: dict[str, Any] = {}
    if "extends" in raw:
        parent = toml.typed(raw["extends"], str, "extends")
        if parent in (name, *trail):
            raise toml.error("profile.itself", "extends", name=name)
        if parent not in files:
            raise toml.error("profile.extends", "extends", name=parent, near=closest(parent, tuple(files)))
        found = compile_profile(parent, files, (name, *trail))
        if "title" in raw:
            found.pop("title_en", None)  # the parent's title, not this one's
    hints = get_type_hints(Profile)
    for key, value in raw.items():
        if key in ("extends", "abstract"):
            continue
        field = key.replace("-", "_")
        found[field] = toml.typed(value, hints[field], key)
        for known, fields in _CLOSED.items():
            if field in fields and not {*(found[field] if isinstance(found[field], list) else [found[field]])} <= {*known}:
                raise toml.error("file.choice", key, name=key, known=known)
    found["name"] = name
    if not found.get("title"):
        raise toml.error("profile.title", "title")
    return found


def _variant(raw: dict[str, Any]) -> list[Any]:
    words = [[raw[f"{word}{tail}"] for word in WORDS] for tail in ("", "-en")]
    return [raw["severity"], raw.get("fix", "none"), *words]


def _levels(toml: Toml, table: dict[str, Any], *keys: str) -> None:
    if table.get("severity", "error") not in LEVELS:
        raise toml.error("rule.level", *keys, "severity", name="severity", known=LEVELS)
    if table.get("fix", "none") not in FIXES:
        raise toml.error("rule.level", *keys, "fix", name="fix", known=FIXES)


def _prose(toml: Toml, raw: dict[str, Any]) -> None:
    """What stands in the file for people has the type that ``lint-cmm rule`` shows it as."""
    for key, hint in PROSE.items():
        if key in raw:
            toml.typed(raw[key], hint, key)
    for key in ("valid", "invalid"):
        for i, example in enumerate(raw.get(key, ())):
            toml.unknown_keys(example, tuple(EXAMPLE), key, i)
            for name, value in example.items():
                toml.typed(value, EXAMPLE[name], key, i, name)


def _texts(toml: Toml, value: Any, key: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise toml.error("file.texts", key, name=key)
    return value


def _patterns(toml: Toml, value: Any, *keys: str) -> None:
    """Each text in ``value`` must be a regular expression that does not match the empty text."""
    if isinstance(value, (list, tuple)):
        for item in value:
            _patterns(toml, item, *keys)
    elif isinstance(value, str) and not _ours(toml.path):
        from lint_cmm.data.patternlint import objection

        found = objection(value)
        if found:
            raise toml.error("error.pattern", *keys, pattern=value[:80], why=found)
    elif isinstance(value, str):  # the built-in ones are tried out by tests
        try:
            if re.compile(value).match(""):
                raise toml.error("error.pattern", *keys, pattern=value, why=Said("pattern.empty", {}))
        except re.error as error:
            from lint_cmm.data.patternlint import broken

            raise toml.error("error.pattern", *keys, pattern=value, why=broken(error)) from None


def _ours(path: str) -> bool:
    """Whether ``path`` is a file of the built-in rules."""
    return os.path.abspath(path).startswith(os.path.join(rules_folder(), ""))


def _fields(toml: Toml, table: dict[str, Any], *keys: str) -> None:
    """A sentence names facts in braces, and nothing of them: no attribute, index, conversion or width but a noun in both numbers."""
    for key in TEXTS:
        try:
            fields = [f for f in Formatter().parse(str(table.get(key, ""))) if f[1] is not None]
        except ValueError:
            raise toml.error("rule.braces", *keys, key, name=key) from None
        for _, name, width, conversion in fields:
            if not FIELD.fullmatch(name or "") or (width and not COUNTED.fullmatch(width)) or conversion:
                raise toml.error("rule.fact", *keys, key, name=key, fact=name)


def _unique(rules: list[dict[str, Any]]) -> None:
    for key in ("code", "name"):
        seen: dict[str, str] = {}
        for rule in rules:
            if rule[key] in seen:
                raise RuleFileError(rule["path"], 1, "rule.taken", kind=key, name=rule[key], other=seen[rule[key]])
            seen[rule[key]] = rule["path"]


def profile_from_file(path: str, folders: tuple[str, ...]) -> dict[str, Any]:
    """A profile file given by path; it may extend any profile of ``folders``. Raises RuleFileError."""
    name = os.path.splitext(os.path.basename(path))[0]
    files = {}
    for folder in folders:
        for other in files_under(os.path.join(folder, "profiles"), (".toml",)) if os.path.isdir(os.path.join(folder, "profiles")) else []:
            files[os.path.splitext(os.path.basename(other))[0]] = read_toml(other)
    files[name] = read_toml(path)
    return compile_profile(name, files)
