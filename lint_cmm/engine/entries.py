"""``[[suppress]]`` entries of the configuration that silence nothing in the files of a run (H608).

Only a whole run can tell: an entry for many files need not be of use in each. It is reported once, in the first checked file that its
path means. Where a pattern means a single checked file and others lie there (a hook checks what is staged), nobody knows of those: then
only an entry that has expired is reported.
"""

from __future__ import annotations

import os

from lint_cmm import filters
from lint_cmm.engine.promote import Promoter
from lint_cmm.findings import Result, in_package, verdict
from lint_cmm.kit.records import NamedTuple
from lint_cmm.package.discover import OWNER, READ
from lint_cmm.rulebook.source import load
from lint_cmm.settings import Settings, Suppression

RULE = "H608"
MOST_FOLDERS = 500  # looked into for other files that an entry means


class Useless(NamedTuple):
    """An entry that silences nothing; ``variant`` of the rule that says so."""

    entry: Suppression
    variant: str


class _Use:
    """What is known of an entry so far: the first file read that it means, how many there are, whether any needed it or only came too late."""

    def __init__(self) -> None:
        self.first = -1
        self.read = 0
        self.used = self.expired = False


class Uses:
    """Sees the results of a run one by one, and knows at the end which entries were of no use."""

    def __init__(self) -> None:
        self._uses: dict[tuple[str, Suppression], _Use] = {}

    def see(self, number: int, path: str, result: Result, settings: Settings) -> None:
        """Take the result ``number`` of the file ``path``, which was checked by ``settings``."""
        for entry in dict.fromkeys(settings.suppress):
            use = self._uses.setdefault((settings.root, entry), _Use())
            if not filters.path_matches(path, entry.path, settings.root):
                continue
            use.expired = use.expired or bool(entry.until and entry.until < settings.today)
            if result.complete:
                use.first = number if use.first < 0 else use.first
                use.read += 1
                use.used = use.used or _used(entry, result)

    def useless(self) -> dict[int, list[Useless]]:
        """The entries that silence nothing, by the number of the result in which that is said."""
        found: dict[int, list[Useless]] = {}
        for (root, entry), use in self._uses.items():
            if use.read and not use.used and (use.expired or use.read > 1 or _means_one(entry.path, root)):
                found.setdefault(use.first, []).append(Useless(entry, "expired" if use.expired else "config"))
        return found


def _means_one(path: str, root: str) -> bool:
    """Whether an entry's ``path`` can mean no second file: it is no pattern, or there is no other such Word file below ``root``."""
    if not any(sign in path for sign in "*?["):
        return True
    found = 0
    for count, (folder, _, names) in enumerate(os.walk(root)):
        files = (os.path.join(folder, name) for name in names if name.lower().endswith(READ) and not name.startswith(OWNER))
        found += sum(filters.path_matches(file, path, root) for file in files)
        if found > 1 or count > MOST_FOLDERS:
            return False
    return True


def with_unused(results: tuple[Result, ...], settings: list[Settings]) -> tuple[Result, ...]:
    """``results`` with an H608 for each useless entry; ``settings`` are those of each result."""
    uses = Uses()
    for i, (result, own) in enumerate(zip(results, settings, strict=True)):
        uses.see(i, result.path, result, own)
    found = list(results)
    for i, useless in uses.useless().items():
        found[i] = told(found[i], results[i].path, useless, settings[i])
    return tuple(found)


def _used(entry: Suppression, result: Result) -> bool:
    """Whether ``entry`` silenced anything in a file that it means."""
    return any(
        s.by == "config" and s.reason == entry.reason and filters.any_selected(entry.rules, s.finding.code, s.finding.name)
        for s in result.suppressed
    )


def told(result: Result, path: str, useless: list[Useless], settings: Settings) -> Result:
    """``result`` of the file ``path`` with the findings for these entries, where the rule is asked for."""
    book = load(settings.rules_dir)
    rule = book.rules[RULE]
    profile = book.profiles.get(result.info.profile) if result.info else None
    if settings.select and not filters.any_selected(settings.select, rule.code, rule.name):
        return result
    ignored = (*settings.ignore, *(profile.ignore if profile and not settings.select else ()))
    if filters.any_selected(ignored, rule.code, rule.name):
        return result
    more = []
    for entry, variant in useless:
        facts = {"rules": ", ".join(entry.rules), "path": entry.path, "reason": entry.reason, "until": entry.until}
        more.append(in_package(rule.code, rule.name, Promoter.words(rule, variant, facts, "", settings.lang), facts))
    more = filters.grade(filters.drop_ignored(more, path, settings), settings.severity)
    kept = tuple(filters.in_order([*result.findings, *more]))
    return result._replace(findings=kept, verdict=verdict(kept))
