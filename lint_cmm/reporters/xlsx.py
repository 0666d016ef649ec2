"""A workbook of a run: a sheet of findings, one of documents, and one of what was silenced where there is any. Strings stay strings.

XlsxWriter would turn ``=…`` into a formula and ``http…`` into a link unless told not to; here it is told, and every
text goes through ``write_string`` besides. The creation date is fixed: the same run gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import Any

from lint_cmm.findings import SEVERITIES, Result, Run
from lint_cmm.kit.neutral import shorten, visible
from lint_cmm.messages import say as words_of
from lint_cmm.messages.reports import name_of, say
from lint_cmm.reporters.places import listed, where
from lint_cmm.reporters.width import columns as columns_of

CELL_LIMIT = 32_767  # characters, Excel's own limit
LINE = 15  # points a line of a row
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_FILLS = {"error": "#F7DEDA", "warning": "#FBEFD5", "info": "#E6ECF0", "reject": "#F7DEDA", "revise": "#FBEFD5", "pass": "#E3EEE2"}

FINDING_COLUMNS = (
    ("path", 24),
    ("verdict", 8),
    ("severity", 6),
    ("code", 7),
    ("rule", 18),
    ("place", 22),
    ("quote", 28),
    ("message", 38),
    ("suggestion", 32),
    ("fingerprint", 20),
)
SILENCED_COLUMNS = (
    ("path", 24),
    ("code", 7),
    ("rule", 18),
    ("place", 22),
    ("quote", 28),
    ("message", 38),
    ("silenced", 28),
    ("fingerprint", 20),
)
DOCUMENT_COLUMNS = (
    ("path", 34),
    ("verdict", 10),
    ("title", 40),
    ("kind", 12),
    ("profile", 22),
    ("characters", 9),
    ("errors", 8),
    ("warnings", 8),
    ("infos", 8),
    ("complete", 10),
    ("sha256", 66),
)


def render(run: Run) -> bytes:
    """The run as the bytes of an .xlsx file."""
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        book.set_properties({"title": "lint-cmm", "created": datetime(2000, 1, 1)})
        looks = _looks(book)
        lang = run.lang
        rows: list[tuple[tuple[str | int, ...], str]] = []
        for result in run.results:
            rows.extend(_finding_rows(result, lang))
        _sheet(book, say("sheet.findings", lang), FINDING_COLUMNS, rows, looks, lang, fill_column=2)
        documents = [(_document_row(result, lang), result.verdict) for result in run.results]
        _sheet(book, say("sheet.documents", lang), DOCUMENT_COLUMNS, documents, looks, lang, fill_column=1)
        silenced = [row for result in run.results for row in _silenced_rows(result, lang)]
        if silenced:
            _sheet(book, say("sheet.silenced", lang), SILENCED_COLUMNS, silenced, looks, lang, fill_column=1)
    return out.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    """The cell formats: one for the head, one plain, one a fill."""
    base = {"font_name": "微软雅黑", "font_size": 10, "valign": "top", "text_wrap": True, "border": 1, "border_color": "#D9D4C7"}
    looks = {"": book.add_format(base), "head": book.add_format({**base, "bold": True, "bg_color": "#3B3A36", "font_color": "#FFFFFF"})}
    for name, colour in _FILLS.items():
        looks[name] = book.add_format({**base, "bg_color": colour})
    return looks


def _finding_rows(result: Result, lang: str) -> Iterable[tuple[tuple[str | int, ...], str]]:
    """A row a finding, the most severe first, with the name of its fill."""
    for severity in SEVERITIES:
        for f in result.findings:
            if f.severity == severity:
                yield (
                    (
                        result.path,
                        name_of("verdict", result.verdict, lang),
                        name_of("severity", severity, lang),
                        f.code,
                        f.title,
                        where(f, lang),
                        f.quote,
                        f.message,
                        f.suggestion,
                        f.fingerprint,
                    ),
                    severity,
                )


def _silenced_rows(result: Result, lang: str) -> Iterable[tuple[tuple[str | int, ...], str]]:
    """A row for what somebody silenced, with who did it and why."""
    for s in listed(result):
        f, by = s.finding, words_of(f"suppressed.{s.by}", lang)
        yield (result.path, f.code, f.title, where(f, lang), f.quote, f.message, f"{by} {s.reason}".rstrip(), f.fingerprint), ""


def _document_row(result: Result, lang: str) -> tuple[str | int, ...]:
    """The row of one file."""
    info = result.info
    return (
        result.path,
        name_of("verdict", result.verdict, lang),
        info.title if info else "",
        name_of("kind", info.kind, lang) if info else "",
        info.profile_named(lang) if info else "",
        info.characters if info else 0,
        result.count("error"),
        result.count("warning"),
        result.count("info"),
        say("yes" if result.complete else "no", lang),
        result.sha256,
    )


def _sheet(
    book: Any,
    title: str,
    columns: tuple[tuple[str, int], ...],
    rows: Iterable[tuple[tuple[str | int, ...], str]],
    looks: dict[str, Any],
    lang: str,
    fill_column: int,
) -> None:
    """One sheet with a frozen head and a filter."""
    sheet = book.add_worksheet(title)
    for column, (key, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, say(f"column.{key}", lang), looks["head"])
    last = 0
    for last, (row, fill) in enumerate(rows, start=1):
        for column, value in enumerate(row):
            look = looks[fill if column == fill_column else ""]
            if isinstance(value, int):
                sheet.write_number(last, column, value, look)
            else:
                sheet.write_string(last, column, cell(value), look)
        sheet.set_row(last, LINE * _lines(row, columns))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, max(last, 1), len(columns) - 2)  # the last column is for programs
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)


def _lines(row: tuple[str | int, ...], columns: tuple[tuple[str, int], ...]) -> int:
    """How many lines the fullest cell of a row needs; not every program works this out by itself."""
    return min(max(_lines_of(str(value)[:2000], width - 1) for value, (_, width) in zip(row, columns, strict=True)), 20)


def _lines_of(text: str, width: int) -> int:
    """The lines of a cell ``width`` columns wide: an address or a file name that does not fit on the rest of one begins the next."""
    lines, used = 1, 0
    for piece in re.findall(r"[!-~“”⟨⟩]+|.", text, re.DOTALL):
        size = columns_of(piece)
        if used + size > width:
            lines += 1 if used else 0
            lines += (size - 1) // width
            used = (size - 1) % width + 1
        else:
            used += size
    return lines


def cell(text: str) -> str:
    """TEXT as a cell may hold it: control characters named, at most 32,767 characters."""
    return shorten(visible(text), CELL_LIMIT)
