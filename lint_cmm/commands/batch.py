"""The verb ``batch``: a folder of submissions in, OUT with everything an office needs out, and the exit status."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from lint_cmm import __version__
from lint_cmm.batch.discover import discover
from lint_cmm.batch.run import Plan, Run
from lint_cmm.config import beside, settings_for
from lint_cmm.errors import Said, UsageError
from lint_cmm.findings import SEVERITIES, summarise
from lint_cmm.findings import Run as Report
from lint_cmm.reporters.destinations import named, places, quiet, write_reports
from lint_cmm.settings import Settings

if TYPE_CHECKING:
    from types import SimpleNamespace as Namespace

INTERRUPTED = 130
MEMORY = 1536  # MiB a worker may take, by default


def main(args: Namespace) -> int:
    """Run one ``lint-cmm batch``. Raises UsageError."""
    if not os.path.isdir(args.folder):
        raise UsageError("error.not-folder" if os.path.exists(args.folder) else "error.folder", path=args.folder)
    settings, configured = settings_for(args, args.folder)
    config = configured.config
    plan = Plan(
        args.folder,
        Path(args.out or beside(configured, config.out) or _beside(args.folder)),
        args.previous or beside(configured, config.previous),
        args.roster or beside(configured, config.roster),
        args.unit_pattern or config.unit_pattern,
        bool(args.convert or config.convert),
        not (args.no_annotate or config.no_annotate),
        quiet(args, config),
        bool(args.resume or config.resume),
        args.jobs or config.jobs or os.cpu_count() or 1,
        int(getattr(args, "memory", None) or MEMORY),
        places(named(args.output_format or [], None)),
    )
    for option, folder in (("--previous", plan.previous), ("--reference", settings.reference)):
        if folder and not os.path.isdir(folder):
            raise UsageError("error.option", option=option, what=Said("error.folder", {"path": folder}))
    settings = _with_baseline(settings, plan.folder, args.baseline or beside(configured, config.baseline))
    run = Run(plan, settings)
    try:
        totals = run.run()
    except KeyboardInterrupt:
        run.interrupted()
        return INTERRUPTED
    fail_on = args.fail_on or config.fail_on
    if plan.reports:
        found = tuple(run.results)
        report = Report(found, summarise(found), __version__, settings.lang, fail_on=(fail_on,) * len(found))
        write_reports(report, plan.reports, args, config, [settings.rules_dir])
    return int(fail_on != "never" and bool(totals.severities.intersection(SEVERITIES[: SEVERITIES.index(fail_on) + 1])))


def _beside(folder: str) -> str:
    """Where the results go when the call does not say: a folder beside ``folder``, called after it."""
    plain = folder.rstrip("/" + os.sep)
    return f"{os.path.abspath(folder) if os.path.basename(plain) in ('', '.', '..') else plain}-report"


def _with_baseline(settings: Settings, folder: str, baseline: str) -> Settings:
    if not baseline:
        return settings
    from lint_cmm.commands.baseline import for_settings, read_baseline

    known = read_baseline(baseline)
    if known is None:
        raise UsageError("error.option", option="--baseline", what=Said("batch.no-baseline", {"path": baseline}))
    files = [os.path.join(folder, s.path) for s in discover(folder).submissions]
    return settings._replace(baseline=for_settings(known, files, baseline))
