"""One run over an intake: find the files, check each content, name their holders, compare, write OUT."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from lint_cmm import __version__
from lint_cmm.batch import worker
from lint_cmm.batch.compare import Holder, Ties
from lint_cmm.batch.convert import FOLDER, Converter, office
from lint_cmm.batch.discover import NOTHING, Found, discover
from lint_cmm.batch.holders import Register
from lint_cmm.batch.intake import Checked, Intake, run_signature
from lint_cmm.batch.journal import Journal
from lint_cmm.batch.lock import PREFIX, Lock
from lint_cmm.batch.output import Beside, Submitted, Writer
from lint_cmm.batch.progress import Progress
from lint_cmm.batch.roster import Person, read_roster
from lint_cmm.batch.rows import Words
from lint_cmm.batch.tally import Totals, equation_of
from lint_cmm.engine import Checker
from lint_cmm.errors import UsageError
from lint_cmm.findings import Result
from lint_cmm.kit.neutral import one_line
from lint_cmm.kit.workers import Caps, Pool
from lint_cmm.package.discover import WORK
from lint_cmm.reporters.destinations import Output
from lint_cmm.reporters.output import each_once, keep_apart, write_out
from lint_cmm.rulebook.folder import rules_folder
from lint_cmm.rulebook.intake import wanted
from lint_cmm.settings import Settings

GRACE = 10.0  # seconds past a document's own deadline until its worker is killed
_FORMAT = "3"  # of the records in the journal
_JOURNAL = "journal.jsonl"
_DONE = "done"
_NAMED = 20  # files named at the end of a run


class Plan(NamedTuple):
    """What a run is asked to do, beside the settings of its checks. Folders and files are "" where there are none."""

    folder: str
    out: Path
    previous: str
    roster: str
    unit_pattern: str
    convert: bool
    annotate: bool
    quiet: bool
    resume: bool
    jobs: int
    memory: int  # MiB a worker may take
    reports: list[Output]  # in the formats of a check, beside OUT


def typed(argv: list[str], system: str = os.name) -> str:
    """``argv`` as a person types it into the shell of ``system`` ("nt": cmd and PowerShell, which take double quotes alike)."""
    if system == "nt":
        from subprocess import list2cmdline

        return list2cmdline(argv)
    return shlex.join(argv)


class Run:
    """Carries out a plan, once. ``results`` are the final ones, kept only where the plan asks for reports."""

    def __init__(self, plan: Plan, settings: Settings) -> None:
        self.results: list[Result] = []
        self._plan, self._settings = plan, settings
        self._checker = Checker(settings)
        self._compared = bool(wanted(self._checker.book, settings))
        self._words = Words(self._checker.book.data.table("batch"), settings.lang)
        self._program = office() if plan.convert else ""
        if plan.convert and not self._program:
            self._say("convert-none")
        self._journal: Journal | None = None

    def run(self) -> Totals:
        """The whole run. Raises UsageError where there is nothing to check, or OUT or a report must not be written to."""
        plan, settings = self._plan, self._settings
        found = discover(plan.folder, plan.unit_pattern, str(plan.out))
        if not found.submissions:
            raise UsageError("batch.nothing", folder=plan.folder)
        files = [o.file for o in plan.reports if o.file]
        keep_apart(files, [os.path.join(plan.folder, s.path) for s in found.submissions], "error.original")
        each_once(files)
        people = read_roster(plan.roster, self._words.table) if plan.roster else ()
        earlier = discover(plan.previous) if plan.previous else NOTHING
        templates = discover(settings.reference) if settings.reference else NOTHING
        work = self._work_folder()
        with Lock(work, plan.out) as self._lock:
            self._prepare(work)
            return self._carry_out(work, found, people, earlier, templates)

    def _carry_out(self, work: Path, found: Found, people: tuple[Person, ...], earlier: Found, templates: Found) -> Totals:
        """The run itself, with OUT to itself."""
        plan, settings = self._plan, self._settings
        journal = self._journal = Journal(work / _JOURNAL, self._signature())
        try:
            caps = Caps(settings.deadline + GRACE, plan.memory)
            with Pool(worker.work, (settings, plan.memory, __version__), plan.jobs, caps) as pool:
                folders = ((plan.folder, found), (plan.previous, earlier), (settings.reference, templates))
                checked, before, given = self._check(folders, journal, pool)
                register = Register(journal, self._words.table)
                holders, missing = register.own(found.submissions, checked, people)
                others = register.earlier(plan.previous, earlier.submissions, before)
                others += register.templates(settings.reference, templates.submissions, given)
                left_out = register.left_out(plan.previous, earlier, others) + register.left_out(settings.reference, templates, others)
                ties = self._ties([*holders, *others], journal)
                results = self.results if plan.reports else None
                writer = Writer(plan.out, journal, checked.unread, ties, self._compared, self._words, settings, results)
                own = [os.path.join(plan.folder, h.path) for h in holders]
                submitted = [Submitted(h, checked.sources.get(h.key, path), path) for h, path in zip(holders, own, strict=True)]
                bar = self._progress(len(submitted), "progress-render")
                totals = writer.write(submitted, Beside(missing, found.named, left_out), plan.annotate, pool, self._step(bar))
                bar.close()
            journal.tidy(sorted({*checked.keys.values(), *(h.key for h in others)}))
        finally:
            journal.close()
        (work / _DONE).write_text("", encoding="utf-8")
        self._summary(found, totals, people, missing, left_out, checked)
        return totals

    def interrupted(self) -> None:
        """After Ctrl-C: what is done and how to go on."""
        done = 0
        if self._journal is not None:
            done = len(self._journal)
            self._journal.close()
        argv = [a for a in sys.argv[1:] if a != "--resume"]
        print(file=sys.stderr)
        self._say("interrupted", done=done, command=typed(["lint-cmm", *argv, "--resume"]))

    def _say(self, key: str, **fields: object) -> None:
        """A line to standard error."""
        if not self._plan.quiet:
            print(f"lint-cmm: {self._words(key, **fields)}", file=sys.stderr)

    def _work_folder(self) -> Path:
        """OUT for its owner only, with its work folder. Raises UsageError where OUT is not ours."""
        out = self._plan.out
        work = out / WORK
        if out.exists() and not work.exists() and any(out.iterdir()):
            raise UsageError("batch.foreign", out=str(out))
        for folder in (out, work):
            folder.mkdir(parents=folder == out, exist_ok=True, mode=0o700)
            folder.chmod(0o700)
        return work

    def _prepare(self, work: Path) -> None:
        """What an earlier run left in the work folder is taken up, thrown away or refused."""
        journal = work / _JOURNAL
        if journal.exists() and not self._plan.resume and not (work / _DONE).exists():
            raise UsageError("batch.unfinished", out=str(self._plan.out))
        (work / _DONE).unlink(missing_ok=True)
        kept = (_JOURNAL, FOLDER) if self._plan.resume else ()
        for leftover in work.iterdir():
            if leftover.is_dir() and leftover.name not in kept:
                shutil.rmtree(leftover, ignore_errors=True)
            elif leftover.is_file() and not leftover.name.startswith(PREFIX) and leftover.name not in kept:
                leftover.unlink()
        if journal.exists():  # a copy: the run we take over from may only be asleep, and its file still open
            shutil.copyfile(journal, work / "journal.old")
            os.replace(work / "journal.old", journal)

    def _step(self, bar: Progress) -> Callable[[], None]:
        """A step of ``bar``, as long as OUT is ours."""

        def step() -> None:
            self._lock.check()
            bar.step()

        return step

    def _signature(self) -> str:
        settings = self._settings
        folders = (rules_folder(), *settings.rules_dir, *((settings.reference,) if settings.reference else ()))
        return run_signature(__version__, settings, folders, f"{_FORMAT} {bool(self._program)} {self._plan.memory}")

    def _check(self, folders: tuple[tuple[str, Found], ...], journal: Journal, pool: Pool) -> list[Checked]:
        """What is known of the files of every folder, their records being in the journal."""
        converter = Converter(self._program, self._plan.out / WORK) if self._program else None
        bar = self._progress(sum(len(found.submissions) for _, found in folders), "progress")
        done = []
        for folder, found in folders:
            intake = Intake(folder, journal, self._checker, converter, self._words("memory"), self._plan.memory)
            done.append(intake.check([s.path for s in found.submissions], pool, self._step(bar)))
        bar.close()
        return done

    def _ties(self, holders: list[Holder], journal: Journal) -> Ties | None:
        """Who has to do with whom; None where nothing is to be compared."""
        able = [h for h in holders if h.key and journal.brief(h.key).digest]
        if len(able) < 2 or not self._compared:
            return None
        self._say("comparing", total=len(holders))
        return Ties(journal, able, self._checker.book, self._settings.lang, self._settings)

    def _progress(self, total: int, key: str) -> Progress:
        def words(done: int, total: int, rate: float, left: float) -> str:
            minutes, seconds = divmod(round(left), 60)
            span = self._words("minutes", n=minutes, s=seconds) if minutes else self._words("seconds", n=seconds)
            return self._words(key, done=done, total=total, rate=f"{rate:.0f}", left=span)

        return Progress(total, words, self._plan.quiet)

    def _named(self, paths: tuple[str, ...]) -> list[str]:
        """The first of some files, a line each, harmless for a terminal; the page names them all."""
        more = [self._words("more-files", n=len(paths) - _NAMED)] if len(paths) > _NAMED else []
        return [f"  {one_line(path)}" for path in (*paths[:_NAMED], *more)]

    def _summary(
        self,
        found: Found,
        totals: Totals,
        people: tuple[Person, ...],
        missing: tuple[Person, ...],
        left_out: tuple[str, ...],
        checked: Checked,
    ) -> None:
        plan, words = self._plan, self._words
        if plan.quiet:
            return
        lines = [equation_of(totals, words)]
        kinds = {"locks": found.locks, "others": found.others, "links": found.links, "results": found.results}
        if skipped := [words(f"skipped-{kind}", n=n) for kind, n in kinds.items() if n]:
            lines.append(words("skipped", kinds=words("list-comma").join(skipped)))
        if found.named:
            lines += [words("others"), *self._named(found.named)]
        lines.append(words("verdicts", **totals.verdicts))
        lines.append(words("similar", most=totals.most, part=totals.part, own=totals.own) if self._compared else words("not-compared"))
        if left_out:
            lines += [words("left-out", n=len(left_out)), *self._named(left_out)]
        if people:
            lines.append(words("missing", people=len(people), missing=len(missing)))
        if totals.not_copied:
            lines.append(words("not-copied", n=totals.not_copied))
        if checked.quarantined:
            lines += [words("quarantined"), *(f"  {path}" for path in checked.quarantined)]
        lines.append(words("finished", out=plan.out, copies=words("finished-copies") if plan.annotate else ""))
        text = "\n".join(lines) + "\n"
        if all(o.file for o in plan.reports):
            write_out(text.encode("utf-8", "replace"), as_text=True)
        else:  # the report there stands alone
            print(text, end="", file=sys.stderr)
