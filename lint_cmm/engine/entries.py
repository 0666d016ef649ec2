"""``[[suppress]]`` entries of the configuration that silence nothing in the files of a run (H608).

Only a whole run can tell: an entry for many files need not be of use in each. It is reported once, in the first checked file that its
path means. Where a pattern means a single checked file (a hook checks what is staged), nobody knows of the others: then only an entry
that has expired is reported.
"""

from __future__ import annotations

from lint_cmm import filters
from lint_cmm.engine.promote import Promoter
from lint_cmm.findings import Result, in_package, verdict
from lint_cmm.kit.records import NamedTuple
from lint_cmm.rulebook.source import load
from lint_cmm.settings import Settings, Suppression

RULE = "H608"


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
        for (_, entry), use in self._uses.items():
            telling = use.read > 1 or not any(sign in entry.path for sign in "*?[")
            if use.read and (use.expired or telling) and not use.used:
                found.setdefault(use.first, []).append(Useless(entry, "expired" if use.expired else "config"))
        return found


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
