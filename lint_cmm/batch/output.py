"""The second half of a run: final results to pages, copies, report, workbook, overview and notes, one submission at a time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from lint_cmm import __version__, filters
from lint_cmm.batch.aside import Aside
from lint_cmm.batch.compare import Holder, Tie, Ties
from lint_cmm.batch.groups import Groups
from lint_cmm.batch.journal import Journal
from lint_cmm.batch.letters import Letters
from lint_cmm.batch.page import Overview, write_page
from lint_cmm.batch.records import Record, pack, unpack
from lint_cmm.batch.roster import Person
from lint_cmm.batch.rows import Row, Words, cells_of, row_of
from lint_cmm.batch.tally import Tally, Totals, equation_of
from lint_cmm.batch.workbook import Workbook
from lint_cmm.batch.worker import Job
from lint_cmm.engine.entries import Useless, Uses, told
from lint_cmm.findings import Result, order, verdict
from lint_cmm.kit.filenames import fitting
from lint_cmm.kit.workers import Pool
from lint_cmm.package.discover import WORK
from lint_cmm.reporters.json import dumps, file_object
from lint_cmm.reporters.private import veiled
from lint_cmm.settings import Settings

_RULES = 24  # rules on the page
_MADE = ("pages", "annotated", "notes")  # folders of OUT that are made anew in every run
_FILES = ("report.jsonl", "report.xlsx", "index.html")  # files of OUT, made in the work folder and put in place together


class Submitted(NamedTuple):
    """A submission after the check: who, its record's key ("" when it has no content), where the file to copy lies, and its own path."""

    holder: Holder
    file: str
    path: str


class Beside(NamedTuple):
    """What is told beside the submissions: who has not handed in, files that were not counted, files that nothing was compared with."""

    missing: tuple[Person, ...]
    others: tuple[str, ...]
    left_out: tuple[str, ...]


class Writer:
    """Writes OUT. ``ties`` is None when nothing can be compared, or (``compared`` is false) nothing is to be. ``results``, where there is
    such a list, is given every final result."""

    def __init__(
        self,
        out: Path,
        journal: Journal,
        unread: dict[str, Record],
        ties: Ties | None,
        compared: bool,
        words: Words,
        settings: Settings,
        results: list[Result] | None,
    ) -> None:
        self._out, self._work = out, out / WORK
        self._journal, self._unread = journal, unread
        self._ties, self._compared = ties, compared
        self._words, self._settings, self._results = words, settings, results
        self._tally = Tally()
        self._useless: dict[int, list[Useless]] = {}

    def write(self, submitted: list[Submitted], beside: Beside, annotate: bool, pool: Pool, step: Callable[[], None]) -> Totals:
        """Everything in OUT but what the console says. ``step`` is called for every submission."""
        for name in _MADE:
            shutil.rmtree(self._out / name, ignore_errors=True)
            if name != "annotated" or annotate:
                (self._out / name).mkdir(mode=0o700)
        with ExitStack() as stack:
            rows, findings, points = (stack.enter_context(Aside(self._work / f"{name}.jsonl")) for name in ("rows", "findings", "points"))
            self._useless = self._unused(submitted)
            letters = Letters(self._out / "notes", points, self._words, annotate)
            answers = pool.run(self._jobs(submitted, annotate, rows, findings, letters))
            failed = set()
            for answer in answers:
                if answer.data is None or answer.data:
                    failed.add(answer.key)
                step()
            totals = self._tally.totals(len(failed))
            groups = Groups(self._tally.pairs, self._text, self._words)
            self._workbook(rows, findings, groups, beside.missing)
            letters.write(beside.missing)
            overview = self._overview(totals, rows, groups, letters, beside)
            write_page(self._work / "index.html", overview, self._listed(rows), self._words, __version__)
        for name in _FILES:
            os.replace(self._work / name, self._out / name)
        return totals

    def _jobs(
        self, submitted: list[Submitted], annotate: bool, rows: Aside, findings: Aside, letters: Letters
    ) -> Iterator[tuple[str, Job]]:
        """Put what is told of every submission where it goes, in order, and give the job that makes its page and its copy."""
        with (self._work / "report.jsonl").open("w", encoding="utf-8", errors="replace", newline="\n") as report:
            for number, one in enumerate(submitted):
                holder = one.holder
                record = self._record(holder)
                result, ties = self._final(one, record)
                if number in self._useless:
                    result = told(result, one.path, self._useless[number], self._settings)
                if self._results is not None:
                    self._results.append(result)
                copied = annotate and record.result.info is not None
                links = (fitting(f"pages/{holder.path}.html"), fitting(f"annotated/{_docx(holder.path)}") if copied else "")
                row = row_of(holder, record, result, ties, links, self._words)
                self._tally.add(row, result, ties)
                report.write(dumps({**file_object(result), "unit": holder.unit, "name": holder.name}) + "\n")
                rows.put(pack(row))
                shown = veiled(result)
                findings.put([pack(cells) for cells in cells_of(row, shown, self._words)])
                letters.add(row, shown)
                page, copy = (self._out / link if link else None for link in links)
                for path in (page, copy):
                    if path:
                        path.parent.mkdir(parents=True, exist_ok=True)
                yield holder.path, Job("render", one.file, holder.path, pack(result), str(page), str(copy or ""))

    def _record(self, holder: Holder) -> Record:
        return self._journal.record(holder.key) if holder.key else self._unread[holder.path]

    def _unused(self, submitted: list[Submitted]) -> dict[int, list[Useless]]:
        """Entries of the configuration that silence nothing in any submission. Only all results together tell."""
        uses = Uses()
        for number, one in enumerate(submitted if self._settings.suppress else ()):
            uses.see(number, one.path, self._final(one, self._record(one.holder))[0], self._settings)
        return uses.useless()

    def _final(self, one: Submitted, record: Record) -> tuple[Result, list[Tie]]:
        """The result as reported: under this path, with the X findings in it; and the ties that the configuration leaves."""
        holder, settings, result = one.holder, self._settings, record.result
        ties = self._ties.of(holder) if self._ties and record.text else []
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

    def _text(self, holder: Holder) -> str:
        assert self._ties is not None
        return self._ties.text(holder)

    def _workbook(self, rows: Aside, findings: Aside, groups: Groups, missing: tuple[Person, ...]) -> None:
        with Workbook(self._work / "report.xlsx", self._work, self._words) as book:
            for row, found in zip(_rows(rows), findings, strict=True):
                book.summary(row)
                for cells in found:
                    book.finding(cells)
            for cells in groups.table():
                book.similar(cells)
            for unit in self._tally.units(missing, self._words):
                book.unit((unit["name"], unit["total"], unit["reject"], unit["revise"], unit["pass"], unit["missing"]))
            for someone in missing:
                book.missing(someone)

    def _overview(self, totals: Totals, rows: Aside, groups: Groups, letters: Letters, beside: Beside) -> Overview:
        units = self._tally.units(beside.missing, self._words)
        for unit in units:
            note = f"notes/{letters.file_for(unit['name'])}"
            unit["note"] = note if (self._out / note).exists() else ""
        alike, unchecked, silenced = {}, [], False
        shown = groups.shown
        for row in _rows(rows):
            if row.path in shown:
                alike[row.path] = row
            if row.status != "ok":
                unchecked.append(row)
            silenced = silenced or bool(row.silenced)
        return Overview(
            totals.rows,
            totals.statuses.get("ok", 0),
            equation_of(totals, self._words),
            totals.verdicts,
            tuple(units),
            tuple(self._tally.rules()[:_RULES]),
            groups.drawn(alike),
            groups.more,
            tuple(unchecked),
            beside.missing,
            self._compared,
            silenced,
            beside.others,
            beside.left_out,
        )

    def _listed(self, rows: Aside) -> Iterator[Row]:
        """The lines of the page's table; only copies that were made are linked."""
        for row in _rows(rows):
            yield row if row.copy and (self._out / row.copy).exists() else row._replace(copy="")


def _rows(aside: Aside) -> Iterator[Row]:
    return (unpack(Row, row) for row in aside)


def _docx(path: str) -> str:
    """The name of an annotated copy: converted files get .docx behind their own name."""
    return path if path.lower().endswith((".docx", ".docm", ".dotx", ".dotm")) else f"{path}.docx"
