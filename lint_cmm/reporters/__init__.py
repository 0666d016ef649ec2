"""Results to bytes. No reporter knows how a rule works.

A format is a module ``lint_cmm/reporters/NAME.py`` with ``render(run) -> bytes``, imported only when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lint_cmm.findings import Run

FORMATS = ("full", "concise", "json", "jsonl", "sarif", "github", "junit", "markdown", "html", "xlsx")
TERMINAL = ("full", "concise")
BINARY = ("xlsx",)  # for a file only
WITH_TEXT = ("html",)  # these show the document's own text: results must keep it
EXACT = ("json", "jsonl")  # for programs: what the text says to the letter, numbers of persons too
WITH_HELP = ("sarif",)  # these give the rules' own words as well
DEFAULT_WIDTH = 100


def render(
    name: str, run: Run, *, color: bool = False, width: int = DEFAULT_WIDTH, verbose: bool = False, pseudo_lines: bool = False
) -> bytes:
    """The report of ``run`` in the format ``name``. ``width`` (columns), ``color`` and ``verbose`` are for terminal formats,
    ``pseudo_lines`` for SARIF."""
    from importlib import import_module

    if name not in EXACT:
        from lint_cmm.reporters.private import private

        run = private(run)
    if name in TERMINAL:
        from lint_cmm.reporters import terminal

        return terminal.render(run, concise=name == "concise", color=color, width=width, verbose=verbose)
    reporter = import_module(f"lint_cmm.reporters.{name}")
    found: bytes = reporter.render(run, pseudo_lines=True) if pseudo_lines and name == "sarif" else reporter.render(run)
    return found
