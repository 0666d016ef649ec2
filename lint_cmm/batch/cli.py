"""The verb ``batch``: a folder of submissions in, OUT with everything an office needs out, and the exit status."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lint_cmm import __version__
from lint_cmm.batch import worker
from lint_cmm.batch.compare import Holder, Ties
from lint_cmm.batch.convert import Converter, office
from lint_cmm.batch.discover import READ, Found, Submission, discover
from lint_cmm.batch.identity import Names
from lint_cmm.batch.intake import Checked, Intake, run_signature
from lint_cmm.batch.journal import Journal
from lint_cmm.batch.output import Submitted, Totals, Writer, equation_of
from lint_cmm.batch.progress import Progress
from lint_cmm.batch.records import Identity, pack
from lint_cmm.batch.roster import Person, match, read_roster
from lint_cmm.batch.rows import Words
from lint_cmm.batch.worker import brief_of
from lint_cmm.destinations import Output, named, places, quiet, write_reports
from lint_cmm.discover import WORK
from lint_cmm.engine import Checker
from lint_cmm.errors import Said, UsageError
from lint_cmm.findings import SEVERITIES, Result, Run, summarise
from lint_cmm.intakerules import wanted
from lint_cmm.output import each_once, keep_apart, write_out
from lint_cmm.rulefolder import files_under, rules_folder
from lint_cmm.settings import Settings
from lint_cmm.workers import Caps, Pool

if TYPE_CHECKING:
    from argparse import Namespace

INTERRUPTED = 130
GRACE = 10.0  # seconds past a document's own deadline until its worker is killed
MEMORY = 1536  # MiB a worker may take, by default
FORMAT = "3"  # of the records in the journal
DONE = "done"


class Paths(NamedTuple):
    """Where things are."""

    folder: str
    out: Path
    previous: str
    roster: str


def main(args: Namespace, settings: Settings) -> int:
    """Run one ``lint-cmm batch``. Raises UsageError."""
    from lint_cmm.config import beside, settings_for

    chosen = settings_for(args, args.folder).configured
    config = chosen.config
    paths = Paths(
        args.folder,
        Path(args.out or beside(chosen, config.out) or _beside(args.folder)),
        args.previous or beside(chosen, config.previous),
        args.roster or beside(chosen, config.roster),
    )
    for option, folder in (("--previous", paths.previous), ("--reference", settings.reference)):
        if folder and not os.path.isdir(folder):
            raise UsageError("error.option", option=option, what=Said("error.folder", {"path": folder}))
    settings = _with_baseline(settings, paths, args.baseline or beside(chosen, config.baseline))
    convert = bool(args.convert or config.convert)
    outputs = places(named(args.output_format or [], None))
    run = _Run(
        args,
        settings,
        paths,
        convert,
        not (args.no_annotate or config.no_annotate),
        quiet(args, config),
        args.unit_pattern or config.unit_pattern,
        outputs,
        bool(args.resume or config.resume),
    )
    try:
        totals = run.run(args.jobs or config.jobs or os.cpu_count() or 1)
    except KeyboardInterrupt:
        run.interrupted()
        return INTERRUPTED
    if outputs:
        found = tuple(run.results)
        write_reports(Run(found, summarise(found), __version__, settings.lang), outputs, args, config, [settings.rules_dir])
    fail_on = args.fail_on or config.fail_on
    return int(fail_on != "never" and bool(totals.severities.intersection(SEVERITIES[: SEVERITIES.index(fail_on) + 1])))


def _beside(folder: str) -> str:
    """Where the results go when the call does not say: a folder beside ``folder``, called after it."""
    plain = folder.rstrip("/" + os.sep)
    return f"{os.path.abspath(folder) if os.path.basename(plain) in ('', '.', '..') else plain}-report"


def _with_baseline(settings: Settings, paths: Paths, baseline: str) -> Settings:
    if not baseline:
        return settings
    from lint_cmm.baseline import for_settings, read_baseline

    known = read_baseline(baseline)
    if known is None:
        raise UsageError("error.option", option="--baseline", what=Said("error.no-file", {"path": baseline}))
    files = [os.path.join(paths.folder, s.path) for s in discover(paths.folder).submissions]
    return settings._replace(baseline=for_settings(known, files, baseline))


class _Run:
    def __init__(
        self,
        args: Namespace,
        settings: Settings,
        paths: Paths,
        convert: bool,
        annotate: bool,
        quiet: bool,
        pattern: str,
        outputs: list[Output],
        resume: bool,
    ) -> None:
        self.settings, self.paths = settings, paths
        self.annotate, self.quiet, self.outputs, self.resume = annotate, quiet, outputs, resume
        self.results: list[Result] = []  # what the reports of ``outputs`` are about
        self.pattern = pattern
        self.checker = Checker(settings)
        self.compared = bool(wanted(self.checker.book, settings))
        self.words = Words(self.checker.book.data.table("batch"), settings.lang)
        self.program = office() if convert else ""
        if convert and not self.program:
            self.say("convert-none")
        self.memory = int(getattr(args, "memory", None) or MEMORY)
        self.journal: Journal | None = None

    def say(self, key: str, **fields: object) -> None:
        """A line to standard error."""
        if not self.quiet:
            print(f"lint-cmm: {self.words(key, **fields)}", file=sys.stderr)

    def run(self, jobs: int) -> Totals:
        """The whole run."""
        found = discover(self.paths.folder, self.pattern, str(self.paths.out))
        if not found.submissions:
            raise UsageError("batch.nothing", folder=self.paths.folder)
        files = [o.file for o in self.outputs if o.file]
        keep_apart(files, [os.path.join(self.paths.folder, s.path) for s in found.submissions], "error.original")
        each_once(files)
        people = read_roster(self.paths.roster, self.words.table) if self.paths.roster else ()
        earlier = discover(self.paths.previous).submissions if self.paths.previous else ()
        references = discover(self.settings.reference).submissions if self.settings.reference else ()
        references = tuple(s for s in references if s.path.lower().endswith(READ))
        work = self._prepare()
        journal = self.journal = Journal(work / "journal.jsonl", self._signature())
        try:
            caps = Caps(self.settings.deadline + GRACE, self.memory)
            with Pool(worker.work, (self.settings, self.memory, __version__), jobs, caps) as pool:
                checked, before, given = self._check(found.submissions, earlier, references, pool)
                holders, missing = self._holders(found.submissions, checked, people)
                old = self._others(self.paths.previous, earlier, before)
                texts = self._others(self.settings.reference, references, given, reference=True) + self._plain_references()
                old += texts
                ties, compared = self._ties([*holders, *old]), self.compared
                writer = Writer(self.paths.out, journal, ties, checked.unread, self.words, __version__, self.settings, compared)
                writer.results = self.results if self.outputs else None
                own = [os.path.join(self.paths.folder, h.path) for h in holders]
                submitted = [Submitted(h, checked.sources.get(h.key, path), path) for h, path in zip(holders, own, strict=True)]
                bar = self._progress(len(submitted), "progress-render")
                totals = writer.write(submitted, missing, self.annotate, pool, bar.step)
                bar.close()
            journal.tidy(sorted({*checked.keys.values(), *before.keys.values(), *given.keys.values(), *(h.key for h in texts)}))
        finally:
            journal.close()
        (work / DONE).write_text("", encoding="utf-8")
        self._summary(found, totals, people, missing, checked)
        return totals

    def _ties(self, holders: list[Holder]) -> Ties | None:
        """Who has to do with whom; None where nothing is to be compared."""
        assert self.journal is not None
        able = [h for h in holders if h.key and self.journal.brief(h.key).digest]
        if len(able) < 2 or not self.compared:
            return None
        self.say("comparing", total=len(holders))
        return Ties(self.journal, able, self.checker.book, self.settings.lang, self.settings)

    def _prepare(self) -> Path:
        """OUT for its owner only, and its work folder; what an earlier run left is taken up or refused."""
        out = self.paths.out
        work = out / WORK
        if out.exists() and not work.exists() and any(out.iterdir()):
            raise UsageError("batch.foreign", out=str(out))
        finished = (work / DONE).exists()
        if work.exists() and not self.resume:
            if not finished and (work / "journal.jsonl").exists():
                raise UsageError("batch.unfinished", out=str(out))
            shutil.rmtree(work)
        for folder in (out, work):
            folder.mkdir(parents=folder == out, exist_ok=True, mode=0o700)
            folder.chmod(0o700)
        (work / DONE).unlink(missing_ok=True)
        for leftover in work.iterdir():  # of a run that was killed
            if leftover.name == "converting":
                shutil.rmtree(leftover, ignore_errors=True)
            elif leftover.is_file() and leftover.name != "journal.jsonl":
                leftover.unlink()
        return work

    def _signature(self) -> str:
        folders = (rules_folder(), *self.settings.rules_dir, *((self.settings.reference,) if self.settings.reference else ()))
        return run_signature(__version__, self.settings, folders, f"{FORMAT} {bool(self.program)} {self.memory}")

    def _others(self, folder: str, files: tuple[Submission, ...], known: Checked, reference: bool = False) -> list[Holder]:
        """Files of another folder to compare with, called by that folder's name and their path in it."""
        top = os.path.basename(os.path.abspath(folder))
        found = []
        for s in files:
            if s.path in known.keys:
                name = "" if reference else self._name(s, known)
                found.append(Holder(f"{top}/{s.path}", known.keys[s.path], s.unit, name, True, reference))
        return found

    def _plain_references(self) -> list[Holder]:
        """Reference texts that lie there as .txt files: taken into the journal as they are."""
        assert self.journal is not None
        if not self.settings.reference:
            return []
        top = os.path.basename(os.path.abspath(self.settings.reference))
        found = []
        for path in files_under(self.settings.reference, (".txt",)):
            text = Path(path).read_text(encoding="utf-8-sig", errors="replace")
            brief, key = brief_of(text), f"text-{sha256(text.encode('utf-8')).hexdigest()}"
            self.journal.add(key, pack(brief), ["ok", None, text, []])
            relative = os.path.relpath(path, self.settings.reference).replace(os.sep, "/")
            found.append(Holder(f"{top}/{relative}", key, "", "", True, True))
        return found

    def _check(
        self, submissions: tuple[Submission, ...], earlier: tuple[Submission, ...], references: tuple[Submission, ...], pool: Pool
    ) -> tuple[Checked, Checked, Checked]:
        assert self.journal is not None
        converter = Converter(self.program, self.paths.out / WORK) if self.program else None
        by_path = bool(self.settings.per_file_ignores or self.settings.suppress or self.settings.baseline)
        bar = self._progress(len(submissions) + len(earlier) + len(references), "progress")
        done = []
        for root, files in ((self.paths.folder, submissions), (self.paths.previous, earlier), (self.settings.reference, references)):
            intake = Intake(root, self.journal, self.checker, converter, self.words("memory"), self.memory, by_path)
            done.append(intake.check([s.path for s in files], pool, bar.step))
        bar.close()
        return done[0], done[1], done[2]

    def _progress(self, total: int, key: str) -> Progress:
        def words(done: int, total: int, rate: float, left: float) -> str:
            minutes, seconds = divmod(round(left), 60)
            span = self.words("minutes", n=minutes, s=seconds) if minutes else self.words("seconds", n=seconds)
            return self.words(key, done=done, total=total, rate=f"{rate:.0f}", left=span)

        return Progress(total, words, self.quiet)

    def _identity(self, submission: Submission, checked: Checked) -> Identity:
        assert self.journal is not None
        key = checked.keys.get(submission.path)
        return self.journal.brief(key).identity if key else Identity()

    def _name(self, submission: Submission, checked: Checked) -> str:
        """By pattern, file name, title block, in this order."""
        stem = submission.path.rpartition("/")[2].rpartition(".")[0]
        return submission.name or Names(self.words.table).in_file_name(stem) or self._identity(submission, checked).name

    def _holders(
        self, submissions: tuple[Submission, ...], checked: Checked, people: tuple[Person, ...]
    ) -> tuple[list[Holder], tuple[Person, ...]]:
        """Who handed in what, the roster's word first; and who is missing."""
        names = Names(self.words.table)
        found = []
        for s in submissions:
            own = self._identity(s, checked)
            name = s.name or names.in_file_name(s.path.rpartition("/")[2].rpartition(".")[0]) or own.name
            found.append(Holder(s.path, checked.keys.get(s.path, ""), s.unit or own.unit, name))
        known, missing = match(people, [(h.path, h.unit, h.name) for h in found])
        if people:
            found = [h._replace(name=known[h.path].name, unit=known[h.path].unit or h.unit) if h.path in known else h for h in found]
        return found, missing

    def _summary(self, found: Found, totals: Totals, people: tuple[Person, ...], missing: tuple[Person, ...], checked: Checked) -> None:
        if self.quiet:
            return
        words = self.words
        lines = [equation_of(totals, words)]
        skipped = found._asdict() | {"submissions": ()}
        if any(skipped.values()):
            lines.append(words("skipped", **skipped))
        lines.append(words("verdicts", **totals.verdicts))
        lines.append(words("similar", most=totals.most, part=totals.part, own=totals.own) if self.compared else words("not-compared"))
        if people:
            lines.append(words("missing", people=len(people), missing=len(missing)))
        if totals.not_copied:
            lines.append(words("not-copied", n=totals.not_copied))
        if checked.quarantined:
            lines += [words("quarantined"), *(f"  {path}" for path in checked.quarantined)]
        lines.append(words("finished", out=self.paths.out, copies=words("finished-copies") if self.annotate else ""))
        text = "\n".join(lines) + "\n"
        if all(o.file for o in self.outputs):
            write_out(text.encode("utf-8", "replace"), as_text=True)
        else:  # the report there stands alone
            print(text, end="", file=sys.stderr)

    def interrupted(self) -> None:
        """After Ctrl-C: what is done and how to go on."""
        done = 0
        if self.journal is not None:
            done = len(self.journal)
            self.journal.close()
        argv = [a for a in sys.argv[1:] if a != "--resume"]
        print(file=sys.stderr)
        self.say("interrupted", done=done, command=shlex.join(["lint-cmm", *argv, "--resume"]))
