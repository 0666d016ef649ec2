"""The reports that people read, and the one that programs do, as they look: shown/ has one of each, of three files in Chinese and one in English.

After a wanted change `PYTHONPATH=.:tests python tests/reporters/test_shown.py` writes them anew; the diff is the change.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from reporters.helpers import finding, result, run, unreadable

from lint_cmm.filters import in_order
from lint_cmm.findings import Result, Suppressed
from lint_cmm.model.types import Span
from lint_cmm.reporters import render

SHOWN = Path(__file__).resolve().parent / "shown"
SUFFIX = {"json": "json", "html": "txt", "full": "txt", "concise": "txt", "markdown": "md", "github": "txt", "junit": "xml", "xlsx": "tsv"}


def files() -> tuple[Result, ...]:
    """A file with everything, one that cannot be read, and a clean one whose writer silenced a finding."""
    one = result()
    marked = finding("T704", "warning", Span("body", 4, 2, 4), "存在", context=("二、", "的问题"), title="", suggestion="")
    silenced = Suppressed(finding("H601", "error", Span("body", 2, 0, 2), "来源"), "comment", "张某")
    clean = one._replace(path="净.docx", verdict="pass", findings=(), alignment=(), suppressed=(silenced,))
    return one._replace(findings=tuple(in_order([*one.findings, marked]))), unreadable(), clean


def shown(name: str) -> str:
    """The report in a format as text, the workbook cell by cell, of the page its words."""
    texts = []
    for some in (run(*files()), run(files()[0], lang="en")):
        data = render(name, some)
        if name == "xlsx":
            openpyxl = pytest.importorskip("openpyxl")
            for sheet in openpyxl.load_workbook(io.BytesIO(data)):
                texts += [sheet.title, *("\t".join(map(str, row)) for row in sheet.iter_rows(values_only=True)), ""]
        elif name == "html":
            page = re.sub(r"<style>.*?</style>|<title>.*?</title>", "", data.decode(), flags=re.DOTALL)
            blocks = re.split(r"</(?:p|h\d|li|tr|dt|dd|small|header)>", page)
            texts += [line for block in blocks if (line := " ".join(re.sub(r"<[^>]+>", " ", block).split()))]
        else:
            texts.append(data.decode())
    return "\n".join(texts).rstrip("\n") + "\n"


@pytest.mark.parametrize("name", SUFFIX)
def test_a_report_looks_as_it_did(name: str) -> None:
    assert shown(name) == (SHOWN / f"{name}.{SUFFIX[name]}").read_text(encoding="utf-8")


if __name__ == "__main__":
    for each, suffix in SUFFIX.items():
        (SHOWN / f"{each}.{suffix}").write_text(shown(each), encoding="utf-8", newline="\n")
