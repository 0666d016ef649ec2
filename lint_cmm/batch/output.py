"""The second half of a run: final results to pages, copies, report, workbook, overview and notes, one submission at a time."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from lint_cmm import filters
from lint_cmm.batch.compare import Holder, Tie, Ties, clusters, grown, places
from lint_cmm.batch.graph import Edge, Node, drawing
from lint_cmm.batch.journal import Journal
from lint_cmm.batch.notes import Person as NotePerson
from lint_cmm.batch.notes import Point, safe_name, write_note
from lint_cmm.batch.page import Group, Overview, Passages, write_page
from lint_cmm.batch.records import Record, pack, unpack
from lint_cmm.batch.roster import Person, same_unit
from lint_cmm.batch.rows import Row, Words, cells_of, discreet, person, relation, row_of
from lint_cmm.batch.workbook import Workbook
from lint_cmm.batch.worker import Job
from lint_cmm.findings import SEVERITIES, Finding, Result, order, verdict
from lint_cmm.messages_reports import name_of
from lint_cmm.neutral import one_line, shorten
from lint_cmm.reporters.json import dumps, file_object
from lint_cmm.settings import Settings
from lint_cmm.workers import Pool

GROUPS = 40  # groups drawn on the page
PAIRS = 30  # pairs listed of one group
PARTNERS = 5  # pairs of one submission in the workbook, unless the other side needs more
LISTED = 8  # passages of one pair in the workbook
TEXTS = 3  # passages shown of one pair
CELL = 2000  # characters of a passage in the workbook
QUOTE = 24  # characters of a quote in a note
EXCERPT = 160  # characters of a passage on the page
OURS = ("E006", "E007")  # the reviewer's own business, not the unit's
_NUMBER_LEFT = re.compile(r"(?:\n[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.])+$")
ASIDE = ("rows.jsonl", "points.jsonl", "findings.jsonl")  # for the second pass over the intake, in the work folder
MADE = ("pages", "annotated", "notes")  # folders of OUT that are made anew in every run


class Submitted(NamedTuple):
    """A submission after the check: who, its record's key ("" when it has no content), where the file to copy lies, and its own path."""

    holder: Holder
    file: str
    path: str


class Totals(NamedTuple):
    """What the run ends with."""

    rows: int
    statuses: dict[str, int]
    verdicts: dict[str, int]
    severities: frozenset[str]
    most: int
    part: int
    own: int
    not_copied: int


class Writer:
    """Writes OUT. ``ties`` is None when nothing can be compared, or (``compared`` is false) nothing is to be."""

    def __init__(
        self,
        out: Path,
        journal: Journal,
        ties: Ties | None,
        unread: dict[str, Record],
        words: Words,
        version: str,
        settings: Settings,
        compared: bool = True,
    ) -> None:
        self._compared = compared
        self._out, self._journal, self._ties, self._unread = out, journal, ties, unread
        self._words, self._version, self._settings = words, version, settings
        self._work = out / ".work"
        self._pairs: dict[tuple[str, str], Tie] = {}
        self._rules: dict[str, dict[str, Any]] = {}
        self._units: dict[str, Counter[str]] = {}
        self.results: list[Result] | None = None  # a list here is given every final result

    def write(
        self, submitted: list[Submitted], missing: tuple[Person, ...], annotate: bool, pool: Pool, step: Callable[[], None]
    ) -> Totals:
        """Everything in OUT but what the console says."""
        for name in MADE:
            shutil.rmtree(self._out / name, ignore_errors=True)
            if name != "annotated" or annotate:
                (self._out / name).mkdir(mode=0o700)
        failed: set[str] = set()
        aside = {name: self._work / name for name in (*ASIDE, "report.jsonl", "report.xlsx", "index.html")}
        with (
            aside["rows.jsonl"].open("w", encoding="utf-8") as rows,
            aside["points.jsonl"].open("w", encoding="utf-8") as points,
            aside["findings.jsonl"].open("w", encoding="utf-8") as findings,
            aside["report.jsonl"].open("w", encoding="utf-8", errors="replace", newline="\n") as report,
        ):
            for answer in pool.run(self._jobs(submitted, annotate, (rows, points, findings, report))):
                if answer.data is None or answer.data:
                    failed.add(answer.key)
                step()
        totals = self._totals(len(failed))
        self._workbook(aside["report.xlsx"], missing)
        self._notes(missing)
        overview = self._overview(totals, missing)
        listed = (row if row.copy and (self._out / row.copy).exists() else row._replace(copy="") for row in self._rows())
        write_page(aside["index.html"], overview, listed, self._words, self._version)
        for name in ("report.jsonl", "report.xlsx", "index.html"):
            os.replace(aside[name], self._out / name)
        for name in ASIDE:
            aside[name].unlink()
        return totals

    def _jobs(self, submitted: list[Submitted], annotate: bool, files: tuple[IO[str], ...]) -> Iterator[tuple[str, Job]]:
        """Write the lines of every submission, in order, and give the job that makes its page and its copy."""
        rows, points, findings, report = files
        for one in submitted:
            holder = one.holder
            record = self._record(holder)
            ties = self._ties.of(holder) if self._ties and record.text else []
            result, ties = self.final(one, record, ties)
            if self.results is not None:
                self.results.append(result)
            copied = annotate and record.result.info is not None
            links = (f"pages/{holder.path}.html", f"annotated/{_docx(holder.path)}" if copied else "")
            row = row_of(holder, record, result, ties, links, self._words)
            self._count(row, result, ties)
            report.write(dumps({**file_object(result), "unit": holder.unit, "name": holder.name}) + "\n")
            rows.write(json.dumps(pack(row)) + "\n")  # ASCII: a name that is not UTF-8 holds lone surrogates
            findings.write(json.dumps([pack(cells_of(row, f, self._words)) for f in result.findings]) + "\n")
            points.write(json.dumps([row.unit, pack(self._points(row, result))]) + "\n")
            page, copy = (self._out / link if link else None for link in links)
            for path in (page, copy):
                if path:
                    path.parent.mkdir(parents=True, exist_ok=True)
            yield holder.path, Job("render", one.file, holder.path, pack(result), str(page), str(copy or ""))

    def _record(self, holder: Holder) -> Record:
        return self._journal.record(holder.key) if holder.key else self._unread[holder.path]

    def final(self, one: Submitted, record: Record, ties: list[Tie]) -> tuple[Result, list[Tie]]:
        """The result as reported: under this path, with the X findings in it; and the ties that the configuration leaves."""
        holder, settings, result = one.holder, self._settings, record.result
        silencers = filters.config_silencers(one.path, settings) if ties else []
        kept, suppressed = [], list(result.suppressed)
        found = list(result.findings)
        for tie in ties:
            assert self._ties is not None
            more = filters.drop_ignored([self._ties.finding(tie, record)], one.path, settings)
            more, gone = filters.silence(filters.grade(more, settings.severity), silencers)
            found += more
            suppressed += gone
            kept += [tie] if more else []
        found.sort(key=order)
        sha = holder.key.split("-")[0]
        result = result._replace(path=holder.path, sha256=sha, findings=tuple(found), verdict=verdict(found), suppressed=tuple(suppressed))
        return result, kept

    def _count(self, row: Row, result: Result, ties: list[Tie]) -> None:
        unit = self._units.setdefault(row.unit, Counter())
        unit["total"] += 1
        unit[row.verdict] += 1
        unit[f"status-{row.status}"] += 1
        for code in sorted({f.code for f in result.findings}):
            same = [f for f in result.findings if f.code == code]
            rule = self._rules.setdefault(
                code, {"code": code, "title": same[0].title, "severity": same[0].severity, "documents": 0, "count": 0}
            )
            rule["documents"] += 1
            rule["count"] += len(same)
        for tie in ties:
            pair = (min(tie.holder.path, tie.other.path), max(tie.holder.path, tie.other.path))
            known = self._pairs.get(pair)
            if known is None or (tie.code, -tie.share) < (known.code, -known.share):
                self._pairs[pair] = tie

    def _text(self, holder: Holder) -> str:
        assert self._ties is not None
        return self._ties.text(holder)

    def _points(self, row: Row, result: Result) -> NotePerson:
        """What a note says of one submission; it never names the other writer of a shared passage."""
        say = self._words
        found = []
        for f in result.findings:
            if f.severity == "info":
                continue
            message, suggestion = discreet(f, say).message, f.suggestion
            if f.code in OURS:
                message, suggestion = say("note-ours"), ""
            elif f.code == "E001":
                suggestion = say("note-resend")
            found.append(Point(f.severity, f.code, self._place(f), message.rstrip("。"), suggestion.rstrip("。")))
        return NotePerson(person(row, say), row.path.rpartition("/")[2], row.verdict, tuple(found))

    def _place(self, f: Finding) -> str:
        """Where the point of a note stands; with its words where the message only says "this measure"."""
        if f.part != "body":
            return "" if f.part == "package" else name_of("part", f.part, self._words.lang)
        place = f.section or (self._words("paragraph", n=f.span.paragraph) if f.span else "")
        if f.quote and f.quote not in f.message and "“" not in f.message:
            quote = one_line(f.quote).removeprefix(place.rpartition("/")[2]).lstrip("、")
            place += self._words("note-quote", quote=shorten(quote, QUOTE))
        return place

    def _rows(self) -> Iterator[Row]:
        with (self._work / "rows.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                yield unpack(Row, json.loads(line))

    def _totals(self, not_copied: int) -> Totals:
        statuses: Counter[str] = Counter()
        verdicts: Counter[str] = Counter({"reject": 0, "revise": 0, "pass": 0})
        for unit in self._units.values():
            statuses.update({k[7:]: n for k, n in unit.items() if k.startswith("status-")})
            verdicts.update({k: unit[k] for k in ("reject", "revise", "pass")})
        codes = Counter(t.code for t in self._pairs.values())
        heavy = frozenset(r["severity"] for r in self._rules.values())
        return Totals(
            sum(verdicts.values()), dict(statuses), dict(verdicts), heavy, codes["X901"], codes["X902"], codes["X903"], not_copied
        )

    def _workbook(self, path: Path, missing: tuple[Person, ...]) -> None:
        with Workbook(path, self._work, self._words) as book, (self._work / "findings.jsonl").open(encoding="utf-8") as findings:
            for row, line in zip(self._rows(), findings, strict=True):
                book.summary(row)
                for cells in json.loads(line):
                    book.finding(cells)
            for cells in self._similar_rows():
                book.similar(cells)
            for unit in self._unit_figures(missing):
                book.unit((unit["name"], unit["total"], unit["reject"], unit["revise"], unit["pass"], unit["missing"]))
            for someone in missing:
                book.missing(someone)

    def _groups(self) -> list[list[str]]:
        return clusters(list(self._pairs))

    def _similar_rows(self) -> Iterator[tuple[object, ...]]:
        """The third sheet, group by group: the longest shared passages of every pair, in a large group of everybody's nearest pairs."""
        number = {path: i for i, group in enumerate(self._groups(), start=1) for path in group}
        listed: Counter[str] = Counter()
        kept = []
        for pair, tie in sorted(self._pairs.items(), key=lambda item: (item[1].code, -item[1].share, item[0])):
            if min(listed[path] for path in pair) < PARTNERS:
                listed.update(pair)
                kept.append((number[pair[0]], pair, tie))
        for _, pair, tie in sorted(kept, key=lambda one: one[:2]):
            text, theirs = (self._text(holder) for holder in (tie.holder, tie.other))
            unit, name = tie.holder.unit or self._words("no-unit"), tie.holder.name or self._words("no-name")
            head = (number[pair[0]], unit, name, tie.holder.path.rpartition("/")[2])
            word = self._words(relation(tie))
            longest = sorted((grown(p, text, theirs) for p in tie.passages), key=lambda p: (-p.length, p.start_a))[:LISTED]
            for p in sorted(longest, key=lambda p: p.start_a):
                a, b = (self._words("paragraph", n=t.count("\n", 0, at) + 1) for t, at in ((text, p.start_a), (theirs, p.start_b)))
                other = (person(tie.other, self._words), tie.other.path.rpartition("/")[2], tie.other_share, b)
                shared = ended(text[p.start_a : p.end_a].replace("\v", "\n"))
                yield (*head, word, tie.share, a, *other, shared if len(shared) <= CELL else shared[: CELL - 1] + "…")

    def _unit_figures(self, missing: tuple[Person, ...]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        absent = Counter(p.unit for p in missing)
        for name in sorted(self._units):
            unit = self._units[name]
            gone = sum(n for other, n in absent.items() if same_unit(name, other) or name == other)
            for other in [o for o in absent if same_unit(name, o) or name == o]:
                del absent[other]
            shown: dict[str, Any] = {"name": name or self._words("no-unit"), "total": unit["total"], "missing": gone}
            found.append(shown | {v: unit[v] for v in ("reject", "revise", "pass")})
        for name in sorted(absent):
            found.append({"name": name, "total": 0, "missing": absent[name], "reject": 0, "revise": 0, "pass": 0})
        for shown in found:
            note = self._words("note-file", unit=safe_name(shown["name"]))
            shown["note"] = f"notes/{note}" if (self._out / "notes" / note).exists() else ""
        return sorted(found, key=lambda shown: (shown["name"] == self._words("no-unit"), shown["total"] == 0))  # of no unit last

    def _notes(self, missing: tuple[Person, ...]) -> None:
        """A letter for every unit that has something to revise, or somebody missing."""
        places_of: dict[str, list[int]] = {}
        with (self._work / "points.jsonl").open("rb") as lines:
            at = 0
            for line in lines:
                places_of.setdefault(json.loads(line)[0], []).append(at)
                at += len(line)
        with (self._work / "points.jsonl").open("rb") as lines:
            for unit in sorted(places_of):
                people = []
                for at in places_of[unit]:
                    lines.seek(at)
                    people.append(unpack(NotePerson, json.loads(lines.readline())[1]))
                absent = [p.name for p in missing if p.unit == unit or same_unit(p.unit, unit)]
                if absent or any(p.verdict != "pass" for p in people):
                    self._note(unit, people, absent)
        silent = [p for p in missing if not any(p.unit == unit or same_unit(p.unit, unit) for unit in places_of)]
        for unit in sorted({p.unit for p in silent}):
            self._note(unit, [], [p.name for p in silent if p.unit == unit])

    def _note(self, unit: str, people: list[NotePerson], absent: list[str]) -> None:
        name = self._words("note-file", unit=safe_name(unit or self._words("no-unit")))
        write_note(self._out / "notes" / name, unit, people, absent, self._words)

    def _overview(self, totals: Totals, missing: tuple[Person, ...]) -> Overview:
        groups = self._groups()
        shown = {path for group in groups[:GROUPS] for path in group}
        rows = {row.path: row for row in self._rows() if row.path in shown}
        unchecked = tuple(row for row in self._rows() if row.status != "ok")
        drawn = tuple(self._group(i, group, rows) for i, group in enumerate(groups[:GROUPS], start=1))
        rules = sorted(
            self._rules.values(), key=lambda r: (r["severity"] == "info", -r["documents"], SEVERITIES.index(r["severity"]), r["code"])
        )
        units = tuple(self._unit_figures(missing))
        checked = totals.statuses.get("ok", 0)
        equation = equation_of(totals, self._words)
        return Overview(
            totals.rows,
            checked,
            equation,
            totals.verdicts,
            units,
            tuple(rules[:24]),
            drawn,
            max(0, len(groups) - GROUPS),
            unchecked,
            missing,
            self._compared,
            any(row.silenced for row in self._rows()),
        )

    def _group(self, number: int, group: list[str], rows: dict[str, Row]) -> Group:
        inside = set(group)
        ties = [t for (a, b), t in sorted(self._pairs.items()) if a in inside]
        edges = [self._edge(t) for t in ties]
        for tie in ties:  # members from an earlier year have no row of their own
            for holder in (tie.holder, tie.other):
                rows.setdefault(holder.path, _bare_row(holder))
        nodes = [Node(p, person(rows[p], self._words), rows[p].unit, rows[p].verdict) for p in group]
        picture = drawing(nodes, edges, self._words("page-cluster", n=number, size=len(group)))
        strongest = sorted(ties, key=lambda t: (t.code, -t.share, t.holder.path))[:PAIRS]
        pairs = tuple(self._passages(t, rows) for t in strongest)
        return Group(number, len(group), picture, pairs, max(0, len(group) - 24))

    def _edge(self, tie: Tie) -> Edge:
        """Drawn from the earlier to the later; from last year to this year."""
        first, second, directed = tie.holder.path, tie.other.path, False
        if tie.variant in ("later", "author") or tie.other.previous:
            first, second, directed = second, first, True
        elif tie.variant == "earlier":
            directed = True
        return Edge(first, second, tie.code != "X902", directed, max(tie.share, tie.other_share))

    def _passages(self, tie: Tie, rows: dict[str, Row]) -> Passages:
        text, theirs = self._text(tie.holder), self._text(tie.other)
        longest = sorted((grown(p, text, theirs) for p in tie.passages), key=lambda p: (-p.own, -p.length, p.start_a))[:TEXTS]
        texts = []
        for passage in longest:
            piece = max(places(text, passage.start_a, passage.end_a), key=lambda p: p[2] - p[1])[3]
            texts.append(piece if len(piece) <= EXCERPT else piece[: EXCERPT - 1] + "…")
        first, second = rows[tie.holder.path], rows[tie.other.path]
        return Passages(first, second, self._words(relation(tie)), tie.code == "X901", tie.share, tie.other_share, tuple(texts))


def equation_of(totals: Totals, words: Words) -> str:
    """Submitted = checked + each kind of not checked; two that have one name (out of time, by itself or stopped) are one."""
    kinds: Counter[str] = Counter()
    for status, n in sorted(totals.statuses.items()):
        if status != "ok":
            kinds[words(f"status-{status}")] += n
    others = "".join(words("equation-kind", kind=kind, n=n) for kind, n in kinds.items())
    return words("equation", total=totals.rows, checked=totals.statuses.get("ok", 0), others=others)


def ended(passage: str) -> str:
    """A shared passage without the number of the next paragraph, whose words are others."""
    return _NUMBER_LEFT.sub("", passage)


def _docx(path: str) -> str:
    """The name of an annotated copy: converted files get .docx behind their own name."""
    return path if path.lower().endswith((".docx", ".docm", ".dotx", ".dotm")) else f"{path}.docx"


def _bare_row(holder: Holder) -> Row:
    return Row(holder.path, holder.unit, holder.name, "info", "ok", "", 0, -1.0, 0, 0, 0, 0, "", "", "", "")
