"""The verb ``check``: files in, reports out, exit status."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from lint_cmm import __version__
from lint_cmm import reporters as formats
from lint_cmm.config import Chosen, beside, settings_for
from lint_cmm.engine import Checker
from lint_cmm.errors import Said, UsageError, reason
from lint_cmm.findings import Result, Run, failing, summarise
from lint_cmm.messages import say
from lint_cmm.package.discover import READ, TOLD, find_files, same_kind
from lint_cmm.pool import Task, check_all, jobs_for
from lint_cmm.reporters.destinations import quiet, wanted_outputs, write_reports
from lint_cmm.reporters.output import each_once, keep_apart
from lint_cmm.settings import Settings

if TYPE_CHECKING:
    from types import SimpleNamespace as Namespace

    from lint_cmm.commands.baseline import Baseline

STDIN = "-"
STDIN_NAME = "stdin.docx"  # what a copy of standard input is called in a folder
EVERY = 100  # files between two lines of progress where there is no terminal


def check(args: Namespace) -> int:
    """Run one ``lint-cmm check``; gives the exit status. Raises UsageError."""
    from_stdin = STDIN in args.paths
    if from_stdin and len(args.paths) > 1:
        raise UsageError("error.stdin")
    files = args.paths if from_stdin else find_files(args.paths)
    cache: dict[str, Chosen] = {}
    chosen = [settings_for(args, "." if from_stdin else os.path.dirname(file) or ".", cache) for file in files]
    config = chosen[0].configured.config
    if args.verbose or config.verbose:
        from lint_cmm.kit.neutral import one_line

        for path in cache:
            told = one_line(path) or say("config.none", chosen[0].settings.lang)
            print(f"lint-cmm: {told}", file=sys.stderr)
    outputs = wanted_outputs(args, chosen[0].configured)
    baseline = args.baseline or beside(chosen[0].configured, config.baseline)
    known, chosen = _with_baseline(chosen, files, baseline)
    keep = any(o.format in formats.WITH_TEXT for o in outputs)
    annotate = args.annotate or beside(chosen[0].configured, config.annotate)
    copies = [_annotated(annotate, STDIN_NAME if from_stdin else file, len(files)) for file in files]
    reports = [o.file for o in outputs if o.file]
    keep_apart(reports, files, "error.original")
    keep_apart([copy for copy in copies if copy], files, "annotate.original")
    each_once([*reports, *(copy for copy in copies if copy), *([baseline] if baseline else [])])
    if from_stdin:
        results: tuple[Result, ...] = (_stdin(chosen[0].settings, keep, copies[0]),)
    else:
        results = _check_files(files, chosen, args.jobs if args.jobs is not None else config.jobs, keep, copies, quiet(args, config))
    if not quiet(args, config):
        _tell_unread(chosen)
    if baseline and known is None:
        results = _first_baseline(baseline, results, chosen[0].settings.lang)
    elif baseline and known is not None:
        _shrink_baseline(baseline, known, results, chosen)
    if any(c.settings.suppress for c in cache.values()):
        from lint_cmm.engine.entries import with_unused

        results = with_unused(results, [c.settings for c in chosen])
    fail_on = tuple(args.fail_on or c.configured.config.fail_on for c in chosen)
    report = Run(results, summarise(results), __version__, chosen[0].settings.lang, fail_on=fail_on)
    write_reports(report, outputs, args, config, (c.settings.rules_dir for c in chosen))
    return int(any(failing(f, level) for r, level in zip(results, fail_on, strict=True) for f in r.findings))


def _check_files(
    files: list[str], chosen: list[Chosen], jobs: int | None, keep: bool, copies: list[str], silent: bool
) -> tuple[Result, ...]:
    """The results in the order of ``files``, whose annotated copies go to ``copies``."""
    settings = list({id(c): c.settings for c in chosen}.values())
    number = {id(c): i for i, c in enumerate({id(c): c for c in chosen}.values())}
    tasks = [Task(file, number[id(c)], keep, copy) for file, c, copy in zip(files, chosen, copies, strict=True)]
    found: dict[int, Result] = {}
    lang = settings[0].lang
    for i, result in check_all(tasks, settings, jobs_for(len(tasks), jobs)):
        found[i] = result
        if len(tasks) > 1 and not silent:
            _progress(len(found), len(tasks), lang)
    return tuple(found[i] for i in range(len(tasks)))


def _annotated(target: str, file: str, files: int) -> str:
    """Where the annotated copy of ``file`` goes: ``target`` itself, or its own name in the folder ``target``."""
    if not target or (not os.path.isdir(target) and target.lower().endswith((*READ, *TOLD))):
        if target and files > 1:
            raise UsageError("annotate.folder", path=target)
        same_kind(file, target)
        return target
    try:
        os.makedirs(target, exist_ok=True)
    except OSError as error:
        raise UsageError("error.write", path=target, why=reason(error)) from None
    name, suffix = os.path.splitext(os.path.basename(file))
    place, count = os.path.join(target, f"{name}{suffix}"), 1
    while place in _taken and _taken[place] != file:
        count += 1
        place = os.path.join(target, f"{name}-{count}{suffix}")
    _taken[place] = file
    return place


_taken: dict[str, str] = {}  # annotated copies of this run, so that two files of one name do not share one


def _progress(done: int, total: int, lang: str) -> None:
    """Progress on standard error: one moving line on a terminal, elsewhere a line now and then."""
    words = say("progress", lang, done=done, total=total)
    if sys.stderr.isatty():
        end = "\r" if done < total else "\r\033[K"
        print(words, end=end, file=sys.stderr, flush=True)
    elif done % EVERY == 0:
        print(words, file=sys.stderr, flush=True)


def _stdin(settings: Settings, keep: bool, copy: str) -> Result:
    if sys.stdin is None:  # closed by whoever started us
        raise UsageError("error.read", path=STDIN, why=Said("os.EBADF", {}))
    most = settings.limits.file_size
    data = sys.stdin.buffer.read(most + 1)
    if len(data) > most:
        return Checker(settings).not_checked(STDIN, "E004", "limit:file-size", {"limit": "file-size", "most": f"{most:,}"})
    result = Checker(settings).check_bytes(STDIN, data, keep_document=keep)
    if copy and result.info:
        from lint_cmm.word.annotate import annotate_file

        try:
            annotate_file(STDIN, copy, result, settings.lang, data, settings.limits)
        except OSError as error:
            raise UsageError("error.write", path=copy, why=reason(error)) from None
    return result


def _with_baseline(chosen: list[Chosen], files: list[str], baseline: str) -> tuple[Baseline | None, list[Chosen]]:
    """The baseline (None when there is no such file), and the settings that hold them."""
    if not baseline:
        return None, chosen
    from lint_cmm.commands.baseline import for_settings, read_baseline

    known = read_baseline(baseline)
    if known is None:
        return None, chosen
    entries = for_settings(known, files, baseline)
    with_it = {id(c): c._replace(settings=c.settings._replace(baseline=entries)) for c in chosen}
    return known, [with_it[id(c)] for c in chosen]


def _tell_unread(chosen: list[Chosen]) -> None:
    """Say on standard error which reference texts nothing was compared with."""
    for settings in {c.settings.reference: c.settings for c in chosen if c.settings.reference}.values():
        from lint_cmm.engine.references import unread_references
        from lint_cmm.kit.neutral import one_line
        from lint_cmm.model.read import read

        names = unread_references(settings.reference, lambda data, limits=settings.limits: read(data, limits))  # type: ignore[misc]
        if names:
            comma = "、" if settings.lang == "zh" else ", "
            told = say("reference.unread", settings.lang, n=len(names), names=one_line(comma.join(names)))
            print(f"lint-cmm: {told}", file=sys.stderr)


def _first_baseline(path: str, results: tuple[Result, ...], lang: str) -> tuple[Result, ...]:
    """Write the baseline; gives what it does not silence: a file that could not be checked is told from the first run on."""
    from lint_cmm.commands.baseline import beyond, first, write_baseline

    found = first(results, path)
    write_baseline(path, found)
    print(say("baseline.written", lang, path=path, n=found.total), file=sys.stderr)
    return beyond(results)


def _shrink_baseline(path: str, known: Baseline, results: tuple[Result, ...], chosen: list[Chosen]) -> None:
    from lint_cmm.commands.baseline import shrunk, write_baseline

    left = shrunk(known, results, [c.settings for c in chosen], path)
    if left.files != {file: entries for file, entries in known.files.items() if entries}:
        write_baseline(path, left)
