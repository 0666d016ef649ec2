"""``[[suppress]]`` entries of the configuration that silence nothing in the files of a run (H608).

Only a whole run can tell: an entry for many files need not be of use in each. It is reported once, in the first checked file that its
path means. Where a pattern means a single checked file (a hook checks what is staged), nobody knows of the others: then only an entry
that has expired is reported.
"""

from __future__ import annotations

from lint_cmm import filters
from lint_cmm.engine.promote import Promoter
from lint_cmm.findings import Result, in_package, verdict
from lint_cmm.rulebook.source import load
from lint_cmm.settings import Settings, Suppression

RULE = "H608"


def with_unused(results: tuple[Result, ...], settings: list[Settings]) -> tuple[Result, ...]:
    """``results`` with an H608 for each useless entry; ``settings`` are those of each result."""
    found = list(results)
    entries = dict.fromkeys((own.root, entry) for own in settings for entry in own.suppress)
    for root, entry in entries:
        meant = [
            i
            for i, (result, own) in enumerate(zip(results, settings, strict=True))
            if own.root == root and entry in own.suppress and filters.path_matches(result.path, entry.path, root)
        ]
        read = [i for i in meant if results[i].complete]
        expired = bool(meant and entry.until and entry.until < settings[meant[0]].today)
        telling = len(read) > 1 or not any(sign in entry.path for sign in "*?[")
        if read and (expired or telling) and not any(_used(entry, results[i]) for i in read):
            found[read[0]] = _told(found[read[0]], entry, "expired" if expired else "config", settings[read[0]])
    return tuple(found)


def _used(entry: Suppression, result: Result) -> bool:
    """Whether ``entry`` silenced anything in a file that it means."""
    return any(
        s.by == "config" and s.reason == entry.reason and filters.any_selected(entry.rules, s.finding.code, s.finding.name)
        for s in result.suppressed
    )


def _told(result: Result, entry: Suppression, variant: str, settings: Settings) -> Result:
    book = load(settings.rules_dir)
    rule = book.rules[RULE]
    profile = book.profiles.get(result.info.profile) if result.info else None
    if settings.select and not filters.any_selected(settings.select, rule.code, rule.name):
        return result
    ignored = (*settings.ignore, *(profile.ignore if profile and not settings.select else ()))
    if filters.any_selected(ignored, rule.code, rule.name):
        return result
    facts = {"rules": ", ".join(entry.rules), "path": entry.path, "reason": entry.reason, "until": entry.until}
    more = [in_package(rule.code, rule.name, Promoter.words(rule, variant, facts, "", settings.lang), facts)]
    more = filters.grade(filters.drop_ignored(more, result.path, settings), settings.severity)
    kept = tuple(filters.in_order([*result.findings, *more]))
    return result._replace(findings=kept, verdict=verdict(kept))
