"""The figures of an intake, counted submission by submission: verdicts by unit, findings by rule, ties by pair."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from lint_cmm.batch.compare import Tie
from lint_cmm.batch.roster import Person, same_unit
from lint_cmm.batch.rows import Row, Words
from lint_cmm.findings import SEVERITIES, VERDICTS, Result


class Totals(NamedTuple):
    """What the run ends with: submissions in all, by status and by verdict, severities of findings, pairs by relation (copied for the most
    part, in part, one's own of another year), and copies that could not be made."""

    rows: int
    statuses: dict[str, int]
    verdicts: dict[str, int]
    severities: frozenset[str]
    most: int
    part: int
    own: int
    not_copied: int


class Tally:
    """Counts final results. ``pairs`` has the strongest tie of every two submissions that are alike."""

    def __init__(self) -> None:
        self.pairs: dict[tuple[str, str], Tie] = {}
        self._rules: dict[str, dict[str, Any]] = {}
        self._units: dict[str, Counter[str]] = {}
        self._severities: set[str] = set()

    def add(self, row: Row, result: Result, ties: list[Tie]) -> None:
        """Count a submission."""
        unit = self._units.setdefault(row.unit, Counter())
        unit["total"] += 1
        unit[row.verdict] += 1
        unit[f"status-{row.status}"] += 1
        self._severities.update([f.severity for f in result.findings])
        for code in {f.code for f in result.findings}:
            same = [f for f in result.findings if f.code == code]
            worst = min(same, key=lambda f: SEVERITIES.index(f.severity))  # a rule's variants differ
            rule = self._rules.setdefault(
                code, {"code": code, "title": worst.title, "severity": worst.severity, "documents": 0, "count": 0}
            )
            if SEVERITIES.index(worst.severity) < SEVERITIES.index(rule["severity"]):
                rule["severity"], rule["title"] = worst.severity, worst.title
            rule["documents"] += 1
            rule["count"] += len(same)
        for tie in ties:
            pair = (min(tie.holder.path, tie.other.path), max(tie.holder.path, tie.other.path))
            known = self.pairs.get(pair)
            if known is None or (tie.code, -tie.share) < (known.code, -known.share):
                self.pairs[pair] = tie

    def totals(self, not_copied: int) -> Totals:
        """The sums."""
        statuses: Counter[str] = Counter()
        verdicts: Counter[str] = Counter(dict.fromkeys(VERDICTS, 0))
        for unit in self._units.values():
            statuses.update({k[7:]: n for k, n in unit.items() if k.startswith("status-")})
            verdicts.update({k: unit[k] for k in VERDICTS})
        codes = Counter(t.code for t in self.pairs.values())
        return Totals(
            sum(verdicts.values()),
            dict(statuses),
            dict(verdicts),
            frozenset(self._severities),
            codes["X901"],
            codes["X902"],
            codes["X903"],
            not_copied,
        )

    def rules(self) -> list[dict[str, Any]]:
        """Every rule that found something, with the number of documents and of findings; hints last, the most frequent first."""
        return sorted(
            self._rules.values(), key=lambda r: (r["severity"] == "info", -r["documents"], SEVERITIES.index(r["severity"]), r["code"])
        )

    def units(self, missing: tuple[Person, ...], words: Words) -> list[dict[str, Any]]:
        """Name, verdicts, submissions in all and missing people of every unit, by name; of no unit and without any submission last."""
        found: list[dict[str, Any]] = []
        absent = Counter(p.unit for p in missing)
        for name in sorted(self._units):
            unit = self._units[name]
            gone = sum(absent.pop(other) for other in [o for o in absent if same_unit(name, o) or name == o])
            found.append({"name": name or words("no-unit"), "total": unit["total"], "missing": gone} | {v: unit[v] for v in VERDICTS})
        for name in sorted(absent):
            found.append({"name": name, "total": 0, "missing": absent[name]} | dict.fromkeys(VERDICTS, 0))
        return sorted(found, key=lambda unit: (unit["name"] == words("no-unit"), unit["total"] == 0))


def equation_of(totals: Totals, words: Words) -> str:
    """Submitted = checked + each kind of not checked; two that have one name (out of time, by itself or stopped) are one."""
    kinds: Counter[str] = Counter()
    for status, n in sorted(totals.statuses.items()):
        if status != "ok":
            kinds[words(f"status-{status}")] += n
    others = "".join(words("equation-kind", kind=kind, n=n) for kind, n in kinds.items())
    return words("equation", total=totals.rows, checked=totals.statuses.get("ok", 0), others=others)
