"""Pictures of every report, made from one example document: ``python docs/make_screenshots.py``.

Needs Chromium for the page and the terminal, LibreOffice and pdftoppm for the annotated file and the workbook; what is
missing is passed over and said. The example is docs/screenshots/example.txt, in the notation of lint_cmm.notation.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "screenshots"
sys.path.insert(0, str(FOLDER.parents[1]))

from lint_cmm import __version__  # noqa: E402
from lint_cmm.engine import Checker  # noqa: E402
from lint_cmm.findings import Run, summarise  # noqa: E402
from lint_cmm.notation_docx import to_docx  # noqa: E402
from lint_cmm.reporters import render  # noqa: E402
from lint_cmm.settings import Settings  # noqa: E402
from lint_cmm.word.annotate import annotate  # noqa: E402
from lint_cmm.word.mend import mend  # noqa: E402

NAME = "林致远-发言提纲.docx"
COLOURS = {"31": "#e06c5c", "32": "#7fb069", "33": "#d9a441", "34": "#6fa8dc", "35": "#b48ead", "36": "#6ab0b8", "90": "#8b8b8b"}


def main() -> int:
    """Make all pictures; gives 1 when a program is missing."""
    checker = Checker(Settings())
    data = to_docx((FOLDER / "example.txt").read_text(encoding="utf-8"))
    result = checker.check_bytes(NAME, data, keep_document=True)
    run = Run((result,), summarise((result,)), __version__)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "page.html").write_bytes(render("html", run))
        # Chromium's window is at least 500 wide: the phone stands in a frame of its own.
        frame = '<body style="margin:0;background:#888"><iframe src="page.html" style="border:0;width:390px;height:2600px;margin:0 55px"></iframe>'
        (folder / "phone.html").write_text(f"<!DOCTYPE html>{frame}", encoding="utf-8")
        (folder / "terminal.html").write_text(terminal(render("full", run, color=True, width=96).decode("utf-8")), encoding="utf-8")
        (folder / "workbook.xlsx").write_bytes(render("xlsx", run))
        (folder / "annotated.docx").write_bytes(annotate(data, result))
        (folder / "fixed.docx").write_bytes(mend(NAME, data, checker).data)
        made = [
            browser(folder / "page.html", "page", 1280, 2600),
            browser(folder / "phone.html", "page-phone", 500, 2600),
            browser(folder / "terminal.html", "terminal", 900, 1200),
            *(office(folder / f, Path(f).stem) for f in ("annotated.docx", "fixed.docx", "workbook.xlsx")),
        ]
    return 0 if all(made) else 1


def terminal(text: str) -> str:
    """What a terminal shows, as a page."""
    body, open_spans = "", 0
    for piece in re.split("(\x1b\\[[0-9;]*m)", text):
        if not piece.startswith("\x1b"):
            body += html.escape(piece)
            continue
        codes = piece[2:-1].split(";")
        if codes in ([""], ["0"]):
            body += "</span>" * open_spans
            open_spans = 0
        else:
            style = "".join(f"color:{COLOURS[c]};" for c in codes if c in COLOURS)
            style += "font-weight:bold;" * ("1" in codes) + "opacity:.65;" * ("2" in codes)
            body += f'<span style="{style}">'
            open_spans += 1
    look = "margin:0;padding:24px;background:#1f2024;color:#e6e3dc;font:15px/1.5 'Noto Sans Mono CJK SC','Sarasa Mono SC',monospace;white-space:pre-wrap"
    return f'<!DOCTYPE html><meta charset="utf-8"><body style="margin:0"><pre style="{look}">{body}</pre>'


def browser(page: Path, name: str, width: int, height: int) -> bool:
    """A picture of a page in Chromium."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        print(f"{name}: no Chromium here", file=sys.stderr)
        return False
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--hide-scrollbars",
        "--virtual-time-budget=2000",
    ]
    target = FOLDER / f"{name}.png"
    command = [program, *flags, f"--user-data-dir={page.parent / 'chromium'}", f"--window-size={width},{height}"]
    subprocess.run([*command, f"--screenshot={target}", page.as_uri()], check=True, capture_output=True, timeout=120)
    print(target)
    return True


def office(file: Path, name: str) -> bool:
    """A picture of the first page of a Word or Excel file in LibreOffice."""
    program, painter = shutil.which("soffice"), shutil.which("pdftoppm")
    if program is None or painter is None:
        print(f"{name}: no LibreOffice or pdftoppm here", file=sys.stderr)
        return False
    kind = "pdf:calc_pdf_Export" if file.suffix == ".xlsx" else 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
    profile = f"-env:UserInstallation={(file.parent / 'office').as_uri()}"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", kind, "--outdir", str(file.parent), str(file)], check=True, capture_output=True
    )
    part = ["-r", "120", "-x", "30", "-y", "40", "-W", "1340", "-H", "420"] if file.suffix == ".xlsx" else ["-r", "80"]
    command = [painter, *part, "-png", "-singlefile", str(file.with_suffix(".pdf")), str(FOLDER / name)]
    subprocess.run(command, check=True, capture_output=True)
    print(FOLDER / f"{name}.png")
    return True


if __name__ == "__main__":
    raise SystemExit(main())
