"""Configuration: ``lint-cmm.toml`` or ``[tool.lint-cmm]`` in ``pyproject.toml``, the nearest one from a file upward."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from lint_cmm.errors import UsageError
from lint_cmm.kit.records import NamedTuple
from lint_cmm.package.limits import limits_of
from lint_cmm.settings import Settings, Suppression

if TYPE_CHECKING:
    from types import SimpleNamespace as Namespace

    from lint_cmm.data.toml import Toml

FILE = "lint-cmm.toml"
PROJECT = "pyproject.toml"
TABLE = ("tool", "lint-cmm")
LEVELS = ("error", "warning", "info")
FAIL_ON = (*LEVELS, "never")


class SuppressEntry(NamedTuple):
    """One ``[[suppress]]``: for files that match the glob ``path``, ``rules`` are silent for the ``reason`` given, until that day."""

    path: str
    rules: tuple[str, ...]
    reason: str
    until: str = ""


class Config(NamedTuple):
    """The keys of a configuration file, with dashes there: the long options' names and the tables that have no option.

    Paths (rules-dir, baseline, reference, previous, roster, a profile file) and globs are relative to the file's folder.
    """

    profile: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = "error"
    output_format: tuple[str, ...] = ()
    output: str = ""
    annotate: str = ""
    baseline: str = ""
    reference: str = ""
    previous: str = ""
    roster: str = ""
    out: str = ""
    resume: bool = False
    convert: bool = False
    no_annotate: bool = False
    unit_pattern: str = ""
    memory: int = 0
    jobs: int = 0
    lang: str = "zh"
    no_color: bool = False
    quiet: bool = False
    verbose: bool = False
    sarif_pseudo_lines: bool = False
    deadline: float = 10.0
    per_file_ignores: dict[str, tuple[str, ...]] = {}
    severity: dict[str, str] = {}
    rules: dict[str, dict[str, Any]] = {}
    suppress: tuple[SuppressEntry, ...] = ()
    inline_suppression: bool = False
    allow_domains: tuple[str, ...] = ()
    rules_dir: tuple[str, ...] = ()
    limits: dict[str, int] = {}


PATHS = ("profile", "output_format", "output", "annotate", "baseline", "reference", "previous", "roster", "out", "rules_dir")
CHOICES = {"fail_on": FAIL_ON, "lang": ("zh", "en")}
WHOLE = ("jobs", "memory")
ABOUT_RULES = ("profile", "select", "ignore", "severity", "per_file_ignores", "suppress", "rules")
DEFAULT = Config()


class Configured(NamedTuple):
    """A configuration with where it came from; ``path`` is "" for the defaults."""

    config: Config
    path: str = ""
    toml: Toml | None = None
    keys: tuple[str, ...] = ()  # where its table stands within the file

    @property
    def folder(self) -> str:
        """The folder that paths and globs are relative to."""
        return os.path.dirname(os.path.abspath(self.path)) if self.path else ""


def find_config(start: str) -> str:
    """The nearest configuration file from the folder ``start`` upward, or ""."""
    folder = os.path.abspath(start)
    while True:
        own = os.path.join(folder, FILE)
        if os.path.isfile(own):
            return own
        project = os.path.join(folder, PROJECT)
        if os.path.isfile(project) and _mentions_us(project):
            return project
        parent = os.path.dirname(folder)
        if parent == folder:
            return ""
        folder = parent


def _mentions_us(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            if b"lint-cmm" not in file.read():
                return False
        tool = _load(path).content.get("tool")
        return isinstance(tool, dict) and "lint-cmm" in tool
    except OSError:
        return False


def _load(path: str) -> Toml:
    from lint_cmm.data.toml import read_toml

    return read_toml(path)


def read_config(path: str) -> Configured:
    """The configuration at ``path``. Raises RuleFileError with file and line on the first mistake."""
    toml = _load(path)
    keys = TABLE if os.path.basename(path) == PROJECT else ()
    table: dict[str, Any] = toml.content
    for i, key in enumerate(keys, start=1):
        table = toml.typed(table.get(key, {}), dict[str, Any], *keys[:i])
    return Configured(_config(toml, table, keys), path, toml, keys)


def _config(toml: Toml, table: dict[str, Any], keys: tuple[str, ...]) -> Config:
    from typing import get_type_hints

    from lint_cmm.rulebook import freeze

    toml.unknown_keys(table, tuple(field.replace("_", "-") for field in Config._fields), *keys)
    hints = get_type_hints(Config)
    found: dict[str, Any] = {}
    for key, value in table.items():
        field = key.replace("-", "_")
        if field == "output_format" and isinstance(value, str):
            value = [value]
        if field == "suppress" and isinstance(value, list):
            value = [_with_day(entry) for entry in value]
        found[field] = freeze(toml.typed(value, hints[field], *keys, key))
        if field in CHOICES and found[field] not in CHOICES[field]:
            raise toml.error("file.choice", *keys, key, name=key, known=CHOICES[field])
        if field in WHOLE and found[field] < 0:
            raise toml.error("config.whole", *keys, key, name=key)
        if field == "deadline" and not found[field] > 0:  # not a number is neither
            raise toml.error("config.positive", *keys, key, name=key)
    _check_limits(toml, found.get("limits", {}), keys)
    _stay_inside(toml, found, keys)
    if found.get("unit_pattern"):
        from lint_cmm.data.patternlint import objection

        if wrong := objection(found["unit_pattern"]):
            raise toml.error("error.pattern", *keys, "unit-pattern", pattern=found["unit_pattern"][:80], why=wrong)
    for code, level in found.get("severity", {}).items():
        if level not in LEVELS:
            raise toml.error("config.severity", *keys, "severity", code, code=code, known=LEVELS)
    found["suppress"] = tuple(SuppressEntry(**entry) for entry in found.get("suppress", ()))
    for i, entry in enumerate(found["suppress"]):
        if not entry.reason.strip() or not entry.rules:
            raise toml.error("config.suppress", *keys, "suppress", i)
        if entry.until and not _is_day(entry.until):
            raise toml.error("config.until", *keys, "suppress", i, "until", found=entry.until)
    return Config(**found)


def _check_limits(toml: Toml, given: dict[str, int], keys: tuple[str, ...]) -> None:
    """``[limits]``: known names, values that a check can keep to."""
    from lint_cmm.package.limits import FIXED, NAMES

    toml.unknown_keys(given, NAMES, *keys, "limits")
    for name, value in given.items():
        if value < 1:
            raise toml.error("config.limit-low", *keys, "limits", name, name=name)
        if value > FIXED.get(name, value):
            raise toml.error("config.limit-high", *keys, "limits", name, name=name, most=FIXED[name])


def _stay_inside(toml: Toml, found: dict[str, Any], keys: tuple[str, ...]) -> None:
    """A configuration may come with a shared repository: the paths it names stay within its own folder, links followed."""
    home = os.path.realpath(os.path.dirname(os.path.abspath(toml.path)))
    for field in PATHS:
        values = found.get(field, "")
        for value in (values,) if isinstance(values, str) else values:
            if field == "output_format":
                value = value.partition("=")[2]
            if not value or field == "profile" and not value.endswith(".toml"):
                continue
            key = field.replace("_", "-")
            try:
                inside = os.path.commonpath((home, os.path.realpath(os.path.join(home, value)))) == home
            except ValueError:  # another drive, or a NUL
                inside = False
            if not inside:
                raise toml.error("config.outside", *keys, key, name=key, path=value)


def _with_day(entry: Any) -> Any:
    """TOML may give ``until`` as a date of its own; it is kept as text."""
    if isinstance(entry, dict) and hasattr(entry.get("until"), "isoformat"):
        return {**entry, "until": entry["until"].isoformat()[:10]}
    return entry


def _is_day(text: str) -> bool:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def beside(configured: Configured, path: str) -> str:
    """A path of the configuration from its folder; "" stays ""."""
    return os.path.join(configured.folder, path) if path and configured.path else path


def settings_of(configured: Configured, **options: Any) -> Settings:
    """The settings for files under this configuration; ``options`` that are not None stand over it.

    Raises UsageError when the configuration speaks of rules, options of rules or a profile that do not exist.
    """
    config = configured.config
    folders = tuple(beside(configured, folder) for folder in config.rules_dir)
    rules: tuple[tuple[str, dict[str, Any]], ...] = ()
    if any(getattr(config, field) for field in ABOUT_RULES):
        from lint_cmm.config.rules import rule_options

        rules = rule_options(configured, folders)
    profile = config.profile if not config.profile.endswith(".toml") else beside(configured, config.profile)
    values: dict[str, Any] = {
        "profile": profile,
        "select": config.select,
        "ignore": config.ignore,
        "severity": tuple(config.severity.items()),
        "per_file_ignores": tuple(config.per_file_ignores.items()),
        "suppress": tuple(Suppression(*entry) for entry in config.suppress),
        "inline_suppression": config.inline_suppression,
        "allow_domains": config.allow_domains,
        "rules_dir": folders,
        "rules": rules,
        "reference": beside(configured, config.reference),
        "lang": config.lang,
        "deadline": config.deadline,
        "limits": limits_of(config.limits),
        "root": configured.folder.replace(os.sep, "/"),
    }
    values.update({key: value for key, value in options.items() if value is not None})
    return Settings(**values)


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
    """``--select A,B --select C`` as ("A", "B", "C"), also with the comma of a Chinese keyboard; None when not given."""
    if values is None:
        return None
    return tuple(s.strip() for value in values for s in value.replace("，", ",").split(",") if s.strip())
