"""The workbook to hand upward. Rows are written as they come; every text stays a text, whatever it begins with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from lint_cmm.batch.roster import Person
from lint_cmm.batch.rows import Row, Words
from lint_cmm.findings import VERDICTS

CELL = 32_767  # characters, Excel's own limit
ROWS = 1_048_576
_LINE = 15.0  # points a line takes
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_FONT = "宋体"
_FILL = {"reject": "#F6DDD9", "revise": "#FBF0D9", "pass": "#E4EFE2", "error": "#F6DDD9", "warning": "#FBF0D9", "info": "#E9EEF2"}
_SUMMARY = (("unit", 15), ("name", 14), ("file", 24), ("verdict", 9), ("main", 44), ("characters", 7), ("share", 9), ("errors", 6)) + (
    ("warnings", 6),
    ("infos", 6),
    ("silenced", 6),
    ("similar", 14),
    ("kind", 10),
    ("profile", 20),
)
_FINDINGS = (("unit", 18), ("name", 14), ("file", 30), ("severity", 7), ("code", 8), ("rule", 16), ("place", 24), ("quote", 34)) + (
    ("message", 48),
    ("suggestion", 42),
)
_SIMILAR = (
    ("group", 5),
    ("unit", 16),
    ("name", 14),
    ("file", 26),
    ("relation", 12),
    ("own-share", 8),
    ("own-place", 12),
    ("other-person", 14),
) + (
    ("other", 26),
    ("other-share", 8),
    ("other-place", 12),
    ("text", 70),
)
_UNITS = (("unit", 30), ("total", 8), ("reject", 10), ("revise", 10), ("pass", 10), ("missing", 8))
_MISSING = (("unit", 30), ("name", 16))


def clean(text: str) -> str:
    """``text`` without characters that a workbook cannot hold or that act, cut to Excel's limit."""
    text = _CONTROL.sub("", text)
    return text if len(text) <= CELL else text[: CELL - 1] + "…"


def _lines(text: str, width: int) -> int:
    """How many lines ``text`` takes in a column ``width`` half-width characters wide."""
    wide = len(text) + sum(1 for c in text if c > "\u2e7f") if not text.isascii() else len(text)
    return max(1, -(-wide * 21 // (width * 20))) + text.count("\n")


class Workbook:
    """Open, add rows in order, close. Use as a context manager."""

    def __init__(self, path: Path, work: Path, words: Words) -> None:
        import xlsxwriter

        options = {
            "constant_memory": True,
            "tmpdir": str(work),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = xlsxwriter.Workbook(str(path), options)
        self._book.set_properties({"title": words("title"), "created": datetime(2000, 1, 1)})
        self._words = words
        self._formats: dict[tuple[str, str], Any] = {}
        self._sheets = {name: self._sheet(name, columns) for name, columns in _SHEETS.items()}
        self._next = dict.fromkeys(_SHEETS, 1)
        self._silenced = False

    def __enter__(self) -> Workbook:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        for name, columns in _SHEETS.items():
            self._sheets[name].autofilter(0, 0, max(1, self._next[name] - 1), len(columns) - 1)
        if not self._silenced:
            at = [key for key, _ in _SUMMARY].index("silenced")
            self._sheets["summary"].set_column(at, at, None, None, {"hidden": True})  # nobody has silenced anything
        if kind is None:
            self._book.close()

    def _format(self, fill: str = "", kind: str = "") -> Any:
        if (fill, kind) not in self._formats:
            look: dict[str, Any] = {"font_name": _FONT, "font_size": 10.5, "valign": "top", "border": 1, "border_color": "#D6D3CC"}
            if fill:
                look["bg_color"] = _FILL[fill]
            if kind == "head":
                look |= {"bold": True, "bg_color": "#3C4A57", "font_color": "#FFFFFF", "align": "center", "valign": "vcenter"}
            look["text_wrap"] = kind in ("wrap", "head")
            if kind == "percent":
                look |= {"num_format": "0%", "align": "right"}
            if kind == "center":
                look["align"] = "center"
            self._formats[fill, kind] = self._book.add_format(look)
        return self._formats[fill, kind]

    def _sheet(self, name: str, columns: tuple[tuple[str, int], ...]) -> Any:
        sheet = self._book.add_worksheet(self._words(f"sheet-{name}"))
        for i, (_, width) in enumerate(columns):
            sheet.set_column(i, i, width)
        sheet.set_row(0, 24)
        for i, (key, _) in enumerate(columns):
            sheet.write_string(0, i, self._words(f"verdict-{key}" if key in VERDICTS else f"column-{key}"), self._format("", "head"))
        sheet.freeze_panes(1, 2 if name in ("summary", "findings") else 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        sheet.set_header(f"&C{self._words('title')}　{self._words(f'sheet-{name}')}".replace("&C", "&C&10", 1))
        sheet.set_footer(f"&C&9{self._words('print-page')}")
        sheet.hide_gridlines(2)
        return sheet

    def _add(self, name: str, cells: Iterable[tuple[object, str, str]]) -> None:
        row = self._next[name]
        if row >= ROWS:
            return
        self._next[name] = row + 1
        sheet = self._sheets[name]
        cells = list(cells)
        lines = max(
            (_lines(str(value), width) for (value, _, kind), (_, width) in zip(cells, _SHEETS[name], strict=True) if kind == "wrap"),
            default=1,
        )
        if lines > 1:  # LibreOffice does not fit rows to wrapped text on its own
            sheet.set_row(row, min(409.0, _LINE * lines + 2))
        for i, (value, fill, kind) in enumerate(cells):
            look = self._format(fill, kind)
            if isinstance(value, (int, float)):
                sheet.write_number(row, i, value, look)
            elif value:
                sheet.write_string(row, i, clean(str(value)), look)
            else:
                sheet.write_blank(row, i, None, look)

    def summary(self, row: Row) -> None:
        """A submission's line."""
        say, v = self._words, row.verdict
        self._silenced = self._silenced or bool(row.silenced)
        self._add(
            "summary",
            [
                (row.unit or say("no-unit"), "", "wrap"),
                (row.name or say("no-name"), "", "wrap"),
                (row.path.rpartition("/")[2], "", "wrap"),
                (say(f"verdict-{v}"), v, "center"),
                (row.main, "", "wrap"),
                (row.characters or "", "", ""),
                (row.share if row.share >= 0 else "", "", "percent"),
                (row.errors, "error" if row.errors else "", ""),
                (row.warnings, "warning" if row.warnings else "", ""),
                (row.infos, "", ""),
                (row.silenced or "", "", ""),
                (row.similar, "error" if row.similar.startswith(say("relation-most")) else "", "wrap"),
                (say(f"status-{row.status}"), "" if row.status == "ok" else "error", ""),
                (row.profile, "", "wrap"),
            ],
        )

    def finding(self, cells: Sequence[str]) -> None:
        """One finding of a submission, in the order of :class:`~lint_cmm.batch.rows.Cells`."""
        unit, name, file, severity, code, title, *texts = cells
        head = [(unit, "", "wrap"), (name, "", ""), (file, "", "wrap"), (self._words(f"severity-{severity}"), severity, "center")]
        self._add("findings", [*head, (code, "", ""), (title, "", "wrap"), *((text, "", "wrap") for text in texts)])

    def similar(self, cells: tuple[object, ...]) -> None:
        """One shared passage, in the order of the sheet's columns."""
        kinds = {
            "own-share": "percent",
            "other-share": "percent",
            **dict.fromkeys(("unit", "file", "other-person", "other", "text"), "wrap"),
        }
        self._add("similar", [(value, "", kinds.get(key, "")) for value, (key, _) in zip(cells, _SIMILAR, strict=True)])

    def unit(self, cells: tuple[object, ...]) -> None:
        """A unit's figures."""
        self._add("units", [(value, "", "" if i else "wrap") for i, value in enumerate(cells)])

    def missing(self, person: Person) -> None:
        """Somebody who has not handed in."""
        self._add("missing", [(person.unit, "", "wrap"), (person.name, "", "wrap")])


_SHEETS = {"summary": _SUMMARY, "findings": _FINDINGS, "similar": _SIMILAR, "units": _UNITS, "missing": _MISSING}
