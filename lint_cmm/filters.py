"""The tail of a run: pure functions from lists of findings to lists of findings."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

from lint_cmm.findings import Finding, Suppressed, order
from lint_cmm.settings import Settings, Suppression


class Silencer:
    """Somebody's reason to silence findings; counts what it silenced, so that a useless one can be told."""

    def __init__(self, by: str, reason: str, matches: Callable[[Finding], bool]) -> None:
        self.by = by
        self.reason = reason
        self.matches = matches
        self.used = 0


def selected(selector: str, code: str, name: str) -> bool:
    """Whether a selector means this rule: its code, the start of its code (a family letter too), its name, or ALL."""
    return selector == "ALL" or code.startswith(selector) or name == selector


def any_selected(selectors: Iterable[str], code: str, name: str) -> bool:
    """Whether any of ``selectors`` means this rule."""
    return any(selected(s, code, name) for s in selectors)


def path_matches(path: str, pattern: str, root: str = "") -> bool:
    """Whether the glob ``pattern`` means the file ``path``: the path from ``root`` (the configuration's folder), or its last parts.

    A folder means the files in it. Where the call was made from does not count. Separators are compared as "/"; ``*`` crosses them, ``**/`` may mean no folder.
    """
    from fnmatch import fnmatchcase  # costs 3 ms and is needed only where a configuration speaks of paths

    path, pattern, root = (p.replace("\\", "/") for p in (os.path.abspath(path) if root else path, pattern, root))
    if root and path.startswith(root.rstrip("/") + "/"):
        path = path[len(root.rstrip("/")) + 1 :]
    pattern = pattern.removeprefix("./").removeprefix("**/")
    globs = (pattern, pattern.replace("/**/", "/"), pattern.rstrip("/") + "/*")
    return any(fnmatchcase("/" + path, "*/" + glob) for glob in globs)


def drop_ignored(findings: list[Finding], path: str, settings: Settings) -> list[Finding]:
    """Without what ``per-file-ignores`` names for this file. E findings stay: a file not fully checked is never a pass."""
    ignores = [s for pattern, rules in settings.per_file_ignores if path_matches(path, pattern, settings.root) for s in rules]
    return [f for f in findings if f.code[0] == "E" or not any_selected(ignores, f.code, f.name)] if ignores else findings


def grade(findings: list[Finding], severity: tuple[tuple[str, str], ...]) -> list[Finding]:
    """With the severities of the configuration; the longest selector wins, ALL only where there is no other. E findings keep theirs."""
    if not severity:
        return findings
    graded = []
    for finding in findings:
        levels = [(len(s) if s != "ALL" else 0, level) for s, level in severity if selected(s, finding.code, finding.name)]
        changes = levels and finding.code[0] != "E"
        graded.append(finding._replace(severity=max(levels)[1]) if changes else finding)
    return graded


def silence(findings: list[Finding], silencers: list[Silencer]) -> tuple[list[Finding], list[Suppressed]]:
    """What stays, and what the first silencer that matches takes away. E findings stay."""
    if not silencers:
        return findings, []
    kept: list[Finding] = []
    gone: list[Suppressed] = []
    for finding in findings:
        found = None if finding.code[0] == "E" else next((s for s in silencers if s.matches(finding)), None)
        if found is None:
            kept.append(finding)
        else:
            found.used += 1
            gone.append(Suppressed(finding, found.by, found.reason))
    return kept, gone


def from_config(entry: Suppression) -> Silencer:
    """A ``[[suppress]]`` entry that holds for this file as a silencer."""
    return Silencer("config", entry.reason, lambda f: any_selected(entry.rules, f.code, f.name))


def config_silencers(path: str, settings: Settings) -> list[Silencer]:
    """The entries of the configuration that hold for ``path`` on the day of the run."""
    return [
        from_config(entry)
        for entry in settings.suppress
        if path_matches(path, entry.path, settings.root) and not (entry.until and settings.today and entry.until < settings.today)
    ]


def baseline_silencer(path: str, settings: Settings) -> list[Silencer]:
    """The counted baseline of this file as a silencer: each fingerprint as often as it was counted."""
    counts = {fingerprint: n for file, entries in settings.baseline if file == path for fingerprint, n in entries}
    if not counts:
        return []

    def takes(finding: Finding) -> bool:
        base = finding.fingerprint.partition("-")[0]
        left = counts.get(base, 0)
        counts[base] = left - 1
        return left > 0

    return [Silencer("baseline", "", takes)]


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sorted by part, paragraph, start, code."""
    return sorted(findings, key=order)
