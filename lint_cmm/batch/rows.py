"""One line a submission for those who read summaries: page, workbook, notes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from lint_cmm.findings import SEVERITIES, Finding, Result
from lint_cmm.kit.fill import fill
from lint_cmm.reporters.places import where

if TYPE_CHECKING:
    from lint_cmm.batch.compare import Holder, Tie
    from lint_cmm.batch.records import Record

QUOTED = 300  # characters of a quote in the workbook
_MAIN = 4  # problems named in a summary line
_TOLD_ON = ("X901", "X902")  # findings that name another writer


class Words:
    """The words of ``lexicon/batch.toml`` for people."""

    def __init__(self, table: dict[str, Any], lang: str = "zh") -> None:
        self.table, self.lang = table, lang
        self._words: dict[str, str] = table["en" if lang == "en" else "zh"]

    def __call__(self, key: str, **fields: object) -> str:
        return fill(self._words[key], fields) if fields else self._words[key]

    def has(self, key: str) -> bool:
        """Whether there is a word for ``key``."""
        return key in self._words


class Row(NamedTuple):
    """A submission in figures. ``share``: 查摆 and 原因 of the whole, 0 to 1, or -1. ``page``, ``copy``: from OUT, "" for none."""

    path: str
    unit: str
    name: str
    verdict: str
    status: str
    main: str
    characters: int
    share: float
    errors: int
    warnings: int
    infos: int
    silenced: int
    profile: str
    similar: str
    page: str
    copy: str


def row_of(holder: Holder, record: Record, result: Result, ties: list[Tie], links: tuple[str, str], words: Words) -> Row:
    """The line for a submission whose final result (with X findings) is ``result``; ``links`` are its page and its annotated copy."""
    info = result.info
    judged = sum(s.characters for s in info.sections if s.role in ("problems", "causes")) if info else 0
    share = round(judged / info.characters, 4) if info and info.characters else -1.0
    profile = info.profile_named(words.lang) if info else ""
    errors, warnings, infos = (result.count(severity) for severity in SEVERITIES)
    return Row(
        holder.path,
        holder.unit,
        holder.name,
        result.verdict,
        record.status,
        main_problems(result.findings, words),
        info.characters if info else 0,
        share,
        errors,
        warnings,
        infos,
        len(result.suppressed),
        profile,
        similar(ties, words),
        links[0],
        links[1],
    )


class Cells(NamedTuple):
    """A finding in the workbook."""

    unit: str
    name: str
    file: str
    severity: str
    code: str
    title: str
    place: str
    quote: str
    message: str
    suggestion: str


def cells_of(row: Row, result: Result, words: Words) -> list[Cells]:
    """The findings of a submission as the workbook shows them: those that are alike in one paragraph (twenty commas) in one line."""
    unit, name, file = row.unit or words("no-unit"), row.name or words("no-name"), row.path.rpartition("/")[2]
    alike: Counter[tuple[str, ...]] = Counter()
    for f in result.findings:
        alike[f.severity, f.code, f.title, where(f, words.lang), f.quote[:QUOTED], f.message, f.suggestion] += 1
    found = []
    for (severity, code, title, place, *texts), n in alike.items():
        place = words("finding-times", place=place, n=n) if n > 1 else place
        found.append(Cells(unit, name, file, severity, code, title, place, *texts))
    return found


def discreet(findings: tuple[Finding, ...], words: Words) -> tuple[Finding, ...]:
    """Findings as the submission's own unit may read them: other writers are not named but numbered, nor are their texts shown."""
    others = list(dict.fromkeys(f.facts["other"] for f in findings if f.code in _TOLD_ON))
    names = {
        other: words("note-other-of", n=n, total=len(others)) if len(others) > 1 else words("note-other")
        for n, other in enumerate(others, start=1)
    }

    def told(f: Finding) -> Finding:
        other = f.facts["other"]
        return f._replace(message=f.message.replace(f"“{other}”", names[other]), related=())

    return tuple(told(f) if f.code in _TOLD_ON else f for f in findings)


def main_problems(findings: tuple[Finding, ...], words: Words) -> str:
    """The heaviest and most frequent problems by title: 网址水印 3 处、缺少个人有关事项."""
    counts: Counter[tuple[int, str, str]] = Counter(
        (SEVERITIES.index(f.severity), f.code, f.title) for f in findings if f.severity != "info"
    )
    ranked = sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0][1]))[:_MAIN]
    return words("list-comma").join(words("times", title=title, n=n) if n > 1 else title for (_, _, title), n in ranked)


def similar(ties: list[Tie], words: Words) -> str:
    """The strongest tie in words, and how many more."""
    if not ties:
        return ""
    first = ties[0]
    text = f"{words(relation(first))} {first.share:.0%}"
    return text + (f" +{len(ties) - 1}" if len(ties) > 1 else "")


def relation(tie: Tie) -> str:
    """The key of the word for a tie."""
    if tie.variant in ("same-file", "versions"):
        return "relation-same" if tie.variant == "same-file" else "relation-versions"
    return {"X901": "relation-most", "X902": "relation-part", "X903": "relation-own"}[tie.code]


def person(holder: Holder | Row, words: Words) -> str:
    """The name, or the file's name where nobody signed."""
    return holder.name or holder.path.rpartition("/")[2].rpartition(".")[0] or words("no-name")
