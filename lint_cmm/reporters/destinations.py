"""Which reports a call wants, where they go, and writing them: for one check and for an intake alike."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from lint_cmm import reporters as formats
from lint_cmm.config import Config, Configured, beside
from lint_cmm.errors import UsageError, closest
from lint_cmm.kit.records import NamedTuple
from lint_cmm.reporters.output import color_wanted, width, write_file, write_out

if TYPE_CHECKING:
    from types import SimpleNamespace as Namespace

    from lint_cmm.findings import Run


STDOUT = "-"  # as a file to write: standard output, as elsewhere


class Output(NamedTuple):
    """A report to write: its format, and its file ("" for standard output)."""

    format: str
    file: str


def wanted_outputs(args: Namespace, configured: Configured) -> list[Output]:
    """Which reports of a check go where; files that the configuration names lie beside it.

    Raises UsageError for an unknown format, or two reports for standard output.
    """
    config = configured.config
    given = args.output_format or list(config.output_format)
    if not given:
        given = ["github" if os.environ.get("GITHUB_ACTIONS") == "true" else "full"]
    found = named(given, None if args.output_format else configured)
    to_stdout = [i for i, o in enumerate(found) if not o.file]
    output = args.output or beside(configured, config.output)
    output = "" if output == STDOUT else output
    if output and len(to_stdout) == 1:
        found[to_stdout[0]] = found[to_stdout[0]]._replace(file=output)
    elif output:
        raise UsageError("error.outputs")
    return places(found)


def named(given: list[str], configured: Configured | None) -> list[Output]:
    """``FORMAT[=FILE]`` as it was given by ``configured``, or by the call. Raises UsageError for an unknown format."""
    found = []
    for text in given:
        name, sign, file = text.partition("=")
        if name not in formats.FORMATS:
            said = {"name": name, "near": closest(name, formats.FORMATS)}
            if configured and configured.toml:
                raise configured.toml.error("error.format", *configured.keys, "output-format", **said)
            raise UsageError("error.format", **said)
        if sign and not file:
            if configured and configured.toml:
                raise configured.toml.error("call.value", *configured.keys, "output-format", name=text, help="")
            raise UsageError("call.value", name=text, help="")
        file = "" if file == STDOUT else file
        found.append(Output(name, beside(configured, file) if configured else file))
    return found


def places(outputs: list[Output]) -> list[Output]:
    """``outputs``, or UsageError raised: one report at most goes to standard output, and none that is no text."""
    shown = [o for o in outputs if not o.file]
    if len(shown) > 1:
        raise UsageError("error.outputs")
    for o in shown:
        if o.format in formats.BINARY:
            raise UsageError("error.binary", name=o.format)
    return outputs


def quiet(args: Namespace, config: Config) -> bool:
    """Whether nothing but the exit status is wanted on standard output."""
    return bool(args.quiet or config.quiet)


def write_reports(report: Run, outputs: list[Output], args: Namespace, config: Config, folders: Iterable[tuple[str, ...]]) -> None:
    """Write ``report`` in every format and to every place that is wanted. ``folders``: the ``rules_dir`` of all settings it was made by."""
    if any(o.format in formats.WITH_HELP for o in outputs):
        from lint_cmm.rulebook.explain import helps

        codes = {f.code for r in report.results for f in (*r.findings, *(s.finding for s in r.suppressed))}
        report = report._replace(help=helps(codes, folders, report.lang))
    for output in sorted(outputs, key=lambda o: not o.file):  # the files first: standard output may be gone
        plain = bool(args.no_color or config.no_color)
        color = not output.file and color_wanted(plain)
        verbose = bool(args.verbose or config.verbose)
        if not output.file and quiet(args, config):
            continue
        pseudo = bool(args.sarif_pseudo_lines or config.sarif_pseudo_lines)
        data = formats.render(output.format, report, color=color, width=width(), verbose=verbose, pseudo_lines=pseudo)
        if output.file:
            write_file(output.file, data)
        else:
            write_out(data, as_text=output.format in formats.TERMINAL)
