"""The counted baseline: findings that were there when lint-cmm came, by file and fingerprint. It only ever shrinks.

    {"schema": "lint-cmm-baseline/1", "files": {"a/b.docx": {"W501 3f0c…": 2}}, "profiles": {"a/b.docx": "2025-annual"}}

Paths are relative to the baseline's own folder, with "/". A missing file is written with everything that is found now; an
existing one silences what it counts and loses what is no longer found in the files of the run, as far as the run looked for it
(an entry without a code, as earlier versions wrote them, is taken to be looked for). A run under another profile than the file's
was first judged by asks for other things: it takes nothing out of it. Nothing is ever added to a baseline.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, NamedTuple

from lint_cmm.errors import Said, UsageError, reason
from lint_cmm.filters import any_selected, path_matches
from lint_cmm.findings import Finding, Result, Suppressed, verdict
from lint_cmm.settings import Settings

if TYPE_CHECKING:
    from lint_cmm.rulebook import Rule

SCHEMA = "lint-cmm-baseline/1"
REFERENCES = "B405"  # finds nothing in a run without --reference
Counts = dict[str, dict[str, int]]


class Baseline(NamedTuple):
    """``files``: entries and their counts by file. ``profiles``: by which profile each of these files was judged, as far as it was noted."""

    files: Counts
    profiles: dict[str, str]

    @property
    def total(self) -> int:
        """How many findings it silences."""
        return sum(n for entries in self.files.values() for n in entries.values())


def read_baseline(path: str) -> Baseline | None:
    """The baseline, or None when there is no such file. Raises UsageError when it is not one."""
    try:
        with open(path, encoding="utf-8") as file:
            content = json.load(file)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError("error.read", path=path, why=_why(error)) from None
    files = content.get("files") if isinstance(content, dict) else None
    if not isinstance(files, dict) or content.get("schema") != SCHEMA:
        raise UsageError("error.baseline", path=path, schema=SCHEMA)
    profiles = content.get("profiles", {})
    sound = all(isinstance(entries, dict) and all(type(n) is int for n in entries.values()) for entries in files.values())
    if not sound or not isinstance(profiles, dict):
        raise UsageError("error.baseline", path=path, schema=SCHEMA)
    return Baseline({str(f): dict(entries) for f, entries in files.items()}, {str(f): str(name) for f, name in profiles.items()})


def _why(error: OSError | ValueError | RecursionError) -> Said:
    """Why a file cannot be read as JSON."""
    if isinstance(error, OSError):
        return reason(error)
    if isinstance(error, json.JSONDecodeError):
        return Said("error.json", {"line": error.lineno, "column": error.colno})
    return Said("file.utf8" if isinstance(error, UnicodeDecodeError) else "file.deep", {})


def key_of(path: str, baseline: str) -> str:
    """The name under which a baseline keeps the file at ``path``."""
    folder = os.path.dirname(os.path.abspath(baseline))
    try:
        return os.path.relpath(os.path.abspath(path), folder).replace(os.sep, "/")
    except ValueError:  # another drive on Windows
        return os.path.abspath(path).replace(os.sep, "/")


def for_settings(known: Baseline, paths: list[str], baseline: str) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    """The counts of ``paths`` as settings hold them: by fingerprint, under the paths as reported."""
    return tuple((path, tuple((_fingerprint(e), n) for e, n in known.files.get(key_of(path, baseline), {}).items())) for path in paths)


def _fingerprint(entry: str) -> str:
    return entry.rpartition(" ")[2]


def counted(findings: list[Finding]) -> dict[str, int]:
    """Codes with fingerprints without their ordinals, counted."""
    found: dict[str, int] = {}
    for finding in findings:
        entry = f"{finding.code} {finding.fingerprint.partition('-')[0]}"
        found[entry] = found.get(entry, 0) + 1
    return dict(sorted(found.items()))


def first(results: tuple[Result, ...], baseline: str) -> Baseline:
    """The baseline of everything found now; E findings are never in one."""
    every = {key_of(r.path, baseline): counted([f for f in r.findings if f.code[0] != "E"]) for r in results}
    profiles = {key_of(r.path, baseline): r.info.profile for r in results if r.info}
    return _tidy(every, profiles)


def beyond(results: tuple[Result, ...]) -> tuple[Result, ...]:
    """``results`` as a run under the baseline that :func:`first` makes of them gives them: what is in it is suppressed."""
    left = []
    for result in results:
        kept = tuple(f for f in result.findings if f.code[0] == "E")
        gone = tuple(Suppressed(f, "baseline", "") for f in result.findings if f.code[0] != "E")
        left.append(result._replace(findings=kept, suppressed=(*result.suppressed, *gone), verdict=verdict(kept)))
    return tuple(left)


def shrunk(known: Baseline, results: tuple[Result, ...], settings: list[Settings], baseline: str) -> Baseline:
    """``known`` without what the fully checked files of this run no longer have. ``settings`` are those of each result."""
    found = dict(known.files)
    for result, own in zip(results, settings, strict=True):
        key = key_of(result.path, baseline)
        same = result.info is None or known.profiles.get(key, result.info.profile) == result.info.profile
        if result.complete and same:
            left = counted([s.finding for s in result.suppressed if s.by == "baseline"])
            used = {_fingerprint(entry) for entry in left}
            gone = {entry: n for entry, n in known.files.get(key, {}).items() if _fingerprint(entry) not in used}
            found[key] = dict(sorted({**left, **_not_asked(gone, result, own)}.items()))
    return _tidy(found, known.profiles)


def _tidy(files: Counts, profiles: dict[str, str]) -> Baseline:
    """Sorted, and without files that have no entries."""
    kept = {path: entries for path, entries in sorted(files.items()) if entries}
    return Baseline(kept, {path: profiles[path] for path in kept if path in profiles})


def _not_asked(entries: dict[str, int], result: Result, settings: Settings) -> dict[str, int]:
    """Those of ``entries`` whose rules this run did not ask for in this file: nobody knows whether they are still there."""
    if not entries:
        return {}
    from lint_cmm.rulebook.source import load

    book = load(settings.rules_dir)
    rules = [book.rules[code] for code in {entry.partition(" ")[0] for entry in entries} & book.rules.keys()]
    profile = book.profiles.get(result.info.profile) if result.info else None
    chosen = settings.select or (profile.select if profile else ("ALL",))
    ignored = [*settings.ignore, *(profile.ignore if profile and not settings.select else ())]
    ignored += [s for glob, names in settings.per_file_ignores if path_matches(result.path, glob, settings.root) for s in names]

    def asked(rule: Rule) -> bool:
        wanted = any_selected(chosen, rule.code, rule.name) or (rule.enabled and not settings.select)
        given = rule.code != REFERENCES or settings.reference
        return bool(wanted and given and not any_selected(ignored, rule.code, rule.name))

    idle = {rule.code for rule in rules if not asked(rule)}
    return {entry: n for entry, n in entries.items() if entry.partition(" ")[0] in idle}


def write_baseline(path: str, known: Baseline) -> None:
    """Write ``known`` aside and rename. Raises UsageError when that is not possible."""
    if os.path.exists(path) and not os.path.isfile(path):
        raise UsageError("error.write", path=path, why=Said("os.not-a-file", {}))
    aside = f"{path}.{os.getpid()}.tmp"
    text = json.dumps({"schema": SCHEMA, **known._asdict()}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    try:
        with open(aside, "w", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            file.write(text)
        os.replace(aside, path)
    except OSError as error:
        raise UsageError("error.write", path=path, why=reason(error)) from None
