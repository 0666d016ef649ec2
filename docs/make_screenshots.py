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
from lint_cmm.notation.docx import to_docx  # noqa: E402
from lint_cmm.reporters import render  # noqa: E402
from lint_cmm.settings import Settings  # noqa: E402
from lint_cmm.word.annotate import annotate  # noqa: E402
from lint_cmm.word.mend import mend  # noqa: E402

NAME = "林致远-发言提纲.docx"
UNITS = ("澄江县水务局", "柳河镇", "城关街道", "县第一中学", "县人民医院", "青石集团公司")
SURNAMES = "林周沈许何吕孔曹严金陶姜柏章云苏潘葛范彭郎鲁韦"
GIVEN = ("致远", "明川", "春和", "景行", "怀瑾", "知行", "清源", "立诚", "望舒", "思齐", "若水", "向前", "青松")
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
            *batch(folder),
        ]
    return 0 if all(made) else 1


def batch(folder: Path) -> list[bool]:
    """The overview page and the workbook of an intake: the labelled texts of bench/corpus under made-up names, and some copies of them."""
    texts = [p.read_text(encoding="utf-8") for p in sorted((FOLDER.parents[1] / "bench/corpus").rglob("*.txt"))]
    long = [t for t in texts if len(t) > 2200]
    middle = long[3].find("\n", len(long[3]) // 2) + 1
    texts += [long[0].replace("一是", "一方面", 2), long[0].replace("不够", "还不够"), long[0][: len(long[0]) * 3 // 4] + long[1][-600:]]
    texts += [long[4].replace("认真", "扎实"), long[5] + "\n" + long[3][middle : middle + 500]]
    for i, text in enumerate(texts):
        path = folder / "intake" / UNITS[i * 7 % len(UNITS)] / f"{SURNAMES[i % len(SURNAMES)]}{GIVEN[i * 5 % len(GIVEN)]}.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(to_docx(text))
    roster = "\n".join(
        ["单位,姓名", *(f"{p.parent.name},{p.stem}" for p in sorted((folder / "intake").rglob("*.docx"))), "澄江县水务局,何清和"]
    )
    (folder / "roster.csv").write_text(roster, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "lint_cmm",
        "batch",
        str(folder / "intake"),
        "-o",
        str(folder / "out"),
        "--roster",
        str(folder / "roster.csv"),
    ]
    subprocess.run([*command, "-q", "--fail-on", "never"], check=True, cwd=FOLDER.parents[1])
    (folder / "batch-workbook.xlsx").write_bytes((folder / "out/report.xlsx").read_bytes())
    return [browser(folder / "out/index.html", "batch-page", 1280, 2400), office(folder / "batch-workbook.xlsx", "batch-workbook")]


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
    part = ["-r", "120", "-x", "30", "-y", "24", "-W", "1340", "-H", "436"] if file.suffix == ".xlsx" else ["-r", "80"]
    command = [painter, *part, "-png", "-singlefile", str(file.with_suffix(".pdf")), str(FOLDER / name)]
    subprocess.run(command, check=True, capture_output=True)
    print(FOLDER / f"{name}.png")
    return True


if __name__ == "__main__":
    raise SystemExit(main())
